import {RoomError} from '../errors.js';
import {endOf} from './deadline.js';
import type {Endpoint} from './endpoint.js';
import {fromJson} from './json.js';

/** What a host backend answered, before anybody has looked into it. */
export interface Answer {
  /** The request, for a message: neither user nor query, both of which may hold a token. */
  readonly what: string;
  readonly status: number;
  readonly headers: Headers;
  /** As parsed; undefined where it is no JSON. */
  readonly body: unknown;
}

/**
 * Posts `body` as JSON.
 * @param signal ends the call; where it does so with a `TimeoutError`, that is the caller's deadline
 * @throws RoomError `endpoint-unreachable` or `endpoint-timeout`; the signal's own reason where the
 * caller ended the call
 */
export async function post(
  {url, headers, credentials}: Endpoint,
  body: unknown,
  signal: AbortSignal,
): Promise<Answer> {
  const what = `POST ${url.origin}${url.pathname}`;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {accept: 'application/json', 'content-type': 'application/json', ...headers},
      body: JSON.stringify(body),
      cache: 'no-store',
      // Headers that are meant for the host stay there.
      redirect: 'manual',
      credentials,
      signal,
    });
    const text = await response.text();
    return {
      what,
      status: response.status,
      headers: response.headers,
      body: fromJson(text, undefined),
    };
  } catch (cause) {
    if (signal.aborted) throw endOf(signal, 'endpoint-timeout', `${what} took too long`);
    throw new RoomError(
      'endpoint-unreachable',
      `${what} got no answer, or CORS kept it from this page`,
      {cause},
    );
  }
}
