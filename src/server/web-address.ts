/** Returns the normalized http or https URL; undefined if `value` is none, or has a user or a password. */
export function parseWebAddress(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const {protocol, username, password, href} = new URL(value);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && !username && !password ? href : undefined;
}
