import {Hono} from 'hono';
import {kalturaRooms, type KalturaRoomsOptions} from '../../src/server/index.js';

export const SECRET = '0123456789abcdef0123456789abcdef';
/** Credentials with which the host backend requests each session from Kaltura. */
export const SESSION_START = {adminSecret: SECRET, strategy: 'session.start'} as const;
/** Time of the test server's clock, in seconds. */
export const NOW = 1_900_000_000;

/** A request of the host backend to Kaltura's API or to KAF. */
export interface KalturaCall {
  readonly url: string;
  readonly init: RequestInit;
  readonly body: Record<string, unknown>;
}

/** Body of every response of the server, in KAF's envelope. */
export interface Envelope {
  readonly success: boolean;
  readonly data?: Record<string, unknown>;
  readonly errorCode?: string;
  readonly error?: string;
  readonly outcome?: string;
}

/**
 * Creates a host backend that sends no request to a network.
 * @param respond responds to its requests to Kaltura and KAF; by default, there must be none
 * @returns the host backend, a Hono app with it, a function that posts to it, its requests to Kaltura and KAF, and its log as text
 */
export function createTestBackend(
  options: Partial<KalturaRoomsOptions> = {},
  respond: (call: KalturaCall) => Response | Promise<Response> = () => {
    throw new Error('the host backend must not call Kaltura in this test');
  },
) {
  const kalturaCalls: KalturaCall[] = [];
  const log: unknown[] = [];
  const rooms = kalturaRooms({
    partnerId: 12345,
    kafUrl: 'https://12345.kaf.kaltura.com',
    credentials: {adminSecret: SECRET},
    authorize: () => ({userId: 'jane@example.com', firstName: 'Jane', createRooms: true}),
    logger: {
      info: (...line) => void log.push(line),
      error: (...line) => void log.push(line),
    },
    now: () => NOW * 1000,
    fetch: async (input, init = {}) => {
      const url = input instanceof Request ? input.url : String(input);
      const body = JSON.parse(init.body as string) as Record<string, unknown>;
      kalturaCalls.push({url, init, body});
      return respond({url, init, body});
    },
    ...options,
  });
  const app = new Hono().all('*', context => rooms.fetch(context.req.raw, context));
  const post = async (path: string, body: unknown, init: RequestInit = {}) => {
    const response = await app.request(path, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
    });
    const text = await response.text();
    return {response, status: response.status, text, answer: JSON.parse(text) as Envelope};
  };
  return {rooms, app, post, kalturaCalls, log: () => JSON.stringify(log)};
}

export const json = (value: unknown, status = 200) => Response.json(value, {status});

/**
 * Never responds, and rejects when its signal aborts. Until then it keeps the process alive, as a
 * socket does.
 */
export const hangUntilAbort: typeof fetch = (_, init) =>
  new Promise((_, reject) => {
    const keepAlive = setInterval(() => {}, 60_000);
    init?.signal?.addEventListener('abort', () => {
      clearInterval(keepAlive);
      reject(init.signal?.reason);
    });
  });
