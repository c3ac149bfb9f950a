import * as z from 'zod/mini';
import {Envelope, parse} from '../contract.js';
import {isRoomErrorCode} from '../error-codes.js';
import {RoomError, type RoomErrorCode} from '../errors.js';
import type {Answer} from './post.js';

/**
 * The `data` of an answer's envelope, as the schema for it says.
 * @param schemaFor the schema, which may depend on a field of `data` that tells kinds apart
 * @throws RoomError for every way in which the answer is not that
 */
export function dataOf<Schema extends z.ZodMiniType>(
  {what, status, headers, body}: Answer,
  schemaFor: (data: unknown) => Schema,
): z.output<Schema> {
  const ok = status >= 200 && status < 300;
  const code = ok ? 'endpoint-invalid' : codeOf(status);
  const envelope = z.safeParse(Envelope, body).data;
  if (ok && envelope?.success)
    return parse(schemaFor(envelope.data), envelope.data, code, `${what} data`);
  const {errorCode, error} = envelope ?? {};
  const type = headers.get('content-type') ?? 'no type';
  throw new RoomError(
    isRoomErrorCode(errorCode) ? errorCode : code,
    envelope
      ? `${what} answered ${status} ${said([errorCode, error])}`
      : `${what} must answer {success, data}; got ${status} ${type}`,
    {retryAfter: secondsOf(headers.get('retry-after'))},
  );
}

/** What `Retry-After` asks for; a date, which a guest's clock would have to read, is left out. */
const secondsOf = (value: string | null) =>
  /^\d{1,5}$/.test(value ?? '') ? Number(value) : undefined;

/** In the answer's own words, but no more of them than a log needs, and no KS. */
const said = (texts: readonly unknown[]) =>
  texts
    .filter(text => typeof text === 'string')
    .join(': ')
    .replace(/djJ8[\w=-]*/g, '[KS]')
    .slice(0, 300);

function codeOf(status: number): RoomErrorCode {
  if (status === 401) return 'sign-in-required';
  if (status === 403) return 'access-denied';
  if (status === 404 || status === 405) return 'endpoint-not-found';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'endpoint-failed' : 'endpoint-invalid';
}
