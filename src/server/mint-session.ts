import * as z from 'zod';
import {KS_V2} from '../contract.js';
import {RoomError} from '../errors.js';
import {encodeKs, privilegesString, type SessionType} from './ks.js';
import type {Settings} from './options.js';
import {postUpstream} from './upstream.js';

/** A session to be made. */
export interface NewSession {
  readonly userId: string;
  readonly type: SessionType;
  readonly privileges: Readonly<Record<string, string>>;
}

const KalturaApiException = z.object({
  objectType: z.literal('KalturaAPIException'),
  code: z.string().regex(/^[A-Z][A-Z_]{0,63}$/),
});
// A KS of version 1 would carry the privileges in clear, and join them by another rule.
const StartAnswer = z.union([z.string().regex(KS_V2), KalturaApiException]);

/**
 * Makes a KS and tells when it ends, in Unix seconds.
 * @throws RoomError `kaltura-…` where Kaltura makes it and does not; `ks-invalid` for an unsafe value
 */
export async function mintSession(
  session: NewSession,
  settings: Settings,
): Promise<{ks: string; expiresAt: number}> {
  const {partnerId, credentials, sessionLifetime, now} = settings;
  const expiry = Math.floor(now() / 1000) + sessionLifetime;
  const ks =
    credentials.by === 'local'
      ? encodeKs({...session, partnerId, expiry}, credentials.adminSecret)
      : await startSession(session, settings);
  return {ks, expiresAt: expiry};
}

/** Kaltura's `session.start` (https://developer.kaltura.com/api-docs/service/session/action/start). */
async function startSession({userId, type, privileges}: NewSession, settings: Settings) {
  const {apiUrl, partnerId, credentials, sessionLifetime} = settings;
  const url = `${apiUrl}/api_v3/service/session/action/start`;
  const body = {
    format: 1,
    partnerId,
    secret: credentials.adminSecret,
    userId,
    type,
    expiry: sessionLifetime,
    privileges: privilegesString(privileges),
  };
  const answer = StartAnswer.safeParse(await postUpstream(url, body, settings));
  if (!answer.success)
    throw new RoomError('kaltura-invalid', 'session.start answered neither a KS v2 nor an error');
  if (typeof answer.data === 'string') return answer.data;
  throw new RoomError('kaltura-refused', `session.start answered ${answer.data.code}`);
}
