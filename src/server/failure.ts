import type {Context} from 'hono';
import {RoomError, type RoomErrorCode} from '../contract/room-error.js';
import type {Logger} from './options.js';

/** The HTTP statuses of a failure. */
export type FailureStatus =
  400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 502 | 504;

const STATUS: Partial<Record<RoomErrorCode, FailureStatus>> = {
  invalidRequest: 400,
  'sign-in-required': 401,
  'access-denied': 403,
  'launch-expired': 403,
  'origin-not-allowed': 403,
  'room-not-found': 404,
  'endpoint-not-found': 404,
  'request-in-progress': 409,
  'rate-limited': 429,
  invalidConfiguration: 502,
  'kaltura-unreachable': 502,
  'kaltura-invalid': 502,
  'kaltura-refused': 502,
  'kaltura-timeout': 504,
};

/** How much of a method and a path a log line holds. */
const ROUTE_LIMIT = 200;

/** How much of an `Idempotency-Key` a log line holds: what `<kaltura-room-creator>` gives a person to tell support. */
const REFERENCE_LENGTH = 8;

/** What a caller is told of a failure. */
interface Told {
  readonly status: FailureStatus;
  readonly errorCode: RoomErrorCode;
  readonly reason: string;
}

/**
 * The one place where an error becomes an answer. What a caller can act on is told; anything
 * unforeseen is logged, and answered `internalError` without detail.
 * @param instead the HTTP status in place of the code's usual one
 */
export function failure(
  error: Error,
  context: Context,
  logger: Logger,
  instead?: FailureStatus,
): Response {
  const {status, errorCode, reason} = tell(error, context, logger, instead);
  context.header('Cache-Control', 'no-store');
  return context.json({success: false, errorCode, error: reason}, status);
}

/**
 * Logs an error, and says what to tell of it; a `Retry-After` is answered already.
 * @param instead the HTTP status in place of the code's usual one
 */
export function tell(
  error: Error,
  context: Context,
  logger: Logger,
  instead?: FailureStatus,
): Told {
  const usual = error instanceof RoomError ? STATUS[error.code] : undefined;
  const known = error instanceof RoomError && usual !== undefined;
  const status = instead ?? usual ?? 500;
  const errorCode = known ? error.code : 'internalError';
  // Where Kaltura is asked, and what it says to a machine, is the host's business.
  const told = known && !errorCode.startsWith('kaltura-');
  const reason = oneLine(error.message);
  const {method, url} = context.req;
  const key = context.req.header('idempotency-key');
  const fields = {
    // As it came, encoded: what it means may hold the end of a line, and the start of another.
    route: `${method} ${new URL(url).pathname}`.slice(0, ROUTE_LIMIT),
    status,
    errorCode,
    reason,
    ...(key && {reference: oneLine(key.slice(0, REFERENCE_LENGTH))}),
    ...(error.cause instanceof Error && {cause: nameOf(error.cause)}),
    ...(!known && {stack: error.stack}),
  };
  if (status >= 500) logger.error(fields, 'kaltura-room: failed');
  else logger.info(fields, 'kaltura-room: refused');
  const retryAfter = error instanceof RoomError ? error.retryAfter : undefined;
  if (retryAfter !== undefined) context.header('Retry-After', String(Math.ceil(retryAfter)));
  return {
    status,
    errorCode,
    reason: told ? reason : 'the log of the host backend says more',
  };
}

/** A text that stays on its line and moves no cursor, however a log is written or looked at. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

/** A cause's name and system code say enough; its message could hold anything. */
function nameOf(cause: Error): string {
  const {code} = (cause.cause ?? {}) as {code?: unknown};
  return [cause.name, code].filter(Boolean).join(' ');
}
