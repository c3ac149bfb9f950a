import type {RoomErrorCode} from '../contract/room-error.js';

/** Sentences that fit several error codes. */
export interface SharedErrors {
  /** The people who run the page must fix something. */
  readonly misconfigured: string;
  /** Another attempt may succeed. */
  readonly serverError: string;
  /** The meeting service does not answer. */
  readonly roomServiceDown: string;
  /** The page's own server does not answer. */
  readonly serverUnreachable: string;
  readonly offline: string;
}

/** The error codes that a shared sentence explains, and which. */
const SENTENCE_FOR_CODE = {
  'attribute-invalid': 'misconfigured',
  'endpoint-not-found': 'misconfigured',
  'endpoint-invalid': 'misconfigured',
  'origin-not-allowed': 'misconfigured',
  invalidRequest: 'misconfigured',
  invalidConfiguration: 'misconfigured',
  'kaltura-refused': 'misconfigured',
  'ks-invalid': 'misconfigured',
  'endpoint-failed': 'serverError',
  'request-in-progress': 'serverError',
  internalError: 'serverError',
  'frame-unreachable': 'roomServiceDown',
  'kaltura-unreachable': 'roomServiceDown',
  'kaltura-timeout': 'roomServiceDown',
  'kaltura-invalid': 'roomServiceDown',
  'endpoint-unreachable': 'serverUnreachable',
  offline: 'offline',
} as const satisfies Partial<Record<RoomErrorCode, keyof SharedErrors>>;

export type SharedErrorCode = keyof typeof SENTENCE_FOR_CODE;

/**
 * Returns a sentence for each code that has none of its own. Translations are plain data, so that
 * each is a file without imports; this gives them their final shape.
 */
export function expandSharedErrors(shared: SharedErrors): Record<SharedErrorCode, string> {
  const sentences = Object.entries(SENTENCE_FOR_CODE).map(([code, name]) => [code, shared[name]]);
  return Object.fromEntries(sentences) as Record<SharedErrorCode, string>;
}
