import {createHmac} from 'node:crypto';

/*
 * The signature of OAuth 1.0a by HMAC-SHA1, after RFC 5849, section 3.4.
 */

/** A name and its value, both decoded. */
export type Parameter = readonly [name: string, value: string];

/**
 * What is signed (section 3.4.1): method, base string URI and normalised parameters.
 * @param url absolute; its query is not looked at, so its parameters belong in `parameters`
 * @param parameters all of them but `oauth_signature`
 */
export function signatureBaseString(
  method: string,
  url: string,
  parameters: Iterable<Parameter>,
): string {
  // A URL's scheme and host are in lower case, and its default port is left out.
  const {origin, pathname} = new URL(url);
  const normalised = [...parameters]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    // By name, then by value; what is encoded is ASCII, so this is the order of its bytes.
    .sort(([name, value], [otherName, otherValue]) =>
      name === otherName ? compare(value, otherValue) : compare(name, otherName),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  return [method.toUpperCase(), origin + pathname, normalised].map(percentEncode).join('&');
}

/** The signature of a base string (section 3.4.2), in base64; LTI has no token secret. */
export function hmacSha1(baseString: string, clientSecret: string, tokenSecret = ''): string {
  const key = `${percentEncode(clientSecret)}&${percentEncode(tokenSecret)}`;
  return createHmac('sha1', key).update(baseString).digest('base64');
}

/** Percent-encoding (section 3.6): everything but the unreserved characters, in upper-case hex. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
