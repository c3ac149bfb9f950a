import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import type {KsReading} from '../sessions.js';
import type {Simulation} from '../simulation.js';
import type {Entrant} from './enter-room.js';
import {Refusal} from './refusal.js';

/**
 * Whom a KS lets in.
 * @throws Refusal
 */
export function readKsLaunch({sessions, count}: Simulation, ks: string | undefined): Entrant {
  const reading = sessions.read(ks);
  if (reading.status !== 'valid') throw new Refusal(403, KS_PROBLEMS[reading.status]);
  const {type, userId, privileges} = reading.content;
  if (type === SESSION_TYPE.admin) {
    count('adminKsInBrowser');
    throw new Refusal(
      403,
      'This is an ADMIN KS. It opens the whole account: keep it on the server.',
    );
  }
  const {entryId, firstName = '', lastName = '', roomModerator, chatModerator} = privileges;
  if (!entryId) throw new Refusal(500, 'The KS has no entryId privilege.');
  return {entryId, userId, name: `${firstName} ${lastName}`, roomModerator, chatModerator};
}

const KS_PROBLEMS: Record<Exclude<KsReading['status'], 'valid'>, string> = {
  missing: 'There is no KS.',
  malformed: 'The KS is invalid: it was not made for this account, or was changed on the way.',
  expired: 'The KS has expired.',
  ended: 'The session of this KS was ended.',
};
