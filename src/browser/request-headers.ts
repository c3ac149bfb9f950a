import {RoomError} from '../contract/room-error.js';
import {callPageFunction} from './page-function.js';
import {describeType} from './report-error.js';

/**
 * Headers for your server, or a function that returns them. The element calls the function for each
 * request, so that a token in a header is never out of date.
 */
export type RequestHeaders =
  Record<string, string> | (() => Record<string, string> | PromiseLike<Record<string, string>>);

/** Headers that are valid, or a function of the page that returns them. */
export type ParsedHeaders = Record<string, string> | (() => unknown);

/** @throws RoomError `attribute-invalid` if the headers are neither an object of text nor a function */
export const parseHeaders = (headers: unknown): ParsedHeaders =>
  typeof headers === 'function' ? (headers as () => unknown) : parseHeaderObject(headers);

/**
 * Returns the headers for one request, from the function of the page.
 * @throws RoomError if the function fails; the signal's reason if that aborts first
 */
export async function callHeaders(
  headers: () => unknown,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  try {
    return parseHeaderObject(await callPageFunction('headers', headers, signal));
  } catch (error) {
    if (!(error instanceof RoomError)) throw error;
    // Nothing was sent, so the server has created no room.
    throw new RoomError(error.code, error.message, {...error, outcome: 'not-created'});
  }
}

function parseHeaderObject(headers: unknown): Record<string, string> {
  try {
    if (Array.isArray(headers)) throw new TypeError('an array');
    return Object.fromEntries(new Headers((headers ?? {}) as HeadersInit));
  } catch {
    // No `cause`: some browsers quote the value in their error, and it may be a token.
    const isObject = typeof headers === 'object' && !Array.isArray(headers);
    const got = isObject ? 'an invalid name or value' : describeType(headers);
    throw new RoomError(
      'attribute-invalid',
      `headers must be an object of header names and text, or a function; got ${got}`,
    );
  }
}
