import {delay} from '../../browser/abort.js';
import {unwrapEnvelope} from '../../browser/envelope.js';
import {postJson, type Endpoint} from '../../browser/http-client.js';
import {RetryPolicy, explainFailure} from '../../browser/retry-policy.js';
import {getTraits} from '../../contract/error-catalog.js';
import {parseCreatedRoom} from '../../contract/wire-guard.js';
import {RoomError} from '../../contract/room-error.js';
import type {CreateRequest} from '../../contract/schemas.js';

interface RequestOptions {
  /** The same for all attempts. */
  readonly idempotencyKey: string;
  /** Seconds until `signal` aborts at the latest. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** Called with the failure before another attempt. */
  readonly onRetry: (error: RoomError) => void;
}

/**
 * Asks the server to create a room, and retries transient failures.
 * @returns the room's ID
 * @throws RoomError, or the signal's reason
 */
export async function requestRoomCreation(
  endpoint: Endpoint,
  room: CreateRequest,
  {idempotencyKey, seconds, signal, onRetry}: RequestOptions,
): Promise<string> {
  const headers = {'idempotency-key': idempotencyKey};
  const policy = new RetryPolicy(seconds);
  for (;;) {
    try {
      const response = await postJson(endpoint, room, signal, headers);
      return unwrapEnvelope(response, parseCreatedRoom).id;
    } catch (cause) {
      const error = RoomError.from(cause);
      const isRetryable = getTraits(error.code).retry === 'always';
      const ms = isRetryable ? policy.nextDelay(error) : undefined;
      if (ms === undefined) throw explainFailure(error);
      if (!signal.aborted) onRetry(error);
      await delay(ms, signal);
    }
  }
}
