import type {SharedStore} from './store.js';

/** A store for a host of one process. What has run out is forgotten as others come. */
export function memoryStore(now: () => number = Date.now): SharedStore {
  const entries = new Map<string, {value: string; ends: number}>();
  let prune = 1000;

  const get = (key: string) => {
    const entry = entries.get(key);
    return entry && entry.ends > now() ? entry.value : undefined;
  };
  const set = (key: string, value: string, seconds: number) => {
    entries.set(key, {value, ends: now() + seconds * 1000});
    if (entries.size < prune) return;
    for (const [old, {ends}] of entries) if (ends <= now()) entries.delete(old);
    prune = entries.size * 2 + 1000;
  };

  return {
    read: async key => get(key),
    claim: async (key, value, seconds) => {
      const there = get(key);
      if (there === undefined) set(key, value, seconds);
      return there;
    },
    swap: async (key, current, next, seconds) => {
      if (get(key) !== current) return false;
      if (next === undefined) entries.delete(key);
      else set(key, next, seconds);
      return true;
    },
  };
}
