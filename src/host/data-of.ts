import {MAX_RETRY_AFTER_S, isRoomErrorCode} from '../error-codes.js';
import {RoomError, type RoomErrorCode} from '../errors.js';
import {redactKs} from '../ks-pattern.js';
import {parseEnvelope} from '../launch-guard.js';
import type {Answer} from './post.js';

/**
 * Returns the `data` of an answer's envelope.
 * @param parseData checks the data; throws a `RoomError` with the code, which names the field by the label
 * @throws RoomError for every way in which the answer is not that
 */
export function dataOf<Data>(
  {what, status, headers, body}: Answer,
  parseData: (data: unknown, code: RoomErrorCode, label: string) => Data,
): Data {
  const ok = status >= 200 && status < 300;
  const code = ok ? 'endpoint-invalid' : codeOf(status);
  const envelope = parseEnvelope(body);
  if (ok && envelope?.success) return parseData(envelope.data, code, `${what} data`);
  const {errorCode, error} = envelope ?? {};
  const type = headers.get('content-type') ?? 'no type';
  throw new RoomError(
    isRoomErrorCode(errorCode) ? errorCode : code,
    envelope
      ? `${what} answered ${status} ${said([errorCode, error])}`
      : `${what} must answer {success, data}; got ${status} ${said([type])}`,
    {
      retryAfter: waitAsked(headers),
      // The same person is refused again, whatever the code says of other times.
      ...((status === 401 || status === 403) && {retryable: false}),
    },
  );
}

/**
 * `Retry-After` in seconds (RFC 9110, section 10.2.3): a date is by the clock of whoever answered,
 * and is left out where that may not be read. A guest's own may be wrong.
 */
function waitAsked(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Math.min(Number(value), MAX_RETRY_AFTER_S);
  const seconds = (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000;
  return seconds >= 0 ? Math.min(seconds, MAX_RETRY_AFTER_S) : undefined;
}

/** In the answer's own words, but no more of them than a log needs, and no KS. */
const said = (texts: readonly unknown[]) =>
  redactKs(texts.filter(text => typeof text === 'string').join(': '));

function codeOf(status: number): RoomErrorCode {
  if (status === 401) return 'sign-in-required';
  if (status === 403) return 'access-denied';
  if (status === 404 || status === 405) return 'endpoint-not-found';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'endpoint-failed' : 'endpoint-invalid';
}
