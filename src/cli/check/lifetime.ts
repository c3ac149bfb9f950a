import {fail, pass, type Verdict} from './verdict.js';

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

/** Whether an end, in Unix seconds, is after `clock` and at most a day later. */
export function lifetime(end: number, clock: number): Verdict {
  const left = Math.round(end - clock);
  if (!Number.isFinite(left)) return fail('no time');
  if (left <= 0) return fail(`it ended ${-left} s ago`);
  // The year 5138 in seconds: these are milliseconds.
  if (end > 1e11) return fail('it is in milliseconds, not seconds');
  if (left > DAY_S) return fail(`it ends in ${Math.round(left / HOUR_S)} hours`);
  return pass(
    `it ends in ${left} s`,
    left > HOUR_S ? 'KAF reads it once, when the room opens: a minute is enough.' : undefined,
  );
}
