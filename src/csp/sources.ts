import {RoomError} from '../contract/room-error.js';
import {kafOrigin} from '../contract/kaf-origin.js';

/*
 * What an option becomes in a policy. What could be read as anything else there is refused, as it is
 * and not only where it would do harm: a URL drops line breaks, and such a value is a mistake.
 */

/** Stands for the page's own origin, which nobody here knows: `.invalid` is nobody's. */
const PAGE = 'https://page.invalid';

/** A bare origin: `https://12345.kaf.kaltura.com`. */
export function originSource(option: string, value: unknown): string {
  const origin = isPlain(value) && nameable(value);
  return origin || invalid(option, 'be an https origin, such as https://12345.kaf.kaltura.com');
}

/** The server of a URL; `'self'` for that of the page, which is what a path means. */
export const serverSource = (option: string, value: unknown): string =>
  serverOf(option, value)?.origin ?? "'self'";

/** The folder of a script, which loads others beside it; `'self'` for a path. */
export function folderSource(option: string, value: unknown): string {
  const url = serverOf(option, value);
  // A star is no wildcard in a path, and looks like one.
  return url ? new URL('.', url.origin + url.pathname).href.replaceAll('*', '%2A') : "'self'";
}

/** The nonce of a script's element, which what that loads later inherits. */
export function nonceSource(value: unknown): string {
  return typeof value === 'string' && /^[\w+/-]+={0,2}$/.test(value)
    ? `'nonce-${value}'`
    : invalid('nonce', 'be base64, and another for each answer');
}

/** Where a URL or a path leads; undefined for the page's own server. */
function serverOf(option: string, value: unknown): URL | undefined {
  const url = isPlain(value) && URL.canParse(value, PAGE) && new URL(value, PAGE);
  if (
    !url ||
    url.username ||
    url.password ||
    !/^https?:$/.test(url.protocol) ||
    !nameable(url.origin)
  )
    return invalid(option, 'be a path, or an https URL without a user');
  return url.origin === PAGE ? undefined : url;
}

/** An origin as a policy names it, which has no word for an address of IPv6. */
function nameable(value: string): string | undefined {
  const origin = kafOrigin(value);
  return origin?.includes('[') ? undefined : origin;
}

function invalid(option: string, expected: string): never {
  throw new RoomError('attribute-invalid', `${option} must ${expected}`);
}

/** Text without what separates values, directives and policies, or quotes them. */
const isPlain = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\s\p{Cc}"',;\\]+$/u.test(value);
