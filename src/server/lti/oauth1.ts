import {createHmac} from 'node:crypto';

/**
 * The HMAC-SHA1 signature of a form that is posted to `url` (OAuth 1.0a, RFC 5849 section 3.4), in
 * base64. There is no token, so the signing key is the shared secret alone.
 * @param url without a query, as the standard writes it (section 3.4.1.2)
 */
export function signOAuth1(
  url: string,
  fields: Readonly<Record<string, string>>,
  sharedSecret: string,
): string {
  const parameters = Object.entries(fields)
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    // By bytes, after encoding: section 3.4.1.3.2.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const base = ['POST', encode(url), encode(parameters)].join('&');
  return createHmac('sha1', `${encode(sharedSecret)}&`)
    .update(base)
    .digest('base64');
}

/** Percent-encoding of all but the unreserved characters: RFC 5849 section 3.6. */
const encode = (value: string): string =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
