import {createHash, timingSafeEqual} from 'node:crypto';
import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import type {Simulation} from '../simulation.js';
import {APP_TOKEN_STATUS, HASHES, type AppToken} from './app-tokens.js';
import type {Result} from './kaltura-answer.js';
import {KalturaException} from './kaltura-exception.js';
import {integer, mandatoryParam, sessionType, textParam, type Params} from './kaltura-params.js';
import {allowedPrivileges, parsePrivileges, privilegesText} from './privileges.js';
import {requireSession} from './require-session.js';
import {MAX_EXPIRY_S, startKs} from './start-ks.js';

/**
 * `appToken.startSession`: a session for whoever proves to know the token. What the token says of
 * the session wins over the request, and of the privileges asked for some are dropped
 * (Kaltura server, `AppTokenService::startSessionAction`).
 */
export function startAppTokenSession({sessions, appTokens}: Simulation, params: Params): Result {
  const {ks: callersKs} = requireSession(sessions, params);
  const id = mandatoryParam(params, 'id');
  const tokenHash = mandatoryParam(params, 'tokenHash');
  const token = appTokens.get(id);
  if (!token || token.status === APP_TOKEN_STATUS.deleted)
    throw new KalturaException('APP_TOKEN_ID_NOT_FOUND', {ID: id});
  if ((token.status ?? APP_TOKEN_STATUS.active) !== APP_TOKEN_STATUS.active)
    throw new KalturaException('APP_TOKEN_NOT_ACTIVE', {ID: id});
  if (!isHash(tokenHash, callersKs, token)) throw new KalturaException('INVALID_APP_TOKEN_HASH');
  const longest = longestSession(token, sessions.nowSeconds);
  if (longest < 0) throw new KalturaException('APP_TOKEN_EXPIRED', {ID: id});

  const asked = textParam(params, 'type');
  const ofToken = {
    sessionid: id,
    apptoken: id,
    ...parsePrivileges(token.sessionPrivileges ?? ''),
  };
  const {ks, content} = startKs(sessions, {
    userId: token.sessionUserId ?? textParam(params, 'userId') ?? '',
    type: token.sessionType ?? (asked === undefined ? SESSION_TYPE.user : sessionType(asked)),
    // No expiry, like 0, asks for as long as there may be.
    expiry: Math.min(integer(textParam(params, 'expiry') ?? '0') || longest, longest),
    privileges: {
      ...ofToken,
      ...allowedPrivileges(parsePrivileges(textParam(params, 'sessionPrivileges') ?? ''), ofToken),
    },
  });
  return {
    objectType: 'KalturaSessionInfo',
    ks,
    sessionType: content.type,
    partnerId: content.partnerId,
    userId: content.userId,
    expiry: content.expiry,
    privileges: privilegesText(content.privileges),
  };
}

/** Seconds that a session of this token may last; less than 0 where the token has expired. */
const longestSession = ({sessionDuration = MAX_EXPIRY_S, expiry}: AppToken, now: number): number =>
  Math.min(sessionDuration, expiry === undefined ? Infinity : expiry - now);

/** Whether `tokenHash` is the hash, in lower-case hex, of the caller's KS and the token's value. */
function isHash(tokenHash: string, ks: string, {token, hashType = 'SHA1'}: AppToken): boolean {
  const expected = Buffer.from(
    createHash(HASHES[hashType])
      .update(ks + token)
      .digest('hex'),
  );
  const given = Buffer.from(tokenHash);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
