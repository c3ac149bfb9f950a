import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import {encodeKs, SESSION_TYPE, type KsContent} from '../../src/server/kaltura/ks.js';
import {startSimulator, type Simulator, type SimulatorOptions} from '../../src/simulator/index.js';

/** A simulator that closes with its test. */
export async function start(test: TestContext, options?: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options);
  test.after(() => simulator.close());
  return simulator;
}

/** Posts to the Kaltura API as JSON and reads the JSON that comes back. */
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
  if (response.status !== 200) throw new Error(`expected 200, got ${response.status}`);
  return response.json();
}

/** A KS of the simulator's account: a USER's, for the town hall, for an hour, unless told. */
export function writeKs({partnerId, adminSecret}: Simulator, content?: Partial<KsContent>): string {
  const expiry = Math.floor(Date.now() / 1000) + 3600;
  const user = {partnerId, userId: 'jane', type: SESSION_TYPE.user, expiry};
  return encodeKs({...user, privileges: {entryId: '1_townhall'}, ...content}, adminSecret);
}

/** An ADMIN KS of the simulator's account, for an hour. */
export function writeAdminKs(simulator: Simulator, content?: Partial<KsContent>): string {
  return writeKs(simulator, {
    userId: 'owner',
    type: SESSION_TYPE.admin,
    privileges: {},
    ...content,
  });
}

/** Posts to create-room, with an ADMIN KS and a name unless told. */
export async function postRoom(simulator: Simulator, body?: object): Promise<Response> {
  return fetch(`${simulator.url}/embeddedrooms/index/create-room`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({ks: writeAdminKs(simulator), name: 'Retrospective', ...body}),
  });
}

/** As `postRoom`, for the envelope alone. */
export async function createRoom(
  simulator: Simulator,
  body?: object,
): Promise<{success: boolean; data?: {id: string}; errorCode?: string; error?: string}> {
  return (await postRoom(simulator, body)).json() as ReturnType<typeof createRoom>;
}

/** Opens view-room with a KS, as the frame does. */
export async function viewRoom(
  {url}: Simulator,
  ks: string,
): Promise<{status: number; page: string; headers: Headers}> {
  const response = await fetch(`${url}/embeddedrooms/index/view-room/ks/${ks}`);
  return {status: response.status, page: await response.text(), headers: response.headers};
}

/** Asserts that an answer is an object with these fields, whatever else it has. */
export function assertIncludes(answer: unknown, fields: object): void {
  assert.deepEqual(answer, {...(answer as object), ...fields});
}
