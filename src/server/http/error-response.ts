import type {Context} from 'hono';
import {getTraits, type ErrorTraits} from '../../contract/error-catalog.js';
import {RoomError, type CreationOutcome, type RoomErrorCode} from '../../contract/room-error.js';
import type {Logger} from '../logger.js';
import {toSingleLine} from '../single-line.js';

/** HTTP status of a failure: the status of its code, or a more specific one. */
export type FailureStatus = NonNullable<ErrorTraits['status']> | 405 | 413 | 415 | 422 | 503;

/** Kept outside the variables of the context, which belong to the host. */
const outcomes = new WeakMap<Context, CreationOutcome>();

/**
 * Sets whether a room may exist if a request to create one fails from now on, with an error that
 * states no outcome. Failures of other requests state none.
 */
export function setOutcome(context: Context, outcome: CreationOutcome): void {
  outcomes.set(context, outcome);
}

/** Maximum length of a method and a path in a log line. */
const MAX_ROUTE_LENGTH = 200;

/** Length of the start of an `Idempotency-Key` that `<kaltura-room-creator>` shows as a reference. */
const REFERENCE_LENGTH = 8;

/** The parts of a failure that the caller may see. */
interface PublicError {
  readonly status: FailureStatus;
  readonly errorCode: RoomErrorCode;
  readonly reason: string;
  /** Only for a request to create a room. */
  readonly outcome?: CreationOutcome;
}

/**
 * Converts an error to an answer in KAF's envelope, and logs it. Every error passes through here. The
 * answer contains a message only if the caller can act on it.
 * @param statusOverride replaces the HTTP status of the error's code
 */
export function errorResponse(
  error: Error,
  context: Context,
  logger: Logger,
  statusOverride?: FailureStatus,
): Response {
  const {status, errorCode, reason, outcome} = logAndDescribe(
    error,
    context,
    logger,
    statusOverride,
  );
  context.header('Cache-Control', 'no-store');
  return context.json({success: false, errorCode, error: reason, outcome}, status);
}

/**
 * Logs an error and returns its public parts. It sets the header `Retry-After` if the error has one.
 * @param statusOverride replaces the HTTP status of the error's code
 */
export function logAndDescribe(
  error: Error,
  context: Context,
  logger: Logger,
  statusOverride?: FailureStatus,
): PublicError {
  const known = error instanceof RoomError ? error : undefined;
  // A code without a status belongs to a page, or reveals too much.
  const hasStatus = known && getTraits(known.code).status !== undefined;
  const errorCode = hasStatus ? known.code : 'internalError';
  const {status: defaultStatus = 500, isInternalDetail} = getTraits(errorCode);
  // An overload that ends by itself, such as a full store.
  const isOverload = errorCode === 'internalError' && known?.retryAfter !== undefined;
  const status = statusOverride ?? (isOverload ? 503 : defaultStatus);
  const reason = toSingleLine(String(error.message));
  const defaultOutcome = outcomes.get(context);
  const outcome = defaultOutcome && (known?.outcome ?? defaultOutcome);
  const {method, url} = context.req;
  const key = context.req.header('idempotency-key');
  const fields = {
    route: `${method} ${getPath(url)}`.slice(0, MAX_ROUTE_LENGTH),
    status,
    errorCode,
    reason,
    ...(outcome && {outcome}),
    ...(key && {reference: toSingleLine(key.slice(0, REFERENCE_LENGTH))}),
    ...(error.cause instanceof Error && {cause: describeCause(error.cause)}),
    ...(errorCode === 'internalError' && {
      stack: error.stack?.split('\n').map(toSingleLine).join('\n'),
    }),
  };
  if (status >= 500) logger.error(fields, 'kaltura-room: failed');
  else logger.info(fields, 'kaltura-room: refused');
  if (known?.retryAfter !== undefined)
    context.header('Retry-After', String(Math.ceil(known.retryAfter)));
  return {
    status,
    errorCode,
    reason: isInternalDetail ? 'see the log of the host backend' : reason,
    ...(outcome && {outcome}),
  };
}

/**
 * Returns the path of a URL, which need not be valid. It stays percent-encoded, because its decoded form
 * may contain line breaks.
 */
function getPath(url: string): string {
  return toSingleLine(/^[^/]*\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] ?? '');
}

/** Returns the name and the system code of a cause. Its message may contain anything. */
function describeCause(cause: Error): string {
  const {code} = (cause.cause ?? {}) as {code?: unknown};
  return toSingleLine([cause.name, code].filter(Boolean).join(' '));
}
