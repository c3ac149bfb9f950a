import type {RoomErrorCode, RoomWarningCode} from '../errors.js';
import type {RoomWords} from './room.js';

/** Every sentence of a language. */
export interface Language {
  readonly dir?: 'rtl' | undefined;
  readonly room: RoomWords;
  /** What happened, then what to do. */
  readonly errors: Readonly<Record<RoomErrorCode, string>>;
  /** What stands against a meeting that goes on; a code of both is in `errors`. */
  readonly warnings: Readonly<Record<Exclude<RoomWarningCode, RoomErrorCode> | 'offline', string>>;
}

/** What there is to show at a moment: what is not loaded yet is not there. */
export interface Words {
  readonly dir?: Language['dir'];
  readonly room: Partial<RoomWords>;
  readonly errors?: Partial<Language['errors']>;
  readonly warnings?: Partial<Language['warnings']>;
}
