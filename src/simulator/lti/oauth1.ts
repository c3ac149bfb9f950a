import {createHmac} from 'node:crypto';

/*
 * Signatures of OAuth 1.0a by HMAC-SHA1 (RFC 5849, section 3.4).
 */

/** Name and value of a parameter, both decoded. */
export type Parameter = readonly [name: string, value: string];

/**
 * Builds the signature base string (section 3.4.1): method, base string URI and normalized parameters.
 * @param url absolute; its query is ignored, so its parameters belong in `parameters`
 * @param parameters all parameters except `oauth_signature`
 */
export function buildSignatureBase(
  method: string,
  url: string,
  parameters: Iterable<Parameter>,
): string {
  // `URL` converts the scheme and the host to lower case, and omits the default port.
  const {origin, pathname} = new URL(url);
  const normalized = [...parameters]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    // By name, then by value. Encoded text is ASCII, so the order of characters is the order of bytes.
    .sort(([name, value], [otherName, otherValue]) =>
      name === otherName ? compare(value, otherValue) : compare(name, otherName),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return [method.toUpperCase(), origin + pathname, normalized].map(percentEncode).join('&');
}

/** Signs a base string (section 3.4.2), and encodes as base64. LTI has no token secret. */
export function signHmacSha1(baseString: string, clientSecret: string, tokenSecret = ''): string {
  const key = `${percentEncode(clientSecret)}&${percentEncode(tokenSecret)}`;
  return createHmac('sha1', key).update(baseString).digest('base64');
}

/** Percent-encodes all but the unreserved characters (section 3.6), in upper-case hex. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
