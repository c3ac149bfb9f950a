import * as z from 'zod';
import {CreatedRoom, type CreateRequest} from '../contract.js';
import {RoomError} from '../errors.js';
import {SESSION_TYPE} from './ks.js';
import {mintSession} from './mint-session.js';
import {secretsOf} from './credentials.js';
import type {Settings} from './options.js';
import {postUpstream} from './upstream.js';

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

/**
 * Creates a room by KAF's `create-room`, with an admin KS that is made for it and dropped.
 * @param owner the user ID of the person to whom the room belongs
 * @throws RoomError with KAF's own error code, or `kaltura-…`
 */
export async function createRoom(
  room: CreateRequest,
  owner: string,
  settings: Settings,
): Promise<CreatedRoom> {
  const session = {userId: owner, type: SESSION_TYPE.admin, privileges: {}};
  const {ks} = await mintSession(session, settings);
  const url = `${settings.kafUrl}/embeddedrooms/index/create-room`;
  const answer = Answer.safeParse(
    await postUpstream(url, {...room, ks}, {...settings, repeatable: false}),
  ).data;

  if (answer?.success) {
    const created = CreatedRoom.safeParse(answer.data);
    if (created.success) return created.data;
    throw new RoomError('kaltura-invalid', 'create-room said success without a room ID in data.id');
  }
  const {errorCode, error = answer?.message} = answer ?? {};
  if (!errorCode && !error)
    throw new RoomError('kaltura-invalid', 'create-room answered no envelope');
  const reason = `create-room answered ${errorCode ?? 'an error'}: ${error ?? 'no reason given'}`;
  // The KS is this server's part of the request: nothing that the person sent is wrong.
  const code = /\bks\b/i.test(error ?? '')
    ? 'kaltura-refused'
    : (KafErrorCode.safeParse(errorCode).data ?? 'internalError');
  throw new RoomError(code, withoutSecrets(reason, ks, ...secretsOf(settings.credentials)));
}

/** Kaltura quotes a KS that it refuses. */
function withoutSecrets(text: string, ...secrets: string[]): string {
  const removed = secrets.reduce((left, secret) => left.replaceAll(secret, '[secret]'), text);
  return removed.replace(/djJ8\S+/g, '[KS]').slice(0, 300);
}
