let countAgain = () => {};
afterEach(() => countAgain());

/** How many timers were set from now on in this test, and neither went off nor were cleared. */
export function countTimers(): () => number {
  const set = window.setTimeout.bind(window);
  const clear = window.clearTimeout.bind(window);
  const left = new Set<unknown>();
  const counting = (work: () => void, ms?: number) => {
    const timer = set(() => {
      left.delete(timer);
      work();
    }, ms);
    // What the test itself waits by is no matter.
    if (ms) left.add(timer);
    return timer;
  };
  window.setTimeout = counting as typeof set;
  window.clearTimeout = timer => {
    left.delete(timer);
    clear(timer);
  };
  countAgain = () => Object.assign(window, {setTimeout: set, clearTimeout: clear});
  return () => left.size;
}
