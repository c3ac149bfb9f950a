import type {KsContent} from '../../server/kaltura/ks.js';

type Privileges = KsContent['privileges'];

/** Privileges that Kaltura's server itself reads (`PRIVILEGE_` constants of `kSessionBase`). */
const RESERVED = new Set([
  ...['edit', 'sview', 'list', 'download', 'downloadasset', 'editplaylist', 'sviewplaylist'],
  ...['actionslimit', 'setrole', 'restrictingrole', 'limitentry', 'iprestrict', 'urirestrict'],
  ...['enableentitlement', 'disableentitlement', 'disableentitlementforentry'],
  ...['disableentitlementforplaylist', 'privacycontext', 'enablecategorymoderation', 'reftime'],
  ...['sessionkey', 'preview', 'sessionid', 'jobtype', 'apptoken', 'enablechangeaccount'],
  ...['edituser', 'enablecaptionmoderation', 'editadmintags', 'restrictexplicitliveview'],
  ...['virtualeventid', 'searchcontext'],
]);

/** Parses a privileges string as Kaltura does (`kSessionBase::generateKsV2`). */
export function parsePrivileges(text: string): Privileges {
  const entries = text
    .split(',')
    .map(privilege => privilege.trim())
    .filter(privilege => privilege !== '')
    .map(privilege => (privilege === '*' ? 'all:*' : privilege))
    .map((privilege): [string, string] => {
      const colon = privilege.indexOf(':');
      return colon < 0 ? [privilege, ''] : [privilege.slice(0, colon), privilege.slice(colon + 1)];
    });
  return Object.fromEntries(entries);
}

/** Formats privileges as Kaltura does in responses: `name:value,name`. */
export const formatPrivileges = (privileges: Privileges): string =>
  Object.entries(privileges)
    .map(([name, value]) => (value === '' ? name : `${name}:${value}`))
    .join(',');

/**
 * Returns the requested privileges that Kaltura adds to a session of an app token. It drops names that
 * its server reads, and names that the token already has (`AppTokenService::startSession`).
 *
 * Kaltura also accepts a name that the token has as `name:*`. `encodeKs` refuses a value with `*`, so
 * a token with such a privilege starts no session here.
 */
export function filterPrivileges(requested: Privileges, tokenPrivileges: Privileges): Privileges {
  const allowed = Object.entries(requested).filter(
    ([name]) => !RESERVED.has(name) && !Object.hasOwn(tokenPrivileges, name),
  );
  return Object.fromEntries(allowed);
}
