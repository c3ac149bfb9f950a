import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import {isAllowedRole} from '../instance-options.js';
import type {KsReading} from '../sessions.js';
import type {SimulatorContext} from '../simulator-context.js';
import {Refusal} from './refusal.js';
import type {Participant} from './view-room.js';

/**
 * Authenticates the participant of a KS.
 * @throws Refusal if the KS is invalid, an ADMIN KS, without a room, or against a rule of the instance
 */
export function authenticateKs(
  {sessions, instance, count}: SimulatorContext,
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
  const {role, locale, returnUrl} = privileges;
  if (!entryId) throw new Refusal(500, 'The KS has no entryId privilege.');
  const missing = instance.requiredPrivileges.filter(name => !privileges[name]);
  if (missing.length > 0)
    throw new Refusal(403, `The KS must have these privileges: ${missing.join(', ')}.`);
  if (!isAllowedRole(instance, role))
    throw new Refusal(
      403,
      `The role must be a role that this instance allows; got ${role ?? 'none'}.`,
    );
  return {
    entryId,
    userId,
    name: `${firstName} ${lastName}`,
    roomModerator,
    chatModerator,
    role,
    locale,
    returnUrl: decodeUrl(returnUrl),
  };
}

/** Decodes the privilege `returnUrl`, which is URL-encoded because privileges contain no colon. */
function decodeUrl(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const KS_PROBLEMS: Record<Exclude<KsReading['status'], 'valid'>, string> = {
  missing: 'There is no KS.',
  malformed: 'The KS is invalid: another secret or partner ID made it, or it was changed.',
  expired: 'The KS has expired.',
  ended: 'The session of this KS was ended.',
};
