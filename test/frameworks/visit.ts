import {expect as base, type Browser, type JSHandle, type Page} from '@playwright/test';
import type {App} from './apps.js';
import {startHost, type Host} from './host.js';

/** Waits as long as the slowest machine needs. */
export const expect = base.configure({timeout: 30_000});

/** The room as a script of the page has it. */
export type Room = HTMLElement & {readonly state: string; readonly headers?: unknown};

/** One person on the page of one app. */
export interface Visit {
  readonly app: App;
  readonly host: Host;
  readonly page: Page;
  /** Warnings and errors in the console, and what nobody caught. */
  readonly noise: readonly string[];
}

/** A test that runs in the apps. */
export interface Row {
  readonly name: string;
  readonly check: (visit: Visit) => Promise<void>;
}

/** Every Lit element says so in a build for developing. */
const LIT = /^Lit is in dev mode\./;

/** @param from as of {@link startHost} */
export async function startVisit(app: App, from: string, browser: Browser) {
  const host = await startHost(from);
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const noise: string[] = [];
  page.on('console', message => {
    const text = message.text();
    if (/^(warning|error|assert)$/.test(message.type()) && !LIT.test(text)) noise.push(text);
  });
  page.on('pageerror', error => noise.push(error.message));
  const end = async () => {
    await context.close();
    await host.close();
  };
  return {app, host, page, noise, end};
}

/** Opens the app's page and waits for the room. */
export async function join(visit: Visit, path = '/'): Promise<void> {
  await visit.page.goto(visit.host.url + path);
  await isOpen(visit, 'Town hall');
}

/** Waits until the room with this name is open, and seen. */
export async function isOpen({page}: Visit, name: string): Promise<void> {
  const title = page.frameLocator('kaltura-room iframe').getByRole('heading', {level: 1});
  await expect(title).toHaveText(name);
  await expect.poll(() => stateOf(page)).toBe('ready');
}

const stateOf = (page: Page) => page.locator('kaltura-room').evaluate((room: Room) => room.state);

/** The frame that there is, to be held against a later one. */
export const frameOf = (page: Page): Promise<JSHandle<HTMLIFrameElement | null | undefined>> =>
  page
    .locator('kaltura-room')
    .evaluateHandle((room: Room) => room.shadowRoot?.querySelector('iframe'));

/** What the app shows of its state. */
export const shown = ({page}: Visit, what: 'renders' | 'ready' | 'error' | 'created') =>
  expect(page.locator(`#${what}`));

/** Has the app render once more. */
export async function renderAgain(visit: Visit): Promise<void> {
  const before = Number(await visit.page.locator('#renders').textContent());
  await visit.page.getByRole('button', {name: 'Render again'}).click();
  await shown(visit, 'renders').toHaveText(`${before + 1}`);
}

/** Has the app take the room out of the page, or put one back. */
export const toggle = ({page}: Visit) =>
  page.getByRole('button', {name: 'Take away or put back'}).click();

/** Requests to the host backend for a launch, and to Kaltura for the room. */
export const asked = ({host}: Visit) => ({
  launches: host.tokens.length,
  rooms: host.simulator.counts['view-room'],
});

/** Resolves once the page has had its turn, and an answer from either server. */
export async function settled({page, host}: Visit): Promise<void> {
  await page.evaluate(
    async urls => {
      for (const url of urls) await fetch(url, {mode: 'no-cors'});
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
    },
    [host.url, `${host.simulator.url}/embeddedrooms/room.css`],
  );
}
