/** Maximum length of a header in a message. */
const MAX_HEADER_LENGTH = 100;

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
  // Browsers omit Sec-Fetch-Site over plain http.
  return origin === null || isSameHost(origin, headers.get('host') ?? '');
}

/** Returns the headers that decided, for the message of a refusal. */
export function describeOrigin(headers: Headers): string {
  const quote = (name: string) =>
    JSON.stringify(headers.get(name)?.slice(0, MAX_HEADER_LENGTH) ?? '');
  return `Origin ${quote('origin')} with Host ${quote('host')}`;
}

/**
 * Returns the origin of a page as browsers send it, such as `https://www.example.com` or
 * `capacitor://localhost`; undefined if `value` is not exactly one origin. The characters of the host
 * are limited as in {@link kafOrigin}.
 */
export function parsePageOrigin(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const {protocol, host, hostname, href} = new URL(value);
  // `URL.origin` is `null` for the schemes of apps.
  const origin = `${protocol}//${host}`;
  const isBare = href === origin || href === `${origin}/`;
  return isBare && /^[\w.-]+$|^\[/.test(hostname) ? origin : undefined;
}

/** Compares without the scheme and its default port, because a proxy may change both. */
function isSameHost(origin: string, host: string): boolean {
  const pageHost = /^https?:/.test(origin) ? getHost(origin) : undefined;
  if (pageHost === undefined) return false;
  return ['http', 'https'].some(scheme => getHost(`${scheme}://${host}`) === pageHost);
}

function getHost(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
