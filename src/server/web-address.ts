/** Returns whether `value` is an absolute http or https URL without a user or a password. */
export function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const {protocol, username, password} = new URL(value);
  return (protocol === 'https:' || protocol === 'http:') && !username && !password;
}
