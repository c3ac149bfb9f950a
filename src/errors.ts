import {RETRYABLE, type RoomErrorCode} from './error-codes.js';

export type {RoomErrorCode};

/**
 * What stands against a meeting without ending it: the page is not of a secure context, so that no
 * browser gives it a camera; the page's own Permissions-Policy keeps camera or microphone from
 * every frame; nothing was heard of the frame, or of the page that it went on to, so that nobody
 * knows whether the room is in it; the device went offline; the frame shows another page and KAF
 * does not answer, or just after the page's policy has kept something from a frame (`frame-blocked`).
 * And any code of an error, where for that the room could not be opened in a tab beside the open one.
 */
export type RoomWarningCode =
  'insecure-context' | 'devices-forbidden' | 'room-silent' | 'room-unreachable' | RoomErrorCode;

/** What a {@link RoomError} may say beside its code and message. */
export interface RoomErrorOptions extends ErrorOptions {
  /** Seconds after which another attempt makes sense; the server answers it as `Retry-After`. */
  readonly retryAfter?: number | undefined;
  /** Whether it may succeed a moment later, where that is not as its code has it. */
  readonly retryable?: boolean | undefined;
}

/**
 * The one error class. `message` is for the developer: what was expected and what came; it never
 * holds a KS, a secret or a token. What a guest reads is looked up by `code` in `words/`.
 */
export class RoomError extends Error {
  override readonly name = 'RoomError';
  readonly code: RoomErrorCode;
  readonly retryAfter: number | undefined;
  /** Whether the same attempt, unchanged, may succeed a moment later. */
  readonly retryable: boolean;

  constructor(code: RoomErrorCode, message: string, options?: RoomErrorOptions) {
    super(message, options);
    this.code = code;
    this.retryAfter = options?.retryAfter;
    this.retryable = options?.retryable ?? (RETRYABLE as readonly string[]).includes(code);
  }

  /** `cause` itself where it is one of ours; anything else is unforeseen. */
  static from(cause: unknown): RoomError {
    return cause instanceof RoomError
      ? cause
      : new RoomError('internalError', 'unforeseen', {cause});
  }
}
