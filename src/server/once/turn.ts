import {randomUUID} from 'node:crypto';
import {NothingMade} from '../nothing-made.js';
import type {Settings} from '../options.js';
import {STORE_TIMEOUT_S} from '../store-deadline.js';
import {
  KeyReused,
  readRecord,
  type CreationRecord,
  type Done,
  type Sent,
} from './creation-record.js';
import type {Intention} from './intention.js';

/** How long a record is kept, in seconds. */
export const RECORD_S = 24 * 3600;
/** The calls of the store between two renewals of the lease. */
const STORE_CALLS_S = 5 * STORE_TIMEOUT_S;

/** Somebody else has taken over: nothing more may be sent. */
export class TurnLost extends Error {}

/**
 * The right to work on an intention, which one process at a time has until its lease ends. The
 * lease is for the waiting; that no two send is for the record, which each puts in the place of
 * exactly the one that it saw.
 */
export class Turn {
  readonly #intention: Intention;
  readonly #settings: Settings;
  readonly #lease: string;
  /** The record as it is in the store, as far as this turn knows. */
  #text: string | undefined;
  /** Whether no turn before this one may have made a room. */
  #isFirst = true;
  #hasSent = false;

  private constructor(intention: Intention, settings: Settings) {
    this.#intention = intention;
    this.#settings = settings;
    this.#lease = `${intention.body} ${randomUUID()}`;
  }

  /**
   * Takes the turn; undefined where somebody has it.
   * @throws KeyReused where that is for another body
   */
  static async take(intention: Intention, settings: Settings): Promise<Turn | undefined> {
    const turn = new Turn(intention, settings);
    const holder = await settings.store.claim(intention.leaseKey, turn.#lease, turn.#workSeconds);
    if (holder === undefined) return turn;
    if (!holder.startsWith(`${intention.body} `)) throw new KeyReused();
    return undefined;
  }

  /** What earlier turns left. */
  async record(): Promise<CreationRecord | undefined> {
    const {recordKey, body} = this.#intention;
    this.#text = await this.#settings.store.read(recordKey);
    this.#isFirst = this.#text === undefined;
    return this.#text === undefined ? undefined : readRecord(this.#text, body);
  }

  /** Asks for as much time again as a session and one call with it can take. */
  renew(): Promise<void> {
    return this.#extend(this.#workSeconds);
  }

  /**
   * Writes down that a request is about to leave which may make a room.
   * @throws TurnLost where it must not leave
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
        ? (await store.claim(recordKey, this.#text, seconds)) === undefined
        : await store.swap(recordKey, seen, this.#text, seconds);
    if (!isOurs) throw new TurnLost();
    this.#hasSent = true;
    return sent;
  }

  /** Writes down which room it is. Answers the room of whoever was faster. */
  async done(id: string): Promise<string> {
    const {recordKey, leaseKey, body} = this.#intention;
    const {store} = this.#settings;
    const done: Done = {body, id};
    if (await store.swap(recordKey, this.#text ?? '', JSON.stringify(done), RECORD_S)) {
      await store.swap(leaseKey, this.#lease, undefined, 0);
      return id;
    }
    const text = await store.read(recordKey);
    const record = text === undefined ? undefined : readRecord(text, body);
    return record && 'id' in record ? record.id : id;
  }

  /**
   * Ends the turn without a room. Where one may have been made, nobody looks for it at once: KAF
   * may still be at work, and a new room takes its time to be found.
   */
  async end(error?: unknown): Promise<void> {
    const {recordKey, leaseKey} = this.#intention;
    const {store, upstreamTimeout} = this.#settings;
    const mayBeMade = this.#hasSent && !(error instanceof NothingMade);
    const after = mayBeMade
      ? [store.swap(leaseKey, this.#lease, this.#lease, upstreamTimeout)]
      : [
          ...(this.#isFirst && this.#text !== undefined
            ? [store.swap(recordKey, this.#text, undefined, 0)]
            : []),
          store.swap(leaseKey, this.#lease, undefined, 0),
        ];
    // Where the store fails, the lease ends by itself and the record says to look first.
    await Promise.allSettled(after);
  }

  get #workSeconds(): number {
    return 3 * this.#settings.upstreamTimeout + STORE_CALLS_S;
  }

  async #extend(seconds: number): Promise<void> {
    const {store} = this.#settings;
    const isOurs = await store.swap(this.#intention.leaseKey, this.#lease, this.#lease, seconds);
    if (!isOurs) throw new TurnLost();
  }
}
