/**
 * Returns the origin of a KAF instance; undefined if `value` is not the bare origin of a secure host.
 * Secure means `https:`, or `http:` on this machine. A user, path, query or fragment is not allowed.
 * The host may contain only letters, digits, hyphens, underscores and dots, because `*`, `;` and `'`
 * have a meaning in a Content-Security-Policy.
 */
export function kafOrigin(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const {protocol, hostname, origin, href} = new URL(value);
  const loopback = /^(127\.\d+\.\d+\.\d+|\[::1\]|(.+\.)?localhost)$/.test(hostname);
  const secure = protocol === 'https:' || (protocol === 'http:' && loopback);
  return secure && /^[\w.-]+$|^\[/.test(hostname) && href === `${origin}/` ? origin : undefined;
}
