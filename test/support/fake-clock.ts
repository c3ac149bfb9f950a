import {nextTask} from './events.js';

/** A clock that stands still until a test advances it. Timers without a delay stay real. */
export interface FakeClock {
  /** Delays in milliseconds of the timers that wait. */
  readonly delays: readonly number[];
  /** Advances the clock by this number of milliseconds, and runs each due timer in its own task. */
  advance(ms: number): Promise<void>;
  /** Restores the real clock; without a call, it is restored after the test. */
  restore(): void;
}

type View = Window & typeof globalThis;

const installed = new Set<FakeClock>();
// A test can install a second clock over the first, so the newest is restored first.
afterEach(() => {
  for (const clock of [...installed].reverse()) clock.restore();
});

interface Timer {
  readonly dueAt: number;
  readonly delay: number;
  readonly run: () => void;
}

/** Replaces `setTimeout`, `clearTimeout` and `performance.now`. */
export const installFakeClock = (): FakeClock => {
  const now = performance.now();
  return install(window, () => now, 1);
};

/**
 * Replaces only timers of at least 4 seconds, which are deadlines. A test of a real frame advances
 * them, while its loading takes the time that it needs.
 */
export const installFakeDeadlines = (view: View = window): FakeClock =>
  install(view, view.performance.now.bind(view.performance), 4000);

/** Returns the clock that was installed last, or installs fake deadlines. */
export const ensureFakeClock = (): FakeClock => [...installed].at(-1) ?? installFakeDeadlines();

/**
 * @param getNow returns the time without the advances
 * @param minDelay timers with a shorter delay stay real
 */
function install(view: View, getNow: () => number, minDelay: number): FakeClock {
  const realSetTimeout = view.setTimeout.bind(view);
  const realClearTimeout = view.clearTimeout.bind(view);
  const realNow = Object.getOwnPropertyDescriptor(view.performance, 'now');
  const timers = new Map<unknown, Timer>();
  let advanced = 0;
  // Real timers have positive IDs.
  let lastId = 0;

  view.setTimeout = ((run: () => void, delay = 0) => {
    if (delay < minDelay) return realSetTimeout(run, delay);
    timers.set(--lastId, {dueAt: advanced + delay, delay, run});
    return lastId;
  }) as typeof view.setTimeout;
  view.clearTimeout = ((id: number) => {
    if (!timers.delete(id)) realClearTimeout(id);
  }) as typeof view.clearTimeout;
  Object.defineProperty(view.performance, 'now', {
    configurable: true,
    value: () => getNow() + advanced,
  });

  const clock: FakeClock = {
    get delays() {
      return [...timers.values()].map(({delay}) => delay);
    },
    async advance(ms) {
      const end = advanced + ms;
      for (;;) {
        const [next] = [...timers].sort(([, a], [, b]) => a.dueAt - b.dueAt);
        if (!next || next[1].dueAt > end) break;
        const [id, {dueAt, run}] = next;
        advanced = dueAt;
        timers.delete(id);
        run();
        await nextTask();
      }
      advanced = end;
    },
    restore() {
      if (!installed.delete(clock)) return;
      Object.assign(view, {setTimeout: realSetTimeout, clearTimeout: realClearTimeout});
      if (realNow) Object.defineProperty(view.performance, 'now', realNow);
      else Reflect.deleteProperty(view.performance, 'now');
    },
  };
  installed.add(clock);
  return clock;
}
