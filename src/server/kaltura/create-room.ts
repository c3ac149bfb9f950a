import * as z from 'zod';
import {CreatedRoom, type CreateRequest} from '../../contract/schemas.js';
import {RoomError} from '../../contract/room-error.js';
import {SESSION_TYPE} from './ks.js';
import {createSession} from './create-session.js';
import {listSecrets} from './credentials.js';
import type {Settings} from '../options.js';
import {RoomNotCreatedError} from './room-not-created-error.js';
import {isConnectionFailure, postJson} from './post-json.js';

/** KAF's answer; where public code reads an error, it reads it from `message` too. */
const Failure = z.object({
  success: z.literal(false).optional(),
  errorCode: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
});
const Success = z.object({success: z.literal(true), data: z.unknown()});
const Answer = z.union([Success, Failure]);
const KafErrorCode = z.enum(['invalidConfiguration', 'invalidRequest', 'internalError']);

/** What two clocks that are right may be apart, the way of the answer included. */
const CLOCK_TOLERANCE_S = 20;

/**
 * Creates a room by KAF's `create-room`, with an admin KS that is made for it and dropped.
 * @param owner the user ID of the person to whom the room belongs
 * @param sending told right before the request leaves; where it rejects, none does
 * @throws RoomError with KAF's own error code, or `kaltura-…`; {@link RoomNotCreatedError} if the
 * request was sent and certainly created no room
 */
export async function createRoom(
  room: CreateRequest,
  owner: string,
  settings: Settings,
  sending: () => Promise<void> = async () => {},
): Promise<CreatedRoom> {
  const session = {userId: owner, type: SESSION_TYPE.admin, privileges: {}};
  const {ks} = await createSession(session, settings);
  await sending();
  const url = `${settings.kafUrl}/embeddedrooms/index/create-room`;
  const upstream = {...settings, repeatable: false};
  const {json, clockSkew} = await postJson(url, {...room, ks}, upstream).catch(classifySendFailure);
  const answer = Answer.safeParse(json).data;

  if (answer?.success) {
    const created = CreatedRoom.safeParse(answer.data);
    if (created.success) return created.data;
    throw new RoomError('kaltura-invalid', 'create-room said success without a room ID in data.id');
  }
  const {errorCode, error = answer?.message} = answer ?? {};
  if (!errorCode && !error)
    throw new RoomError('kaltura-invalid', 'create-room answered no envelope');
  // The KS is this server's part of the request: nothing that the person sent is wrong.
  const userTexts = Object.values(room)
    .flat()
    .filter(text => text !== undefined)
    .filter(namesKs);
  const isCredentialError = namesKs(withoutAny(error ?? '', userTexts));
  const code = isCredentialError
    ? 'kaltura-refused'
    : (KafErrorCode.safeParse(errorCode).data ?? 'internalError');
  const clocks = isCredentialError && Math.abs(clockSkew) > CLOCK_TOLERANCE_S;
  const reason =
    `create-room answered ${errorCode ?? 'an error'}: ` +
    (clocks ? `KAF's clock is ${clockSkew} s ahead of this server's; ` : '') +
    (error ?? 'no reason given');
  const message = withoutSecrets(reason, ks, ...listSecrets(settings.credentials));
  // Others than KAF, such as a proxy that gave up waiting, answer JSON with a message as well.
  throw answer?.success === false
    ? new RoomNotCreatedError(code, message)
    : new RoomError(code, message);
}

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

/** Kaltura quotes a KS that it refuses. */
function withoutSecrets(text: string, ...secrets: string[]): string {
  return withoutAny(text, secrets, '[secret]')
    .replace(/djJ8\S+/g, '[KS]')
    .slice(0, 300);
}

const namesKs = (text: string): boolean => /\bks\b/i.test(text);

const withoutAny = (text: string, parts: readonly string[], by = ''): string =>
  parts.reduce((left, part) => left.replaceAll(part, by), text);
