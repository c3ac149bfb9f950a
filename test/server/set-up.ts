import {kalturaRooms, type KalturaRoomsOptions} from '../../src/server/index.js';

export const SECRET = '0123456789abcdef0123456789abcdef';
export const NOW = 1_900_000_000;

/** What a call to Kaltura or KAF was, and a way to answer it. */
export interface UpstreamCall {
  readonly url: string;
  readonly init: RequestInit;
  readonly body: Record<string, unknown>;
}

/** A host backend with a stand-in for the network, and what it logged. */
export function setup(
  options: Partial<KalturaRoomsOptions> = {},
  upstream: (call: UpstreamCall) => Response | Promise<Response> = () => {
    throw new Error('no call to Kaltura was expected');
  },
) {
  const calls: UpstreamCall[] = [];
  const log: unknown[] = [];
  const app = kalturaRooms({
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
  const post = async (path: string, body: unknown, init: RequestInit = {}) => {
    const response = await app.request(path, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
    });
    const text = await response.text();
    return {response, status: response.status, text, json: JSON.parse(text) as Answer};
  };
  return {app, post, calls, log: () => JSON.stringify(log)};
}

export interface Answer {
  readonly success: boolean;
  readonly data?: Record<string, unknown>;
  readonly errorCode?: string;
  readonly error?: string;
  readonly outcome?: string;
}

export const json = (value: unknown, status = 200) => Response.json(value, {status});
