import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join as joinPath} from 'node:path';
import {serve} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import type {Page} from '@playwright/test';
import {Hono} from 'hono';
import {buildPlayground} from '../../demo/playground/build.js';
import type {parseManifest} from '../../demo/playground/manifest.js';
import {createRoom, expect, waitForRoom, onlyChromium, getRoomState, test} from './set-up.js';

type Declaration = ReturnType<typeof parseManifest> extends Map<string, infer One> ? One : never;

/** What the browser refuses under the page's own policy. */
async function violationsOf(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('violated', (what: string) => void violations.push(what));
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI}) =>
      (window as unknown as {violated(what: string): void}).violated(
        `${effectiveDirective} ${blockedURI}`,
      ),
    ),
  );
  return violations;
}

/** Opens the playground, and waits until its controls are there. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.locator('html')).toHaveAttribute('data-playground', 'ready');
}
const tab = (page: Page, name: string) => page.getByRole('tab', {name, exact: true});
const control = (page: Page, name: string) =>
  page.locator('#controls').getByLabel(name, {exact: true}).filter({visible: true});
/** Types into a control, and leaves it by a key. */
async function type(page: Page, name: string, text: string, key = 'Enter'): Promise<void> {
  await control(page, name).fill('');
  await control(page, name).pressSequentially(text);
  await control(page, name).press(key);
}
const file = (page: Page, name: string) => page.getByRole('group', {name, exact: true});
const room = (page: Page) => page.locator('kaltura-room');
const hint = (page: Page) => page.locator('#hint');
const join = (page: Page) => page.getByRole('button', {name: 'Join the room'}).click();

test('there is a control for each attribute of each element, and for each custom property', async ({
  page,
  demo,
}) => {
  await open(page, demo.url);
  const {modules} = JSON.parse(
    readFileSync(new URL('../../dist/custom-elements.json', import.meta.url), 'utf8'),
  ) as {modules: {declarations: Declaration[]}[]};
  const elements = modules.flatMap(({declarations}) => declarations).filter(one => one.tagName);
  expect(elements.map(({tagName}) => tagName).sort()).toEqual([
    'kaltura-room',
    'kaltura-room-creator',
  ]);
  for (const {tagName, attributes, cssProperties} of elements) {
    const names = await page.locator(`#attributes-${tagName} label`).allTextContents();
    expect(names).toEqual(attributes.map(({name}) => name));
    for (const {name} of cssProperties) await expect(page.locator(`[id="${name}"]`)).toHaveCount(1);
  }
});

test('a change of an attribute is applied at once, and is in the code', async ({page, demo}) => {
  await open(page, demo.url);
  await control(page, 'controls').check();
  await control(page, 'loading').selectOption('lazy');
  await type(page, 'label', 'Ours & "theirs"');
  await type(page, 'timeout', '5');
  await expect(room(page)).toHaveAttribute('controls', '');
  await expect(room(page)).toHaveAttribute('loading', 'lazy');
  await expect(room(page)).toHaveAttribute('label', 'Ours & "theirs"');
  await expect(file(page, 'page.html')).toContainText(`label='Ours &amp; "theirs"'`);
  await tab(page, 'React').click();
  await expect(file(page, 'Rooms.jsx')).toContainText('timeout={5}');
  await expect(file(page, 'Rooms.jsx')).toContainText(`label={'Ours & "theirs"'}`);
  await control(page, 'controls').uncheck();
  await expect(room(page)).not.toHaveAttribute('controls');
  await expect(file(page, 'Rooms.jsx')).not.toContainText('controls');
});

test('text that is no JSON is not applied, and told', async ({page, demo}) => {
  await open(page, demo.url);
  await type(page, 'headers', '{"X-A": ', 'Tab');
  const fault = page.getByText('This is not JSON yet.').filter({visible: true});
  await expect(fault).toBeVisible();
  await expect(room(page)).not.toHaveAttribute('headers');
  await type(page, 'headers', '{"X-A": "b"}', 'Tab');
  await expect(fault).toHaveCount(0);
  await expect(room(page)).toHaveAttribute('headers', '{"X-A": "b"}');
});

test('a room that was created is in the controls and the code too', async ({page, demo}) => {
  await open(page, demo.url);
  await createRoom(page, 'Stand-up');
  await waitForRoom(page);
  const id = await room(page).getAttribute('room-id');
  expect(id).not.toBe('1_townhall');
  await expect(control(page, 'room-id')).toHaveValue(String(id));
  await expect(file(page, 'page.html')).toContainText(`room-id="${id}"`);
});

test('what if KAF is down: the room says so, and opens once all is well', async ({page, demo}) => {
  await open(page, demo.url);
  await tab(page, 'What if…').click();
  await page.getByLabel('KAF is down').check();
  await expect(hint(page)).toContainText('Press Reload');
  await join(page);
  await expect(page.getByRole('alert')).toContainText('The meeting service is not answering.', {
    timeout: 25_000,
  });
  await page.getByLabel('All is well').check();
  await expect(hint(page)).toBeEmpty();
  await page.getByRole('button', {name: 'Reload'}).click();
  await expect((await waitForRoom(page)).getByRole('heading', {name: 'Town hall'})).toBeVisible();
});

test('what if the session is over, or rooms are not switched on', async ({page, demo}) => {
  await open(page, demo.url);
  await tab(page, 'What if…').click();
  await page.getByLabel('signed out', {exact: false}).last().check();
  await expect(hint(page)).toContainText('The session is over');
  await join(page);
  await expect(page.getByRole('alert')).toContainText('Please sign in, then try again.');
  await page.getByRole('button', {name: 'Back to normal'}).click();
  await expect(hint(page)).toBeEmpty();
  await expect(page.getByLabel('All is well')).toBeChecked();
  await page.getByRole('button', {name: 'Try again'}).click();
  await waitForRoom(page);

  await page.getByLabel('Rooms are not switched on').check();
  await expect(hint(page)).toContainText('Create a room');
  await createRoom(page, 'Stand-up');
  await expect(page.getByRole('alert')).toContainText('Rooms are not switched on for this site');
  // It is the server that goes wrong, not the page: another one is told as well.
  await open(page, demo.url);
  await expect(hint(page)).toContainText('Rooms are not switched on');
});

test('each state of both elements is reached by a control', async ({page, demo}) => {
  await open(page, demo.url);
  await tab(page, 'What if…').click();
  const {modules} = JSON.parse(
    readFileSync(new URL('../../dist/custom-elements.json', import.meta.url), 'utf8'),
  ) as {modules: {declarations: Declaration[]}[]};
  for (const {tagName, cssStates} of modules.flatMap(({declarations}) => declarations)) {
    if (!tagName) continue;
    const group = page.getByRole('group', {name: `States of ${tagName}`, exact: true});
    // The last is not the one that an element begins with.
    for (const {name} of cssStates.toReversed()) {
      await group.getByRole('button', {name, exact: true}).click();
      await expect
        .poll(() =>
          page.locator(tagName).evaluate(one => (one as unknown as {state: string}).state),
        )
        .toBe(name);
    }
  }
});

test('the theme, the colours and the language are on the stage and in the code', async ({
  page,
  demo,
}) => {
  await open(page, demo.url);
  await expect(page.getByRole('tab', {name: 'HTML'})).toHaveAttribute('aria-selected', 'true');
  await tab(page, 'Theme').click();
  await page.getByRole('button', {name: 'Plum'}).click();
  const accent = () =>
    page
      .getByRole('button', {name: /Join the room|הצטרפות/})
      .evaluate(button => getComputedStyle(button).backgroundColor);
  await expect.poll(accent).toBe('rgb(122, 31, 162)');
  await page.getByLabel('Background of buttons').fill('#005f56');
  await expect.poll(accent).toBe('rgb(0, 95, 86)');
  await page.getByLabel('Dark', {exact: true}).check();
  await page.getByLabel('Language', {exact: true}).selectOption('he');
  const css = file(page, 'rooms.css');
  await expect(css).toContainText('--kaltura-room-accent: #005f56;');
  await expect(css).toContainText('color-scheme: dark;');
  await expect(file(page, 'page.html')).toContainText('lang="he"');
  await expect(file(page, 'page.html')).toContainText('dir="rtl"');
  await expect(room(page).getByRole('button')).not.toHaveText('Join the room');
  expect(await room(page).evaluate(element => getComputedStyle(element).direction)).toBe('rtl');

  await page.getByRole('button', {name: 'Start over'}).click();
  await expect(css).toHaveCount(0);
  await expect(room(page).getByRole('button')).toHaveText('Join the room');
});

test('the headers are those of the endpoints and origins chosen', async ({page, demo}) => {
  await open(page, demo.url);
  await tab(page, 'Headers').click();
  const headers = file(page, 'Response headers');
  await expect(headers).toContainText(`frame-src ${demo.simulator.url}`);
  await type(page, 'kaf-url', 'https://12345.kaf.example.com');
  await expect(headers).toContainText('frame-src https://12345.kaf.example.com');
  await expect(headers).toContainText('camera=(self "https://12345.kaf.example.com")');
  await type(page, 'kaf-url', 'no origin');
  await expect(page.getByText('No headers: kafUrl must be')).toBeVisible();
});

// Only Chromium lets a test read what was copied.
test('a file is copied, and it is said', onlyChromium, async ({page, demo, context}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, demo.url);
  await page.getByRole('button', {name: 'Copy page.html'}).click();
  await expect(page.getByRole('button', {name: 'Copied page.html'})).toBeVisible();
  await expect(page.getByRole('status').filter({hasText: 'Copied page.html'})).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await file(page, 'page.html').textContent());
});

test('the log names what the elements say, and holds no KS', async ({page, demo}) => {
  await open(page, demo.url);
  const launched = page.waitForResponse('**/api/kaltura/token');
  await join(page);
  await waitForRoom(page);
  const log = page.getByRole('log');
  await expect(log).toContainText('kaltura-room-ready confirmed: true');
  const {data} = (await (await launched).json()) as {data: {ks: string}};
  expect(data.ks.length).toBeGreaterThan(40);
  await page.frames()[1]?.evaluate(ks => {
    parent.postMessage({subject: 'told', ks, text: `see ?ks=${ks}`, list: [ks]}, '*');
  }, data.ks);
  await expect(log).toContainText('kaltura-room-message subject: "told"');
  expect(await page.locator('body').innerHTML()).not.toContain(data.ks.slice(0, 32));
  await page.getByRole('button', {name: 'Clear'}).click();
  await expect(log).toHaveText('');
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`all of it is silent, and accessible, in ${colorScheme}`, async ({page, demo, noise}) => {
    await page.emulateMedia({colorScheme});
    const violations = await violationsOf(page);
    await open(page, demo.url);
    const axe = await forPage(page);
    expect(await axe()).toEqual([]);
    for (const name of ['Creator', 'Theme', 'What if…'])
      expect([name, await tab(page, name).click(), await axe()]).toEqual([name, undefined, []]);
    for (const name of ['WordPress', 'React', 'Vue', 'Svelte', 'Angular', 'Headers'])
      expect([name, await tab(page, name).click(), await axe()]).toEqual([name, undefined, []]);
    await tab(page, 'Theme').click();
    await page.getByRole('button', {name: 'Amber'}).click();
    await page.getByLabel('Language', {exact: true}).selectOption('ar');
    await page.setViewportSize({width: 320, height: 700});
    expect(await axe()).toEqual([]);
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(widest).toBeLessThanOrEqual(320);
    expect(violations).toEqual([]);
    expect(noise).toEqual([]);
  });

test('tabs are chosen by arrow keys, and all that can be pressed is reached by Tab', async ({
  page,
  demo,
}) => {
  await open(page, demo.url);
  await tab(page, 'Room').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, 'Creator')).toBeFocused();
  await expect(control(page, 'create-url')).toBeVisible();
  await page.keyboard.press('End');
  await expect(tab(page, 'What if…')).toHaveAttribute('aria-selected', 'true');
  const well = page.getByLabel('All is well');
  const idle = page.getByRole('button', {name: 'idle', exact: true});
  await page.keyboard.press('Tab');
  // In Firefox what scrolls comes first.
  if (!(await idle.evaluate(button => button.matches(':focus')))) await page.keyboard.press('Tab');
  await expect(idle).toBeFocused();
  await page
    .getByRole('group', {name: 'States of kaltura-room-creator'})
    .getByRole('button')
    .last()
    .focus();
  await page.keyboard.press('Tab');
  await expect(well).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(hint(page)).toContainText('KAF is down');
  await page.keyboard.press('Tab');
  await expect(tab(page, 'HTML')).toBeFocused();
});

test('as a static site, in any folder, it says what is missing and plays the failures', async ({
  page,
  noise,
}) => {
  const folder = mkdtempSync(joinPath(tmpdir(), 'kaltura-room-playground-'));
  buildPlayground(folder);
  const app = new Hono().use(
    '/some/where/*',
    serveStatic({root: folder, rewriteRequestPath: path => path.slice('/some/where'.length)}),
  );
  const server = await new Promise<ReturnType<typeof serve>>(resolve => {
    const listening = serve({fetch: app.fetch, port: 0, hostname: '127.0.0.1'}, () =>
      resolve(listening),
    );
  });
  try {
    const violations = await violationsOf(page);
    const {port} = server.address() as {port: number};
    await open(page, `http://127.0.0.1:${port}/some/where/index.html`);
    await expect(page.getByText('This copy has no server')).toBeVisible();
    await expect(page.getByText('Who are you?')).toBeHidden();
    await tab(page, 'What if…').click();
    const state = (name: string) =>
      page
        .getByRole('group', {name: 'States of kaltura-room', exact: true})
        .getByRole('button', {name});
    await state('loading').click();
    await expect.poll(() => getRoomState(page)).toBe('loading');
    await state('failed').click();
    await expect.poll(() => getRoomState(page)).toBe('failed');
    await state('idle').click();
    await expect.poll(() => getRoomState(page)).toBe('idle');
    await expect(state('ready')).toBeDisabled();
    await page.getByLabel('The room is gone').check();
    await join(page);
    await expect(page.getByRole('alert')).toContainText('This room does not exist');
    await page.getByLabel('KAF is down').check();
    await page.getByRole('button', {name: 'Reload'}).click();
    await expect(page.getByRole('alert')).toContainText('The meeting service is not answering.');
    await createRoom(page, 'Stand-up');
    await expect(hint(page)).toContainText('the form was not sent');
    await tab(page, 'Theme').click();
    await page.getByRole('button', {name: 'Forest'}).click();
    await expect(file(page, 'rooms.css')).toContainText('#1e6b45');
    await tab(page, 'Headers').click();
    await expect(file(page, 'Response headers')).toContainText('frame-src https://');
    expect(await getRoomState(page)).toBe('failed');
    expect(violations).toEqual([]);
    expect(noise).toEqual([]);
  } finally {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    rmSync(folder, {recursive: true, force: true});
  }
});

interface Axe {
  run(context: object): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>;
}

/** Puts axe into the page, from outside of its policy; says what it finds, but for what is in frames. */
async function forPage(page: Page) {
  const source = readFileSync(
    createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    'utf8',
  );
  await page.evaluate(source);
  return () =>
    page.evaluate(async () => {
      const {axe} = window as unknown as {axe: Axe};
      const {violations} = await axe.run({exclude: ['iframe']});
      return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
    });
}
