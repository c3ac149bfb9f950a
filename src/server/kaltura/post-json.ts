import {parseRetryAfter} from '../../contract/parse-retry-after.js';
import {RoomError} from '../../contract/room-error.js';
import {readLimitedText} from './read-limited-text.js';
import type {Settings} from '../options.js';

const ATTEMPTS = 3;
/** The longest pause before the second attempt; each further one may be twice as long. */
const PAUSE_MS = 200;

/** How a call upstream is made. */
export interface PostOptions extends Pick<Settings, 'fetch' | 'now' | 'upstreamTimeout'> {
  /** Whether the call does no harm when it is made twice. Others are made again only where the first one never left. */
  readonly repeatable: boolean;
}

/** An answer of Kaltura or KAF. */
export interface PostResult {
  readonly json: unknown;
  /** Whole seconds by which its clock is ahead of this one; 0 where it does not tell the time. */
  readonly clockSkew: number;
}

/**
 * Posts JSON to Kaltura or KAF and returns the JSON of the answer, whatever its HTTP status: both
 * answer errors with 200 as well. A redirect is not followed, since the body holds a secret. What
 * may pass soon is tried again after a pause, as long as there is time.
 * @throws RoomError `kaltura-unreachable`, `kaltura-timeout`, `rate-limited`, or `kaltura-invalid`
 * where no JSON came
 */
export async function postJson(
  url: string,
  body: object,
  {fetch, now, upstreamTimeout, repeatable}: PostOptions,
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
    const isLast = attempt === ATTEMPTS;
    try {
      const response = await fetch(url, init);
      const text = await readLimitedText(response);
      const mayPass = response.status >= 502 && response.status <= 504;
      if (isLast || !repeatable || !mayPass || parseRetryAfter(response.headers))
        return {json: read(url, response, text), clockSkew: clockSkew(response, now())};
    } catch (cause) {
      if (cause instanceof RoomError) throw cause;
      if (signal.aborted)
        throw new RoomError('kaltura-timeout', `POST ${url} took over ${upstreamTimeout} s`, {
          cause,
        });
      if (isLast || !(repeatable || isConnectionFailure(cause)))
        throw new RoomError('kaltura-unreachable', `POST ${url} got no answer`, {cause});
    }
    await pause(Math.random() * PAUSE_MS * 2 ** (attempt - 1), signal);
  }
}

/** The JSON of an answer. */
function read(url: string, response: Response, text: string): unknown {
  const retryAfter = parseRetryAfter(response.headers);
  if (response.status === 429)
    throw new RoomError('rate-limited', 'Kaltura was asked too often', {retryAfter});
  if (response.status === 503 && retryAfter)
    throw new RoomError('kaltura-unreachable', `POST ${url} answered 503`, {retryAfter});
  try {
    return JSON.parse(text);
  } catch {
    const got = /^\s*</.test(text) ? 'HTML or XML' : 'something else';
    throw new RoomError(
      'kaltura-invalid',
      `POST ${url} must answer JSON; got ${response.status}, ${got}`,
    );
  }
}

function clockSkew({headers}: Response, now: number): number {
  const seconds = Math.round((Date.parse(headers.get('date') ?? '') - now) / 1000);
  return Number.isNaN(seconds) ? 0 : seconds;
}

/** Whether no connection was made, so that nothing can have been done. Node, Bun and Deno tell. */
export function isConnectionFailure(cause: unknown): boolean {
  const {code, cause: inner} = (cause ?? {}) as {code?: unknown; cause?: {code?: unknown}};
  return [code, inner?.code].some(
    name =>
      typeof name === 'string' &&
      /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/.test(name),
  );
}

/** A pause that ends with the signal too. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
