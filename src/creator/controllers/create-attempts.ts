import type {CreateRequest} from '../../contract/schemas.js';
import {parseJsonOr} from '../../browser/json.js';

/**
 * An attempt to create a room. The same request has the same idempotency key, so that the server
 * creates one room, however often it receives the request.
 */
export interface CreateAttempt {
  /** The request, as JSON. */
  readonly body: string;
  /** The `Idempotency-Key`. */
  readonly key: string;
  /** Whether the room may exist. */
  readonly isOutcomeUnknown: boolean;
}

/** A guest may alternate between requests, so old ones are kept up to this number. */
const MAX_ATTEMPTS = 100;

/** The attempts without a reported room, oldest first. */
export class CreateAttempts {
  #attempts: readonly CreateAttempt[] = [];
  readonly #onChange: () => void;

  /** @param onChange called after a change that a reload of the page must survive */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get list(): readonly CreateAttempt[] {
    return this.#attempts;
  }

  /** The names of the rooms that may exist, for the guest. */
  get unconfirmedNames(): string {
    const names = this.#attempts.filter(({isOutcomeUnknown}) => isOutcomeUnknown).map(parseName);
    return [...new Set(names)].filter(name => name !== undefined).join(', ');
  }

  /** Returns the earlier attempt with the same request. */
  find(room: CreateRequest): CreateAttempt | undefined {
    const body = JSON.stringify(room);
    return this.#attempts.find(attempt => attempt.body === body);
  }

  /** Begins an attempt. Until it ends, its outcome is unknown. */
  begin(room: CreateRequest): CreateAttempt {
    const attempt = {
      body: JSON.stringify(room),
      key: this.find(room)?.key ?? createKey(),
      isOutcomeUnknown: true,
    };
    this.#attempts = [...this.#without(attempt).slice(1 - MAX_ATTEMPTS), attempt];
    this.#onChange();
    return attempt;
  }

  /** Ends an attempt that has created a room: the same request then creates another room. */
  confirm(attempt: CreateAttempt): void {
    this.#attempts = this.#without(attempt);
  }

  /** Ends an attempt that has failed, and keeps its outcome. */
  fail(attempt: CreateAttempt): void {
    this.#attempts = [...this.#without(attempt), attempt];
    this.#onChange();
  }

  /** Forgets the attempts that have certainly created no room. */
  forgetRejected(): void {
    this.#attempts = this.#attempts.filter(({isOutcomeUnknown}) => isOutcomeUnknown);
  }

  /** Adds stored attempts. The same draft may arrive twice, from the browser and from storage. */
  restore(stored: readonly CreateAttempt[]): void {
    const attempts = [...stored, ...this.#attempts];
    this.#attempts = [...new Map(attempts.map(attempt => [attempt.key, attempt])).values()];
  }

  clear(): void {
    this.#attempts = [];
  }

  #without({body}: CreateAttempt): readonly CreateAttempt[] {
    return this.#attempts.filter(attempt => attempt.body !== body);
  }
}

/** Returns the text that support can find in the server's log. */
export const getSupportReference = ({key}: CreateAttempt): string => key.slice(0, 8);

export function isCreateAttempt(value: unknown): value is CreateAttempt {
  const {body, key} = (value ?? {}) as Partial<CreateAttempt>;
  return typeof body === 'string' && typeof key === 'string' && /^[\da-f]{32}$/.test(key);
}

/** Returns the room's name. The attempt may come from storage that another script has written. */
function parseName({body}: CreateAttempt): string | undefined {
  const room = parseJsonOr(body, null) as {readonly name?: unknown} | null;
  return typeof room?.name === 'string' ? room.name : undefined;
}

/** Returns 128 random bits in hex. `crypto.randomUUID()` needs a secure context. */
function createKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
