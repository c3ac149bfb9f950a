import {RoomError} from '../../contract/room-error.js';
import type {Settings} from '../options.js';
import {withOutcome} from '../kaltura/room-not-created-error.js';
import type {Intention} from './idempotency-scope.js';
import {claimFirstRoom, claimRoom} from './room-claims.js';
import {LeaseLostError, type Turn} from './creation-lease.js';

/** How rooms are found and made; the IDs are room IDs. */
export interface Creation {
  /** The rooms that may come of an attempt since then (Unix seconds), oldest first. */
  find(since: number): Promise<readonly string[]>;
  /**
   * Makes one. It awaits `sending` right before it sends the request, and sends none if that rejects.
   * @throws RoomNotCreatedError if the request was sent and certainly created no room
   */
  make(sending: () => Promise<void>): Promise<string>;
}

/** The room of an intention, and whether it was made by this request or an earlier one. */
export interface CreationResult {
  readonly id: string;
  readonly by: 'this request' | 'an earlier request' | 'an earlier request, found in Kaltura';
}

/** How often a room is made in place of one that turns out to be another intention's. */
export const MAX_CLAIM_CONFLICTS = 3;

/**
 * Returns the room of a turn, or undefined if the turn was lost meanwhile.
 * @throws what `creation` and the store throw, as an error that states whether a room may exist
 */
export async function work(
  turn: Turn,
  {recordKey}: Intention,
  creation: Creation,
  settings: Settings,
): Promise<CreationResult | undefined> {
  try {
    // It may have been done between the look at the record and the turn.
    const record = await turn.record();
    if (record && 'id' in record) {
      await turn.end();
      return {id: record.id, by: 'an earlier request'};
    }
    let sent = record;
    for (let left = MAX_CLAIM_CONFLICTS; left >= 0; left--) {
      if (sent) {
        const found = await claimFirstRoom(await creation.find(sent.since), recordKey, settings);
        if (found !== undefined) {
          const id = await tolerateStoreFailure(found, () => turn.done(found), settings);
          return {id, by: 'an earlier request, found in Kaltura'};
        }
        await turn.renew();
      }
      const made = await creation.make(async () => {
        sent = await turn.sending(sent);
      });
      const claim = () => claimRoom(made, recordKey, settings);
      if (await tolerateStoreFailure(true, claim, settings)) {
        const id = await tolerateStoreFailure(made, () => turn.done(made), settings);
        return {id, by: 'this request'};
      }
      // Another request lost its answer, looked for its room and took this one.
    }
    throw claimConflictError();
  } catch (error) {
    const outcome = await turn.end(error);
    if (error instanceof LeaseLostError) return undefined;
    throw withOutcome(error, outcome);
  }
}

export const claimConflictError = (): RoomError =>
  new RoomError('kaltura-invalid', 'create-room answered only rooms of other requests');

/** Returns the store's answer, or `otherwise` if it fails: a room that is there is answered anyway. */
export async function tolerateStoreFailure<T>(
  otherwise: T,
  call: () => Promise<T>,
  {logger}: Pick<Settings, 'logger'>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    logger.error({reason}, 'kaltura-room: a room is there, and could not be recorded');
    return otherwise;
  }
}
