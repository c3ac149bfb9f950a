import type {RoomError} from '../contract/room-error.js';
import {FIELDS, isField, type Field} from './validation.js';

/** The field that the server rejected. */
export interface ServerFieldError {
  readonly field: Field;
  /** The index of the rejected item, if the field is a list and the server named one. */
  readonly item: number | undefined;
}

/**
 * Guesses which field an `invalidRequest` is about. KAF has no structured field errors: its messages
 * quote the name of a parameter, and a host backend may report a path such as
 * `body.roomModeratorUserIds.1`. A name without quotes counts only if the message contains no other.
 */
export function parseServerFieldError({code, message}: RoomError): ServerFieldError | undefined {
  if (code !== 'invalidRequest') return undefined;
  // The URL of the request precedes the answer, and may contain the name of a field.
  const answer = message.replace(/^.*? answered /, '');
  const [quoted] = findFields(answer, '(?:["\'`]|body\\.)');
  const [first, ...others] = findFields(answer, '\\b');
  const isOnlyField = others.every(({field}) => field === first?.field);
  return quoted ?? (isOnlyField ? first : undefined);
}

/** Finds the names of fields after a prefix, each with an optional index. */
function findFields(text: string, prefix: string): readonly ServerFieldError[] {
  const pattern = RegExp(`${prefix}(${FIELDS.join('|')})\\b(?:[.[](\\d+))?`, 'g');
  return [...text.matchAll(pattern)].flatMap(([, field, item]) =>
    isField(field) ? [{field, item: item ? Number(item) : undefined}] : [],
  );
}
