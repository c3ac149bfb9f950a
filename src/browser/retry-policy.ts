import {getTraits} from '../contract/error-catalog.js';
import {RoomError} from '../contract/room-error.js';

const MAX_ATTEMPTS = 3;

/** Maximum delay before the second attempt. It grows by this much with each further attempt. */
const RETRY_DELAY_MS = 500;

/** Decides when an attempt that failed is repeated: at most twice, and never after the deadline. */
export class RetryPolicy {
  readonly #endsAt: number;
  #failures = 0;

  /** @param seconds from now until the deadline */
  constructor(seconds: number) {
    this.#endsAt = performance.now() + seconds * 1000;
  }

  /**
   * Returns the delay before the next attempt, in milliseconds; undefined if it is not repeated. It is
   * never shorter than `Retry-After`, and random, so that the guests of a meeting do not all return at
   * once.
   */
  nextDelay({retryable, retryAfter = 0}: RoomError): number | undefined {
    this.#failures++;
    const ms = retryAfter * 1000 + RETRY_DELAY_MS * this.#failures * (0.5 + Math.random() / 2);
    const isInTime = performance.now() + ms <= this.#endsAt;
    return retryable && this.#failures < MAX_ATTEMPTS && isInTime ? ms : undefined;
  }
}

/**
 * Returns a `RoomError` for what was thrown: `offline` for a network error if the browser reports that
 * it is offline. Call it after the last attempt, because behind some VPNs a browser with a network
 * reports that too.
 */
export function explainFailure(cause: unknown): RoomError {
  const error = RoomError.from(cause);
  return !navigator.onLine && getTraits(error.code).isNetwork
    ? new RoomError('offline', 'the browser is offline', {cause})
    : error;
}
