import {CreatedRoom, parse, type CreateRequest} from '../contract.js';
import {RoomError, type RoomErrorCode} from '../errors.js';
import type {Endpoint} from '../host/endpoint.js';
import {pause} from '../host/pause.js';
import {post} from '../host/post.js';
import {retriesWithin} from '../host/retry.js';
import {dataOf} from '../host/data-of.js';

/** Where another attempt may help, which needs nothing of the person. */
const PASSING =
  /^(endpoint-unreachable|endpoint-failed|rate-limited|request-in-progress|kaltura-unreachable|kaltura-timeout)$/;

/**
 * Asks for a room, by one key however often it takes.
 * @param seconds from now until the deadline, which `until` is
 * @param onAgain told why before another attempt
 * @returns the room's ID
 */
export async function send(
  {url, headers, credentials}: Endpoint,
  room: CreateRequest,
  key: string,
  {
    seconds,
    until,
    onAgain,
  }: {seconds: number; until: AbortSignal; onAgain: (cause: unknown) => void},
): Promise<string> {
  const target = {url, headers: {...headers, 'idempotency-key': key}, credentials};
  const retries = retriesWithin(seconds);
  for (;;) {
    try {
      return dataOf(await post(target, room, until), readCreatedRoom).id;
    } catch (cause) {
      const wait = retries(cause, cause instanceof RoomError && PASSING.test(cause.code));
      // It may have ended since the answer came.
      if (!until.aborted) onAgain(cause);
      await pause(wait, until);
    }
  }
}

const readCreatedRoom = (data: unknown, code: RoomErrorCode, label: string) =>
  parse(CreatedRoom, data, code, label);
