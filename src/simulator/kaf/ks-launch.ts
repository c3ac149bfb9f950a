import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import type {KsReading} from '../sessions.js';
import type {SimulatorContext} from '../simulator-context.js';
import {Refusal} from './refusal.js';
import type {Participant} from './view-room.js';

/**
 * Authenticates the participant of a KS.
 * @throws Refusal if the KS is invalid, an ADMIN KS, or without a room
 */
export function authenticateKs(
  {sessions, count}: SimulatorContext,
  ks: string | undefined,
): Participant {
  const reading = sessions.read(ks);
  if (reading.status !== 'valid') throw new Refusal(403, KS_PROBLEMS[reading.status]);
  const {type, userId, privileges} = reading.content;
  if (type === SESSION_TYPE.admin) {
    count('adminKsInBrowser');
    throw new Refusal(
      403,
      'This is an ADMIN KS. It grants access to the whole account: keep it on the server.',
    );
  }
  const {entryId, firstName = '', lastName = '', roomModerator, chatModerator} = privileges;
  if (!entryId) throw new Refusal(500, 'The KS has no entryId privilege.');
  return {entryId, userId, name: `${firstName} ${lastName}`, roomModerator, chatModerator};
}

const KS_PROBLEMS: Record<Exclude<KsReading['status'], 'valid'>, string> = {
  missing: 'There is no KS.',
  malformed: 'The KS is invalid: another secret or partner ID made it, or it was changed.',
  expired: 'The KS has expired.',
  ended: 'The session of this KS was ended.',
};
