import * as z from 'zod';
import {RoomError, type CreationOutcome} from '../../contract/room-error.js';
import {RoomId} from '../../contract/schemas.js';
import {parseStored} from '../store/stored-json.js';

/** Seconds that a record is kept, from the first request with its key. */
export const RECORD_S = 24 * 3600;

/** A request to create the room was sent, or was about to be. The room may exist. */
const SentRecord = z.strictObject({
  state: z.literal('sent'),
  bodyHash: z.string(),
  /** Unix time, in seconds, right before the first request was sent. */
  firstSentAt: z.int(),
  /** A random value that makes each record differ from the record that it replaces. */
  attemptId: z.string(),
});

/** The room exists. */
const CompletedRecord = z.strictObject({
  state: z.literal('completed'),
  bodyHash: z.string(),
  roomId: RoomId,
});

const CreationRecord = z.discriminatedUnion('state', [SentRecord, CompletedRecord]);

export type SentRecord = Readonly<z.output<typeof SentRecord>>;
export type CompletedRecord = Readonly<z.output<typeof CompletedRecord>>;

/** Progress of the creation for an idempotency key. Without a record, no request was sent. */
export type CreationRecord = SentRecord | CompletedRecord;

/** The idempotency key of an earlier request came with another body. The server answers 422. */
export class IdempotencyKeyReusedError extends RoomError {
  /** @param outcome whether a room with the details of this request may exist */
  constructor(outcome: CreationOutcome) {
    super(
      'invalidRequest',
      'Idempotency-Key must be new for each body; an earlier request had it with another body',
      {outcome},
    );
  }
}

/**
 * Parses a record of the store.
 * @param bodyHash of the request
 * @throws IdempotencyKeyReusedError if the record is for another body; RoomError `internalError` if
 * the text is not a record
 */
export function parseRecord(text: string, bodyHash: string): CreationRecord {
  const record = parseStored(CreationRecord, text, 'creation record');
  // While a record exists, no request with its key and another body is sent. So no room exists with
  // the details of this request.
  if (record.bodyHash !== bodyHash) throw new IdempotencyKeyReusedError('not-created');
  return record;
}
