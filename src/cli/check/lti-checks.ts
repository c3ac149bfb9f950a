import type {Launch} from '../../contract/schemas.js';
import type {Evidence} from './evidence.js';
import {kafFault} from './kaf-address.js';
import {NO_LAUNCH} from './launch-checks.js';
import {isSigned} from './oauth-signature.js';
import {fail, pass, skip, verdict, type Check, type Verdict} from './verdict.js';

type LtiLaunch = Extract<Launch, {auth: 'lti-1.1'}>;

const TOLERANCE_S = 300;
const FIXED: Readonly<Record<string, string>> = {
  lti_message_type: 'basic-lti-launch-request',
  lti_version: 'LTI-1p0',
  oauth_signature_method: 'HMAC-SHA1',
  oauth_version: '1.0',
};
const NEEDED = [
  ...Object.keys(FIXED),
  ...['oauth_consumer_key', 'oauth_nonce', 'oauth_timestamp', 'oauth_signature'],
  ...['resource_link_id', 'context_id', 'user_id'],
];

/** Whether a form of LTI 1.1 opens this one room, for this one person. */
export const ltiChecks: readonly Check[] = [
  ofForm(
    'lti-action',
    "action is view-room at KAF's https origin",
    'Answer action as https://12345.kaf.kaltura.com/embeddedrooms/index/view-room.',
    ({action}, {plan}) => {
      const url = URL.canParse(action) ? new URL(action) : undefined;
      const fault = kafFault(url, plan);
      if (fault) return fail(fault);
      const isRoom = url?.pathname === '/embeddedrooms/index/view-room' && !url.search && !url.hash;
      return verdict(isRoom, isRoom ? 'view-room' : 'another page');
    },
  ),
  ofForm(
    'lti-fields',
    'the fields that LTI 1.1 and KAF need',
    'See LTI 1.1 §3 for each; KAF wants context_id for every module.',
    ({fields}) => {
      const missing = NEEDED.filter(name => !fields[name]);
      const other = Object.keys(FIXED).filter(name => fields[name] && fields[name] !== FIXED[name]);
      const faults = [
        ...missing.map(name => `no ${name}`),
        ...other.map(name => `another ${name}`),
      ];
      return verdict(faults.length === 0, faults.join(', ') || 'all of them');
    },
  ),
  ofForm(
    'lti-room',
    'custom_entryId and custom_entry_id are both the asked room',
    'Answer both spellings: Kaltura documents the one and the other.',
    ({fields: {custom_entryId: one, custom_entry_id: other}}, {plan: {roomId}}) => {
      if (one === undefined || other === undefined) return fail('one spelling is missing');
      return verdict(
        one === roomId && other === roomId,
        one === other && one === roomId ? 'this room' : 'another',
      );
    },
  ),
  ofForm(
    'lti-moderators',
    'the flags of a moderator are 0 or 1, alike in both spellings',
    'Answer custom_roomModerator and custom_room_moderator alike, and custom_chatModerator and custom_chat_moderator.',
    ({fields}) => {
      const pairs = ['room', 'chat'].map(who => [
        fields[`custom_${who}Moderator`] ?? '0',
        fields[`custom_${who}_moderator`] ?? '0',
      ]);
      const isRight = pairs.every(([one, other]) => one === other && (one === '0' || one === '1'));
      return verdict(isRight, isRight ? '0 or 1' : 'something else');
    },
  ),
  ofForm(
    'lti-timestamp',
    'oauth_timestamp is now',
    'Write Unix seconds at the time of the request: Kaltura refuses what is five minutes off.',
    ({fields: {oauth_timestamp: written = ''}}, {clock}) => {
      const off = /^\d{1,12}$/.test(written) ? Math.round(Number(written) - clock) : NaN;
      if (Number.isNaN(off)) return fail('no time');
      return verdict(Math.abs(off) <= TOLERANCE_S, `${Math.abs(off)} s off`);
    },
  ),
  ofForm(
    'lti-signature',
    'the signature verifies',
    'First see that KALTURA_LTI_SECRET here (without it: KALTURA_ADMIN_SECRET) is the secret that the server signs with. Then sign as OAuth 1.0a has it, HMAC-SHA1 with the key "<secret>&", over the fields exactly as they are answered.',
    ({action, fields}, {plan: {ltiSecret, adminSecret}}) => {
      const secret = ltiSecret ?? adminSecret;
      if (secret === undefined) return skip('KALTURA_ADMIN_SECRET is not set');
      const isRight = URL.canParse(action) && isSigned(new URL(action), fields, secret);
      return isRight ? pass('it does') : fail('it does not');
    },
  ),
];

function ofForm(
  id: string,
  expected: string,
  fix: string,
  judge: (launch: LtiLaunch, evidence: Evidence) => Verdict,
): Check {
  return {
    id,
    expected,
    fix,
    judge: evidence =>
      evidence.launch?.auth === 'lti-1.1' ? judge(evidence.launch, evidence) : NO_LAUNCH,
  };
}
