import * as z from 'zod/mini';
import {UserId} from '../../contract/schemas.js';
import {SESSION_TYPE} from '../../server/kaltura/ks.js';
import type {Evidence} from './evidence.js';
import {insideKs} from './inside-ks.js';
import {NO_LAUNCH} from './launch-checks.js';
import {lifetime} from './lifetime.js';
import {fail, skip, verdict, type Check} from './verdict.js';

const AGREEMENT_S = 30;

/** Whether the KS is one of the account's, for one person and a short time. */
export const ksChecks: readonly Check[] = [
  {
    id: 'ks-shape',
    expected: 'a KS of version 2',
    fix: 'Write it as Kaltura does: base64url of v2|partnerId| and AES-128-CBC; the clients of Kaltura call it generateSessionV2.',
    judge: ({launch}) => {
      const raw = rawKs(launch);
      return raw
        ? verdict(raw.isSealed, raw.isSealed ? 'version 2' : 'something like it')
        : NO_LAUNCH;
    },
  },
  {
    id: 'ks-partner',
    expected: 'it is of the account KALTURA_PARTNER_ID',
    fix: "Use the account's own partner ID, both in the KS and in the environment of this check.",
    judge: ({launch, plan: {partnerId}}) => {
      const raw = rawKs(launch);
      if (!raw) return NO_LAUNCH;
      if (partnerId === undefined) return skip('KALTURA_PARTNER_ID is not set');
      const isOwn = raw.partnerId === partnerId;
      return verdict(isOwn, isOwn ? 'this account' : 'another account');
    },
  },
  {
    id: 'ks-secret',
    expected: 'it is written with the admin secret',
    fix: 'First see that KALTURA_ADMIN_SECRET here is the secret of the server: it may be of another account, or a changed one. Then sign with it, also for type USER, or ask Kaltura by session.start.',
    judge: ({launch, ks, plan}) => {
      if (!launch) return NO_LAUNCH;
      if (plan.adminSecret === undefined) return skip('KALTURA_ADMIN_SECRET is not set');
      if (!rawKs(launch)?.isSealed) return skip('it is none');
      return verdict(ks !== undefined, ks ? 'it reads' : 'it does not read');
    },
  },
  insideKs(
    'ks-type',
    'type USER',
    'Make it of type 0, USER: an admin KS is the whole account.',
    ks => verdict(ks.type === SESSION_TYPE.user, ks.type === SESSION_TYPE.user ? 'USER' : 'ADMIN'),
  ),
  insideKs(
    'ks-user',
    'it names a person',
    "Put in the signed-in person's user ID: '', 0 and * mean nobody or anybody.",
    ({userId}) => {
      const named = z.safeParse(UserId, userId).success;
      return verdict(named, named ? 'a user ID' : 'nobody, or what Kaltura does not take');
    },
  ),
  insideKs(
    'ks-expiry',
    'it ends in the future, within a day, and when expiresAt says',
    'Let it end a minute from now, and answer that as expiresAt.',
    ({expiry}, {launch, clock}) => {
      const good = lifetime(expiry, clock);
      const said = launch?.expiresAt ?? expiry;
      const apart = Math.round(Math.abs(expiry - said));
      // An expiresAt that is wrong by itself is a fault of its own.
      const agrees = apart <= AGREEMENT_S || lifetime(said, clock).status !== 'pass';
      return good.status === 'pass' && !agrees ? fail(`${apart} s apart from expiresAt`) : good;
    },
  ),
];

/** What of a KS anybody can read. */
function rawKs(launch: Evidence['launch']) {
  if (!launch || !('ks' in launch)) return undefined;
  const raw = Buffer.from(launch.ks, 'base64url');
  const head = /^v2\|(\d{1,15})\|/.exec(raw.subarray(0, 24).toString('latin1'));
  const sealed = raw.length - (head?.[0].length ?? 0);
  return {
    partnerId: Number(head?.[1]),
    isSealed: head !== null && sealed >= 48 && sealed % 16 === 0,
  };
}
