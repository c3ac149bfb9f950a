import {randomUUID} from 'node:crypto';
import type {CreationOutcome} from '../../contract/room-error.js';
import {mayHaveCreatedRoom, withOutcome} from '../kaltura/room-not-created-error.js';
import {StoreFullError} from '../store/store-full-error.js';
import {STORE_TIMEOUT_S} from '../store/store-timeout.js';
import type {CreationContext} from './creation-context.js';
import {
  IdempotencyKeyReusedError,
  RECORD_S,
  parseRecord,
  type CompletedRecord,
  type CreationRecord,
  type SentRecord,
} from './creation-record.js';
import type {IdempotencyScope} from './idempotency-scope.js';

/** Seconds for the calls of the store between two extensions of a lease: at most five. */
const STORE_CALLS_S = 5 * STORE_TIMEOUT_S;

/** The lease ended, and another process may work on the key. This process must send nothing more. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/**
 * The right of one process to work on an idempotency key, until the lease is released or ends. It
 * limits contention only. Exclusion comes from compare-and-swap on the record: a process that lost
 * its lease cannot replace the record of the process that has it now.
 */
export class CreationLease {
  readonly #scope: IdempotencyScope;
  readonly #context: CreationContext;
  /** The value of the lease in the store. It begins with the body hash, for `acquire()`. */
  readonly #token: string;
  /** The record in the store, as this lease last read or wrote it. */
  #recordText: string | undefined;
  #firstSentAt: number | undefined;
  /** Whether `loadRecord()` found no record: so no earlier request can have created a room. */
  #isFirstAttempt = false;
  #sendCount = 0;

  private constructor(scope: IdempotencyScope, context: CreationContext) {
    this.#scope = scope;
    this.#context = context;
    this.#token = `${scope.bodyHash} ${randomUUID()}`;
  }

  /**
   * Acquires the lease.
   * @returns undefined if another request has it
   * @throws IdempotencyKeyReusedError if that request has another body; RoomError with an `outcome` if
   * the store is full
   */
  static async acquire(
    scope: IdempotencyScope,
    context: CreationContext,
  ): Promise<CreationLease | undefined> {
    const lease = new CreationLease(scope, context);
    const holder = await lease.#insert();
    if (holder === undefined) return lease;
    // The lease does not show whether an earlier request with this body was sent.
    if (!holder.startsWith(`${scope.bodyHash} `)) throw new IdempotencyKeyReusedError('unknown');
    return undefined;
  }

  /** Unix time, in seconds, of the first request that may have created the room. */
  get firstSentAt(): number | undefined {
    return this.#firstSentAt;
  }

  /**
   * Loads the record that earlier requests left. Call it before `markSent()` and `complete()`.
   * @throws what {@link parseRecord} and the store throw
   */
  async loadRecord(): Promise<CreationRecord | undefined> {
    const {recordKey, bodyHash} = this.#scope;
    this.#recordText = await this.#context.store.get(recordKey);
    this.#isFirstAttempt = this.#recordText === undefined;
    if (this.#recordText === undefined) return undefined;
    const record = parseRecord(this.#recordText, bodyHash);
    if (record.state === 'sent') this.#firstSentAt = record.firstSentAt;
    return record;
  }

  /**
   * Extends the lease by the time that a session and a request with it can take.
   * @throws LeaseLostError
   */
  extend(): Promise<void> {
    return this.#extendBy(this.#workSeconds);
  }

  /**
   * Records that a request which may create the room is about to be sent. The request must not be
   * sent if this throws.
   * @throws LeaseLostError if another process has the lease, or changed the record
   */
  async markSent(): Promise<void> {
    const {store, now, upstreamTimeout} = this.#context;
    const {recordKey, bodyHash} = this.#scope;
    const nowSeconds = Math.floor(now() / 1000);
    const firstSentAt = this.#firstSentAt ?? nowSeconds;
    // Another attempt does not prolong the record.
    const seconds = Math.max(1, firstSentAt + RECORD_S - nowSeconds);
    await this.#extendBy(upstreamTimeout + STORE_CALLS_S);

    const record: SentRecord = {state: 'sent', bodyHash, firstSentAt, attemptId: randomUUID()};
    const previous = this.#recordText;
    // Set before the write, which may take effect even if it fails: release() then removes it.
    this.#recordText = JSON.stringify(record);
    const isWritten =
      previous === undefined
        ? (await store.setIfAbsent(recordKey, this.#recordText, seconds)) === undefined
        : await store.compareAndSwap(recordKey, previous, this.#recordText, seconds);
    if (!isWritten) throw new LeaseLostError();
    this.#firstSentAt = firstSentAt;
    this.#sendCount++;
  }

  /**
   * Gives the lease up, so that `insert` can use its entry in a full store. Both calls reach the store
   * before another request can take the entry. Only `complete()` may follow.
   * @returns the result of `insert`
   */
  async exchange<T>(insert: () => Promise<T>): Promise<T> {
    const {leaseKey} = this.#scope;
    const {store} = this.#context;
    const deletion = store.compareAndSwap(leaseKey, this.#token, undefined, 0);
    const [result] = await Promise.all([insert(), deletion]);
    return result;
  }

  /**
   * Records the room, and releases the lease. A record of a request that was sent must exist.
   * @returns the room to answer: the room of another process if that completed the record first
   */
  async complete(roomId: string): Promise<string> {
    const {store} = this.#context;
    const {recordKey, leaseKey, bodyHash} = this.#scope;
    if (this.#recordText === undefined) throw new Error('complete() must follow markSent()');
    const completed: CompletedRecord = {state: 'completed', bodyHash, roomId};
    if (
      await store.compareAndSwap(recordKey, this.#recordText, JSON.stringify(completed), RECORD_S)
    ) {
      await store.compareAndSwap(leaseKey, this.#token, undefined, 0);
      return roomId;
    }
    const text = await store.get(recordKey);
    const record = text === undefined ? undefined : parseRecord(text, bodyHash);
    return record?.state === 'completed' ? record.roomId : roomId;
  }

  /**
   * Releases the lease without a new room. If this process may have created one, the lease lasts
   * another `upstreamTimeout` instead: KAF may still be at work, and Kaltura lists a new room late.
   * @param error the reason, if the attempt failed
   * @returns `not-created` only if no request of this process created a room, no earlier request was
   * sent, and the lease lasted until now. Without the lease, another process may have sent a request.
   */
  async release(error?: unknown): Promise<CreationOutcome> {
    const {store, upstreamTimeout} = this.#context;
    const {recordKey, leaseKey} = this.#scope;
    const mayBeCreated = mayHaveCreatedRoom(this.#sendCount, error);
    const next = mayBeCreated ? this.#token : undefined;
    const calls = [store.compareAndSwap(leaseKey, this.#token, next, upstreamTimeout)];
    // No room exists, so that later requests need not look for it.
    if (!mayBeCreated && this.#isFirstAttempt && this.#recordText !== undefined)
      calls.push(store.compareAndSwap(recordKey, this.#recordText, undefined, 0));
    // If the store fails, the lease ends by itself, and the record makes the next request look first.
    const [lease] = await Promise.allSettled(calls);
    const wasHeld = lease?.status === 'fulfilled' && lease.value;
    return this.#isFirstAttempt && !mayBeCreated && wasHeld ? 'not-created' : 'unknown';
  }

  /** Seconds for a session (two calls with an app token), a call with it and the store's calls. */
  get #workSeconds(): number {
    return 3 * this.#context.upstreamTimeout + STORE_CALLS_S;
  }

  /** Inserts the lease into the store, and returns the token of the request that has it already. */
  async #insert(): Promise<string | undefined> {
    const {store} = this.#context;
    const {leaseKey, recordKey} = this.#scope;
    try {
      return await store.setIfAbsent(leaseKey, this.#token, this.#workSeconds);
    } catch (error) {
      if (!(error instanceof StoreFullError)) throw error;
      // No request has the lease. So without a record, none has sent a request.
      const record = await store.get(recordKey);
      throw withOutcome(error, record === undefined ? 'not-created' : 'unknown');
    }
  }

  async #extendBy(seconds: number): Promise<void> {
    const {leaseKey} = this.#scope;
    const {store} = this.#context;
    const isHeld = await store.compareAndSwap(leaseKey, this.#token, this.#token, seconds);
    if (!isHeld) throw new LeaseLostError();
  }
}
