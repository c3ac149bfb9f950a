import {ExpiryQueue, type Expiring} from './expiry-queue.js';
import type {SharedStore} from './shared-store.js';
import {StoreFullError} from './store-full-error.js';

/**
 * Default maximum number of entries. A created room takes three entries for a day, an LTI 1.3 login
 * takes one for a minute.
 */
export const MAX_MEMORY_ENTRIES = 100_000;

/** Maximum number of expired entries that one insertion deletes, so that it stays short. */
const MAX_EVICTIONS = 1000;

/** Maximum `Retry-After` while the store is full, in seconds. */
const MAX_RETRY_AFTER_S = 60;

/** Options of {@link memoryStore}. */
export interface MemoryStoreOptions {
  /** Maximum number of entries; 100,000 by default. */
  readonly maxEntries?: number | undefined;
  /** Returns the time in milliseconds since the epoch. Replaces the clock in tests. */
  readonly now?: (() => number) | undefined;
}

/** A store in the memory of one process. */
export interface MemoryStore extends SharedStore {
  /** Number of entries. Expired entries count until an insertion deletes them. */
  readonly size: number;
}

interface Entry extends Expiring {
  readonly key: string;
  value: string;
}

/**
 * Creates a store for a server of one process. It holds at most `maxEntries`. Each insertion first
 * deletes expired entries, the oldest first. If all entries are live, `setIfAbsent()` throws: without
 * its entry, a room could be created twice.
 * @param options the maximum number of entries
 * @throws TypeError if `maxEntries` is not a positive integer
 */
export function memoryStore({
  maxEntries = MAX_MEMORY_ENTRIES,
  now = Date.now,
}: MemoryStoreOptions = {}): MemoryStore {
  if (!Number.isSafeInteger(maxEntries) || maxEntries < 1)
    throw new TypeError(`maxEntries must be a positive integer; got ${String(maxEntries)}`);
  const entries = new Map<string, Entry>();
  const queue = new ExpiryQueue<Entry>();

  const getLive = (key: string, time: number): Entry | undefined => {
    const entry = entries.get(key);
    return entry && entry.expiresAt > time ? entry : undefined;
  };
  const insert = (entry: Entry) => {
    entries.set(entry.key, entry);
    queue.add(entry);
  };
  const remove = (entry: Entry) => {
    entries.delete(entry.key);
    queue.remove(entry);
  };
  const evictExpired = (time: number) => {
    for (let count = 0; count < MAX_EVICTIONS; count++) {
      const {first} = queue;
      if (first === undefined || first.expiresAt > time) return;
      remove(first);
    }
  };

  return {
    get size() {
      return entries.size;
    },
    get: async key => getLive(key, now())?.value,
    setIfAbsent: async (key, value, seconds) => {
      const time = now();
      const live = getLive(key, time);
      if (live) return live.value;
      evictExpired(time);
      const expired = entries.get(key);
      if (expired) remove(expired);
      if (entries.size >= maxEntries) {
        const freeAt = queue.first?.expiresAt ?? time;
        const wait = Math.ceil((freeAt - time) / 1000);
        throw new StoreFullError(maxEntries, Math.min(wait, MAX_RETRY_AFTER_S));
      }
      insert({key, value, expiresAt: time + seconds * 1000, index: 0});
      return undefined;
    },
    compareAndSwap: async (key, current, next, seconds) => {
      const time = now();
      const entry = getLive(key, time);
      if (entry?.value !== current) return false;
      if (next === undefined) {
        remove(entry);
      } else {
        entry.value = next;
        queue.reschedule(entry, time + seconds * 1000);
      }
      return true;
    },
  };
}
