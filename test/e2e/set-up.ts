import {expect, test as base, type FrameLocator, type Locator, type Page} from '@playwright/test';
import {startDemo} from '../../demo/server.js';
import type {authModes} from '../../demo/auth-modes.js';
import type {Simulator} from '../../src/simulator/index.js';

interface Demo {
  readonly url: string;
  readonly simulator: Simulator;
  close(): Promise<void>;
}

interface DemoOptions {
  readonly changePolicy?: (policy: string) => string;
  readonly authMode?: keyof typeof authModes;
}

export interface BrowserOptions {
  /** Whether the browser is the Chromium inside @sparticuz/chromium. */
  readonly isPacked: boolean;
}

/** A page on the demo's origin, a simulator on another, and the requests and errors of the page. */
export const test = base.extend<
  {
    demoOptions: DemoOptions;
    demo: Demo;
    /** The requests to the host backend, as `POST /api/…`. */
    requests: string[];
    /** Messages in the console, and uncaught errors. */
    consoleMessages: string[];
  },
  BrowserOptions
>({
  isPacked: [false, {option: true, scope: 'worker'}],
  demoOptions: [{}, {option: true}],
  demo: async ({demoOptions}, use) => {
    const {authMode = 'ks', ...options} = demoOptions;
    const demo = (await startDemo({
      port: 0,
      simulatorPort: 0,
      authMode,
      ...options,
    })) as Demo;
    await use(demo);
    await demo.close();
  },
  requests: async ({page}, use) => {
    const requests: string[] = [];
    page.on('request', request => {
      const {pathname} = new URL(request.url());
      if (pathname.startsWith('/api/kaltura')) requests.push(`${request.method()} ${pathname}`);
    });
    await use(requests);
  },
  // Before the hooks of a test, which may open its page.
  consoleMessages: [
    async ({page, isPacked}, use) => {
      const consoleMessages: string[] = [];
      const record = (text: string) => {
        const isHarmless = text.includes('favicon') || (isPacked && isAboutTextPage(text));
        if (!isHarmless) consoleMessages.push(text);
      };
      page.on('console', message => record(message.text()));
      page.on('pageerror', error => record(error.message));
      await use(consoleMessages);
    },
    {auto: true},
  ],
});
export {expect};

/**
 * Restricts a test to Chromium, because its outcome does not depend on the engine, or because Firefox
 * lacks a feature.
 */
export const onlyChromium = {tag: '@chromium'};

/**
 * Whether Chromium reports its own inline style, which has this hash:
 * `word-wrap: break-word; white-space: pre-wrap;`. Chromium shows a stylesheet that is opened as a
 * page in an element with this style. Chromium 143 reports a violation of the page's policy.
 */
const isAboutTextPage = (text: string) =>
  text.startsWith('Applying inline style violates the following Content Security Policy') &&
  text.includes("a hash ('sha256-4Su6mBWzEIFnH4pAGMOuaeBrstwJN4Z3pq/s1Kn4/KQ=')");

/** Waits until the room is ready, and returns its frame. */
export async function waitForRoom(page: Page): Promise<FrameLocator> {
  await expect.poll(() => getRoomState(page)).toBe('ready');
  return page.frameLocator('kaltura-room iframe');
}

export const getRoomState = (page: Page) =>
  page.locator('kaltura-room').evaluate((room: HTMLElement & {state: string}) => room.state);

/** Presses Tab until `target` has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate(element => element.matches(':focus'))) break;
  }
  await expect(target).toBeFocused();
}

/** Creates a room with the form. */
export async function createRoom(page: Page, name: string): Promise<void> {
  await page.getByLabel('Room name').fill(name);
  await page.getByRole('button', {name: 'Create room'}).click();
}
