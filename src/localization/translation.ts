import type {RoomErrorCode, RoomWarningCode} from '../contract/room-error.js';
import type {CreatorWords} from './creator-english.js';
import type {RoomWords} from './english.js';
import type {SharedErrorCode, SharedErrors} from './shared-errors.js';

/** Every sentence of a language. */
export interface Translation {
  readonly lang: string;
  /** Which way it is written, where not from left to right. */
  readonly dir?: 'rtl';
  readonly room: RoomWords;
  readonly creator: CreatorWords;
  /** The sentences of several error codes each. */
  readonly sharedErrors: SharedErrors;
  /** The sentences of one error code each: what happened, then what to do. */
  readonly errors: Readonly<Record<Exclude<RoomErrorCode, SharedErrorCode>, string>>;
  /** What stands against a meeting that goes on; a code of both is in `errors`. */
  readonly warnings: Readonly<Record<Exclude<RoomWarningCode, RoomErrorCode> | 'offline', string>>;
  /** On the buttons under the room. */
  readonly controls: Readonly<Record<'leave' | 'fullScreen' | 'exitFullScreen', string>>;
}

/** Sentences of a page's own. What is not among them is as it was, or English. */
export interface PartialTranslation {
  /** Which way the language is written; `ltr` unless it says so. */
  readonly dir?: 'ltr' | 'rtl';
  readonly room?: Partial<RoomWords>;
  readonly creator?: Partial<CreatorWords>;
  readonly errors?: Partial<Readonly<Record<RoomErrorCode, string>>>;
  readonly warnings?: Partial<Translation['warnings']>;
  readonly controls?: Partial<Translation['controls']>;
}

/** The sentences that an element shows. A group is empty until its language has loaded. */
export interface LoadedTranslation {
  /** The language that they are in. */
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly room: Partial<RoomWords>;
  readonly creator: Partial<CreatorWords>;
  readonly errors: Partial<Readonly<Record<RoomErrorCode, string>>>;
  readonly warnings: Partial<Translation['warnings']>;
  readonly controls: Partial<Translation['controls']>;
}
