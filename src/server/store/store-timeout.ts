import {RoomError} from '../../contract/room-error.js';
import type {SharedStore} from './shared-store.js';

/** Seconds that a call of the store may take. */
export const STORE_TIMEOUT_S = 2;

/**
 * The host's store, whose every call ends in time: some clients keep what they are asked while
 * they are not connected, for ever.
 * @throws RoomError `internalError` where a call fails, answers what it should not, or is late;
 * it may have taken effect
 */
export function withDeadline(store: SharedStore, seconds = STORE_TIMEOUT_S): SharedStore {
  const within = async <T>(
    method: keyof SharedStore,
    call: () => Promise<T>,
    isAnswer: (answer: T) => boolean,
  ): Promise<T> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new RoomError('internalError', `the store took over ${seconds} s: ${method}`)),
        seconds * 1000,
      );
    });
    try {
      const answer = await Promise.race([call(), late]);
      if (isAnswer(answer)) return answer;
    } catch (cause) {
      if (cause instanceof RoomError) throw cause;
      throw new RoomError('internalError', `the store failed: ${method}`, {cause});
    } finally {
      clearTimeout(timer);
    }
    throw new RoomError('internalError', `the store answered what it should not: ${method}`);
  };
  return {
    get: key => within('get', async () => store.get(key), isText),
    setIfAbsent: (key, value, ttl) =>
      within('setIfAbsent', async () => store.setIfAbsent(key, value, ttl), isText),
    compareAndSwap: (key, current, next, ttl) =>
      within(
        'compareAndSwap',
        async () => store.compareAndSwap(key, current, next, ttl),
        answer => typeof answer === 'boolean',
      ),
  };
}

const isText = (answer: unknown): boolean => answer === undefined || typeof answer === 'string';
