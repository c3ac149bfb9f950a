import {within} from './deadline.js';

/** Waits for so many milliseconds; rejects with the reason of `signal` where that ends first. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms);
  });
  return within(over, signal).finally(() => clearTimeout(timer));
}
