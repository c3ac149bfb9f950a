/**
 * Whether a request may come from where it comes from: a page of this server's own, a listed one,
 * or no page at all, such as another server or a person's own tool. Cookies make a page of any
 * other site speak for whoever looks at it (https://web.dev/articles/fetch-metadata).
 */
export function isAllowedOrigin(headers: Headers, allowedOrigins: readonly string[]): boolean {
  const origin = headers.get('origin');
  if (origin !== null && allowedOrigins.includes(origin)) return true;
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  // Browsers that say nothing of the site, or talk to plain http. A proxy may change the scheme.
  return origin === null || hostOf(origin) === headers.get('host');
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : undefined);
