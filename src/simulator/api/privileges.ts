import type {KsContent} from '../../server/kaltura/ks.js';

type Privileges = KsContent['privileges'];

/** The names that Kaltura's server itself reads (`kSessionBase`, its `PRIVILEGE_` constants). */
const RESERVED = new Set([
  ...['edit', 'sview', 'list', 'download', 'downloadasset', 'editplaylist', 'sviewplaylist'],
  ...['actionslimit', 'setrole', 'restrictingrole', 'limitentry', 'iprestrict', 'urirestrict'],
  ...['enableentitlement', 'disableentitlement', 'disableentitlementforentry'],
  ...['disableentitlementforplaylist', 'privacycontext', 'enablecategorymoderation', 'reftime'],
  ...['sessionkey', 'preview', 'sessionid', 'jobtype', 'apptoken', 'enablechangeaccount'],
  ...['edituser', 'enablecaptionmoderation', 'editadmintags', 'restrictexplicitliveview'],
  ...['virtualeventid', 'searchcontext'],
]);

/** Takes a privileges string apart as Kaltura does (`kSessionBase::generateKsV2`). */
export function parsePrivileges(privileges: string): Privileges {
  const pairs = privileges
    .split(',')
    .map(privilege => privilege.trim())
    .filter(privilege => privilege !== '')
    .map(privilege => (privilege === '*' ? 'all:*' : privilege))
    .map((privilege): [string, string] => {
      const colon = privilege.indexOf(':');
      return colon < 0 ? [privilege, ''] : [privilege.slice(0, colon), privilege.slice(colon + 1)];
    });
  return Object.fromEntries(pairs);
}

/** Privileges as Kaltura writes them where it tells them: `name:value,name`. */
export const privilegesText = (privileges: Privileges): string =>
  Object.entries(privileges)
    .map(([name, value]) => (value === '' ? name : `${name}:${value}`))
    .join(',');

/**
 * Which of the privileges that a request asks for an app token lets through: those whose names the
 * server does not read and the token does not have already (`AppTokenService::startSession`). The
 * others are dropped without a word. Kaltura also lets a name through that the token has as
 * `name:*`; no KS with a `*` is written here, so such a token starts no session at all.
 */
export function allowedPrivileges(asked: Privileges, ofToken: Privileges): Privileges {
  const allowed = Object.entries(asked).filter(
    ([name]) => !RESERVED.has(name) && !Object.hasOwn(ofToken, name),
  );
  return Object.fromEntries(allowed);
}
