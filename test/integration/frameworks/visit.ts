import {expect as base, type Browser, type JSHandle, type Page} from '@playwright/test';
import type {App} from './apps.js';
import {startHost, type Host} from './host.js';

/** Playwright's `expect` with a timeout for slow machines. */
export const expect = base.configure({timeout: 30_000});

/** The room element, as far as the tests use it. */
export type Room = HTMLElement & {readonly state: string; readonly headers?: unknown};

/** A browser page with one app and its host. */
export interface Visit {
  readonly app: App;
  readonly host: Host;
  readonly page: Page;
  /** Warnings and errors in the console, and uncaught exceptions. */
  readonly consoleMessages: readonly string[];
}

/** A test that runs in the apps. */
export interface AppTest {
  readonly name: string;
  readonly run: (visit: Visit) => Promise<void>;
}

/** The warning of Lit in development builds. */
const LIT_WARNING = /^Lit is in dev mode\./;

/**
 * Opens an empty page with a new host.
 * @param source see {@link startHost}
 */
export async function startVisit(app: App, source: string, browser: Browser) {
  const host = await startHost(source);
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const consoleMessages: string[] = [];
  page.on('console', message => {
    const text = message.text();
    if (/^(warning|error|assert)$/.test(message.type()) && !LIT_WARNING.test(text))
      consoleMessages.push(text);
  });
  page.on('pageerror', error => consoleMessages.push(error.message));
  const end = async () => {
    await context.close();
    await host.close();
  };
  return {app, host, page, consoleMessages, end};
}

/** Opens a page of the app, and waits for the room. */
export async function openPage(visit: Visit, path = '/'): Promise<void> {
  await visit.page.goto(visit.host.url + path);
  await waitForRoom(visit, 'Town hall');
}

/** Waits until the room with this name is open. */
export async function waitForRoom({page}: Visit, name: string): Promise<void> {
  const title = page.frameLocator('kaltura-room iframe').getByRole('heading', {level: 1});
  await expect(title).toHaveText(name);
  await expect.poll(() => getState(page)).toBe('ready');
}

const getState = (page: Page) => page.locator('kaltura-room').evaluate((room: Room) => room.state);

/** Returns a handle of the current frame, for a later comparison. */
export const getFrame = (page: Page): Promise<JSHandle<HTMLIFrameElement | null | undefined>> =>
  page
    .locator('kaltura-room')
    .evaluateHandle((room: Room) => room.shadowRoot?.querySelector('iframe'));

/** Creates an expectation about a value that the app displays. */
export const expectOutput = ({page}: Visit, what: 'renders' | 'ready' | 'error' | 'created') =>
  expect(page.locator(`#${what}`));

/** Makes the app render again. */
export async function renderAgain(visit: Visit): Promise<void> {
  const before = Number(await visit.page.locator('#renders').textContent());
  await visit.page.getByRole('button', {name: 'Render again'}).click();
  await expectOutput(visit, 'renders').toHaveText(`${before + 1}`);
}

/** Makes the app remove the room, or add a new one. */
export const toggleRoom = ({page}: Visit) =>
  page.getByRole('button', {name: 'Take away or put back'}).click();

/** Counts the token requests to the host backend, and the room requests to Kaltura. */
export const countRequests = ({host}: Visit) => ({
  launches: host.tokenRequests.length,
  rooms: host.simulator.counts['view-room'],
});

/** Waits until the page has run its tasks, and both servers have answered. */
export async function waitForIdle({app, page, host}: Visit): Promise<void> {
  await page.evaluate(
    async urls => {
      for (const url of urls) await fetch(url, {mode: 'no-cors'});
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
    },
    [host.url + (app.path ?? '/'), `${host.simulator.url}/embeddedrooms/room.css`],
  );
}
