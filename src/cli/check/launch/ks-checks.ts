import * as z from 'zod/mini';
import {UserId, type Launch} from '../../../contract/schemas.js';
import {SESSION_TYPE, UNSAFE_VALUE, type KsContent} from '../../../server/kaltura/ks.js';
import {
  fail,
  passIf,
  passIfNone,
  skip,
  toChecks,
  type Check,
  type CheckResult,
  type PartCheck,
} from '../check.js';
import type {Evidence} from '../evidence.js';
import {NO_LAUNCH, checkExpiry} from '../shared-rules.js';

/** Largest accepted difference between the expiry of the KS and `expiresAt`. */
const EXPIRY_TOLERANCE_S = 30;

/**
 * Kaltura's own privileges (`kSessionBase`) that extend the rights of a KS. Privileges that only
 * restrict a KS, or that Kaltura adds for an app token, are absent from this list.
 */
const POWERFUL_PRIVILEGE =
  /^(\*|all|edit|sview|list|download|downloadasset|editplaylist|sviewplaylist|setrole|disableentitlement(forentry|forplaylist)?|privacycontext|edituser|editadmintags|enable(categorymoderation|changeaccount|captionmoderation)|jobtype|preview|virtualeventid|searchcontext)$/i;

/** Checks that need no secret, or that find out whether the secret fits. */
const ENCRYPTED_KS_CHECKS: readonly Check[] = [
  {
    id: 'ks-shape',
    expected: 'ks is a KS of version 2',
    fix: "Create the KS as Kaltura does: base64url of v2|partnerId| and the AES-128-CBC ciphertext. Kaltura's client libraries call this generateSessionV2.",
    evaluate({launch}) {
      const head = parseKsHead(launch);
      return head ? passIf(head.isVersion2, 'version 2', 'another format') : NO_LAUNCH;
    },
  },
  {
    id: 'ks-partner',
    expected: 'the KS belongs to the account KALTURA_PARTNER_ID',
    fix: 'Use the partner ID of your account, both in the KS and in the environment of this command.',
    evaluate({launch, plan: {partnerId}}) {
      const head = parseKsHead(launch);
      if (!head) return NO_LAUNCH;
      if (partnerId === undefined) return skip('KALTURA_PARTNER_ID is not set');
      return passIf(head.partnerId === partnerId, 'this account', 'another account');
    },
  },
  {
    id: 'ks-secret',
    expected: 'the KS is encrypted with the admin secret',
    fix: 'First compare KALTURA_ADMIN_SECRET in this environment with the secret of the server: it may belong to another account, or be outdated. Then encrypt the KS with it, also for type USER, or use session.start.',
    evaluate({launch, ks, plan}) {
      if (!launch) return NO_LAUNCH;
      if (plan.adminSecret === undefined) return skip('KALTURA_ADMIN_SECRET is not set');
      if (!parseKsHead(launch)?.isVersion2) return skip('ks is not a KS of version 2');
      return passIf(ks !== undefined, 'encrypted with it', 'not encrypted with it');
    },
  },
];

/** Checks of the decrypted KS. */
const KS_CONTENT_CHECKS: readonly PartCheck<KsContent>[] = [
  {
    id: 'ks-type',
    expected: 'the KS is of type USER',
    fix: 'Create the KS with type 0 (USER). An ADMIN KS gives access to the whole account.',
    evaluate: ({type}) => passIf(type === SESSION_TYPE.user, 'USER', 'ADMIN'),
  },
  {
    id: 'ks-user',
    expected: 'the KS has the ID of a user',
    fix: "Set the user ID of the signed-in user. For Kaltura, '', 0 and * mean no user or any user.",
    evaluate({userId}) {
      const isUser = z.safeParse(UserId, userId).success;
      return passIf(isUser, 'a user ID', 'no valid user ID');
    },
  },
  {
    id: 'ks-expiry',
    expected: 'the KS expires within a day, at the time in expiresAt',
    fix: 'Let the KS expire a minute from now, and return the same time as expiresAt.',
    evaluate: evaluateExpiry,
  },
  {
    id: 'ks-room',
    expected: 'the privilege entryId is the requested room',
    fix: 'Set entryId to the roomId of the request, and to no other room.',
    evaluate({privileges: {entryId}}, {plan}) {
      if (entryId === undefined) return fail('no entryId');
      return passIf(entryId === plan.roomId, 'this room', 'another room');
    },
  },
  {
    id: 'ks-actionslimit',
    expected: 'the privilege actionslimit is -1, so that the KS cannot call the API',
    fix: 'Set actionslimit to -1. If you use an app token, set it in the privileges of the token.',
    evaluate({privileges: {actionslimit}}) {
      if (actionslimit === undefined) return fail('no actionslimit');
      return passIf(actionslimit === '-1', '-1', 'another value');
    },
  },
  {
    id: 'ks-role',
    expected: 'the privilege role is not the role of an administrator',
    fix: 'Set role to viewerRole.',
    evaluate: ({privileges: {role = ''}}) =>
      passIf(!/admin/i.test(role), 'no administrator', 'an administrator'),
  },
  {
    id: 'ks-privileges',
    expected: 'the KS has no privileges beyond the room',
    fix: "Remove Kaltura's own privileges, such as edit, sview, setrole and disableentitlement.",
    evaluate: ({privileges}) =>
      passIfNone(
        Object.keys(privileges).filter(name => POWERFUL_PRIVILEGE.test(name)),
        'no such privilege',
      ),
  },
  {
    id: 'ks-values',
    expected: 'no value of a privilege can add another privilege',
    fix: 'Remove , : ; * and control characters from values, for example from display names.',
    evaluate({privileges}) {
      const unsafe = Object.values(privileges).filter(value => UNSAFE_VALUE.test(value));
      return passIf(unsafe.length === 0, 'safe values', `unsafe values: ${unsafe.length}`);
    },
  },
  {
    id: 'ks-moderators',
    expected: 'the privileges roomModerator and chatModerator are 0 or 1',
    fix: 'Set them to 1 for a moderator. For other users, set them to 0, or leave them out. Do not use true or false.',
    evaluate({privileges: {roomModerator = '0', chatModerator = '0'}}) {
      const isValid = [roomModerator, chatModerator].every(flag => flag === '0' || flag === '1');
      return passIf(isValid, '0 or 1', 'another value');
    },
  },
];

/** Checks that the KS opens only this room, for one user and a short time. */
export const ksChecks: readonly Check[] = [
  ...ENCRYPTED_KS_CHECKS,
  ...toChecks(KS_CONTENT_CHECKS, ({launch, ks, plan}) => {
    if (!launch) return NO_LAUNCH;
    if (ks) return {part: ks};
    return skip(
      plan.adminSecret === undefined
        ? 'KALTURA_ADMIN_SECRET is not set, which decrypts the KS'
        : 'KALTURA_ADMIN_SECRET does not decrypt the KS',
    );
  }),
];

function evaluateExpiry({expiry}: KsContent, {launch, serverTime}: Evidence): CheckResult {
  const result = checkExpiry(expiry, serverTime);
  const expiresAt = launch?.expiresAt ?? expiry;
  // Another check covers an invalid expiresAt.
  if (result.status === 'fail' || checkExpiry(expiresAt, serverTime).status === 'fail')
    return result;
  const difference = Math.round(Math.abs(expiry - expiresAt));
  return difference <= EXPIRY_TOLERANCE_S
    ? result
    : fail(`a difference of ${difference} s to expiresAt`);
}

/** Parses the part of a KS that is not encrypted. */
function parseKsHead(launch: Launch | undefined) {
  if (!launch || !('ks' in launch)) return undefined;
  const raw = Buffer.from(launch.ks, 'base64url');
  const [head = '', partnerId] =
    /^v2\|(\d{1,15})\|/.exec(raw.subarray(0, 24).toString('latin1')) ?? [];
  const ciphertextLength = raw.length - head.length;
  return {
    partnerId: Number(partnerId),
    isVersion2: head !== '' && ciphertextLength >= 48 && ciphertextLength % 16 === 0,
  };
}
