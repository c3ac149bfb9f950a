import type {Launch} from '../../contract/schemas.js';
import {isRoomErrorCode} from '../../contract/error-catalog.js';
import {MAX_RETRY_AFTER_S, RoomError} from '../../contract/room-error.js';
import {unwrapEnvelope} from '../../browser/envelope.js';
import {parseLaunch} from '../../contract/launch-guard.js';
import type {JsonResponse} from '../../browser/http-client.js';
import type {Unread} from '../launch.js';

/**
 * Returns the launch in an answer, or undefined if the page's launch has expired and another one can
 * be requested.
 * @throws RoomError `endpoint-…` if the server's launch is malformed, `attribute-invalid` if the
 * page's is, `launch-expired` if the only launch has expired
 */
export function launchOf({answer, value, rejected, from, isLast}: Unread): Launch | undefined {
  if (rejected) throw reasonOf(rejected.cause);
  const launch = answer
    ? unwrapEnvelope(answer, parseLaunch)
    : parseLaunch(value, from === 'launch' ? 'attribute-invalid' : 'endpoint-invalid', from);
  const now = timeOf(from, answer);
  const {expiresAt} = launch;
  if (!expiresAt || now === undefined || now < expiresAt * 1000) return launch;
  if (!isLast) return undefined;
  throw new RoomError('launch-expired', `${from} gave a launch past its expiresAt`);
}

/**
 * Returns the time in milliseconds by which a launch expires: by the server's clock if it can be read,
 * since the guest's may be wrong, and by the guest's for a launch of the page. `fetchLaunch` has no
 * clock.
 */
function timeOf(from: string, answer: JsonResponse | undefined): number | undefined {
  if (!answer) return from === 'launch' ? Date.now() : undefined;
  const date = Date.parse(answer.headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : date;
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
