import * as z from 'zod/mini';
import {Envelope, parse} from '../contract.js';
import {RoomError, isRoomErrorCode, type RoomErrorCode} from '../errors.js';
import {endOf} from './deadline.js';
import {fromJson} from './json.js';

/** How the page calls its host backend. */
export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: RequestCredentials;
  /** Ends the call. Where it does so with a `TimeoutError`, that is the caller's deadline. */
  readonly signal: AbortSignal;
}

/**
 * Posts `body` as JSON and returns the `data` of the answer's envelope, as the schema for it says.
 * @param schemaFor the schema, which may depend on a field of `data` that tells kinds apart
 * @throws RoomError for every way in which the answer is not that; the signal's own reason where
 * the caller ended the call
 */
export async function postJson<Schema extends z.ZodMiniType>(
  url: URL,
  body: unknown,
  schemaFor: (data: unknown) => Schema,
  {headers, credentials, signal}: PostOptions,
): Promise<z.output<Schema>> {
  // Neither user nor query: both may hold a token.
  const what = `POST ${url.origin}${url.pathname}`;
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {accept: 'application/json', 'content-type': 'application/json', ...headers},
      body: JSON.stringify(body),
      cache: 'no-store',
      // Headers that are meant for the host stay there.
      redirect: 'manual',
      credentials,
      signal,
    });
    answer = fromJson(await response.text(), undefined);
  } catch (cause) {
    if (signal.aborted) throw endOf(signal, 'endpoint-timeout', `${what} took too long`);
    throw new RoomError(
      'endpoint-unreachable',
      `${what} got no answer, or CORS kept it from this page`,
      {cause},
    );
  }

  const {ok, status, headers: answered} = response;
  const code = ok ? 'endpoint-invalid' : codeOf(status);
  const envelope = z.safeParse(Envelope, answer).data;
  if (ok && envelope?.success)
    return parse(schemaFor(envelope.data), envelope.data, code, `${what} data`);
  const {errorCode, error} = envelope ?? {};
  const type = answered.get('content-type') ?? 'no type';
  throw new RoomError(
    isRoomErrorCode(errorCode) ? errorCode : code,
    envelope
      ? `${what} answered ${status} ${[errorCode, error].filter(isString).join(': ')}`
      : `${what} must answer {success, data}; got ${status} ${type}`,
    {retryAfter: secondsOf(answered.get('retry-after'))},
  );
}

/** What `Retry-After` asks for; a date, which a guest's clock would have to read, is left out. */
const secondsOf = (value: string | null) =>
  /^\d{1,5}$/.test(value ?? '') ? Number(value) : undefined;

const isString = (value: unknown) => typeof value === 'string';

function codeOf(status: number): RoomErrorCode {
  if (status === 401) return 'sign-in-required';
  if (status === 403) return 'access-denied';
  if (status === 404 || status === 405) return 'endpoint-not-found';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'endpoint-failed' : 'endpoint-invalid';
}
