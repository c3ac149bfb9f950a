import {RoomError} from '../../contract/room-error.js';
import type {Settings} from '../options.js';
import type {Intention} from './intention.js';
import {claimOneOf, claimRoom} from './room-claims.js';
import {TurnLost, type Turn} from './turn.js';

/** How rooms are found and made; the IDs are room IDs. */
export interface Creation {
  /** The rooms that may come of an attempt since then (Unix seconds), oldest first. */
  find(since: number): Promise<readonly string[]>;
  /**
   * Makes one. `sending` is told right before the request leaves, and none does where it rejects.
   * @throws NothingMade where the request left and certainly made no room
   */
  make(sending: () => Promise<void>): Promise<string>;
}

/** The room of an intention, and whether it was made by this request or an earlier one. */
export interface Outcome {
  readonly id: string;
  readonly by: 'this request' | 'an earlier request' | 'an earlier request, found in Kaltura';
}

/** How often a room is made in place of one that turns out to be another intention's. */
export const ROOMS_LEFT_TO_OTHERS = 3;

/** What a turn comes to; undefined where it was lost on the way. */
export async function work(
  turn: Turn,
  {recordKey}: Intention,
  creation: Creation,
  settings: Settings,
): Promise<Outcome | undefined> {
  try {
    // It may have been done between the look at the record and the turn.
    const record = await turn.record();
    if (record && 'id' in record) {
      await turn.end();
      return {id: record.id, by: 'an earlier request'};
    }
    let sent = record;
    for (let left = ROOMS_LEFT_TO_OTHERS; left >= 0; left--) {
      if (sent) {
        const found = await claimOneOf(await creation.find(sent.since), recordKey, settings);
        if (found !== undefined) {
          const id = await answeredAnyway(found, () => turn.done(found), settings);
          return {id, by: 'an earlier request, found in Kaltura'};
        }
        await turn.renew();
      }
      const made = await creation.make(async () => {
        sent = await turn.sending(sent);
      });
      const claim = () => claimRoom(made, recordKey, settings);
      if (await answeredAnyway(true, claim, settings)) {
        const id = await answeredAnyway(made, () => turn.done(made), settings);
        return {id, by: 'this request'};
      }
      // Another request lost its answer, looked for its room and took this one.
    }
    throw onlyOthers();
  } catch (error) {
    await turn.end(error);
    if (error instanceof TurnLost) return undefined;
    throw error;
  }
}

export const onlyOthers = (): RoomError =>
  new RoomError('kaltura-invalid', 'create-room answered only rooms of other requests');

/** What the store says; `otherwise` where it fails: a room that is there is answered all the same. */
export async function answeredAnyway<T>(
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
