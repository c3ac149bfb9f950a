/**
 * The origin of a KAF instance, or undefined where `value` is anything but the bare origin of a
 * secure host: `https:`, or `http:` on this machine; no user, path, query or fragment. Its host is
 * of letters, digits, hyphens, underscores and dots: a URL may hold `*`, `;` or `'` there, which
 * mean something in a policy.
 */
export function kafOrigin(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const {protocol, hostname, origin, href} = new URL(value);
  const loopback = /^(127\.\d+\.\d+\.\d+|\[::1\]|(.+\.)?localhost)$/.test(hostname);
  const secure = protocol === 'https:' || (protocol === 'http:' && loopback);
  return secure && /^[\w.-]+$|^\[/.test(hostname) && href === `${origin}/` ? origin : undefined;
}
