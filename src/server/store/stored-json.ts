import type * as z from 'zod';
import {RoomError} from '../../contract/room-error.js';

/**
 * Reads what this server once put into the store, which others can write to as well.
 * @param what a name for it
 * @throws RoomError `internalError` where it is something else
 */
export function parseStored<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  what: string,
): z.output<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Fails the schema as well.
  }
  const stored = schema.safeParse(json);
  if (stored.success) return stored.data;
  throw new RoomError('internalError', `the store holds what is no ${what}`);
}
