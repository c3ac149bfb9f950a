import {RoomError, type RoomErrorCode} from '../contract/room-error.js';
import {describeValue} from './report-error.js';

/** Default of the `timeout` attribute. */
export const TIMEOUT_S = 30;

/** Maximum of the `timeout` attribute: a day. */
const MAX_TIMEOUT_S = 86_400;

/** How long a function of the page may take, such as `searchUsers`. */
const PAGE_FUNCTION_TIMEOUT_S = 10;

/**
 * Returns the seconds of a `timeout` attribute, or {@link TIMEOUT_S} without one.
 * @throws RoomError `attribute-invalid`
 */
export function parseTimeout(timeout: unknown): number {
  const seconds = Number(timeout ?? TIMEOUT_S);
  if (seconds > 0 && seconds <= MAX_TIMEOUT_S) return seconds;
  throw new RoomError(
    'attribute-invalid',
    `timeout must be a number of seconds above 0, at most ${MAX_TIMEOUT_S}; got ${describeValue(timeout)}`,
  );
}

/**
 * Returns a signal that aborts with `parent`, or after `seconds` with a `TimeoutError`. The timer ends
 * with `parent`, unlike the timer of `AbortSignal.timeout()`.
 */
export function createDeadline(parent: AbortSignal, seconds: number): AbortSignal {
  return startDeadline(parent, seconds).signal;
}

/** Creates a deadline whose timer can be cleared without aborting its signal. */
function startDeadline(
  parent: AbortSignal,
  seconds: number,
): {readonly signal: AbortSignal; readonly clear: () => void} {
  const late = new AbortController();
  const expire = () => late.abort(new DOMException('too late', 'TimeoutError'));
  const timer = parent.aborted ? undefined : setTimeout(expire, seconds * 1000);
  const clear = () => clearTimeout(timer);
  parent.addEventListener('abort', clear);
  return {signal: AbortSignal.any([parent, late.signal]), clear};
}

/** Returns what to throw for an aborted signal: a `RoomError` for a deadline, else its own reason. */
export function toTimeoutError(signal: AbortSignal, code: RoomErrorCode, message: string): unknown {
  const reason: unknown = signal.reason;
  const isDeadline = reason instanceof DOMException && reason.name === 'TimeoutError';
  return isDeadline ? new RoomError(code, message) : reason;
}

/** Settles like `work`, or rejects with the signal's reason if that aborts first. */
export function raceAbort<T>(work: T | PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Waits for `ms` milliseconds; rejects with the signal's reason if that aborts first. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const elapsed = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  return raceAbort(elapsed, signal).finally(() => clearTimeout(timer));
}

/**
 * Calls a function of the page, and rejects if it takes longer than ten seconds.
 * @param call gets a signal that aborts with `parent` and at the deadline
 */
export async function callWithTimeout<T>(
  call: (signal: AbortSignal) => Promise<T>,
  parent: AbortSignal,
): Promise<T> {
  const {signal, clear} = startDeadline(parent, PAGE_FUNCTION_TIMEOUT_S);
  try {
    // In an async function, because the page's function may throw at once.
    return await raceAbort((async () => call(signal))(), signal);
  } finally {
    clear();
  }
}
