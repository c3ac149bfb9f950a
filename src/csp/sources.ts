import {RoomError} from '../contract/room-error.js';
import {kafOrigin} from '../contract/kaf-origin.js';

/*
 * Conversion of options to sources of a policy. A value with a character that has a meaning in a policy
 * throws, even if URL parsing would remove the character: the value is a mistake.
 */

/** Base URL for paths, as a placeholder of the page's origin. No `.invalid` host exists (RFC 2606). */
const PAGE = 'https://page.invalid';

/** Returns the source for a bare origin, such as `https://12345.kaf.kaltura.com`. */
export function toOriginSource(option: string, value: unknown): string {
  const origin = isPlain(value) && toSourceOrigin(value);
  return (
    origin || throwInvalid(option, 'be an https origin, such as https://12345.kaf.kaltura.com')
  );
}

/** Returns the source for the server of a URL; `'self'` for a path. */
export function toServerSource(option: string, value: unknown): string {
  return parseServerUrl(option, value)?.origin ?? "'self'";
}

/** Returns the source for the folder of a script, which loads other scripts from there; `'self'` for a path. */
export function toFolderSource(option: string, value: unknown): string {
  const url = parseServerUrl(option, value);
  // The path of a source has no wildcards. A `*` is escaped because readers could take it for one.
  return url ? new URL('.', url.origin + url.pathname).href.replaceAll('*', '%2A') : "'self'";
}

/** Returns the source for the nonce of a script. The scripts that it loads later inherit the nonce. */
export function toNonceSource(value: unknown): string {
  return typeof value === 'string' && /^[\w+/-]+={0,2}$/.test(value)
    ? `'nonce-${value}'`
    : throwInvalid('nonce', 'be base64, and new for each response');
}

/** Parses a URL or a path; returns undefined for a path, which is on the page's own server. */
function parseServerUrl(option: string, value: unknown): URL | undefined {
  const url = isPlain(value) && URL.canParse(value, PAGE) && new URL(value, PAGE);
  if (
    !url ||
    url.username ||
    url.password ||
    !/^https?:$/.test(url.protocol) ||
    !toSourceOrigin(url.origin)
  )
    return throwInvalid(option, 'be a path, or an https URL without a user');
  return url.origin === PAGE ? undefined : url;
}

/** Returns an origin that a policy can express. A policy cannot express IPv6 addresses. */
function toSourceOrigin(value: string): string | undefined {
  const origin = kafOrigin(value);
  return origin?.includes('[') ? undefined : origin;
}

function throwInvalid(option: string, expected: string): never {
  throw new RoomError('attribute-invalid', `${option} must ${expected}`);
}

/** Checks for text without the characters that separate or quote values, directives and policies. */
function isPlain(value: unknown): value is string {
  return typeof value === 'string' && /^[^\s\p{Cc}"',;\\]+$/u.test(value);
}
