import assert from 'node:assert/strict';
import type {Simulator} from '../../../dist/simulator/index.js';

/** The path of the host backend in every host. */
export const MOUNT = '/api/kaltura';

/** A running host. All hosts have the same backend, on different runtimes and servers. */
export interface Host {
  readonly name: string;
  readonly url: string;
  /** The Kaltura simulator of this host. */
  readonly simulator: Simulator;
  /** The origin of a page that the backend allows. */
  readonly pageOrigin: string;
  /** Resolves when the last client of the endless server has disconnected. */
  readonly waitForDisconnect: () => Promise<void>;
}

/** A response with its parsed envelope. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly success: boolean;
  readonly data?: Record<string, unknown>;
  readonly errorCode?: string;
}

/** A test of a host. */
export interface HostTest {
  readonly name: string;
  /** Names of the servers that run the test; without it, all do. */
  readonly servers?: readonly string[];
  readonly run: (host: Host) => Promise<void>;
}

/** Creates the header that authenticates a guest to `hosts/rooms.js`. */
export const signInAs = (person: string) => ({cookie: `theme=dark; session=${person}`});

/** Posts as Jane, who has all permissions, unless `init` has other headers. */
export function post(host: Host, path: string, body: unknown, init: RequestInit = {}) {
  return request(host, path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
    headers: {'content-type': 'application/json', ...signInAs('jane'), ...init.headers},
  });
}

export async function request(host: Host, path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(host.url + MOUNT + path, init);
  return parseAnswer(response.status, response.headers, await response.text());
}

/** Parses a response, and checks for the envelope and `Cache-Control: no-store`. */
export function parseAnswer(status: number, headers: Headers, text: string): Answer {
  const summary = `answered ${status} ${text.slice(0, 200)}`;
  assert.match(headers.get('content-type') ?? '', /^application\/json\b/, summary);
  assert.equal(headers.get('cache-control'), 'no-store', summary);
  const envelope = JSON.parse(text) as Pick<Answer, 'success' | 'data' | 'errorCode'>;
  assert.equal(envelope.success, status < 300, summary);
  return {status, headers, text, ...envelope};
}

/** Checks that a response has this status and error code. */
export function assertRefused(answer: Answer, status: number, errorCode: string): void {
  assert.deepEqual([answer.status, answer.errorCode], [status, errorCode], answer.text);
  assert.equal(answer.data, undefined);
}
