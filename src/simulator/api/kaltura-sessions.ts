import {RoomError} from '../../contract/room-error.js';
import type {KsContent} from '../../server/kaltura/ks.js';
import type {NewSession, Sessions} from '../sessions.js';
import {KalturaException} from './kaltura-exception.js';
import {getTextParam, parseInteger, type Params} from './kaltura-params.js';

/*
 * Starts and checks sessions for the actions, with the errors of Kaltura's API.
 */

/** Maximum lifetime of a session (`ksMaxExpiryInSeconds`). Kaltura shortens longer ones silently. */
export const MAX_EXPIRY_S = 86_400;

/**
 * Starts a session. Unlike Kaltura, it refuses privileges with `*` (`all:*`, `edit:*`), because
 * `encodeKs` refuses them.
 * @throws KalturaException `SIMULATOR_REFUSES` for a privilege that `encodeKs` refuses
 */
export function startKs(sessions: Sessions, session: NewSession): ReturnType<Sessions['start']> {
  try {
    return sessions.start(session);
  } catch (error) {
    if (error instanceof RoomError)
      throw new KalturaException('SIMULATOR_REFUSES', {REASON: error.message});
    throw error;
  }
}

/**
 * Returns the caller's KS, which must be valid and allow calls: `actionslimit:-1` forbids all.
 * @throws KalturaException `MISSING_KS`, `INVALID_KS` or `INVALID_ACTIONS_LIMIT`
 */
export function requireSession(
  sessions: Sessions,
  params: Params,
): {readonly ks: string; readonly content: KsContent} {
  const ks = getTextParam(params, 'ks');
  if (!ks) throw new KalturaException('MISSING_KS');
  const content = requireKs(sessions, ks);
  const limit = content.privileges['actionslimit'];
  if (limit !== undefined && parseInteger(limit) <= 0)
    throw new KalturaException('INVALID_ACTIONS_LIMIT');
  return {ks, content};
}

/**
 * Returns the content of a KS, which must be valid.
 * @throws KalturaException `INVALID_KS`
 */
export function requireKs(sessions: Sessions, ks: string): KsContent {
  const reading = sessions.read(ks);
  switch (reading.status) {
    case 'valid':
      return reading.content;
    case 'missing':
    case 'malformed':
      throw createInvalidKs(ks);
    case 'expired':
      throw createInvalidKs('EXPIRED');
    case 'ended':
      throw createInvalidKs('LOGOUT');
    default:
      return reading satisfies never;
  }
}

/** Kaltura puts the reason in place of the KS. Its error code is always -1. */
const createInvalidKs = (id: string): KalturaException =>
  new KalturaException('INVALID_KS', {KSID: id, ERR_CODE: '-1', ERR_DESC: 'INVALID_STR'});
