import {after, before} from 'node:test';
import {Hono} from 'hono';
import type {JWK} from 'jose';
import {kalturaRooms, type KalturaRoomsOptions} from '../../src/server/index.js';
import {startSimulator, type Simulator} from '../../src/simulator/index.js';

export {runCli} from '../support/run-cli.js';

/** Starts a simulator for all tests of a file. */
export function useSimulator(): () => Simulator {
  let simulator: Simulator | undefined;
  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator?.close());
  return () => {
    if (!simulator) throw new Error('The simulator runs only during tests');
    return simulator;
  };
}

/** Returns the current time in seconds, as a KS and a token have it. */
export const getUnixTime = () => Math.floor(Date.now() / 1000);

export const PAGE_ORIGIN = 'https://www.example.com';
export const COOKIE = 'session=open-sesame-4711';

/** Creates a backend with `kaltura-room/server` and a simulator. The cookie identifies Jane. */
export function createBackend(
  simulator: Simulator,
  options: Partial<KalturaRoomsOptions> = {},
): Hono {
  const {partnerId, adminSecret, url: kafUrl} = simulator;
  const rooms = kalturaRooms({
    partnerId,
    kafUrl,
    credentials: {adminSecret},
    allowedOrigins: [PAGE_ORIGIN],
    authorize: request =>
      request.headers.get('cookie') === COOKIE
        ? {userId: 'jane@example.com', firstName: 'Jane', createRooms: true}
        : null,
    logger: {info: () => {}, error: () => {}},
    ...options,
  });
  return new Hono().all('/api/kaltura/*', ({req}) => rooms.fetch(req.raw));
}

/** Returns options of `createBackend` for LTI 1.3, with this private key. */
export function lti13Options(key: JWK, more: {redirectUris?: string[]} = {}) {
  return {
    auth: 'lti-1.3',
    lti13: {
      issuer: 'https://www.example.com',
      clientId: 'kaltura',
      deploymentId: '1',
      privateKeys: [key],
      ...more,
    },
  } as const;
}
