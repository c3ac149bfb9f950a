import type {RoomErrorCode, RoomWarningCode} from '../errors.js';
import type {CreatorWords} from './creator.js';
import type {RoomWords} from './room.js';

/** Every sentence of a language. */
export interface Language {
  readonly lang: string;
  /** Which way it is written, where not from left to right. */
  readonly dir?: 'rtl';
  readonly room: RoomWords;
  readonly creator: CreatorWords;
  /** What happened, then what to do. */
  readonly errors: Readonly<Record<RoomErrorCode, string>>;
  /** What stands against a meeting that goes on; a code of both is in `errors`. */
  readonly warnings: Readonly<Record<Exclude<RoomWarningCode, RoomErrorCode> | 'offline', string>>;
  /** On the buttons under the room. */
  readonly controls: Readonly<Record<'leave' | 'fullScreen' | 'exitFullScreen', string>>;
}

/** Sentences of a page's own. What is not among them is as it was, or English. */
export interface OwnWords {
  /** Which way the language is written; `ltr` unless it says so. */
  readonly dir?: 'ltr' | 'rtl';
  readonly room?: Partial<RoomWords>;
  readonly creator?: Partial<CreatorWords>;
  readonly errors?: Partial<Language['errors']>;
  readonly warnings?: Partial<Language['warnings']>;
  readonly controls?: Partial<Language['controls']>;
}

/** What there is to show at a moment: what is not loaded yet is not there. */
export interface Words extends OwnWords {
  /** The language that they are in. */
  readonly lang?: string;
  readonly room: Partial<RoomWords>;
}
