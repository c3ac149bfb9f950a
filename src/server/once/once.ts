import {randomUUID} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {RoomError} from '../../contract/room-error.js';
import type {Settings} from '../options.js';
import {readRecord} from './creation-record.js';
import type {Intention} from './intention.js';
import {claimRoom} from './room-claims.js';
import {Turn} from './turn.js';
import {
  ROOMS_LEFT_TO_OTHERS,
  answeredAnyway,
  onlyOthers,
  work,
  type Creation,
  type Outcome,
} from './work.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;
const RETRY_AFTER_S = 5;

/**
 * Makes the room of an intention, or answers the one that was made for it. Where an earlier attempt
 * may have made one, it is looked for before another is made.
 * @throws KeyReused; RoomError `request-in-progress` where somebody is still at work on it,
 * `internalError` where the store fails, and what `creation` throws
 */
export async function once(
  intention: Intention,
  creation: Creation,
  settings: Settings,
): Promise<Outcome> {
  const {store, upstreamTimeout} = settings;
  const started = performance.now();
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const text = await store.read(intention.recordKey);
    const record = text === undefined ? undefined : readRecord(text, intention.body);
    if (record && 'id' in record) return {id: record.id, by: 'an earlier request'};
    const turn = await Turn.take(intention, settings);
    const outcome = turn && (await work(turn, intention, creation, settings));
    if (outcome) return outcome;
    if (performance.now() - started > upstreamTimeout * 1000)
      throw new RoomError(
        'request-in-progress',
        'an earlier request with this Idempotency-Key is not answered yet',
        {retryAfter: RETRY_AFTER_S},
      );
    await sleep(pause * (0.5 + Math.random() / 2));
  }
}

/** Makes a room that no other request is answered, where nothing says which request is which. */
export async function onceWithoutKey(creation: Creation, settings: Settings): Promise<Outcome> {
  const intention = `none:${randomUUID()}`;
  for (let left = ROOMS_LEFT_TO_OTHERS; left >= 0; left--) {
    const id = await creation.make(async () => {});
    const isOurs = await answeredAnyway(true, () => claimRoom(id, intention, settings), settings);
    if (isOurs) return {id, by: 'this request'};
  }
  throw onlyOthers();
}
