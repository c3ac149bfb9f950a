import {randomUUID} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import {RoomError} from '../../contract/room-error.js';
import type {CreateRequest} from '../../contract/schemas.js';
import {createRoom} from '../kaltura/create-room.js';
import {findRooms} from '../kaltura/find-rooms.js';
import type {KalturaClient} from '../kaltura/kaltura-client.js';
import {mayHaveCreatedRoom, withOutcome} from '../kaltura/room-not-created-error.js';
import {StoreFullError} from '../store/store-full-error.js';
import type {CreationContext} from './creation-context.js';
import {CreationLease, LeaseLostError} from './creation-lease.js';
import {parseRecord} from './creation-record.js';
import {buildScope, parseIdempotencyKey, type IdempotencyScope} from './idempotency-scope.js';
import {mayMatchOtherRequest, recordFingerprint} from './request-fingerprint.js';
import {claimFirstRoom, claimRoom} from './room-claims.js';

/*
 * KAF's create-room has no idempotency key: each request creates another room. This module answers one
 * room for each key, although clients repeat requests, processes die and the store fails.
 *
 * For one key, it works as follows:
 *
 *  1. Find the record. If it is `completed`, return its room.
 *
 *  2. Acquire the lease. If another request has it, wait and start again.
 *
 *  3. Load the record, which may be newer now. If it is `completed`, return its room.
 *
 *  4. Recover: if the record is `sent`, look for its room in Kaltura and claim it. If the room exists,
 *     go to step 7. Kaltura lists neither moderators nor templates. So if requests of the owner differed
 *     only in these (see request-fingerprint.ts), recovery takes no room.
 *
 *  5. Create: write the fingerprint that step 4 checks and the record `sent`, then send the request.
 *
 *  6. Claim the new room. If another key has claimed it already, go back to step 4.
 *
 *  7. Complete: write the record `completed`, release the lease, and return the room.
 *
 * The lease only limits contention. Step 5 writes `sent` only if the record is unchanged since this
 * process last read or wrote it (compare-and-swap). So of two processes that read the same record, one
 * sends. After the send, the lease does not matter: the room is answered without it.
 *
 * A claim gives a room to one key. Two lost rooms with the same details look the same in Kaltura, so
 * recovery could otherwise take the room of another key.
 *
 * A second room for one key remains possible in three cases: KAF creates the first room after step 4 has
 * looked, step 4 takes no room because of a fingerprint, or the store loses its entries.
 *
 * A request without a key is answered even if the store fails. Its room then has no claim, and recovery
 * of a key with the same details may take it.
 *
 * Each failure has an outcome, which tells the caller if a room may exist:
 *
 * | Failure                            | Outcome                 | Next request with the key        |
 * | ---------------------------------- | ----------------------- | -------------------------------- |
 * | Process dies before step 5         | no answer               | creates, after the lease ends    |
 * | Process dies after it wrote `sent` | no answer               | recovers, after the lease ends   |
 * | Kaltura gives no session           | `not-created` (a)       | creates                          |
 * | KAF refuses, or is unreachable     | `not-created` (a)       | creates                          |
 * | KAF's answer is lost or malformed  | `unknown`               | recovers, after `upstreamTimeout`|
 * | Store fails in steps 1 to 3        | `unknown`               | starts at step 1                 |
 * | Kaltura or store fails in step 4   | `unknown`               | recovers                         |
 * | Store fails in step 5              | `not-created` (a)       | creates                          |
 * | Store fails in steps 6 and 7       | success, and a log line | recovers, after the lease ends   |
 * | Store is full in steps 2 to 5      | `not-created` (a), 503  | creates                          |
 * | Store is full in step 6            | success                 | returns the room                 |
 * | Lease ends before the send         | none                    | this request starts at step 1    |
 * | Another request keeps the lease    | `unknown`, 409          | starts at step 1                 |
 * | Key comes with another body        | `not-created` (b), 422  | fails while the record exists    |
 * | KAF repeats rooms of other keys    | `unknown`               | recovers                         |
 *
 * (a) The outcome is `unknown` if an earlier request was sent, or if the lease cannot be released,
 *     because it has ended or the store still fails. The next request then recovers first.
 *
 * (b) The outcome is `unknown` while there is a lease but no record: the lease does not show whether a
 *     request with this body was sent before.
 */

/** Times that a request creates another room because another key has claimed the last one. */
const MAX_CLAIM_CONFLICTS = 3;

/** Least and greatest delay before a waiting request starts again at step 1. */
const MIN_DELAY_MS = 50;
const MAX_DELAY_MS = 500;

/** `Retry-After` while another request has the lease. */
const RETRY_AFTER_S = 5;

/** The rooms of Kaltura, for one request. */
export interface RoomBackend {
  /** Returns the rooms that a request since then (Unix seconds) may have created, oldest first. */
  findCandidates(since: number): Promise<readonly string[]>;
  /**
   * Creates a room. Right before it sends the request, it awaits `beforeSend`; if that rejects, it
   * sends nothing.
   * @throws RoomNotCreatedError if the request was sent and certainly created no room
   */
  create(beforeSend: () => Promise<void>): Promise<string>;
}

/** The room of a request, and how the server got it. */
export interface CreationResult {
  readonly id: string;
  readonly source: 'this request' | 'an earlier request' | 'an earlier request, found in Kaltura';
}

/**
 * Creates a room, and returns the same room for each request of a user with the same key.
 * @param header the `Idempotency-Key`; without it, every request creates another room
 * @throws RoomError `invalidRequest` for a malformed key, and what {@link runIdempotent} throws
 */
export async function createRoomIdempotently(
  room: CreateRequest,
  owner: string,
  header: string | undefined,
  kaltura: KalturaClient,
  context: CreationContext,
): Promise<CreationResult> {
  const key = parseIdempotencyKey(header);
  const recordRequest = () => recordFingerprint(room, owner, context);
  const backend: RoomBackend = {
    // A second room is better than a room with a moderator whom the user has removed.
    findCandidates: async since =>
      (await mayMatchOtherRequest(room, owner, context))
        ? []
        : findRooms(kaltura, room, owner, since),
    create: async beforeSend => {
      const {id} = await createRoom(kaltura, room, owner, async () => {
        // Without a key, nothing can be recovered, so the request continues if the store fails.
        await (key === undefined ? recordRequest().catch(() => {}) : recordRequest());
        await beforeSend();
      });
      return id;
    },
  };
  return key === undefined
    ? createWithoutKey(backend, context)
    : runIdempotent(buildScope(key, owner, room, context), backend, context);
}

/**
 * Creates the room of an idempotency key, or returns the room of an earlier request.
 * @throws IdempotencyKeyReusedError; RoomError `request-in-progress` while another request works on
 * the key, `internalError` if the store fails; what `backend` throws. Without an `outcome` on the error,
 * a room may exist.
 */
async function runIdempotent(
  scope: IdempotencyScope,
  backend: RoomBackend,
  context: CreationContext,
): Promise<CreationResult> {
  const deadline = performance.now() + context.upstreamTimeout * 1000;
  for (let delay = MIN_DELAY_MS; ; delay = Math.min(delay * 2, MAX_DELAY_MS)) {
    const roomId = await findCompletedRoom(scope, context);
    if (roomId !== undefined) return {id: roomId, source: 'an earlier request'};
    // Both are undefined if the request has to wait: another request has the lease, or took it over.
    const lease = await CreationLease.acquire(scope, context);
    const result = lease && (await recoverOrCreate(lease, scope, backend, context));
    if (result) return result;
    if (performance.now() > deadline)
      throw new RoomError(
        'request-in-progress',
        'another request with this Idempotency-Key is in progress; send it again later',
        {retryAfter: RETRY_AFTER_S},
      );
    // Random, so that waiting requests do not all return at the same time.
    await sleep(delay * (0.5 + Math.random() / 2));
  }
}

async function findCompletedRoom(
  {recordKey, bodyHash}: IdempotencyScope,
  {store}: CreationContext,
): Promise<string | undefined> {
  const text = await store.get(recordKey);
  const record = text === undefined ? undefined : parseRecord(text, bodyHash);
  return record?.state === 'completed' ? record.roomId : undefined;
}

/**
 * Does the work of a lease, and releases it.
 * @returns undefined if the lease was lost before a request was sent
 * @throws what `backend` and the store throw, with an `outcome`
 */
async function recoverOrCreate(
  lease: CreationLease,
  scope: IdempotencyScope,
  backend: RoomBackend,
  context: CreationContext,
): Promise<CreationResult | undefined> {
  const complete = async (
    id: string,
    source: CreationResult['source'],
  ): Promise<CreationResult> => ({
    id: await tolerateStoreFailure(id, () => lease.complete(id), context),
    source,
  });
  try {
    const record = await lease.loadRecord();
    if (record?.state === 'completed') {
      await lease.release();
      return {id: record.roomId, source: 'an earlier request'};
    }
    for (let conflicts = 0; conflicts <= MAX_CLAIM_CONFLICTS; conflicts++) {
      if (lease.firstSentAt !== undefined) {
        const candidates = await backend.findCandidates(lease.firstSentAt);
        const recovered = await claimFirstRoom(candidates, scope.recordKey, context);
        if (recovered !== undefined)
          return await complete(recovered, 'an earlier request, found in Kaltura');
        await lease.extend();
      }
      const created = await backend.create(() => lease.markSent());
      const claim = () => claimCreatedRoom(created, lease, scope, context);
      if (await tolerateStoreFailure(true, claim, context))
        return await complete(created, 'this request');
    }
    throw createClaimConflictError();
  } catch (error) {
    const outcome = await lease.release(error);
    if (error instanceof LeaseLostError) return undefined;
    throw withOutcome(error, outcome);
  }
}

/** Claims a new room. If the store is full, the claim gets the entry of the lease. */
async function claimCreatedRoom(
  roomId: string,
  lease: CreationLease,
  {recordKey}: IdempotencyScope,
  context: CreationContext,
): Promise<boolean> {
  const claim = () => claimRoom(roomId, recordKey, context);
  try {
    return await claim();
  } catch (error) {
    if (!(error instanceof StoreFullError)) throw error;
    return lease.exchange(claim);
  }
}

/**
 * Creates a room for a request without a key. No other request gets this room.
 * @throws what `backend` throws, with an `outcome`
 */
async function createWithoutKey(
  backend: RoomBackend,
  context: CreationContext,
): Promise<CreationResult> {
  const ownerKey = `request:${randomUUID()}`;
  let sendCount = 0;
  const countSend = async () => void sendCount++;
  try {
    for (let conflicts = 0; conflicts <= MAX_CLAIM_CONFLICTS; conflicts++) {
      const id = await backend.create(countSend);
      const claim = () => claimRoom(id, ownerKey, context);
      if (await tolerateStoreFailure(true, claim, context)) return {id, source: 'this request'};
    }
    throw createClaimConflictError();
  } catch (error) {
    const outcome = mayHaveCreatedRoom(sendCount, error) ? 'unknown' : 'not-created';
    throw withOutcome(error, outcome);
  }
}

/** Calls the store for a room that exists. If the store fails, the caller gets the room all the same. */
async function tolerateStoreFailure<T>(
  fallback: T,
  call: () => Promise<T>,
  {logger}: CreationContext,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    logger.error({reason}, 'kaltura-room: the room exists, but the store did not record it');
    return fallback;
  }
}

const createClaimConflictError = (): RoomError =>
  new RoomError(
    'kaltura-invalid',
    'create-room must create a new room for each request; got only rooms of other requests',
  );
