import {
  ROOM_ERROR_CODES,
  getTraits,
  type ERROR_CATALOG,
  type SharedSentence,
} from '../contract/error-catalog.js';
import type {RoomErrorCode} from '../contract/room-error.js';

/** The error codes that a shared sentence explains. */
export type SharedErrorCode = {
  [Code in RoomErrorCode]: (typeof ERROR_CATALOG)[Code] extends {sentence: SharedSentence}
    ? Code
    : never;
}[RoomErrorCode];

export type SharedErrors = Readonly<Record<SharedSentence, string>>;

/**
 * Returns a text for each code that has none of its own. Translations are plain data without imports;
 * this function gives them their final shape.
 */
export function expandSharedErrors(shared: SharedErrors): Record<SharedErrorCode, string> {
  const sentences = ROOM_ERROR_CODES.flatMap(code => {
    const {sentence} = getTraits(code);
    return sentence ? [[code, shared[sentence]]] : [];
  });
  return Object.fromEntries(sentences) as Record<SharedErrorCode, string>;
}
