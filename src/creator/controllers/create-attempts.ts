import * as z from 'zod/mini';
import {parseJsonOr} from '../../browser/json.js';
import {CreateRequest} from '../../contract/schemas.js';

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
  /** Time of the last request, by `Date.now()`. Older versions stored none. */
  readonly time?: number;
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

  /** The attempts whose rooms may exist. */
  get unconfirmed(): readonly CreateAttempt[] {
    return this.#attempts.filter(attempt => attempt.isOutcomeUnknown && parseRequest(attempt));
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
      time: Date.now(),
    };
    this.#attempts = [...this.#without(attempt).slice(1 - MAX_ATTEMPTS), attempt];
    this.#onChange();
    return attempt;
  }

  /** Removes an attempt, for example after its success. The same request then creates another room. */
  forget(attempt: CreateAttempt): void {
    this.#attempts = this.#without(attempt);
    this.#onChange();
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
    const unique = [...new Map(attempts.map(attempt => [attempt.key, attempt])).values()];
    this.#attempts = unique.slice(-MAX_ATTEMPTS);
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

/** Returns the request; undefined if it is invalid, because another script has written the storage. */
export function parseRequest({body}: CreateAttempt): CreateRequest | undefined {
  const room = parseJsonOr(body, undefined) as CreateRequest;
  const {success, data} = z.safeParse(CreateRequest, room);
  // Another text, such as a name that the schema trims, would get another idempotency key.
  return success && data.name === room.name && JSON.stringify(room) === body ? room : undefined;
}

/** Returns 128 random bits in hex. `crypto.randomUUID()` needs a secure context. */
function createKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
