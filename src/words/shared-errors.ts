import type {RoomErrorCode} from '../errors.js';

/** Sentences that fit several error codes. */
export interface SharedErrors {
  /** The people who run the page must fix something. */
  readonly setUp: string;
  /** Another attempt may succeed. */
  readonly trouble: string;
  /** The meeting service does not answer. */
  readonly noRoom: string;
  /** The page's own server does not answer. */
  readonly noServer: string;
  readonly offline: string;
}

/** The error codes that a shared sentence explains, and which. */
const SENTENCE_FOR_CODE = {
  'attribute-invalid': 'setUp',
  'endpoint-not-found': 'setUp',
  'endpoint-invalid': 'setUp',
  'origin-not-allowed': 'setUp',
  invalidRequest: 'setUp',
  invalidConfiguration: 'setUp',
  'kaltura-refused': 'setUp',
  'ks-invalid': 'setUp',
  'endpoint-failed': 'trouble',
  'request-in-progress': 'trouble',
  internalError: 'trouble',
  'frame-unreachable': 'noRoom',
  'kaltura-unreachable': 'noRoom',
  'kaltura-timeout': 'noRoom',
  'kaltura-invalid': 'noRoom',
  'endpoint-unreachable': 'noServer',
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
