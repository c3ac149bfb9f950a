import {MAX_RETRY_AFTER_S} from './room-error.js';

/**
 * Parses `Retry-After` to seconds, at most {@link MAX_RETRY_AFTER_S} (RFC 9110, section 10.2.3). A date
 * is relative to the sender's `Date`, because the clock of this machine may be wrong; without a
 * readable `Date` it is ignored.
 */
export function parseRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Math.min(Number(value), MAX_RETRY_AFTER_S);
  const seconds = (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000;
  return seconds >= 0 ? Math.min(seconds, MAX_RETRY_AFTER_S) : undefined;
}
