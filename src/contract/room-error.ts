import {getTraits, type RoomErrorCode, type RoomWarningCode} from './error-catalog.js';

export type {RoomErrorCode, RoomWarningCode};

/** Maximum `Retry-After`, in seconds. Longer timers fire at once (2^31 - 1 milliseconds). */
export const MAX_RETRY_AFTER_S = 2_147_483;

/** Optional facts about a {@link RoomError}. */
export interface RoomErrorOptions extends ErrorOptions {
  /** Seconds until another attempt makes sense; the server sends it as `Retry-After`. */
  readonly retryAfter?: number | undefined;
  /** Whether another attempt may succeed, if that differs from the code's default. */
  readonly retryable?: boolean | undefined;
  /** Whether a failed creation may have created a room, if the server said so. */
  readonly outcome?: CreationOutcome | undefined;
}

/** Every answer to whether a failed creation may have created a room all the same. */
export const CREATION_OUTCOMES = ['not-created', 'unknown'] as const;

/** Whether a creation that failed may have created a room all the same. */
export type CreationOutcome = (typeof CREATION_OUTCOMES)[number];

/** Returns whether `value` is a {@link CreationOutcome}. */
export const isCreationOutcome = (value: unknown): value is CreationOutcome =>
  CREATION_OUTCOMES.some(outcome => outcome === value);

/**
 * The error of this package. `message` is for developers: what was expected, what came and what to
 * do. It never contains a KS, a secret or a token. Guests read a translation of `code`.
 */
export class RoomError extends Error {
  /** `RoomError`, by which you can recognize the error of another copy of the package. */
  override readonly name = 'RoomError';
  /** Code of the error, from the catalog. */
  readonly code: RoomErrorCode;
  /** Seconds until another attempt makes sense, if the server said so. */
  readonly retryAfter: number | undefined;
  /** Whether the same attempt, unchanged, may succeed a moment later. */
  readonly retryable: boolean;
  /** The outcome of a failed creation, if the server sent it. */
  readonly outcome: CreationOutcome | undefined;

  /**
   * @param code from the catalog
   * @param message for developers, without a secret
   */
  constructor(code: RoomErrorCode, message: string, options?: RoomErrorOptions) {
    super(message, options);
    this.code = code;
    this.retryAfter = options?.retryAfter;
    this.retryable = options?.retryable ?? getTraits(code).retry !== undefined;
    this.outcome = options?.outcome;
  }

  /** Whether a creation that failed with this error may have created a room. */
  get mayHaveCreatedRoom(): boolean {
    return this.outcome
      ? this.outcome === 'unknown'
      : getTraits(this.code).isOutcomeUnknown === true;
  }

  /** Returns `cause` if it is a `RoomError`; otherwise an `internalError` with that cause. */
  static from(cause: unknown): RoomError {
    return cause instanceof RoomError
      ? cause
      : new RoomError('internalError', 'unexpected error', {cause, retryable: false});
  }
}
