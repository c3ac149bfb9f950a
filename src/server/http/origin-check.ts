/**
 * Returns whether the server accepts a request with these headers. It accepts pages of its own origin,
 * pages of listed origins, and clients that are not browsers. It refuses pages of other sites, because
 * the browser sends the visitor's cookies with their requests (https://web.dev/articles/fetch-metadata).
 */
export function isAllowedOrigin(headers: Headers, allowedOrigins: readonly string[]): boolean {
  const origin = headers.get('origin');
  if (origin !== null && allowedOrigins.includes(origin)) return true;
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  // Browsers omit Sec-Fetch-Site over plain http. The scheme is ignored, because a proxy may change it.
  return origin === null || getHost(origin) === headers.get('host');
}

function getHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
