/** Returns the normalized http or https URL; undefined for another value, or with a user or a password. */
export function parseWebAddress(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const {protocol, username, password, href} = new URL(value);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && !username && !password ? href : undefined;
}
