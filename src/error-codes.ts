/*
 * Every way in which something here can fail. A code is the same from the server to the event to the
 * README's table. The three in camel case are KAF's own (create-room), which a host backend may
 * answer too.
 */

/** The same attempt, unchanged, may succeed a moment later. */
export const RETRYABLE = [
  // The guest's device
  'offline',
  // The page's token or create endpoint, as the page sees it
  'endpoint-unreachable',
  'endpoint-timeout',
  'endpoint-failed',
  'rate-limited',
  'request-in-progress',
  // The frame
  'frame-unreachable',
  'frame-timeout',
  // KAF's create-room, and anything unforeseen
  'internalError',
  // Kaltura, as the host backend sees it
  'kaltura-unreachable',
  'kaltura-timeout',
  'kaltura-invalid',
] as const;

/** Somebody has to change something first. */
const FINAL = [
  // The page
  'attribute-invalid',
  'tab-blocked',
  // The page's token or create endpoint, as the page sees it
  'endpoint-not-found',
  'endpoint-invalid',
  'sign-in-required',
  'access-denied',
  'room-not-found',
  // The launch
  'launch-expired',
  'origin-not-allowed',
  // The frame
  'frame-blocked',
  // KAF's create-room
  'invalidRequest',
  'invalidConfiguration',
  // Kaltura, as the host backend sees it
  'kaltura-refused',
  'ks-invalid',
] as const;

/** The closed list of error codes. */
export type RoomErrorCode = (typeof RETRYABLE | typeof FINAL)[number];

/** All of them. */
export const ROOM_ERROR_CODES: readonly RoomErrorCode[] = [...RETRYABLE, ...FINAL];

/** The longest that a timer can wait, in seconds: one that is set for longer goes off at once. */
export const MAX_RETRY_AFTER_S = 2_147_483;

/** Whether `value` is one of the closed list of codes. */
export function isRoomErrorCode(value: unknown): value is RoomErrorCode {
  return (ROOM_ERROR_CODES as readonly unknown[]).includes(value);
}
