import {createHash} from 'node:crypto';
import * as z from 'zod';
import {KS_V2} from '../../contract/ks-pattern.js';
import {RoomError} from '../../contract/room-error.js';
import type {AppToken} from './credentials.js';
import {callApi} from './kaltura-api.js';
import {SESSION_TYPE, privilegesString, type NewSession} from './ks.js';
import type {Settings} from '../options.js';

const WidgetSession = z.object({ks: z.string().min(1).max(4096)});
const SessionInfo = z.object({
  ks: z.string().regex(KS_V2),
  userId: z.coerce.string(),
  expiry: z.int().positive(),
  sessionType: z.int(),
  privileges: z.string().nullish(),
});

/**
 * Makes a session with an app token: a widget session, which anybody may have, and the hash of its
 * KS and the token (Kaltura's `appToken.startSession`). Kaltura gives what the token allows and not
 * what was asked, so the session is looked at before it is used.
 * @throws RoomError `kaltura-refused` where Kaltura refuses the token, or the session is another
 * than asked; `kaltura-…`
 */
export async function startAppTokenSession(
  {id, token, hashType = 'SHA1'}: AppToken,
  session: NewSession,
  settings: Settings,
): Promise<{ks: string; expiresAt: number}> {
  const widgetId = `_${settings.partnerId}`;
  const widget = await callApi('session.startWidgetSession', {widgetId}, WidgetSession, settings);
  const parameters = {
    ks: widget.ks,
    id,
    tokenHash: createHash(hashType).update(`${widget.ks}${token}`).digest('hex'),
    userId: session.userId,
    type: session.type,
    expiry: settings.sessionLifetime,
    sessionPrivileges: privilegesString(session.privileges),
  };
  const info = await callApi('appToken.startSession', parameters, SessionInfo, settings).catch(
    (error: unknown) => {
      if (!(error instanceof RoomError && error.message.endsWith('INVALID_APP_TOKEN_HASH')))
        throw error;
      const why = `the app token ${id} has another token or hashType than ${hashType}`;
      throw new RoomError('kaltura-refused', `${error.message}: ${why}`, {cause: error});
    },
  );
  const fault = difference(info, session);
  if (fault) throw new RoomError('kaltura-refused', `the app token ${id} ${fault}`);
  return {ks: info.ks, expiresAt: info.expiry};
}

/** What is wrong with the session that came, as one reads it after the token's name. */
function difference(info: z.output<typeof SessionInfo>, asked: NewSession): string | undefined {
  if (info.sessionType !== asked.type)
    return `makes sessions of type ${info.sessionType}, where ${asked.type} is needed`;
  if (info.userId !== asked.userId) return 'is bound to a user of its own (sessionUserId)';
  const given = (info.privileges ?? '').split(',');
  if (asked.type === SESSION_TYPE.admin)
    return info.privileges?.includes('actionslimit')
      ? 'has an actionslimit, with which no room can be created: use another for admin'
      : undefined;
  // Kaltura drops from a request what is reserved to the token, actionslimit above all.
  const missing = Object.entries(asked.privileges).find(([name, value]) => {
    // Of a name that is there twice, who is to say which one counts.
    const all = given.filter(privilege => privilege.split(':', 1)[0] === name);
    return all.length === 0 || all.some(privilege => privilege !== `${name}:${value}`);
  });
  if (!missing) return undefined;
  return missing[0] === 'actionslimit'
    ? 'lacks actionslimit:-1 among its own sessionPrivileges: Kaltura drops it from a request, and a guest could call the API without it'
    : `changes the privilege ${missing[0]}: take it out of its sessionPrivileges`;
}
