import type {Language} from './language.js';

/** Sentences that say all that a guest can do about several codes. */
interface Sentences {
  /** Whoever runs the page has to put something right. */
  readonly setUp: string;
  /** It may work in another attempt. */
  readonly trouble: string;
  /** The meeting service does not answer. */
  readonly noRoom: string;
  /** The page's own server, or that of its script, does not answer. */
  readonly noServer: string;
  readonly offline: string;
}

/** The sentences of the codes that have none of their own. */
export const sharedSentences = ({setUp, trouble, noRoom, noServer, offline}: Sentences) =>
  ({
    'attribute-invalid': setUp,
    'endpoint-not-found': setUp,
    'endpoint-invalid': setUp,
    'origin-not-allowed': setUp,
    invalidRequest: setUp,
    invalidConfiguration: setUp,
    'kaltura-refused': setUp,
    'ks-invalid': setUp,
    'endpoint-failed': trouble,
    'request-in-progress': trouble,
    internalError: trouble,
    'frame-unreachable': noRoom,
    'kaltura-unreachable': noRoom,
    'kaltura-timeout': noRoom,
    'kaltura-invalid': noRoom,
    'endpoint-unreachable': noServer,
    'script-unreachable': noServer,
    offline,
  }) satisfies Partial<Language['errors']>;
