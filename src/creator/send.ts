import {delay} from '../browser/abort.js';
import {unwrapEnvelope} from '../browser/envelope.js';
import {postJson, type Endpoint} from '../browser/http-client.js';
import {RetryPolicy, explainFailure} from '../browser/retry-policy.js';
import {getTraits} from '../contract/error-catalog.js';
import type {RoomError, RoomErrorCode} from '../contract/room-error.js';
import {CreatedRoom, parse, type CreateRequest} from '../contract/schemas.js';

/**
 * Asks for a room, with one idempotency key for all attempts.
 * @param seconds from now until the deadline, which is also `until`
 * @param onRetry called with the failure before another attempt
 * @returns the room's ID
 */
export async function send(
  {url, headers, credentials}: Endpoint,
  room: CreateRequest,
  key: string,
  {
    seconds,
    until,
    onRetry,
  }: {seconds: number; until: AbortSignal; onRetry: (error: RoomError) => void},
): Promise<string> {
  const endpoint = {url, headers: {...headers, 'idempotency-key': key}, credentials};
  const policy = new RetryPolicy(seconds);
  for (;;) {
    try {
      return unwrapEnvelope(await postJson(endpoint, room, until), parseCreatedRoom).id;
    } catch (cause) {
      const error = explainFailure(cause);
      const ms = getTraits(error.code).retry === 'always' ? policy.nextDelay(error) : undefined;
      if (ms === undefined) throw error;
      if (!until.aborted) onRetry(error);
      await delay(ms, until);
    }
  }
}

const parseCreatedRoom = (data: unknown, code: RoomErrorCode, label: string) =>
  parse(CreatedRoom, data, code, label);
