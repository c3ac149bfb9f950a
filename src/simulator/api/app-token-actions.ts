import {createHash, timingSafeEqual} from 'node:crypto';
import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import type {SimulatorContext} from '../simulator-context.js';
import {APP_TOKEN_STATUS, HASHES, type AppToken} from './app-tokens.js';
import {KalturaException} from './kaltura-exception.js';
import {
  getMandatoryParam,
  getTextParam,
  parseInteger,
  parseSessionType,
  type Params,
} from './kaltura-params.js';
import type {Result} from './kaltura-response.js';
import {MAX_EXPIRY_S, requireSession, startKs} from './kaltura-sessions.js';
import {filterPrivileges, formatPrivileges, parsePrivileges} from './privileges.js';

/**
 * Handles `appToken.startSession`: starts a session for a client that proves to have the token. The
 * token overrides the user, type and duration of the request, and filters its privileges
 * (Kaltura server, `AppTokenService::startSessionAction`).
 */
export function startAppTokenSession(
  {sessions, appTokens}: SimulatorContext,
  params: Params,
): Result {
  const {ks: callerKs} = requireSession(sessions, params);
  const id = getMandatoryParam(params, 'id');
  const tokenHash = getMandatoryParam(params, 'tokenHash');
  const token = appTokens.get(id);
  if (!token || token.status === APP_TOKEN_STATUS.deleted)
    throw new KalturaException('APP_TOKEN_ID_NOT_FOUND', {ID: id});
  if ((token.status ?? APP_TOKEN_STATUS.active) !== APP_TOKEN_STATUS.active)
    throw new KalturaException('APP_TOKEN_NOT_ACTIVE', {ID: id});
  if (!isTokenHash(tokenHash, callerKs, token))
    throw new KalturaException('INVALID_APP_TOKEN_HASH');
  const maxLifetime = getMaxLifetime(token, sessions.nowSeconds);
  if (maxLifetime < 0) throw new KalturaException('APP_TOKEN_EXPIRED', {ID: id});

  const requestedType = getTextParam(params, 'type');
  const requestedPrivileges = parsePrivileges(getTextParam(params, 'sessionPrivileges') ?? '');
  const tokenPrivileges = {
    sessionid: id,
    apptoken: id,
    ...parsePrivileges(token.sessionPrivileges ?? ''),
  };
  const {ks, content} = startKs(sessions, {
    userId: token.sessionUserId ?? getTextParam(params, 'userId') ?? '',
    type:
      token.sessionType ??
      (requestedType === undefined ? SESSION_TYPE.user : parseSessionType(requestedType)),
    // Without an expiry, as with 0, the session has the maximum lifetime.
    expiry: Math.min(
      parseInteger(getTextParam(params, 'expiry') ?? '0') || maxLifetime,
      maxLifetime,
    ),
    privileges: {...tokenPrivileges, ...filterPrivileges(requestedPrivileges, tokenPrivileges)},
  });
  return {
    objectType: 'KalturaSessionInfo',
    ks,
    sessionType: content.type,
    partnerId: content.partnerId,
    userId: content.userId,
    expiry: content.expiry,
    privileges: formatPrivileges(content.privileges),
  };
}

/** Returns the maximum lifetime of a session, in seconds; negative if the token has expired. */
const getMaxLifetime = ({sessionDuration = MAX_EXPIRY_S, expiry}: AppToken, now: number): number =>
  Math.min(sessionDuration, expiry === undefined ? Infinity : expiry - now);

/** Returns whether `tokenHash` is the hash, in lower-case hex, of the caller's KS and the token's value. */
function isTokenHash(tokenHash: string, ks: string, {token, hashType = 'SHA1'}: AppToken): boolean {
  const expected = Buffer.from(
    createHash(HASHES[hashType])
      .update(ks + token)
      .digest('hex'),
  );
  const actual = Buffer.from(tokenHash);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
