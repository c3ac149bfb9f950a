import {isRemoteErrorCode} from '../contract/error-catalog.js';
import {MAX_RETRY_AFTER_S, RoomError} from '../contract/room-error.js';
import {raceAbort, toTimeoutError} from './abort.js';

/**
 * Calls a function of the page for a request, such as `fetchLaunch`.
 * @param name of the function, for error messages
 * @throws RoomError for what the function throws; the signal's own reason if the caller cancels the
 * request
 */
export async function callPageFunction<T>(
  name: string,
  call: () => T | PromiseLike<T>,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await raceAbort(call(), signal);
  } catch (cause) {
    if (signal.aborted) throw toTimeoutError(signal, 'endpoint-timeout', `${name} took too long`);
    throw toRoomError(name, cause);
  }
}

/**
 * Converts what a function threw. A page without a bundler cannot import `RoomError`, so an error with
 * that name and a code counts too.
 */
function toRoomError(functionName: string, cause: unknown): RoomError {
  if (cause instanceof RoomError) return cause;
  const {name, code, message, retryAfter} = (cause ?? {}) as Partial<RoomError>;
  if (name !== 'RoomError' || !isRemoteErrorCode(code))
    return new RoomError('endpoint-failed', `${functionName} rejected`, {cause});
  const seconds = Number(retryAfter);
  return new RoomError(code, String(message), {
    cause,
    retryAfter: seconds >= 0 ? Math.min(seconds, MAX_RETRY_AFTER_S) : undefined,
  });
}
