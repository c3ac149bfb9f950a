import {RoomError} from '../errors.js';

const ATTEMPTS = 3;
/** The longest pause before the second attempt; each further one may be twice as long. */
const PAUSE_MS = 500;

/**
 * When what failed is tried again: where the network, a server or too many requests were the reason,
 * as late as the server asks for, and at random so that not all guests of a meeting come back at
 * once.
 * @param seconds from now until the deadline
 * @returns the milliseconds to wait for another attempt. Throws the cause where nothing is to be
 * gained by one, where it `may` not be made, or where there is no time for it
 */
export function retriesWithin(seconds: number): (cause: unknown, may: boolean) => number {
  const end = performance.now() + seconds * 1000;
  let failed = 0;
  return (cause, may) => {
    failed++;
    if (!(cause instanceof RoomError)) throw cause;
    const {code, retryable, retryAfter = 0} = cause;
    if (!navigator.onLine && /timeout|unreachable/.test(code))
      throw new RoomError('offline', 'the browser is offline', {cause});
    const pause = retryAfter * 1000 + PAUSE_MS * failed * (0.5 + Math.random() / 2);
    if (!may || !retryable || failed === ATTEMPTS || performance.now() + pause > end) throw cause;
    return pause;
  };
}
