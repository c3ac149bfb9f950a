import {parseRetryAfter} from '../../contract/parse-retry-after.js';
import {RoomError} from '../../contract/room-error.js';
import {readLimitedText} from './read-limited-text.js';

const MAX_ATTEMPTS = 3;
/** Maximum pause before the second attempt. The maximum doubles with each further attempt. */
const MAX_FIRST_PAUSE_MS = 200;

/** How the server sends requests to Kaltura and KAF. */
export interface PostOptions {
  readonly fetch: typeof fetch;
  /** Returns the time in milliseconds since the epoch. */
  readonly now: () => number;
  /** Seconds that all attempts together may take. */
  readonly upstreamTimeout: number;
}

/** An answer of Kaltura or KAF. */
export interface PostResult {
  readonly json: unknown;
  /** Whole seconds by which the other clock is ahead of this one; 0 without a `Date` header. */
  readonly clockSkew: number;
}

/**
 * Posts JSON to Kaltura or KAF and parses the JSON of the answer. The HTTP status does not matter,
 * because both answer errors with status 200 too. A redirect is not followed, because the body holds
 * a secret. Transient failures are retried after a random pause.
 * @param isIdempotent if false, only a request that never left is sent again
 * @throws RoomError `kaltura-unreachable`, `kaltura-timeout`, `rate-limited`, or `kaltura-invalid`
 * if the answer is not JSON
 */
export async function postJson(
  url: string,
  body: object,
  isIdempotent: boolean,
  {fetch, now, upstreamTimeout}: PostOptions,
): Promise<PostResult> {
  const signal = AbortSignal.timeout(upstreamTimeout * 1000);
  const init: RequestInit = {
    method: 'POST',
    headers: {accept: 'application/json', 'content-type': 'application/json'},
    body: JSON.stringify(body),
    redirect: 'manual',
    signal,
  };
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === MAX_ATTEMPTS;
    try {
      const response = await fetch(url, init);
      const text = await readLimitedText(response);
      const canRetry = isIdempotent && !isLast && isTransient(response);
      if (!canRetry)
        return {json: parseBody(url, response, text), clockSkew: getClockSkew(response, now())};
    } catch (cause) {
      if (cause instanceof RoomError) throw cause;
      if (signal.aborted)
        throw new RoomError(
          'kaltura-timeout',
          `POST ${url} must be answered within ${upstreamTimeout} s`,
          {cause},
        );
      if (isLast || !(isIdempotent || isConnectionFailure(cause)))
        throw new RoomError('kaltura-unreachable', `POST ${url} got no answer`, {cause});
    }
    await pause(Math.random() * MAX_FIRST_PAUSE_MS * 2 ** (attempt - 1), signal);
  }
}

/** A server that names a time to come back is not asked again before that time. */
function isTransient({status, headers}: Response): boolean {
  return status >= 502 && status <= 504 && !parseRetryAfter(headers);
}

function parseBody(url: string, response: Response, text: string): unknown {
  const retryAfter = parseRetryAfter(response.headers);
  if (response.status === 429)
    throw new RoomError('rate-limited', `POST ${url} answered 429`, {retryAfter});
  if (response.status === 503 && retryAfter)
    throw new RoomError('kaltura-unreachable', `POST ${url} answered 503`, {retryAfter});
  try {
    return JSON.parse(text);
  } catch {
    const got = /^\s*</.test(text) ? 'HTML or XML' : 'another format';
    throw new RoomError(
      'kaltura-invalid',
      `POST ${url} must answer JSON; got ${response.status} with ${got}`,
    );
  }
}

/** Returns the whole seconds by which the clock of the sender is ahead of `now`. */
export function getClockSkew({headers}: Response, now: number): number {
  const seconds = Math.round((Date.parse(headers.get('date') ?? '') - now) / 1000);
  return Number.isNaN(seconds) ? 0 : seconds;
}

const CONNECTION_FAILURES = new Set<unknown>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  // Bun
  'ConnectionRefused',
]);

/** Returns whether no connection was made, so that the request cannot have had an effect. */
export function isConnectionFailure(cause: unknown): boolean {
  const {code, cause: inner} = (cause ?? {}) as {code?: unknown; cause?: {code?: unknown}};
  return CONNECTION_FAILURES.has(code) || CONNECTION_FAILURES.has(inner?.code);
}

/** Resolves after `ms`, or when the signal aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
