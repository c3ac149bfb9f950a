import * as z from 'zod';
import {CreatedRoom, type CreateRequest} from '../../contract/schemas.js';
import {RoomError} from '../../contract/room-error.js';
import {isCredentialError} from './kaf-error-heuristics.js';
import type {KalturaClient} from './kaltura-client.js';
import {isConnectionFailure} from './post-json.js';
import {RoomNotCreatedError} from './room-not-created-error.js';

const Success = z.object({success: z.literal(true), data: z.unknown()});
/** KAF documents `error`. Kaltura's own demo reads `message`. */
const Failure = z.object({
  success: z.literal(false).optional(),
  errorCode: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
});
const CreateRoomResponse = z.union([Success, Failure]);
type Failure = z.output<typeof Failure>;

const KafErrorCode = z.enum(['invalidConfiguration', 'invalidRequest', 'internalError']);

/** Maximum difference between two correct clocks, including the time that the answer takes. */
export const CLOCK_TOLERANCE_S = 20;

const MAX_REASON_LENGTH = 300;

/**
 * Creates a room with KAF's create-room. The admin KS for it is used once and never leaves here.
 * @param owner user ID of the owner of the room
 * @param beforeSend is awaited right before the request is sent; if it rejects, nothing is sent
 * @throws RoomError with KAF's own error code, or `kaltura-…`; {@link RoomNotCreatedError} if the
 * request was sent and certainly created no room
 */
export async function createRoom(
  client: KalturaClient,
  room: CreateRequest,
  owner: string,
  beforeSend: () => Promise<void> = async () => {},
): Promise<CreatedRoom> {
  const {ks} = await client.createAdminSession(owner);
  await beforeSend();
  const {json, clockSkew} = await client
    .postToKaf('/embeddedrooms/index/create-room', {...room, ks})
    .catch(classifySendFailure);

  const response = CreateRoomResponse.safeParse(json).data ?? {};
  if (response.success) {
    const created = CreatedRoom.safeParse(response.data);
    if (created.success) return created.data;
    throw new RoomError('kaltura-invalid', 'create-room must answer a room ID in data.id');
  }
  if (!response.errorCode && !response.error && !response.message)
    throw new RoomError('kaltura-invalid', 'create-room must answer {success, errorCode, error}');
  throw toRoomError(response, room, clockSkew, text => client.redact(text, ks));
}

/** @throws RoomNotCreatedError if the request certainly did not reach KAF, otherwise the error itself */
function classifySendFailure(error: unknown): never {
  if (
    error instanceof RoomError &&
    (error.code === 'rate-limited' || isConnectionFailure(error.cause))
  )
    throw new RoomNotCreatedError(error.code, error.message, {
      cause: error.cause,
      retryAfter: error.retryAfter,
    });
  throw error;
}

function toRoomError(
  {success, errorCode, message, error = message}: Failure,
  room: CreateRequest,
  clockSkew: number,
  redact: (text: string) => string,
): RoomError {
  const isOurs = isCredentialError(error ?? '', room);
  const code = isOurs
    ? 'kaltura-refused'
    : (KafErrorCode.safeParse(errorCode).data ?? 'internalError');
  const isClockWrong = isOurs && Math.abs(clockSkew) > CLOCK_TOLERANCE_S;
  const reason = redact(
    `create-room answered ${errorCode ?? 'an error'}: ` +
      (isClockWrong ? `KAF's clock is ${clockSkew} s ahead of this server's; ` : '') +
      (error ?? 'no reason given'),
  ).slice(0, MAX_REASON_LENGTH);
  // A proxy in front of KAF may answer JSON with a message too, so only KAF's own envelope proves
  // that KAF created no room.
  return success === false ? new RoomNotCreatedError(code, reason) : new RoomError(code, reason);
}
