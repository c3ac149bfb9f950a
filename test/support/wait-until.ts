import {setTimeout as delay} from 'node:timers/promises';

const WAIT_TIMEOUT_MS = 25_000;
const POLL_MS = 5;

/**
 * Waits in a Node test until `condition` returns true.
 * @param subject what the test waits for, such as "the file to appear"
 * @throws Error with `subject` if the condition stays false until the timeout, 25 seconds by default
 */
export async function waitUntil(
  subject: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = WAIT_TIMEOUT_MS,
): Promise<void> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > timeoutMs)
      throw new Error(`Waited ${timeoutMs / 1000} s for ${subject}, in vain`);
    await delay(POLL_MS);
  }
}
