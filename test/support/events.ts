/*
 * Waiting in browser tests. Each wait ends with an error that says what did not happen, before the
 * test itself times out.
 */

const WAIT_TIMEOUT_MS = 25_000;
const POLL_MS = 4;

// Tests replace the clock of the page.
const realSetTimeout = setTimeout.bind(window);
const realClearTimeout = clearTimeout.bind(window);
const realNow = performance.now.bind(performance);

// A wait that outlives its test does not fail, because its error would be reported in a later test.
let testEnd = new AbortController();
afterEach(() => {
  testEnd.abort();
  testEnd = new AbortController();
});

/**
 * Resolves with the next event of this name.
 * @throws Error if the event does not come within 25 seconds
 */
export function nextEvent<Name extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  name: Name,
): Promise<HTMLElementEventMap[Name]> {
  const {signal} = testEnd;
  return new Promise((resolve, reject) => {
    const timer = realSetTimeout(() => {
      if (!signal.aborted)
        reject(new Error(`<${target.localName}> must emit "${name}" within 25 s`));
    }, WAIT_TIMEOUT_MS);
    target.addEventListener(
      name,
      event => {
        realClearTimeout(timer);
        resolve(event);
      },
      {once: true},
    );
  });
}

/** Resolves in a new task, after all tasks that are already queued. */
export const nextTask = () =>
  new Promise<void>(resolve => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/**
 * Waits until `condition` returns a truthy value.
 * @throws Error with the code of the condition if it stays false for 25 seconds
 */
export async function waitUntil(condition: () => unknown): Promise<void> {
  const {signal} = testEnd;
  const start = realNow();
  while (!condition()) {
    if (realNow() - start > WAIT_TIMEOUT_MS && !signal.aborted)
      throw new Error(`This must become true within 25 s: ${condition.toString()}`);
    // A pause leaves the processor to the frames that the test waits for.
    await new Promise(resolve => realSetTimeout(resolve, POLL_MS));
  }
}
