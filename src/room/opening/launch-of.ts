import type {Launch} from '../../contract.js';
import {MAX_RETRY_AFTER_S, isRoomErrorCode} from '../../error-codes.js';
import {RoomError} from '../../errors.js';
import {dataOf} from '../../host/data-of.js';
import {parseLaunch} from '../../launch-guard.js';
import type {Unread} from '../launch.js';

/**
 * The launch in what came; undefined where one that the page gave is over, and another can be had.
 * @throws RoomError where it is none: `endpoint-…`, or `attribute-invalid` for one that the page
 * gave; `launch-expired` where its time is over
 */
export function launchOf({answer, value, rejected, from, isLast}: Unread): Launch | undefined {
  if (rejected) throw reasonOf(rejected.cause);
  const launch = answer
    ? dataOf(answer, parseLaunch)
    : parseLaunch(value, from === 'launch' ? 'attribute-invalid' : 'endpoint-invalid', from);
  // By the server's own clock, where it may be read: the guest's may be wrong.
  const now = answer
    ? Date.parse(answer.headers.get('date') ?? '')
    : from === 'fetchLaunch'
      ? NaN
      : Date.now();
  if (!launch.expiresAt || !(launch.expiresAt * 1000 <= now)) return launch;
  if (!isLast) return undefined;
  throw new RoomError('launch-expired', `${from} gave a launch past its expiresAt`);
}

/**
 * Why the page's own function rejected: by its name and code, since a page without a bundler has no
 * `RoomError` to throw.
 */
function reasonOf(cause: unknown): RoomError {
  if (cause instanceof RoomError) return cause;
  const {name, code, message, retryAfter} = (cause ?? {}) as Partial<RoomError>;
  if (name !== 'RoomError' || !isRoomErrorCode(code))
    return new RoomError('endpoint-failed', 'fetchLaunch rejected', {cause});
  return new RoomError(code, String(message), {
    cause,
    ...(Number(retryAfter) >= 0 && {retryAfter: Math.min(Number(retryAfter), MAX_RETRY_AFTER_S)}),
  });
}
