import type {KsContent} from '../../server/kaltura/ks.js';
import type {Sessions} from '../sessions.js';
import {KalturaException} from './kaltura-exception.js';
import {integer, textParam, type Params} from './kaltura-params.js';

/**
 * The caller's KS, which must also allow a call: `actionslimit:-1` allows none at all.
 * @throws KalturaException `MISSING_KS`, `INVALID_KS` or `INVALID_ACTIONS_LIMIT`
 */
export function requireSession(
  sessions: Sessions,
  params: Params,
): {readonly ks: string; readonly content: KsContent} {
  const ks = textParam(params, 'ks');
  if (!ks) throw new KalturaException('MISSING_KS');
  const content = requireKs(sessions, ks);
  const limit = content.privileges['actionslimit'];
  if (limit !== undefined && integer(limit) <= 0)
    throw new KalturaException('INVALID_ACTIONS_LIMIT');
  return {ks, content};
}

/**
 * What a KS says, which must still count.
 * @throws KalturaException `INVALID_KS`
 */
export function requireKs(sessions: Sessions, ks: string): KsContent {
  const reading = sessions.read(ks);
  switch (reading.status) {
    case 'valid':
      return reading.content;
    case 'missing':
    case 'malformed':
      throw invalidKs(ks);
    case 'expired':
      throw invalidKs('EXPIRED');
    case 'ended':
      throw invalidKs('LOGOUT');
    default:
      return reading satisfies never;
  }
}

/** Kaltura puts the reason where the KS would stand, and says -1 whatever the reason. */
const invalidKs = (id: string): KalturaException =>
  new KalturaException('INVALID_KS', {KSID: id, ERR_CODE: '-1', ERR_DESC: 'INVALID_STR'});
