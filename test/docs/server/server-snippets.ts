import assert from 'node:assert/strict';
import {after, afterEach, before, it, mock} from 'node:test';
import type {KalturaRooms} from '../../../src/server/index.js';
import {startSimulator, type Simulator} from '../../../src/simulator/index.js';
import {getAccountEnv, importSnippet} from '../import-snippet.js';

/*
 * Runs the snippets of the server pages. Each reads the account of a simulator from the environment.
 */

export const ROOM_ID = '1_townhall';
export const JANE = 'session=session-of-jane';
export const OMAR = 'session=session-of-omar';

/** The JSON of a response of a host backend. */
export interface Envelope {
  readonly success: boolean;
  readonly data?: Record<string, unknown>;
  readonly errorCode?: string;
}

/** An app of Hono. */
export interface App {
  readonly request: (path: string, init?: RequestInit) => Response | Promise<Response>;
}

/** Starts a simulator for the tests of a `describe`, and sets its account in the environment. */
export function useServerSnippets(
  getMoreEnv: () => Promise<Record<string, string>> = async () => ({}),
): () => Simulator {
  const startEnv = {...process.env};
  let simulator: Simulator;

  before(async () => {
    // The snippets log to the console.
    for (const level of ['info', 'error'] as const) mock.method(console, level, () => {});
    simulator = await startSimulator();
    const {user, admin} = simulator.appTokens;
    Object.assign(process.env, getAccountEnv(simulator), {
      KALTURA_API_URL: simulator.url,
      KALTURA_APP_TOKEN_ID: user.id,
      KALTURA_APP_TOKEN: user.token,
      KALTURA_ADMIN_APP_TOKEN_ID: admin.id,
      KALTURA_ADMIN_APP_TOKEN: admin.token,
      ...(await getMoreEnv()),
    });
  });
  after(async () => {
    mock.restoreAll();
    process.env = startEnv;
    await simulator.close();
  });
  afterEach(() => simulator.faults.clear());
  return () => simulator;
}

/** Imports the `rooms` of a snippet. */
export const importRooms = async (name: string) =>
  (await importSnippet<{rooms: KalturaRooms}>(`server/${name}`)).rooms;

/** Posts JSON to a host backend as a page of Jane. */
export async function post(rooms: KalturaRooms, path: string, body: object, cookie = JANE) {
  const response = await rooms.fetch(
    new Request(`http://localhost:3000/api/kaltura${path}`, {
      method: 'POST',
      headers: {'content-type': 'application/json', cookie},
      body: JSON.stringify(body),
    }),
  );
  const {status, headers} = response;
  return {status, headers, ...((await response.json()) as Envelope)};
}

/** Adds a test of a snippet that exports `rooms`. */
export function itLaunchesAndCreatesRooms(file: string): void {
  it(`${file} launches and creates rooms`, async () => {
    const rooms = await importRooms(file);
    assert.equal((await post(rooms, '/token', {roomId: ROOM_ID})).status, 200);
    assert.equal((await post(rooms, '/rooms', {name: 'Stand-up'})).status, 201);
    assert.equal((await post(rooms, '/token', {roomId: ROOM_ID}, '')).status, 401);
  });
}
