/**
 * Every way in which something here can fail, and whether the same attempt may succeed a moment
 * later. A code is the same from the server to the event to the README's table. The three in
 * camel case are KAF's own (create-room), which a host backend may answer too.
 */
const RETRYABLE = {
  // The page
  'attribute-invalid': false,
  'tab-blocked': false,
  // The guest's device
  offline: true,
  // A part of this package that is loaded once it is needed
  'script-unreachable': true,
  // The page's token or create endpoint, as the page sees it
  'endpoint-unreachable': true,
  'endpoint-timeout': true,
  'endpoint-not-found': false,
  'endpoint-failed': true,
  'endpoint-invalid': false,
  'rate-limited': true,
  'request-in-progress': true,
  'sign-in-required': false,
  'access-denied': false,
  'room-not-found': false,
  // The launch
  'launch-expired': false,
  'origin-not-allowed': false,
  // The frame
  'frame-blocked': false,
  'frame-unreachable': true,
  'frame-timeout': true,
  // KAF's create-room, and anything unforeseen
  invalidRequest: false,
  invalidConfiguration: false,
  internalError: true,
  // Kaltura, as the host backend sees it
  'kaltura-unreachable': true,
  'kaltura-timeout': true,
  'kaltura-invalid': true,
  'kaltura-refused': false,
  'ks-invalid': false,
} as const;

/** The closed list of error codes. */
export type RoomErrorCode = keyof typeof RETRYABLE;

/** All of them. */
export const ROOM_ERROR_CODES = /* @__PURE__ */ Object.keys(RETRYABLE) as readonly RoomErrorCode[];

/** Whether `value` is one of the closed list of codes. */
export function isRoomErrorCode(value: unknown): value is RoomErrorCode {
  return typeof value === 'string' && Object.hasOwn(RETRYABLE, value);
}

/**
 * What stands against a meeting without ending it: the page is not of a secure context, so that no
 * browser gives it a camera; the page's own Permissions-Policy keeps camera or microphone from
 * every frame; nothing was heard of the frame, or of the page that it went on to, so that nobody
 * knows whether the room is in it; the device went offline; the frame shows another page and KAF
 * does not answer. And any code of an error, where for that the room could not be opened in a tab
 * beside the open one.
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
    this.retryable = options?.retryable ?? RETRYABLE[code];
  }

  /** `cause` itself where it is one of ours; anything else is unforeseen. */
  static from(cause: unknown): RoomError {
    return (
      RoomError.known(cause) ??
      new RoomError('internalError', 'something unforeseen happened', {cause})
    );
  }

  /**
   * `cause` where it is one of ours; undefined otherwise. One of another copy of this class, as in
   * a part of the script that was loaded later, is known by its name and code.
   */
  static known(cause: unknown): RoomError | undefined {
    if (cause instanceof RoomError) return cause;
    const {name, code, message, retryAfter, retryable} = (cause ?? {}) as Partial<RoomError>;
    return name === 'RoomError' && isRoomErrorCode(code)
      ? new RoomError(code, String(message), {
          ...{cause, retryable},
          ...(Number(retryAfter) >= 0 && {retryAfter: Number(retryAfter)}),
        })
      : undefined;
  }
}
