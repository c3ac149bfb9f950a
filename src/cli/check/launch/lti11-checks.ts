import type {Launch} from '../../../contract/schemas.js';
import {fail, passIf, passIfNone, skip, toChecks, type Check, type PartCheck} from '../check.js';
import {NO_LAUNCH, validateKafUrl} from '../shared-rules.js';
import {hasValidSignature} from './oauth-signature.js';

type Lti11Launch = Extract<Launch, {auth: 'lti-1.1'}>;

const TIMESTAMP_TOLERANCE_S = 300;
const FIXED_FIELDS: Readonly<Record<string, string>> = {
  lti_message_type: 'basic-lti-launch-request',
  lti_version: 'LTI-1p0',
  oauth_signature_method: 'HMAC-SHA1',
  oauth_version: '1.0',
};
const REQUIRED_FIELDS = [
  ...Object.keys(FIXED_FIELDS),
  ...['oauth_consumer_key', 'oauth_nonce', 'oauth_timestamp', 'oauth_signature'],
  ...['resource_link_id', 'context_id', 'user_id'],
];

const FORM_CHECKS: readonly PartCheck<Lti11Launch>[] = [
  {
    id: 'lti-action',
    expected: 'action is the page view-room on the https origin of KAF',
    fix: 'Return action as https://12345.kaf.kaltura.com/embeddedrooms/index/view-room.',
    evaluate({action}, {plan}) {
      const url = URL.canParse(action) ? new URL(action) : undefined;
      const problem = validateKafUrl(url, plan);
      if (problem) return fail(problem);
      const isRoom = url?.pathname === '/embeddedrooms/index/view-room' && !url.search && !url.hash;
      return passIf(isRoom, 'view-room', 'another page');
    },
  },
  {
    id: 'lti-fields',
    expected: 'fields contains all fields that LTI 1.1 and KAF require',
    fix: 'See LTI 1.1 §3 for each field. KAF requires context_id in every module.',
    evaluate: ({fields}) =>
      passIfNone(
        [
          ...REQUIRED_FIELDS.filter(name => !fields[name]).map(name => `no ${name}`),
          ...Object.entries(FIXED_FIELDS)
            .filter(([name, value]) => fields[name] && fields[name] !== value)
            .map(([name]) => `another ${name}`),
        ],
        'all fields',
      ),
  },
  {
    id: 'lti-room',
    expected: 'custom_entryId and custom_entry_id are both the requested room',
    fix: 'Send both fields. Kaltura documents both spellings.',
    evaluate({fields: {custom_entryId, custom_entry_id}}, {plan: {roomId}}) {
      if (custom_entryId === undefined || custom_entry_id === undefined)
        return fail('only one of both fields');
      const isRoom = custom_entryId === roomId && custom_entry_id === roomId;
      return passIf(isRoom, 'this room', 'another room');
    },
  },
  {
    id: 'lti-moderators',
    expected: 'the fields for moderators are 0 or 1, and equal in both spellings',
    fix: 'Send equal values in custom_roomModerator and custom_room_moderator, and in custom_chatModerator and custom_chat_moderator.',
    evaluate({fields}) {
      const isValid = ['room', 'chat'].every(scope => {
        const camelCase = fields[`custom_${scope}Moderator`] ?? '0';
        const snakeCase = fields[`custom_${scope}_moderator`] ?? '0';
        return camelCase === snakeCase && (camelCase === '0' || camelCase === '1');
      });
      return passIf(isValid, '0 or 1', 'another value, or two different values');
    },
  },
  {
    id: 'lti-timestamp',
    expected: 'oauth_timestamp is the current time',
    fix: 'Set it to the Unix time of the request, in seconds. Kaltura rejects a difference of more than five minutes.',
    evaluate({fields: {oauth_timestamp: timestamp = ''}}, {serverTime}) {
      if (!/^\d{1,12}$/.test(timestamp)) return fail('not a time');
      const difference = Math.round(Math.abs(Number(timestamp) - serverTime));
      const got = `a difference of ${difference} s`;
      return passIf(difference <= TIMESTAMP_TOLERANCE_S, got, got);
    },
  },
  {
    id: 'lti-signature',
    expected: 'oauth_signature is valid',
    fix: 'First compare KALTURA_LTI_SECRET (or, if it is not set, KALTURA_ADMIN_SECRET) in this environment with the secret of the server. Then sign by OAuth 1.0a: HMAC-SHA1 with the key "<secret>&", over exactly the fields of the response.',
    evaluate({action, fields}, {plan: {ltiSecret, adminSecret}}) {
      const secret = ltiSecret ?? adminSecret;
      if (secret === undefined) return skip('KALTURA_ADMIN_SECRET is not set');
      const isValid = URL.canParse(action) && hasValidSignature(new URL(action), fields, secret);
      return passIf(isValid, 'a valid signature', 'an invalid signature');
    },
  },
];

/** Checks that the form of LTI 1.1 opens only this room, for one user. */
export const lti11Checks: readonly Check[] = toChecks(FORM_CHECKS, ({launch}) =>
  launch?.auth === 'lti-1.1' ? {part: launch} : NO_LAUNCH,
);
