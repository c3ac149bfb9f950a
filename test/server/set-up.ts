import {Hono} from 'hono';
import {kalturaRooms, type KalturaRoomsOptions} from '../../src/server/index.js';

export const SECRET = '0123456789abcdef0123456789abcdef';
/** Time of the test server's clock, in seconds. */
export const NOW = 1_900_000_000;

/** A request of the server to Kaltura's API or to KAF. */
export interface UpstreamCall {
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
 * Creates a server that sends no request to a network.
 * @param upstream responds to the server's requests to Kaltura and KAF; by default, there must be none
 * @returns the host backend, a Hono app with it, a function that posts to it, the requests to Kaltura and KAF, and the log as text
 */
export function setup(
  options: Partial<KalturaRoomsOptions> = {},
  upstream: (call: UpstreamCall) => Response | Promise<Response> = () => {
    throw new Error('the server must not call Kaltura in this test');
  },
) {
  const calls: UpstreamCall[] = [];
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
      calls.push({url, init, body});
      return upstream({url, init, body});
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
    return {response, status: response.status, text, json: JSON.parse(text) as Envelope};
  };
  return {rooms, app, post, calls, log: () => JSON.stringify(log)};
}

export const json = (value: unknown, status = 200) => Response.json(value, {status});
