import {breakPrivilegeNames} from './privilege-names.js';

/** Maximum length of a first or last name in Kaltura, in characters. */
const MAX_LENGTH = 40;
/** Maximum length that is normalized: the time grows with the square of the number of marks. */
const MAX_INPUT_LENGTH = 500;
/** Matches characters that end a privilege or start another, controls, and marks that reorder text. */
const UNSAFE_CHARACTERS = /[,:;*\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Cleans a display name for use in a KS: replaces unsafe characters with a space, and cuts it to
 * Kaltura's 40 characters. The result may be empty. It never throws.
 */
export function cleanDisplayName(value: string): string {
  const normalized = value.slice(0, MAX_INPUT_LENGTH).normalize('NFC');
  const safe = normalized.replace(UNSAFE_CHARACTERS, ' ').replace(/\s+/g, ' ').trim();
  return Array.from(breakPrivilegeNames(safe)).slice(0, MAX_LENGTH).join('').trim();
}
