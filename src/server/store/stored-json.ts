import type * as z from 'zod';
import {RoomError} from '../../contract/room-error.js';

/**
 * Parses JSON from the store and validates it, because other programs can write to the store too.
 * @param what a name of the value for the error message
 * @throws RoomError `internalError` if the value does not match the schema
 */
export function parseStored<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  what: string,
): z.output<Schema> {
  const stored = schema.safeParse(parseJson(text));
  if (stored.success) return stored.data;
  throw new RoomError(
    'internalError',
    `${what} in the store must be a value that this server wrote; got another one. Check that no other program writes to the same keys`,
  );
}

/** Returns undefined for text that is not JSON: no schema matches that. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
