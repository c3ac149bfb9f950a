import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import {encodeKs, SESSION_TYPE, type KsContent} from '../../src/server/kaltura/ks.js';
import {startSimulator, type Simulator, type SimulatorOptions} from '../../src/simulator/index.js';

/** Starts a simulator, and closes it after the test. */
export async function startTestSimulator(
  test: TestContext,
  options?: SimulatorOptions,
): Promise<Simulator> {
  const simulator = await startSimulator(options);
  test.after(() => simulator.close());
  return simulator;
}

/** Calls an action of the Kaltura API with JSON, and returns the JSON of the response. */
export async function callApi(
  {url}: Simulator,
  service: string,
  action: string,
  params: object,
): Promise<unknown> {
  const response = await fetch(`${url}/api_v3/service/${service}/action/${action}`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({format: 1, ...params}),
  });
  if (response.status !== 200) throw new Error(`status must be 200; got ${response.status}`);
  return response.json();
}

/** Creates a KS of the account. By default, it is a USER KS for the town hall, for an hour. */
export function writeKs({partnerId, adminSecret}: Simulator, content?: Partial<KsContent>): string {
  const expiry = Math.floor(Date.now() / 1000) + 3600;
  const user = {partnerId, userId: 'jane', type: SESSION_TYPE.user, expiry};
  return encodeKs({...user, privileges: {entryId: '1_townhall'}, ...content}, adminSecret);
}

/** Creates an ADMIN KS of the account, for an hour. */
export function writeAdminKs(simulator: Simulator, content?: Partial<KsContent>): string {
  return writeKs(simulator, {
    userId: 'owner',
    type: SESSION_TYPE.admin,
    privileges: {},
    ...content,
  });
}

/** Posts to create-room. By default, the body has an ADMIN KS and a name. */
export async function postRoom(simulator: Simulator, body?: object): Promise<Response> {
  return fetch(`${simulator.url}/embeddedrooms/index/create-room`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({ks: writeAdminKs(simulator), name: 'Retrospective', ...body}),
  });
}

/** Posts to create-room, and returns the JSON of the response. */
export async function createRoom(
  simulator: Simulator,
  body?: object,
): Promise<{success: boolean; data?: {id: string}; errorCode?: string; error?: string}> {
  return (await postRoom(simulator, body)).json() as ReturnType<typeof createRoom>;
}

/** Opens view-room with a KS, as a frame does. */
export async function viewRoom(
  {url}: Simulator,
  ks: string,
): Promise<{status: number; page: string; headers: Headers}> {
  const response = await fetch(`${url}/embeddedrooms/index/view-room/ks/${ks}`);
  return {status: response.status, page: await response.text(), headers: response.headers};
}

/** Asserts that an object has these fields, among others. */
export function assertIncludes(actual: unknown, fields: object): void {
  assert.deepEqual(actual, {...(actual as object), ...fields});
}
