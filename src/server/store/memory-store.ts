import type {SharedStore} from './shared-store.js';

/**
 * By the clock and not by their number: after a rush of logins the next one is to free what they
 * took, however few come then.
 */
const SWEEP_MS = 60_000;

/** A store for a host of one process. What has run out is forgotten as others come. */
export function memoryStore(now: () => number = Date.now): SharedStore {
  const entries = new Map<string, {value: string; ends: number}>();
  let sweepAt = now() + SWEEP_MS;

  const get = (key: string) => {
    const entry = entries.get(key);
    return entry && entry.ends > now() ? entry.value : undefined;
  };
  const set = (key: string, value: string, seconds: number) => {
    entries.set(key, {value, ends: now() + seconds * 1000});
    const time = now();
    if (time < sweepAt) return;
    for (const [old, {ends}] of entries) if (ends <= time) entries.delete(old);
    sweepAt = time + SWEEP_MS;
  };

  return {
    get: async key => get(key),
    setIfAbsent: async (key, value, seconds) => {
      const there = get(key);
      if (there === undefined) set(key, value, seconds);
      return there;
    },
    compareAndSwap: async (key, current, next, seconds) => {
      if (get(key) !== current) return false;
      if (next === undefined) entries.delete(key);
      else set(key, next, seconds);
      return true;
    },
  };
}
