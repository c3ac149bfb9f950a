import {randomUUID} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {RoomError} from '../../contract/room-error.js';
import type {Settings} from '../options.js';
import {mayHaveCreatedRoom, withOutcome} from '../kaltura/room-not-created-error.js';
import {readRecord} from './creation-record.js';
import type {Intention} from './idempotency-scope.js';
import {claimRoom} from './room-claims.js';
import {Turn} from './creation-lease.js';
import {
  MAX_CLAIM_CONFLICTS,
  tolerateStoreFailure,
  claimConflictError,
  work,
  type Creation,
  type CreationResult,
} from './recover-or-create.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;
const RETRY_AFTER_S = 5;

/**
 * Creates the room of an intention, or returns the room that an earlier request created for it. If
 * an earlier request may have created it, the server looks for it before it creates another.
 * @throws IdempotencyKeyReusedError; RoomError `request-in-progress` while another request is at work on it,
 * `internalError` if the store fails, and what `creation` throws. An error without an `outcome`
 * leaves open whether a room exists: the store failed, or another request is at work.
 */
export async function once(
  intention: Intention,
  creation: Creation,
  settings: Settings,
): Promise<CreationResult> {
  const {store, upstreamTimeout} = settings;
  const started = performance.now();
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const text = await store.get(intention.recordKey);
    const record = text === undefined ? undefined : readRecord(text, intention.body);
    if (record && 'id' in record) return {id: record.id, by: 'an earlier request'};
    const turn = await Turn.take(intention, settings);
    const result = turn && (await work(turn, intention, creation, settings));
    if (result) return result;
    if (performance.now() - started > upstreamTimeout * 1000)
      throw new RoomError(
        'request-in-progress',
        'an earlier request with this Idempotency-Key is not answered yet',
        {retryAfter: RETRY_AFTER_S},
      );
    await sleep(pause * (0.5 + Math.random() / 2));
  }
}

/**
 * Creates a room for a request without a key, and returns it to no other request.
 * @throws what `creation` throws, as an error that states whether a room may exist
 */
export async function createWithoutKey(
  creation: Creation,
  settings: Settings,
): Promise<CreationResult> {
  const intention = `none:${randomUUID()}`;
  let sends = 0;
  const countSend = async () => void sends++;
  try {
    for (let left = MAX_CLAIM_CONFLICTS; left >= 0; left--) {
      const id = await creation.make(countSend);
      const isOurs = await tolerateStoreFailure(
        true,
        () => claimRoom(id, intention, settings),
        settings,
      );
      if (isOurs) return {id, by: 'this request'};
    }
    throw claimConflictError();
  } catch (error) {
    throw withOutcome(error, mayHaveCreatedRoom(sends, error) ? 'unknown' : 'not-created');
  }
}
