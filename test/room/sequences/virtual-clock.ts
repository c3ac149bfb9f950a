import {nextTask} from '../../support/events.js';

/** Time that passes only as a test says. A timer without a delay stays the browser's own. */
export interface VirtualClock {
  /** The delays of the timers that were set, and neither went off nor were cleared. */
  readonly delays: readonly number[];
  /** Lets so many milliseconds pass, and each timer that is due do all that follows from it. */
  pass(ms: number): Promise<void>;
  /** Puts the real time back; for `finally`. */
  restore(): void;
}

/** Puts a clock in place that stands still. */
export function stopClock(): VirtualClock {
  const set = window.setTimeout.bind(window);
  const clear = window.clearTimeout.bind(window);
  const timers = new Map<unknown, {readonly due: number; readonly ms: number; work(): void}>();
  let now = performance.now();
  // No timer of the browser's own has such a number.
  let last = -1;

  const setVirtual = (work: () => void, ms = 0) => {
    if (!(ms > 0)) return set(work, ms);
    timers.set(--last, {due: now + ms, ms, work});
    return last;
  };
  window.setTimeout = setVirtual as typeof set;
  window.clearTimeout = timer => {
    if (!timers.delete(timer)) clear(timer);
  };
  performance.now = () => now;

  return {
    get delays() {
      return [...timers.values()].map(({ms}) => ms);
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].sort(([, one], [, other]) => one.due - other.due);
        if (!next || next[1].due > end) break;
        now = next[1].due;
        timers.delete(next[0]);
        next[1].work();
        await nextTask();
      }
      now = end;
    },
    restore() {
      Object.assign(window, {setTimeout: set, clearTimeout: clear});
      Reflect.deleteProperty(performance, 'now');
    },
  };
}
