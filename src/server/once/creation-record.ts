import * as z from 'zod';
import {RoomId} from '../../contract/schemas.js';
import {RoomError} from '../../contract/room-error.js';
import {readStored} from '../stored.js';

/** The request to create was about to be sent; whether there is a room is not known. */
const Sent = z.strictObject({
  body: z.string(),
  /** Unix seconds right before it was first sent. */
  since: z.int(),
  /** Whose turn it was: no two are equal. */
  by: z.string(),
});
/** The room is there, and was or is about to be answered. */
const Done = z.strictObject({body: z.string(), id: RoomId});
const CreationRecord = z.union([Sent, Done]);

export type Sent = Readonly<z.output<typeof Sent>>;
export type Done = Readonly<z.output<typeof Done>>;
/** What is kept of an intention, from right before the first request that may make its room. */
export type CreationRecord = Sent | Done;

/** The same key came with another body, which is a mistake of whoever sends it (422). */
export class KeyReused extends RoomError {
  constructor() {
    super('invalidRequest', 'Idempotency-Key: expected another for another body');
  }
}

/**
 * Reads a record out of the store.
 * @param body the intention's
 * @throws KeyReused where it is of another body; RoomError `internalError` where it is no record
 */
export function readRecord(text: string, body: string): CreationRecord {
  const record = readStored(CreationRecord, text, 'record');
  if (record.body !== body) throw new KeyReused();
  return record;
}
