import {RoomError, type CreationOutcome} from '../../contract/room-error.js';

/**
 * A failure of a request to create a room that certainly created none: Kaltura said so itself, or the
 * request never reached it. It states nothing of other requests for the same room.
 */
export class RoomNotCreatedError extends RoomError {}

/**
 * Returns whether requests that were sent may have created a room.
 * @param sends how many were sent, one after the other; each but the last was answered with a room
 * @param error the error of the last one, if it failed
 */
export function mayHaveCreatedRoom(sends: number, error: unknown): boolean {
  return sends > 1 || (sends === 1 && !(error instanceof RoomNotCreatedError));
}

/**
 * Returns `error` with an outcome if it is a `RoomError` that states none. Any other error stays as
 * it is, and so does its stack.
 */
export function withOutcome(error: unknown, outcome: CreationOutcome): unknown {
  if (!(error instanceof RoomError) || error.outcome !== undefined) return error;
  const {code, message, cause, retryAfter, retryable, stack} = error;
  const stated = new RoomError(code, message, {cause, retryAfter, retryable, outcome});
  if (stack !== undefined) stated.stack = stack;
  return stated;
}
