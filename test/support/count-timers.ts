import {ensureFakeClock} from './fake-clock.js';

/** Returns a function that counts the pending timers that were set after this call. */
export function countTimers(): () => number {
  // The fake clock restores the real timers after the test.
  ensureFakeClock();
  const set = window.setTimeout.bind(window);
  const clear = window.clearTimeout.bind(window);
  const pending = new Set<unknown>();
  const setCounted = (work: () => void, ms?: number) => {
    const timer = set(() => {
      pending.delete(timer);
      work();
    }, ms);
    // Tests themselves use timers without a delay.
    if (ms) pending.add(timer);
    return timer;
  };
  window.setTimeout = setCounted as typeof set;
  window.clearTimeout = timer => {
    pending.delete(timer);
    clear(timer);
  };
  return () => pending.size;
}
