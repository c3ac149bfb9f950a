import {isRoomErrorCode} from '../contract/error-catalog.js';
import type {RoomErrorCode, RoomWarningCode} from '../contract/room-error.js';
import type {LoadedTranslation} from './translation.js';

/** Returns the title and the text of an error as one sentence after another, for places without a title. */
export function getErrorSentence(
  {titles, errors}: Pick<LoadedTranslation, 'titles' | 'errors'>,
  code: RoomErrorCode,
): string | undefined {
  const title = titles[code];
  const text = errors[code];
  if (!title || !text) return title ?? text;
  // A title of the page may have a full stop or an exclamation mark of its own.
  return `${title}${/\p{P}$/u.test(title) ? '' : '.'} ${text}`;
}

/** Returns the sentence of a warning. An error code without one uses the sentence of the error. */
export function getWarningSentence(
  translation: Pick<LoadedTranslation, 'titles' | 'errors' | 'warnings'>,
  code: RoomWarningCode,
): string | undefined {
  const warnings: Partial<Record<RoomWarningCode, string>> = translation.warnings;
  return (
    warnings[code] ?? (isRoomErrorCode(code) ? getErrorSentence(translation, code) : undefined)
  );
}
