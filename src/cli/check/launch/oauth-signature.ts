import {createHmac, timingSafeEqual} from 'node:crypto';

/**
 * Returns whether an OAuth 1.0a signature is valid (RFC 5849 §3.4: HMAC-SHA1, no token). It does not
 * share code with the server, so that a mistake there cannot go unnoticed.
 */
export function hasValidSignature(
  action: URL,
  fields: Readonly<Record<string, string>>,
  secret: string,
): boolean {
  const {oauth_signature: signature = '', ...signed} = fields;
  const parameters = [...Object.entries(signed), ...action.searchParams]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => compareBytes(a, b) || compareBytes(x, y))
    .map(pair => pair.join('='))
    .join('&');
  const base = ['POST', `${action.origin}${action.pathname}`, parameters];
  const expected = createHmac('sha1', `${percentEncode(secret)}&`)
    .update(base.map(percentEncode).join('&'))
    .digest();
  const actual = Buffer.from(signature, 'base64');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** Encodes text as RFC 5849 §3.6 requires, which `encodeURIComponent` does except for `!'()*`. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Compares percent-encoded texts by their bytes, not by a language's rules. */
function compareBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
