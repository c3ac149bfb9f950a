import {UNSAFE_VALUE} from '../../server/kaltura/ks.js';
import {insideKs} from './inside-ks.js';
import {fail, verdict, type Check} from './verdict.js';

/**
 * Kaltura's own privileges (`kSessionBase`) that take nothing away, so that a browser must not
 * have them. Those that Kaltura adds for an app token, or that only restrict, are not among them.
 */
const POWERS =
  /^(\*|all|edit|sview|list|download|downloadasset|editplaylist|sviewplaylist|setrole|disableentitlement(forentry|forplaylist)?|privacycontext|edituser|editadmintags|enable(categorymoderation|changeaccount|captionmoderation)|jobtype|preview|virtualeventid|searchcontext)$/i;

/** Whether the KS opens this one room and nothing else. */
export const ksPrivilegeChecks: readonly Check[] = [
  insideKs(
    'ks-room',
    'the privilege entryId is the asked room',
    'Write entryId:<the roomId of the request>, and no other room.',
    ({privileges}, {plan}) => {
      const {entryId} = privileges;
      if (entryId === undefined) return fail('no entryId');
      return verdict(entryId === plan.roomId, entryId === plan.roomId ? 'this room' : 'another');
    },
  ),
  insideKs(
    'ks-actionslimit',
    'the privilege actionslimit is -1: it cannot call the API',
    "Write actionslimit:-1; with an app token, into the token's own privileges.",
    ({privileges: {actionslimit}}) => {
      const none = actionslimit === undefined;
      return verdict(
        actionslimit === '-1',
        none ? 'none' : actionslimit === '-1' ? '-1' : 'another',
      );
    },
  ),
  insideKs(
    'ks-role',
    "no administrator's role",
    'Write role:viewerRole.',
    ({privileges: {role = ''}}) => {
      const isAdmin = /admin/i.test(role);
      return verdict(!isAdmin, isAdmin ? "an administrator's" : 'none');
    },
  ),
  insideKs(
    'ks-privileges',
    'no privilege of more than the room',
    "Leave out Kaltura's own privileges, such as edit, sview, setrole and disableentitlement.",
    ({privileges}) => {
      const powers = Object.keys(privileges).filter(name => POWERS.test(name));
      return verdict(powers.length === 0, powers.join(', ') || 'none');
    },
  ),
  insideKs(
    'ks-values',
    'no value that Kaltura could read as another privilege',
    'Let no , : ; * or control character into a value; a display name is cleaned of them.',
    ({privileges}) => {
      const bad = Object.values(privileges).filter(value => UNSAFE_VALUE.test(value)).length;
      return verdict(bad === 0, bad === 0 ? 'none' : `${bad}`);
    },
  ),
  insideKs(
    'ks-moderators',
    'roomModerator and chatModerator are 0 or 1',
    'Write 1 for a moderator and 0, or nothing, for anybody else; not true or false.',
    ({privileges: {roomModerator = '0', chatModerator = '0'}}) => {
      const isRight = [roomModerator, chatModerator].every(flag => flag === '0' || flag === '1');
      return verdict(isRight, isRight ? '0 or 1' : 'something else');
    },
  ),
];
