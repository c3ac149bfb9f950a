import {RoomError} from '../contract/room-error.js';
import {toTimeoutError} from './abort.js';
import {parseJsonOr} from './json.js';
import {describeValue} from './report-error.js';
import {callHeaders, parseHeaders, type ParsedHeaders} from './request-headers.js';

/** An endpoint of the host backend, and how to call it. */
export interface Endpoint {
  readonly url: URL;
  readonly headers: ParsedHeaders;
  readonly credentials: RequestCredentials;
}

/** A response of the host backend, not yet validated. */
export interface JsonResponse {
  /** The request, for error messages: without user and query, which may contain a token. */
  readonly label: string;
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; undefined if the body is not JSON. */
  readonly body: unknown;
}

/**
 * Parses the attributes that say where and how to post.
 * @param attribute name of the attribute with the URL, for error messages
 * @throws RoomError `attribute-invalid`, which names the attribute
 */
export function parseEndpoint(
  attribute: string,
  value: string | null | undefined,
  options: {
    readonly headers?: unknown;
    readonly credentials?: RequestCredentials | null | undefined;
  },
): Endpoint {
  const url =
    value && URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new RoomError('attribute-invalid', `${attribute} must be an http(s) URL without a user`);
  const credentials = options.credentials ?? 'same-origin';
  if (!['same-origin', 'include', 'omit'].includes(credentials))
    throw new RoomError(
      'attribute-invalid',
      `credentials must be same-origin, include or omit; got ${describeValue(credentials)}`,
    );
  return {url, headers: parseHeaders(options.headers), credentials};
}

/**
 * Posts `body` as JSON.
 * @param ownHeaders headers besides those of the page
 * @param signal cancels the request; a `TimeoutError` as its reason is the caller's deadline
 * @throws RoomError `endpoint-unreachable` or `endpoint-timeout`, or the error of the page's function
 * for headers; the signal's own reason if the caller cancels the request
 */
export async function postJson(
  {url, headers: pageHeaders, credentials}: Endpoint,
  body: unknown,
  signal: AbortSignal,
  ownHeaders: Record<string, string> = {},
): Promise<JsonResponse> {
  const label = `POST ${url.origin}${url.pathname}`;
  // Without a function of the page, the request leaves at once: no `await` comes before it.
  const headers = {
    ...(typeof pageHeaders === 'function' ? await callHeaders(pageHeaders, signal) : pageHeaders),
    ...ownHeaders,
  };
  try {
    // A string, because monitoring that wraps `fetch` may expect no URL object.
    const response = await fetch(url.href, {
      method: 'POST',
      headers: {accept: 'application/json', 'content-type': 'application/json', ...headers},
      body: JSON.stringify(body),
      cache: 'no-store',
      // The page's headers are for this host alone.
      redirect: 'manual',
      credentials,
      signal,
    });
    const text = await response.text();
    return {
      label,
      status: response.status,
      headers: response.headers,
      body: parseJsonOr(text, undefined),
    };
  } catch (cause) {
    if (signal.aborted) throw toTimeoutError(signal, 'endpoint-timeout', `${label} took too long`);
    throw new RoomError('endpoint-unreachable', `${label} got no answer, or CORS blocks it`, {
      cause,
    });
  }
}
