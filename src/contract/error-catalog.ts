/*
 * Every way in which something can fail. A code is the same on the wire, in an event and in the
 * documentation. `invalidRequest`, `invalidConfiguration` and `internalError` are KAF's own codes
 * (create-room).
 */

/** Sentences that explain several codes each. */
export type SharedSentence =
  /** The page, its server or the Kaltura account must be changed. */
  | 'misconfigured'
  /** The page's server failed. */
  | 'serverError'
  /** Kaltura does not answer. */
  | 'roomServiceDown'
  /** The page's server does not answer. */
  | 'serverUnreachable'
  | 'offline';

/** Facts about a code that other modules decide by. */
export interface ErrorTraits {
  /** The sentence for guests. Without it, each translation has one for this code alone. */
  readonly sentence?: SharedSentence;
  /**
   * The same attempt, unchanged, may succeed a moment later. Launches are retried automatically;
   * creations only for `always`, because a repeated creation costs KAF more.
   */
  readonly retry?: 'launch' | 'always';
  /** The attempt took longer than the element's `timeout`. */
  readonly isTimeout?: boolean;
  /** The guest's network may be the cause. */
  readonly isNetwork?: boolean;
  /** Opening the room in a new tab helps: more (`first`) or less (`second`) than another attempt. */
  readonly newTab?: 'first' | 'second';
  /** Reloading the page helps more than another attempt: its headers may contain an old token. */
  readonly isFixedByReload?: boolean;
  /** Another attempt by the guest helps, although the same request would fail: it gets a new launch. */
  readonly isFixedByRetry?: boolean;
  /** A creation that failed with this code may have created a room. */
  readonly isOutcomeUnknown?: boolean;
  /** Only the element itself reports the code. A server or a function of the page cannot. */
  readonly isLocal?: boolean;
  /**
   * The server logs the message and answers without it: it names hosts and states that are of no
   * concern to a page.
   */
  readonly isInternalDetail?: boolean;
  /** HTTP status of the server's answer; absent if only a page reports the code. */
  readonly status?: 400 | 401 | 403 | 404 | 409 | 429 | 500 | 502 | 504;
}

export const ERROR_CATALOG = {
  // The page
  'attribute-invalid': {sentence: 'misconfigured', isLocal: true},
  offline: {sentence: 'offline', retry: 'launch', isNetwork: true, isOutcomeUnknown: true},
  'tab-blocked': {newTab: 'first'},

  // The token or create endpoint, as the page sees it
  'endpoint-unreachable': {
    sentence: 'serverUnreachable',
    retry: 'always',
    isNetwork: true,
    isOutcomeUnknown: true,
  },
  'endpoint-timeout': {
    retry: 'launch',
    isTimeout: true,
    isNetwork: true,
    isOutcomeUnknown: true,
  },
  'endpoint-failed': {sentence: 'serverError', retry: 'always', isOutcomeUnknown: true},
  'endpoint-invalid': {sentence: 'misconfigured', isOutcomeUnknown: true},
  'endpoint-not-found': {sentence: 'misconfigured', status: 404},
  'rate-limited': {retry: 'always', status: 429},
  'request-in-progress': {
    sentence: 'serverError',
    retry: 'always',
    isOutcomeUnknown: true,
    status: 409,
  },
  'sign-in-required': {isFixedByReload: true, status: 401},
  'access-denied': {status: 403},
  'room-not-found': {status: 404},

  // The launch
  'launch-expired': {isFixedByRetry: true, status: 403},
  'origin-not-allowed': {sentence: 'misconfigured', status: 403},

  // The frame
  'frame-blocked': {newTab: 'first'},
  'frame-timeout': {retry: 'launch', isTimeout: true, isNetwork: true, newTab: 'first'},
  'frame-unreachable': {
    sentence: 'roomServiceDown',
    retry: 'launch',
    isNetwork: true,
    newTab: 'second',
  },

  // KAF's create-room, and every unexpected failure of the server
  invalidRequest: {sentence: 'misconfigured', status: 400},
  invalidConfiguration: {sentence: 'misconfigured', status: 502},
  internalError: {
    sentence: 'serverError',
    retry: 'launch',
    isOutcomeUnknown: true,
    isInternalDetail: true,
    status: 500,
  },

  // Kaltura, as the server sees it
  'kaltura-unreachable': {
    sentence: 'roomServiceDown',
    retry: 'always',
    isOutcomeUnknown: true,
    isInternalDetail: true,
    status: 502,
  },
  'kaltura-timeout': {
    sentence: 'roomServiceDown',
    retry: 'always',
    isOutcomeUnknown: true,
    isInternalDetail: true,
    status: 504,
  },
  'kaltura-invalid': {
    sentence: 'roomServiceDown',
    retry: 'launch',
    isOutcomeUnknown: true,
    isInternalDetail: true,
    status: 502,
  },
  'kaltura-refused': {sentence: 'misconfigured', isInternalDetail: true, status: 502},
  'ks-invalid': {sentence: 'misconfigured'},
} as const satisfies Record<string, ErrorTraits>;

/** An error code of the catalog. */
export type RoomErrorCode = keyof typeof ERROR_CATALOG;

/** All error codes. */
export const ROOM_ERROR_CODES = Object.keys(ERROR_CATALOG) as readonly RoomErrorCode[];

/** Conditions that impair a meeting without ending it. */
export const WARNING_CATALOG = {
  // No browser gives a camera to a page without https.
  'insecure-context': {newTab: 'first'},
  // The page's Permissions-Policy keeps the device from every frame.
  'camera-forbidden': {newTab: 'first'},
  'microphone-forbidden': {newTab: 'first'},
  'screen-forbidden': {newTab: 'first'},
  // The frame, or the page that it moved to, has sent no message: it may not show the room.
  'room-silent': {newTab: 'first'},
  // The frame shows another page, and KAF does not answer.
  'room-unreachable': {},
} as const satisfies Record<string, ErrorTraits>;

/** A code of the catalog of warnings. */
export type WarningCode = keyof typeof WARNING_CATALOG;

/**
 * A warning code. Error codes are warnings too if they do not end the meeting:
 * - `offline` while the device has no network
 * - `frame-blocked` after the page's policy has blocked a frame
 * - any code if the open room could not move to a new tab
 */
export type RoomWarningCode = WarningCode | RoomErrorCode;

const TRAITS: Readonly<Record<string, ErrorTraits | undefined>> = {
  ...ERROR_CATALOG,
  ...WARNING_CATALOG,
};

/** Returns the traits of a code. A page without TypeScript may use a code that is not in the catalog. */
export const getTraits = (code: RoomWarningCode): ErrorTraits => TRAITS[code] ?? {};

/** Returns whether `value` is an error code of the catalog. */
export function isRoomErrorCode(value: unknown): value is RoomErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_CATALOG, value);
}

/** Returns whether `value` is an error code that a server or a function of the page may report. */
export const isRemoteErrorCode = (value: unknown): value is RoomErrorCode =>
  isRoomErrorCode(value) && !getTraits(value).isLocal;
