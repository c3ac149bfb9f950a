/**
 * Privileges that Kaltura's server finds anywhere in the text of all privileges, so in a value too
 * (`kSessionBase`, by `strpos`:
 * https://github.com/kaltura/server/blob/master/alpha/apps/kaltura/lib/request/kSessionBase.class.php).
 * Each is written as the two halves that a space can separate.
 */
const SEARCHED_NAMES = [
  ['actions', 'limit'],
  ['download', 'asset'],
  ['able', 'entitlement'],
  ['privacy', 'context'],
  ['set', 'role'],
  ['restricting', 'role'],
] as const;

const SEARCHED_NAME = new RegExp(
  SEARCHED_NAMES.map(([start, end]) => `(?<=${start})(?=${end})`).join('|'),
  'gi',
);

/** Returns whether a value contains a name that Kaltura's server would take for a privilege. */
export function hasPrivilegeName(value: string): boolean {
  return value.search(SEARCHED_NAME) !== -1;
}

/**
 * Percent-encodes a letter of each name that Kaltura's server would take for a privilege. Only for values
 * that KAF decodes.
 */
export function encodePrivilegeNames(value: string): string {
  return SEARCHED_NAMES.reduce((text, [start, end]) => {
    const firstLetter = new RegExp(`(?<=${start})${end[0]}(?=${end.slice(1)})`, 'gi');
    return text.replace(firstLetter, letter => `%${letter.charCodeAt(0).toString(16)}`);
  }, value);
}

/** Inserts a space into each name that Kaltura's server would take for a privilege. */
export function breakPrivilegeNames(value: string): string {
  return value.replace(SEARCHED_NAME, ' ');
}
