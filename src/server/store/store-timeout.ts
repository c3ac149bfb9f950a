import {RoomError} from '../../contract/room-error.js';
import type {SharedStore} from './shared-store.js';

/** Seconds after which a call of the store fails. */
export const STORE_TIMEOUT_S = 2;

/**
 * Wraps the host's store: every call ends in time, and its result has the right type. Some Redis
 * clients queue calls without a limit while they are not connected.
 * @returns a store whose methods throw a RoomError `internalError` if the call fails, takes too long
 * or returns a value of the wrong type. The call may have taken effect all the same
 */
export function withStoreTimeout(store: SharedStore, seconds = STORE_TIMEOUT_S): SharedStore {
  const run = async <T>(
    method: keyof SharedStore,
    call: () => Promise<T>,
    isResult: (result: T) => boolean,
  ): Promise<T> => {
    const result = await raceTimeout(call(), seconds, () =>
      failure(method, `must finish within ${seconds} s`),
    ).catch((cause: unknown) => {
      throw cause instanceof RoomError ? cause : failure(method, 'failed', cause);
    });
    if (isResult(result)) return result;
    const expected = method === 'compareAndSwap' ? 'a boolean' : 'text or undefined';
    throw failure(method, `must return ${expected}; got ${describeType(result)}`);
  };
  return {
    get: key => run('get', async () => store.get(key), isTextOrUndefined),
    setIfAbsent: (key, value, ttl) =>
      run('setIfAbsent', async () => store.setIfAbsent(key, value, ttl), isTextOrUndefined),
    compareAndSwap: (key, current, next, ttl) =>
      run(
        'compareAndSwap',
        async () => store.compareAndSwap(key, current, next, ttl),
        result => typeof result === 'boolean',
      ),
  };
}

/** Settles like `work`, or rejects with the error of `createError` after `seconds`. */
async function raceTimeout<T>(
  work: Promise<T>,
  seconds: number,
  createError: () => Error,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(createError()), seconds * 1000);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

const failure = (method: keyof SharedStore, problem: string, cause?: unknown): RoomError =>
  new RoomError('internalError', `${method}() of the store ${problem}`, {cause});

const isTextOrUndefined = (result: unknown): boolean =>
  result === undefined || typeof result === 'string';

const describeType = (result: unknown): string => (result === null ? 'null' : typeof result);
