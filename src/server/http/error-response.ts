import type {Context} from 'hono';
import {getTraits, type ErrorTraits} from '../../contract/error-catalog.js';
import {RoomError, type CreationOutcome, type RoomErrorCode} from '../../contract/room-error.js';
import type {Logger} from '../options.js';

/** HTTP status of a failure: its code's own, or a closer one that only the route can tell. */
export type FailureStatus = NonNullable<ErrorTraits['status']> | 405 | 413 | 415 | 422 | 503;

/** Not a variable of the context: a host that mounts these routes has variables of its own there. */
const outcomes = new WeakMap<Context, CreationOutcome>();

/**
 * Sets whether a room may exist if a request to create one fails from now on, with an error that
 * states no outcome. Failures of other requests state none.
 */
export function setOutcome(context: Context, outcome: CreationOutcome): void {
  outcomes.set(context, outcome);
}

/** How much of a method and a path a log line holds. */
const ROUTE_LIMIT = 200;

/** How much of an `Idempotency-Key` a log line holds: what `<kaltura-room-creator>` gives a person to tell support. */
const REFERENCE_LENGTH = 8;

/** The parts of a failure that the answer holds. */
interface PublicError {
  readonly status: FailureStatus;
  readonly errorCode: RoomErrorCode;
  readonly reason: string;
  /** Present only for a request to create a room. */
  readonly outcome?: CreationOutcome;
}

/**
 * The one place where an error becomes an answer. It holds the message of an error that a caller
 * can act on. Any other is logged, and answered `internalError` without detail.
 * @param statusOverride the HTTP status in place of the code's usual one
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
 * Logs an error, and says what to tell of it; a `Retry-After` is answered already.
 * @param statusOverride the HTTP status in place of the code's usual one
 */
export function logAndDescribe(
  error: Error,
  context: Context,
  logger: Logger,
  statusOverride?: FailureStatus,
): PublicError {
  const known = error instanceof RoomError ? error : undefined;
  // A code without a status is of a page, or says too much.
  const hasStatus = known && getTraits(known.code).status !== undefined;
  const errorCode = hasStatus ? known.code : 'internalError';
  const {status: usual = 500, isInternalDetail} = getTraits(errorCode);
  // An overload that ends by itself, such as a full store: 503 is the status for Retry-After.
  const isOverload = errorCode === 'internalError' && known?.retryAfter !== undefined;
  const status = statusOverride ?? (isOverload ? 503 : usual);
  const reason = oneLine(error.message);
  const byDefault = outcomes.get(context);
  const outcome = byDefault && (known?.outcome ?? byDefault);
  const {method, url} = context.req;
  const key = context.req.header('idempotency-key');
  const fields = {
    // As it came, encoded: what it means may hold the end of a line, and the start of another.
    route: `${method} ${new URL(url).pathname}`.slice(0, ROUTE_LIMIT),
    status,
    errorCode,
    reason,
    ...(outcome && {outcome}),
    ...(key && {reference: oneLine(key.slice(0, REFERENCE_LENGTH))}),
    ...(error.cause instanceof Error && {cause: nameOf(error.cause)}),
    ...(errorCode === 'internalError' && {stack: error.stack}),
  };
  if (status >= 500) logger.error(fields, 'kaltura-room: failed');
  else logger.info(fields, 'kaltura-room: refused');
  if (known?.retryAfter !== undefined)
    context.header('Retry-After', String(Math.ceil(known.retryAfter)));
  return {
    status,
    errorCode,
    reason: isInternalDetail ? 'the log of the host backend says more' : reason,
    ...(outcome && {outcome}),
  };
}

/** A text that stays on its line and moves no cursor, however a log is written or looked at. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

/** A cause's name and system code say enough; its message could hold anything. */
function nameOf(cause: Error): string {
  const {code} = (cause.cause ?? {}) as {code?: unknown};
  return [cause.name, code].filter(Boolean).join(' ');
}
