import {readLimitedText} from '../../../server/kaltura/read-limited-text.js';

/** One connection per request: a server that closed the last one does not fail the next request. */
const CLOSE_CONNECTION = ['connection', 'close'] as const;

export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON; undefined if it is not JSON. */
  readonly json: unknown;
  /** This machine's clock before and after the request, in milliseconds since the epoch. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** A request without a response. */
export interface HttpFailure {
  readonly error: string;
  readonly timedOut: boolean;
}

export type HttpResult = HttpResponse | HttpFailure;

/** Returns the response; undefined for a failure. */
export function toResponse(result: HttpResult | undefined): HttpResponse | undefined {
  return result && 'status' in result ? result : undefined;
}

/**
 * Sends a request, and follows no redirect. It never throws.
 * @param timeout milliseconds until the whole response must have arrived
 */
export async function sendRequest(request: HttpRequest, timeout: number): Promise<HttpResult> {
  const {url, method, headers, body} = request;
  const sentAt = Date.now();
  try {
    const response = await fetch(url.href, {
      method,
      headers: [...headers, CLOSE_CONNECTION].map(([name, value]): [string, string] => [
        name,
        value,
      ]),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      ...(body !== undefined && {body}),
    });
    const receivedAt = Date.now();
    const text = await readLimitedText(response);
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: parseJson(text),
      sentAt,
      receivedAt,
    };
  } catch (error) {
    return toFailure(error as Error, timeout);
  }
}

function toFailure({name, cause}: Error, timeout: number): HttpFailure {
  if (name === 'TimeoutError')
    return {error: `no response within ${timeout / 1000} s`, timedOut: true};
  const code = String((cause as {code?: unknown} | undefined)?.code);
  const detail = /^[A-Z][A-Z_\d]+$/.test(code) ? ` (${code})` : '';
  return {error: `no response${detail}`, timedOut: false};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
