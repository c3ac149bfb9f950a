import * as z from 'zod';
import {RoomId} from '../../contract/schemas.js';
import {RoomError, type CreationOutcome} from '../../contract/room-error.js';
import {parseStored} from '../store/stored-json.js';

/** The request to create was about to be sent; whether there is a room is not known. */
const Sent = z.strictObject({
  body: z.string(),
  /** Unix seconds right before it was first sent. */
  since: z.int(),
  /** A random value, different for each turn. */
  by: z.string(),
});
/** The room is there, and was or is about to be answered. */
const Done = z.strictObject({body: z.string(), id: RoomId});
const CreationRecord = z.union([Sent, Done]);

export type Sent = Readonly<z.output<typeof Sent>>;
export type Done = Readonly<z.output<typeof Done>>;
/** The record of an intention, written right before the first request that may create its room. */
export type CreationRecord = Sent | Done;

/** The same key came with another body, which is a mistake of the client (422). */
export class IdempotencyKeyReusedError extends RoomError {
  /** @param outcome whether a room with the details of this request may exist */
  constructor(outcome: CreationOutcome) {
    super('invalidRequest', 'Idempotency-Key: expected another for another body', {outcome});
  }
}

/**
 * Reads a record out of the store.
 * @param body the intention's
 * @throws IdempotencyKeyReusedError where it is of another body; RoomError `internalError` if it is not a record
 */
export function readRecord(text: string, body: string): CreationRecord {
  const record = parseStored(CreationRecord, text, 'record');
  // The room that may exist has the details of the record. While a record is there, no request with
  // its key and other details is sent, so none with the details of this request was.
  if (record.body !== body) throw new IdempotencyKeyReusedError('not-created');
  return record;
}
