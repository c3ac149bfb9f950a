import {randomUUID} from 'node:crypto';
import type {CreationOutcome} from '../../contract/room-error.js';
import type {Settings} from '../options.js';
import {mayHaveCreatedRoom} from '../kaltura/room-not-created-error.js';
import {STORE_TIMEOUT_S} from '../store/store-timeout.js';
import {
  IdempotencyKeyReusedError,
  readRecord,
  type CreationRecord,
  type Done,
  type Sent,
} from './creation-record.js';
import type {Intention} from './idempotency-scope.js';

/** How long a record is kept, in seconds. */
export const RECORD_S = 24 * 3600;
/** The calls of the store between two renewals of the lease. */
const STORE_CALLS_S = 5 * STORE_TIMEOUT_S;

/** Another process has taken over: this one must send nothing more. */
export class LeaseLostError extends Error {}

/**
 * The right to work on an intention, which one process at a time has until its lease ends. The lease
 * limits contention. Exclusion comes from compare-and-swap on the record.
 */
export class Turn {
  readonly #intention: Intention;
  readonly #settings: Settings;
  readonly #lease: string;
  /** The record as it is in the store, as far as this turn knows. */
  #text: string | undefined;
  /** Whether the store was read, and no turn before this one may have created a room. */
  #isFirst = false;
  /** How many requests to create were about to be sent. */
  #sends = 0;

  private constructor(intention: Intention, settings: Settings) {
    this.#intention = intention;
    this.#settings = settings;
    this.#lease = `${intention.body} ${randomUUID()}`;
  }

  /**
   * Takes the turn; returns undefined if another request has it.
   * @throws IdempotencyKeyReusedError if that request has another body
   */
  static async take(intention: Intention, settings: Settings): Promise<Turn | undefined> {
    const turn = new Turn(intention, settings);
    const holder = await settings.store.setIfAbsent(
      intention.leaseKey,
      turn.#lease,
      turn.#workSeconds,
    );
    if (holder === undefined) return turn;
    // The lease does not say whether an earlier request with these details was sent.
    if (!holder.startsWith(`${intention.body} `)) throw new IdempotencyKeyReusedError('unknown');
    return undefined;
  }

  /** Reads the record that earlier turns left. */
  async record(): Promise<CreationRecord | undefined> {
    const {recordKey, body} = this.#intention;
    this.#text = await this.#settings.store.get(recordKey);
    this.#isFirst = this.#text === undefined;
    return this.#text === undefined ? undefined : readRecord(this.#text, body);
  }

  /** Asks for as much time again as a session and one call with it can take. */
  renew(): Promise<void> {
    return this.#extend(this.#workSeconds);
  }

  /**
   * Writes down that a request is about to leave which may make a room.
   * @throws LeaseLostError where it must not leave
   */
  async sending(before: Sent | undefined): Promise<Sent> {
    const {store, now, upstreamTimeout} = this.#settings;
    const {recordKey, body} = this.#intention;
    const nowSeconds = Math.floor(now() / 1000);
    const sent: Sent = {body, since: before?.since ?? nowSeconds, by: randomUUID()};
    // However often it is tried again, a record ends when the first would have.
    const seconds = Math.max(1, sent.since + RECORD_S - nowSeconds);
    await this.#extend(upstreamTimeout + STORE_CALLS_S);
    const seen = this.#text;
    this.#text = JSON.stringify(sent);
    const isOurs =
      seen === undefined
        ? (await store.setIfAbsent(recordKey, this.#text, seconds)) === undefined
        : await store.compareAndSwap(recordKey, seen, this.#text, seconds);
    if (!isOurs) throw new LeaseLostError();
    this.#sends++;
    return sent;
  }

  /** Writes down which room it is. Returns the room of another turn if that was faster. */
  async done(id: string): Promise<string> {
    const {recordKey, leaseKey, body} = this.#intention;
    const {store} = this.#settings;
    const done: Done = {body, id};
    if (await store.compareAndSwap(recordKey, this.#text ?? '', JSON.stringify(done), RECORD_S)) {
      await store.compareAndSwap(leaseKey, this.#lease, undefined, 0);
      return id;
    }
    const text = await store.get(recordKey);
    const record = text === undefined ? undefined : readRecord(text, body);
    return record && 'id' in record ? record.id : id;
  }

  /**
   * Ends the turn without a room. If it may have created one, the lease stays for a while, so that no
   * request looks for the room at once: KAF may still be at work, and lists a new room late.
   * @returns `not-created` only if this turn created no room, no turn before it sent a request, and
   * the lease lasted until now. Without the lease, another process may have sent a request.
   */
  async end(error?: unknown): Promise<CreationOutcome> {
    const {recordKey, leaseKey} = this.#intention;
    const {store, upstreamTimeout} = this.#settings;
    const mayBeCreated = mayHaveCreatedRoom(this.#sends, error);
    // If the store fails, the lease ends by itself and the record says to look first.
    const [lease] = await Promise.allSettled(
      mayBeCreated
        ? [store.compareAndSwap(leaseKey, this.#lease, this.#lease, upstreamTimeout)]
        : [
            store.compareAndSwap(leaseKey, this.#lease, undefined, 0),
            ...(this.#isFirst && this.#text !== undefined
              ? [store.compareAndSwap(recordKey, this.#text, undefined, 0)]
              : []),
          ],
    );
    const wasOurs = lease.status === 'fulfilled' && lease.value;
    return this.#isFirst && !mayBeCreated && wasOurs ? 'not-created' : 'unknown';
  }

  get #workSeconds(): number {
    return 3 * this.#settings.upstreamTimeout + STORE_CALLS_S;
  }

  async #extend(seconds: number): Promise<void> {
    const {store} = this.#settings;
    const isOurs = await store.compareAndSwap(
      this.#intention.leaseKey,
      this.#lease,
      this.#lease,
      seconds,
    );
    if (!isOurs) throw new LeaseLostError();
  }
}
