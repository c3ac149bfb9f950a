import {createHash} from 'node:crypto';
import * as z from 'zod';
import {KS_V2} from '../../contract/ks-pattern.js';
import {RoomError} from '../../contract/room-error.js';
import type {AppToken} from './credentials.js';
import {KalturaApiError, type KalturaApi} from './kaltura-api.js';
import {SESSION_TYPE, privilegesString, type NewSession} from './ks.js';
import {findExcess} from './start-session.js';

const WidgetSession = z.object({ks: z.string().min(1).max(4096)});
const SessionInfo = z.object({
  ks: z.string().regex(KS_V2),
  userId: z.coerce.string(),
  expiry: z.int().positive(),
  sessionType: z.int(),
  privileges: z.string().nullish(),
});
type SessionInfo = z.output<typeof SessionInfo>;

/**
 * Starts a session with an app token: first a widget session, which needs no secret, then
 * `appToken.startSession` with a hash of the widget session's KS and the token. Kaltura gives the
 * session that the token allows, which may differ from the requested one, so it is verified.
 * @param lifetime in seconds
 * @param now returns the time in milliseconds since the epoch
 * @throws RoomError `kaltura-refused` if Kaltura refuses the token, or if the session differs from
 * the requested one; the errors of {@link KalturaApi.call}
 */
export async function startAppTokenSession(
  api: KalturaApi,
  {id, token, hashType = 'SHA1'}: AppToken,
  session: NewSession,
  lifetime: number,
  now: () => number,
): Promise<{ks: string; expiresAt: number}> {
  const widgetId = `_${api.partnerId}`;
  const widget = await api.call('session.startWidgetSession', {widgetId}, WidgetSession);
  const parameters = {
    ks: widget.ks,
    id,
    tokenHash: createHash(hashType).update(`${widget.ks}${token}`).digest('hex'),
    userId: session.userId,
    type: session.type,
    expiry: lifetime,
    sessionPrivileges: privilegesString(session.privileges),
  };
  const info = await api
    .call('appToken.startSession', parameters, SessionInfo)
    .catch((error: unknown) => {
      if (!(error instanceof KalturaApiError && error.apiCode === 'INVALID_APP_TOKEN_HASH'))
        throw error;
      throw new RoomError(
        'kaltura-refused',
        `${error.message}: app token ${id} has another token or hashType than ${hashType}`,
        {cause: error},
      );
    });
  const problem = findDifference(info, session);
  if (problem) throw new RoomError('kaltura-refused', `app token ${id} ${problem}`);
  const excess = findExcess(info.expiry, lifetime, now());
  if (excess) throw new RoomError('kaltura-invalid', `appToken.startSession must answer ${excess}`);
  return {ks: info.ks, expiresAt: info.expiry};
}

/** Returns how the session differs from the requested one, as the predicate of a sentence. */
function findDifference(info: SessionInfo, requested: NewSession): string | undefined {
  if (info.sessionType !== requested.type)
    return `must create sessions of type ${requested.type}; got type ${info.sessionType}`;
  if (info.userId !== requested.userId)
    return 'must not be bound to a user: remove its sessionUserId';
  if (requested.type === SESSION_TYPE.admin)
    return info.privileges?.includes('actionslimit')
      ? 'must not have an actionslimit, which forbids the API: use another app token for admin'
      : undefined;

  const granted = (info.privileges ?? '').split(',');
  const missing = Object.entries(requested.privileges).find(([name, value]) => {
    // A name may be there twice, and Kaltura does not document which value counts.
    const all = granted.filter(privilege => privilege.split(':', 1)[0] === name);
    return all.length === 0 || all.some(privilege => privilege !== `${name}:${value}`);
  });
  if (!missing) return undefined;
  return missing[0] === 'actionslimit'
    ? 'must have actionslimit:-1 in its own sessionPrivileges: Kaltura ignores it in a request, and a guest could call the API without it'
    : `must not change the privilege ${missing[0]}: remove it from its sessionPrivileges`;
}
