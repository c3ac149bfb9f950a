import {createHmac} from 'node:crypto';

/**
 * Returns the HMAC-SHA1 signature, in base64, of a form that is posted to `url` (OAuth 1.0a, RFC 5849,
 * section 3.4). LTI has no token, so the shared secret alone is the signing key.
 * @param url without a query (RFC 5849, section 3.4.1.2)
 */
export function signOAuth1(
  url: string,
  fields: Readonly<Record<string, string>>,
  sharedSecret: string,
): string {
  const parameters = Object.entries(fields)
    .map(([name, value]): [string, string] => [percentEncode(name), percentEncode(value)])
    // In byte order of the encoded names (RFC 5849, section 3.4.1.3.2).
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const base = ['POST', percentEncode(url), percentEncode(parameters)].join('&');
  return createHmac('sha1', `${percentEncode(sharedSecret)}&`)
    .update(base)
    .digest('base64');
}

/** Encodes all characters except unreserved ones (RFC 5849, section 3.6). */
function percentEncode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
