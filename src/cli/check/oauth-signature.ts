import {createHmac, timingSafeEqual} from 'node:crypto';

/**
 * Whether a form is signed as OAuth 1.0a has it (RFC 5849 §3.4: HMAC-SHA1, no token), as LTI 1.1
 * does. Written apart from what signs, so that one mistake cannot hide in both.
 */
export function isSigned(
  action: URL,
  fields: Readonly<Record<string, string>>,
  secret: string,
): boolean {
  const {oauth_signature: signature = '', ...signed} = fields;
  const parameters = [...Object.entries(signed), ...action.searchParams]
    .map(([name, value]) => [percent(name), percent(value)] as const)
    .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map(pair => pair.join('='))
    .join('&');
  const base = ['POST', percent(`${action.origin}${action.pathname}`), percent(parameters)].join(
    '&',
  );
  const expected = createHmac('sha1', `${percent(secret)}&`)
    .update(base)
    .digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** RFC 5849 §3.6: all but the unreserved characters, of UTF-8, in capitals. */
const percent = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

// By bytes, which for what is percent-encoded are characters; never by language.
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
