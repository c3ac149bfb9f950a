import * as z from 'zod';
import {KS_V2} from '../../contract/ks-pattern.js';
import {RoomError} from '../../contract/room-error.js';
import {startAppTokenSession} from './app-token.js';
import {callApi} from './kaltura-api.js';
import {SESSION_TYPE, encodeKs, privilegesString, type NewSession} from './ks.js';
import type {Settings} from '../options.js';

// A KS of version 1 would carry the privileges in clear, and join them by another rule.
const Ks = z.string().regex(KS_V2);

/**
 * Makes a KS and tells when it ends, in Unix seconds.
 * @throws RoomError `kaltura-…` where Kaltura makes it and does not; `ks-invalid` for an unsafe
 * value; `endpoint-not-found` where the host gave no credentials for such a session
 */
export async function createSession(
  session: NewSession,
  settings: Settings,
): Promise<{ks: string; expiresAt: number}> {
  const {partnerId, credentials, sessionLifetime, now} = settings;
  if (credentials?.strategy === 'app-token') {
    const {user, admin} = credentials.appTokens;
    const token = session.type === SESSION_TYPE.admin ? admin : user;
    if (token) return startAppTokenSession(token, session, settings);
  } else if (credentials) {
    const expiry = Math.floor(now() / 1000) + sessionLifetime;
    const {adminSecret} = credentials;
    const ks =
      credentials.strategy === 'local'
        ? encodeKs({...session, partnerId, expiry}, adminSecret)
        : await startSession(session, adminSecret, settings);
    return {ks, expiresAt: expiry};
  }
  throw new RoomError('endpoint-not-found', 'there are no credentials for such a session');
}

/** Kaltura's `session.start` (https://developer.kaltura.com/api-docs/service/session/action/start). */
const startSession = (
  {userId, type, privileges}: NewSession,
  secret: string,
  settings: Settings,
): Promise<string> =>
  callApi(
    'session.start',
    {
      secret,
      userId,
      type,
      expiry: settings.sessionLifetime,
      privileges: privilegesString(privileges),
    },
    Ks,
    settings,
  );
