import {RoomError, type RoomErrorCode} from '../errors.js';

/** What a `timeout` attribute is where there is none. */
export const TIMEOUT_S = 30;

/**
 * A signal that ends with `run`, or after the seconds of a `timeout` attribute; {@link TIMEOUT_S} without one.
 * Its timer goes with `run`, which that of `AbortSignal.timeout` outlives.
 * @throws RoomError `attribute-invalid` where these are no seconds
 */
export function deadline(run: AbortSignal, timeout: number | null | undefined): AbortSignal {
  const seconds = timeout ?? TIMEOUT_S;
  if (!(seconds > 0 && seconds <= 86_400))
    throw new RoomError('attribute-invalid', 'timeout must be seconds, at most a day');
  const late = new AbortController();
  const end = () => late.abort(new DOMException('too late', 'TimeoutError'));
  const timer = setTimeout(end, seconds * 1000);
  run.addEventListener('abort', () => clearTimeout(timer));
  return AbortSignal.any([run, late.signal]);
}

/** What to throw for a signal that has ended: `late` where it was a deadline, else its reason. */
export function endOf(signal: AbortSignal, late: RoomErrorCode, message: string): unknown {
  const reason: unknown = signal.reason;
  const isDeadline = reason instanceof DOMException && reason.name === 'TimeoutError';
  return isDeadline ? new RoomError(late, message) : reason;
}

/**
 * What `work` settles to, or the reason of `signal` where that ends first: it may never settle, and
 * be no promise where it is a page's own.
 */
export function within<T>(work: T | PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    Promise.resolve(work)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', end));
  });
}
