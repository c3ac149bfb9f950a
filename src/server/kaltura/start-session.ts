import * as z from 'zod';
import {KS_V2} from '../../contract/ks-pattern.js';
import {RoomError} from '../../contract/room-error.js';
import {CLOCK_SKEW_S, type KalturaApi} from './kaltura-api.js';
import {decodeKs, privilegesString, type KsContent, type NewSession} from './ks.js';

// A KS of version 1 is not encrypted, and joins its privileges by other rules.
const Ks = z.string().regex(KS_V2);

/**
 * Starts a session with the admin secret
 * (https://developer.kaltura.com/api-docs/service/session/action/start). A guest may get the session,
 * so it is decoded and compared with the requested one. Its expiry may be earlier, because Kaltura
 * shortens sessions to the maximum of the account, and it may have further privileges.
 * @param lifetime in seconds
 * @param now returns the time in milliseconds since the epoch
 * @throws RoomError `kaltura-invalid` if the session differs from the requested one; the errors of
 * {@link KalturaApi.call}
 */
export async function startSession(
  api: KalturaApi,
  secret: string,
  session: NewSession,
  lifetime: number,
  now: () => number,
): Promise<{ks: string; expiresAt: number}> {
  const {userId, type, privileges} = session;
  const parameters = {
    secret,
    userId,
    type,
    expiry: lifetime,
    privileges: privilegesString(privileges),
  };
  const ks = await api.call('session.start', parameters, Ks);
  const granted = decode(ks, secret);
  const problem =
    granted.partnerId === api.partnerId
      ? (findDifference(granted, session) ?? findExcess(granted.expiry, lifetime, now()))
      : `a session of partner ${api.partnerId}; got partner ${granted.partnerId}`;
  if (problem) throw createError(problem);
  return {ks, expiresAt: granted.expiry};
}

function decode(ks: string, secret: string): KsContent {
  try {
    return decodeKs(ks, secret);
  } catch (cause) {
    throw createError(
      "a KS that adminSecret encrypts; got another KS: set the account's main admin secret",
      cause,
    );
  }
}

/** Returns the expected property that the session lacks, as the object of a sentence. */
function findDifference(granted: KsContent, requested: NewSession): string | undefined {
  if (granted.type !== requested.type)
    return `a session of type ${requested.type}; got type ${granted.type}`;
  if (granted.userId !== requested.userId) return 'a session of the requested user; got another';
  const changed = Object.entries(requested.privileges).find(
    ([name, value]) => granted.privileges[name] !== value,
  );
  return changed && `the requested privilege ${changed[0]}; got none or another value`;
}

/**
 * Returns the expected lifetime if a session is valid for longer, as the object of a sentence.
 * @param expiry Unix time, in seconds, of the session
 * @param lifetime requested, in seconds
 * @param now milliseconds since the epoch
 */
export function findExcess(expiry: number, lifetime: number, now: number): string | undefined {
  const actual = expiry - Math.floor(now / 1000);
  return actual > lifetime + CLOCK_SKEW_S
    ? `sessions of at most ${lifetime} s; got ${actual} s: check the clock of this server`
    : undefined;
}

const createError = (expected: string, cause?: unknown): RoomError =>
  new RoomError('kaltura-invalid', `session.start must answer ${expected}`, {cause});
