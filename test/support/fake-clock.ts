import {nextTask} from './events.js';

/** A clock that stands still until a test advances it. Timers without a delay stay real. */
export interface FakeClock {
  /** Delays in milliseconds of the timers that wait. */
  readonly delays: readonly number[];
  /** Advances the clock by this number of milliseconds, and runs each due timer in its own task. */
  advance(ms: number): Promise<void>;
  /** Restores the real clock; for `finally` or `afterEach`. */
  restore(): void;
}

interface Timer {
  readonly dueAt: number;
  readonly delay: number;
  readonly run: () => void;
}

/** Replaces `setTimeout`, `clearTimeout` and `performance.now` of a window. */
export function installFakeClock(view: Window & typeof globalThis = window): FakeClock {
  const realSetTimeout = view.setTimeout.bind(view);
  const realClearTimeout = view.clearTimeout.bind(view);
  const timers = new Map<unknown, Timer>();
  let now = view.performance.now();
  // Real timers have positive IDs.
  let lastId = 0;

  view.setTimeout = ((run: () => void, delay = 0) => {
    if (delay <= 0) return realSetTimeout(run, delay);
    timers.set(--lastId, {dueAt: now + delay, delay, run});
    return lastId;
  }) as typeof view.setTimeout;
  view.clearTimeout = ((id: number) => {
    if (!timers.delete(id)) realClearTimeout(id);
  }) as typeof view.clearTimeout;
  view.performance.now = () => now;

  return {
    get delays() {
      return [...timers.values()].map(({delay}) => delay);
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].sort(([, a], [, b]) => a.dueAt - b.dueAt);
        if (!next || next[1].dueAt > end) break;
        const [id, {dueAt, run}] = next;
        now = dueAt;
        timers.delete(id);
        run();
        await nextTask();
      }
      now = end;
    },
    restore() {
      Object.assign(view, {setTimeout: realSetTimeout, clearTimeout: realClearTimeout});
      Reflect.deleteProperty(view.performance, 'now');
    },
  };
}
