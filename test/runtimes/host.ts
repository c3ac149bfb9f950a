import assert from 'node:assert/strict';
import type {Simulator} from '../../dist/simulator/index.js';

/** Where every host mounts the host backend. */
export const MOUNT = '/api/kaltura';

/** One running host: the same backend, each time served by something else. */
export interface Host {
  readonly name: string;
  readonly url: string;
  /** The Kaltura that this host, and no other, asks. */
  readonly simulator: Simulator;
  /** The origin of a page that the backend lists. */
  readonly pageOrigin: string;
  /** Resolves once a caller of {@link endlessKaltura} has gone. */
  readonly endlessEnded: () => Promise<void>;
}

/** An answer, its envelope read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly success: boolean;
  readonly data?: Record<string, unknown>;
  readonly errorCode?: string;
}

/** A test that runs on every host. */
export interface Row {
  readonly name: string;
  readonly check: (host: Host) => Promise<void>;
}

/** The header that says who asks; `hosts/rooms.js` reads it. */
export const as = (person: string) => ({cookie: `theme=dark; session=${person}`});

/** Posts as jane, who may do everything, unless `init` says otherwise. */
export function post(host: Host, path: string, body: unknown, init: RequestInit = {}) {
  return ask(host, path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
    headers: {'content-type': 'application/json', ...as('jane'), ...init.headers},
  });
}

export async function ask(host: Host, path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(host.url + MOUNT + path, init);
  return answer(response.status, response.headers, await response.text());
}

/** Holds an answer to what all have in common: the envelope, and that nobody keeps it. */
export function answer(status: number, headers: Headers, text: string): Answer {
  const what = `answered ${status} ${text.slice(0, 200)}`;
  assert.match(headers.get('content-type') ?? '', /^application\/json\b/, what);
  assert.equal(headers.get('cache-control'), 'no-store', what);
  const envelope = JSON.parse(text) as Pick<Answer, 'success' | 'data' | 'errorCode'>;
  assert.equal(envelope.success, status < 300, what);
  return {status, headers, text, ...envelope};
}

/** Holds an answer to be this refusal. */
export function assertRefused(answer: Answer, status: number, errorCode: string): void {
  assert.deepEqual([answer.status, answer.errorCode], [status, errorCode], answer.text);
  assert.equal(answer.data, undefined);
}
