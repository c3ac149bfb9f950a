import type {RoomErrorCode, RoomWarningCode} from '../contract/room-error.js';
import type {CreatorWords} from './creator-english.js';
import type {RoomWords} from './english.js';
import type {SharedErrorCode, SharedErrors} from './shared-errors.js';

/** A complete translation. */
export interface Translation {
  /** Language tag. */
  readonly lang: string;
  /** Writing direction, if it is not left to right. */
  readonly dir?: 'rtl';
  readonly room: RoomWords;
  readonly creator: CreatorWords;
  /** Titles of several error codes each, without a full stop: what happened. */
  readonly sharedTitles: SharedErrors;
  /** Texts for several error codes each: what to do. */
  readonly sharedErrors: SharedErrors;
  /** Titles of one error code each, without a full stop: what happened. */
  readonly titles: Readonly<Record<Exclude<RoomErrorCode, SharedErrorCode>, string>>;
  /** Texts for one error code each: what to do. */
  readonly errors: Readonly<Record<Exclude<RoomErrorCode, SharedErrorCode>, string>>;
  /** Sentences for warnings. Codes that are not here use their title and text. */
  readonly warnings: Readonly<Record<Exclude<RoomWarningCode, RoomErrorCode> | 'offline', string>>;
  /** Labels of the buttons under the room. */
  readonly controls: Readonly<Record<'leave' | 'fullScreen' | 'exitFullScreen', string>>;
}

/**
 * Some sentences of a language. English, or the sentences registered before, fill the gaps. The
 * sentences have the names of the English translation.
 */
export interface PartialTranslation {
  /** Writing direction; `ltr` by default. */
  readonly dir?: 'ltr' | 'rtl';
  /** Sentences of `<kaltura-room>`. */
  readonly room?: Partial<RoomWords>;
  /** Sentences of `<kaltura-room-creator>`. */
  readonly creator?: Partial<CreatorWords>;
  /** Titles by error code: what happened. The sentence in `errors` follows. */
  readonly titles?: Partial<Readonly<Record<RoomErrorCode, string>>>;
  /**
   * Sentences for guests, by error code. A sentence without a title of the same translation stands
   * below `room.failed`.
   */
  readonly errors?: Partial<Readonly<Record<RoomErrorCode, string>>>;
  /** Sentences for guests, by warning code. */
  readonly warnings?: Partial<Translation['warnings']>;
  /** Labels of the buttons under the room. */
  readonly controls?: Partial<Translation['controls']>;
}

/** The sentences that an element shows. All groups are empty until a translation has loaded. */
export interface LoadedTranslation {
  /** Language tag of the sentences. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly room: Partial<RoomWords>;
  readonly creator: Partial<CreatorWords>;
  readonly titles: Partial<Readonly<Record<RoomErrorCode, string>>>;
  readonly errors: Partial<Readonly<Record<RoomErrorCode, string>>>;
  readonly warnings: Partial<Translation['warnings']>;
  readonly controls: Partial<Translation['controls']>;
}
