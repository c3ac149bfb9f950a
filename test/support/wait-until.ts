import {setTimeout as delay} from 'node:timers/promises';

const WAIT_TIMEOUT_MS = 25_000;
const POLL_MS = 5;

/**
 * Waits in a Node test until `condition` returns true.
 * @param subject what the test waits for, such as "the file to appear"
 * @throws Error with `subject` if the condition stays false for 25 seconds
 */
export async function waitUntil(
  subject: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > WAIT_TIMEOUT_MS)
      throw new Error(`Waited 25 s for ${subject}, in vain`);
    await delay(POLL_MS);
  }
}
