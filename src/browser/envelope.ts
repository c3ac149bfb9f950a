import {isRemoteErrorCode} from '../contract/error-catalog.js';
import {redactKs} from '../contract/ks-pattern.js';
import {parseEnvelope} from '../contract/wire-guard.js';
import {parseRetryAfter} from '../contract/parse-retry-after.js';
import {RoomError, isCreationOutcome, type RoomErrorCode} from '../contract/room-error.js';
import type {JsonResponse} from './http-client.js';

/** The meaning of an HTTP status of the host backend. */
interface StatusTraits {
  readonly code: RoomErrorCode;
  /** The server would reject the same person again, whatever code its answer contains. */
  readonly isFinal?: boolean;
}

const STATUSES: Readonly<Partial<Record<number, StatusTraits>>> = {
  // A redirect, which the element does not follow. Servers send one to a sign-in page.
  0: {code: 'sign-in-required'},
  401: {code: 'sign-in-required', isFinal: true},
  403: {code: 'access-denied', isFinal: true},
  404: {code: 'endpoint-not-found'},
  405: {code: 'endpoint-not-found'},
  // Laravel's answer to a CSRF token that has expired.
  419: {code: 'sign-in-required', isFinal: true},
  429: {code: 'rate-limited'},
};

/**
 * Returns the `data` of a response's envelope.
 * @param parseData validates the data; throws a `RoomError` with `code` that begins with `label`
 * @throws RoomError if the response is not a success, or is malformed
 */
export function unwrapEnvelope<Data>(
  {label, status, headers, body}: JsonResponse,
  parseData: (data: unknown, code: RoomErrorCode, label: string) => Data,
): Data {
  const isOk = status >= 200 && status < 300;
  const {isFinal, code = status >= 500 ? 'endpoint-failed' : 'endpoint-invalid'} =
    STATUSES[status] ?? ({} as Partial<StatusTraits>);
  const envelope = parseEnvelope(body);
  if (isOk && envelope?.success) return parseData(envelope.data, code, `${label} data`);
  const {errorCode, error, outcome} = envelope ?? {};
  // A redirect that is not followed has no status and no headers.
  const got = status
    ? `${status} ${redactKs(headers.get('content-type') ?? 'no content type')}`
    : 'a redirect, which is not followed';
  throw new RoomError(
    isRemoteErrorCode(errorCode) ? errorCode : code,
    envelope
      ? `${label} answered ${status} ${joinTexts([errorCode, error])}`
      : `${label} must answer {success, data}; got ${got}`,
    {
      retryAfter: parseRetryAfter(headers),
      outcome: isCreationOutcome(outcome) ? outcome : undefined,
      ...(isFinal && {retryable: false}),
    },
  );
}

/** Joins the server's own texts for a message, without a KS and not longer than a log needs. */
const joinTexts = (texts: readonly unknown[]) =>
  redactKs(texts.filter(text => typeof text === 'string').join(': '));
