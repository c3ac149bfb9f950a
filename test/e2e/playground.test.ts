import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join as joinPath} from 'node:path';
import {serveStatic} from '@hono/node-server/serve-static';
import type {Page} from '@playwright/test';
import {Hono} from 'hono';
import {buildPlayground} from '../../demo/playground/build.js';
import type {parseManifest} from '../../demo/playground/manifest.js';
import {THEMES, resolveValue} from '../../demo/playground/themes.js';
import {createRoom, expect, waitForRoom, onlyChromium, getRoomState, test} from './set-up.js';
import {serveFetch} from '../support/serve-fetch.js';

type Declaration =
  ReturnType<typeof parseManifest> extends Map<string, infer Value> ? Value : never;

/** Records violations of the page's policy, and returns the growing list. */
async function recordViolations(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('reportViolation', (text: string) => void violations.push(text));
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI}) =>
      (window as unknown as {reportViolation(text: string): void}).reportViolation(
        `${effectiveDirective} ${blockedURI}`,
      ),
    ),
  );
  return violations;
}

/** Opens the playground, and waits for its controls. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.locator('html')).toHaveAttribute('data-playground', 'ready');
}
const tab = (page: Page, name: string) => page.getByRole('tab', {name, exact: true});
const control = (page: Page, name: string) =>
  page.locator('#controls').getByLabel(name, {exact: true}).filter({visible: true});
/** Types into a control, then presses a key to commit the value. */
async function type(page: Page, name: string, text: string, key = 'Enter'): Promise<void> {
  await control(page, name).fill('');
  await control(page, name).pressSequentially(text);
  await control(page, name).press(key);
}
const file = (page: Page, name: string) => page.getByRole('group', {name, exact: true});
const room = (page: Page) => page.locator('kaltura-room');
const hint = (page: Page) => page.locator('#hint');
const getProperty = (page: Page, tagName: string, name: string) =>
  page
    .locator(tagName)
    .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), name);
const join = (page: Page) => page.getByRole('button', {name: 'Join the room'}).click();

/** Returns the elements of the manifest. */
function readElements(): Declaration[] {
  const manifest = new URL('../../dist/custom-elements.json', import.meta.url);
  const {modules} = JSON.parse(readFileSync(manifest, 'utf8')) as {
    modules: {declarations: Declaration[]}[];
  };
  return modules.flatMap(({declarations}) => declarations).filter(({tagName}) => tagName);
}

test('the playground has a control for every attribute', async ({page, demo}) => {
  await open(page, demo.url);
  const elements = readElements();
  expect(elements.map(({tagName}) => tagName).sort()).toEqual([
    'kaltura-room',
    'kaltura-room-creator',
  ]);
  for (const {tagName, attributes} of elements) {
    const names = await page.locator(`#attributes-${tagName} label`).allTextContents();
    expect(names).toEqual(attributes.map(({name}) => name));
  }
});

test('a change of an attribute appears at once in the element and in the code', async ({
  page,
  demo,
}) => {
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

test('a control reports invalid JSON and leaves the attribute unset', async ({page, demo}) => {
  await open(page, demo.url);
  await type(page, 'headers', '{"X-A": ', 'Tab');
  const error = page.getByText('This is not valid JSON.').filter({visible: true});
  await expect(error).toBeVisible();
  await expect(room(page)).not.toHaveAttribute('headers');
  await type(page, 'headers', '{"X-A": "b"}', 'Tab');
  await expect(error).toHaveCount(0);
  await expect(room(page)).toHaveAttribute('headers', '{"X-A": "b"}');
});

test('the controls and the code show the ID of a created room', async ({page, demo}) => {
  await open(page, demo.url);
  await createRoom(page, 'Stand-up');
  await waitForRoom(page);
  const id = await room(page).getAttribute('room-id');
  expect(id).not.toBe('1_townhall');
  await expect(control(page, 'room-id')).toHaveValue(String(id));
  await expect(file(page, 'page.html')).toContainText(`room-id="${id}"`);
});

test('the room explains the scenario "Kaltura is down", and opens after it', async ({
  page,
  demo,
}) => {
  await open(page, demo.url);
  await tab(page, 'What if…').click();
  await page.getByLabel('Kaltura is down').check();
  await expect(hint(page)).toContainText('press Reload');
  await join(page);
  await expect(page.getByText(/The meeting service (is|may) not (be )?answering\./)).toBeVisible({
    timeout: 25_000,
  });
  await page.getByLabel('Everything works').check();
  await expect(hint(page)).toBeEmpty();
  await page.getByRole('button', {name: 'Reload'}).click();
  await expect((await waitForRoom(page)).getByRole('heading', {name: 'Town hall'})).toBeVisible();
});

test('scenarios end the session or switch rooms off until the user resets them', async ({
  page,
  demo,
}) => {
  await open(page, demo.url);
  await tab(page, 'What if…').click();
  await page.getByLabel('The guest is signed out').check();
  await expect(hint(page)).toContainText('The guest is signed out');
  await join(page);
  await expect(page.getByRole('alert')).toContainText('You are not signed in');
  await page.getByRole('button', {name: 'Back to normal'}).click();
  await expect(hint(page)).toBeEmpty();
  await expect(page.getByLabel('Everything works')).toBeChecked();
  await page.getByRole('button', {name: 'Try again'}).click();
  await waitForRoom(page);

  await page.getByLabel('Rooms are not switched on').check();
  await expect(hint(page)).toContainText('create a room');
  await createRoom(page, 'Stand-up');
  await expect(page.getByRole('alert')).toContainText('Rooms are not switched on for this site');
  // The server keeps the fault, so a new page shows the hint again.
  await open(page, demo.url);
  await expect(hint(page)).toContainText('Rooms are not switched on');
});

test('a button moves each element into each of its states', async ({page, demo}) => {
  await open(page, demo.url);
  await tab(page, 'What if…').click();
  for (const {tagName, cssStates} of readElements()) {
    const group = page.getByRole('group', {name: `States of ${tagName}`, exact: true});
    // Each element starts in the first state, so the loop begins with the last.
    for (const {name} of cssStates.toReversed()) {
      await group.getByRole('button', {name, exact: true}).click();
      await expect
        .poll(() =>
          page.locator(tagName).evaluate(element => (element as unknown as {state: string}).state),
        )
        .toBe(name);
    }
  }
});

test('the theme, the colours and the language appear in the preview and in the code', async ({
  page,
  demo,
}) => {
  await open(page, demo.url);
  await expect(page.getByRole('tab', {name: 'HTML'})).toHaveAttribute('aria-selected', 'true');
  await tab(page, 'Theme').click();
  await page.getByRole('button', {name: 'Colourful'}).click();
  const getAccent = () =>
    page
      .getByRole('button', {name: /Join the room|הצטרפות/})
      .evaluate(button => getComputedStyle(button).backgroundColor);
  await expect.poll(getAccent).toBe('rgb(122, 31, 162)');
  await page.getByLabel('Accent', {exact: true}).fill('#005f56');
  await expect.poll(getAccent).toBe('rgb(0, 95, 86)');
  await page.getByLabel('Dark', {exact: true}).check();
  await page.getByLabel('Language', {exact: true}).selectOption('he');
  const css = file(page, 'rooms.css');
  await expect(css).toContainText('--kaltura-room-accent: light-dark(#005f56, #dca8f5);');
  await expect(css).toContainText('color-scheme: dark;');
  await expect(file(page, 'page.html')).toContainText('lang="he"');
  await expect(file(page, 'page.html')).toContainText('dir="rtl"');
  await expect(room(page).getByRole('button')).not.toHaveText('Join the room');
  expect(await room(page).evaluate(element => getComputedStyle(element).direction)).toBe('rtl');

  await page.getByRole('button', {name: 'Start over'}).click();
  await expect(css).toHaveCount(0);
  await expect(room(page).getByRole('button')).toHaveText('Join the room');
});

for (const {label, values} of THEMES.slice(1))
  test(`the theme "${label}" fills in the controls, and is readable in both schemes`, async ({
    page,
    demo,
  }) => {
    await open(page, demo.url);
    await tab(page, 'Theme').click();
    const themeButton = page.getByRole('button', {name: label});
    await themeButton.click();
    await expect(themeButton).toHaveAttribute('aria-pressed', 'true');
    for (const [name, value] of Object.entries(values)) {
      await expect(file(page, 'rooms.css')).toContainText(`${name}: ${value};`);
      for (const tagName of ['kaltura-room', 'kaltura-room-creator'])
        expect(await getProperty(page, tagName, name)).toBe(value);
    }
    for (const {scheme, isDark} of [
      {scheme: 'Light', isDark: false},
      {scheme: 'Dark', isDark: true},
    ]) {
      await page.getByLabel(scheme, {exact: true}).check();
      for (const name of ['--kaltura-room-accent', '--kaltura-room-color'])
        await expect(page.locator(`[id="${name}"]`)).toHaveValue(
          resolveValue(String(values[name]), isDark),
        );
      await expect(page.getByText('easy to read')).toHaveCount(2);
    }
    await page.getByLabel('Spacing', {exact: true}).fill('0.5');
    await expect(file(page, 'rooms.css')).toContainText('--kaltura-room-spacing: 0.5rem;');
    await expect(themeButton).toHaveAttribute('aria-pressed', 'false');
  });

test('the colours change the whole page', async ({page, demo}) => {
  await open(page, demo.url);
  const getColours = () =>
    page.evaluate(() =>
      [':root', '.card', '.canvas'].map(selector => {
        const element = document.querySelector(selector);
        return element && getComputedStyle(element).backgroundColor;
      }),
    );
  await page.emulateMedia({colorScheme: 'dark'});
  const dark = await getColours();
  await page.emulateMedia({colorScheme: 'light'});
  const light = await getColours();
  expect(light).not.toEqual(dark);
  await page.getByLabel('Dark', {exact: true}).check();
  expect(await getColours()).toEqual(dark);
  await page.emulateMedia({colorScheme: 'dark'});
  await page.getByLabel('Light', {exact: true}).check();
  expect(await getColours()).toEqual(light);
});

test('a phone shows the room first', async ({page, demo}) => {
  await page.setViewportSize({width: 390, height: 844});
  await open(page, demo.url);
  await expect(page.getByRole('button', {name: 'Join the room'})).toBeInViewport();
  const headings = await page.getByRole('heading', {level: 2}).allTextContents();
  expect(headings[0]).toBe('The room');
});

test('only one button leaves the room', async ({page, demo}) => {
  await open(page, demo.url);
  await join(page);
  const frame = await waitForRoom(page);
  await expect(frame.getByRole('button', {name: 'Hang up'})).toBeVisible();
  const leaveButtons = page.getByRole('button', {name: 'Leave'});
  await expect(leaveButtons).toHaveCount(1);
  await expect(frame.getByRole('button', {name: 'Leave'})).toHaveCount(0);
  await control(page, 'controls').check();
  await expect(room(page).getByRole('button', {name: 'Leave'})).toBeVisible();
  await expect(leaveButtons).toHaveCount(1);
});

test('the headers contain the origins of the chosen URLs', async ({page, demo}) => {
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

// Only Chromium lets a test read the clipboard.
test(
  'the copy button copies a file and announces it',
  onlyChromium,
  async ({page, demo, context}) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page, demo.url);
    await page.getByRole('button', {name: 'Copy page.html'}).click();
    await expect(page.getByRole('button', {name: 'Copied page.html'})).toBeVisible();
    await expect(page.getByRole('status').filter({hasText: 'Copied page.html'})).toBeAttached();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await file(page, 'page.html').textContent());
  },
);

test(
  'a person can read and copy all of the code on a phone',
  onlyChromium,
  async ({page, demo, context}) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.setViewportSize({width: 390, height: 844});
    await open(page, demo.url);
    const code = file(page, 'page.html');
    expect(await code.evaluate(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)).toBe(0);
    // The button stays on screen beside the end of the file.
    await code.evaluate(element => element.scrollIntoView({block: 'end'}));
    const copyButton = page.getByRole('button', {name: 'Copy page.html'});
    await expect(copyButton).toBeInViewport({ratio: 1});
    await copyButton.click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await code.textContent());
  },
);

test('the copy button selects the code if the browser does not allow copying', async ({
  page,
  demo,
}) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', {value: undefined}));
  await open(page, demo.url);
  await page.getByRole('button', {name: 'Copy page.html'}).click();
  await expect(page.getByRole('status').filter({hasText: 'page.html is selected'})).toBeAttached();
  const selected = await page.evaluate(() => String(getSelection()));
  expect(selected.trim()).toBe((await file(page, 'page.html').textContent())?.trim());
});

test('the log follows its newest line until the person scrolls up', async ({page, demo}) => {
  await open(page, demo.url);
  const log = page.getByRole('log');
  const emit = () =>
    room(page).evaluate(element => {
      for (let count = 0; count < 30; count++)
        element.dispatchEvent(new Event('kaltura-room-loading'));
    });
  const getDistanceToEnd = () =>
    log.evaluate(({scrollHeight, scrollTop, clientHeight}) =>
      Math.round(scrollHeight - scrollTop - clientHeight),
    );
  await emit();
  await expect.poll(getDistanceToEnd).toBeLessThan(2);
  await page.setViewportSize({width: 320, height: 700});
  await expect.poll(getDistanceToEnd).toBeLessThan(2);
  await log.evaluate(element => {
    element.scrollTop = 0;
  });
  await expect.poll(getDistanceToEnd).toBeGreaterThan(100);
  await emit();
  expect(await log.evaluate(({scrollTop}) => scrollTop)).toBe(0);
  await log.evaluate(element => {
    element.scrollTop = element.scrollHeight;
  });
  await expect.poll(getDistanceToEnd).toBeLessThan(2);
  await emit();
  await expect.poll(getDistanceToEnd).toBeLessThan(2);
});

test('the log lists the events of the elements without a KS', async ({page, demo}) => {
  await open(page, demo.url);
  const launched = page.waitForResponse('**/api/kaltura/token');
  await join(page);
  await waitForRoom(page);
  const log = page.getByRole('log');
  await expect(log).toContainText('kaltura-room-ready confirmed: true');
  const {data} = (await (await launched).json()) as {data: {ks: string}};
  expect(data.ks.length).toBeGreaterThan(40);
  await page.frames()[1]?.evaluate(ks => {
    parent.postMessage({subject: 'test', ks, text: `see ?ks=${ks}`, list: [ks]}, '*');
  }, data.ks);
  await expect(log).toContainText('kaltura-room-message subject: "test"');
  expect(await page.locator('body').innerHTML()).not.toContain(data.ks.slice(0, 32));
  await page.getByRole('button', {name: 'Clear'}).click();
  await expect(log).toHaveText('');
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`every tab is accessible and logs nothing in the ${colorScheme} scheme`, async ({
    page,
    demo,
    consoleMessages,
  }) => {
    await page.emulateMedia({colorScheme});
    const violations = await recordViolations(page);
    await open(page, demo.url);
    const runAxe = await installAxe(page);
    expect(await runAxe()).toEqual([]);
    const controlTabs = ['Creator', 'Theme', 'What if…'];
    const codeTabs = ['WordPress', 'React', 'Vue', 'Svelte', 'Angular', 'Headers'];
    for (const name of [...controlTabs, ...codeTabs]) {
      await tab(page, name).click();
      expect(await runAxe(), name).toEqual([]);
    }
    await tab(page, 'Theme').click();
    await page.getByRole('button', {name: 'High contrast'}).click();
    await page.getByLabel('Language', {exact: true}).selectOption('ar');
    await page.setViewportSize({width: 320, height: 700});
    expect(await runAxe()).toEqual([]);
    const contentWidth = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(contentWidth).toBeLessThanOrEqual(320);
    expect(violations).toEqual([]);
    expect(consoleMessages).toEqual([]);
  });

test('arrow keys select tabs, and the Tab key reaches every control', async ({page, demo}) => {
  await open(page, demo.url);
  await tab(page, 'Room').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, 'Creator')).toBeFocused();
  await expect(control(page, 'create-url')).toBeVisible();
  await page.keyboard.press('End');
  await expect(tab(page, 'What if…')).toHaveAttribute('aria-selected', 'true');
  const firstScenario = page.getByLabel('Everything works');
  const idleButton = page.getByRole('button', {name: 'idle', exact: true});
  await page.keyboard.press('Tab');
  // In Firefox, a scrollable area comes first.
  if (!(await idleButton.evaluate(button => button.matches(':focus'))))
    await page.keyboard.press('Tab');
  await expect(idleButton).toBeFocused();
  await page
    .getByRole('group', {name: 'States of kaltura-room-creator'})
    .getByRole('button')
    .last()
    .focus();
  await page.keyboard.press('Tab');
  await expect(firstScenario).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(hint(page)).toContainText('Kaltura is down');
  await page.keyboard.press('Tab');
  await expect(tab(page, 'HTML')).toBeFocused();
});

test('the static playground works in a subfolder, and explains the missing server', async ({
  page,
  consoleMessages,
}) => {
  const folder = mkdtempSync(joinPath(tmpdir(), 'kaltura-room-playground-'));
  buildPlayground(folder);
  const app = new Hono().use(
    '/some/where/*',
    serveStatic({root: folder, rewriteRequestPath: path => path.slice('/some/where'.length)}),
  );
  const server = await serveFetch(app.fetch);
  try {
    const violations = await recordViolations(page);
    await open(page, `${server.url}/some/where/index.html`);
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
    await page.getByLabel('The room does not exist').check();
    await page.getByRole('button', {name: 'Join again'}).click();
    await expect(page.getByRole('alert')).toContainText('This room does not exist');
    await page.getByLabel('Kaltura is down').check();
    await page.getByRole('button', {name: 'Reload'}).click();
    await expect(page.getByRole('alert')).toContainText('The meeting service is not answering');
    await createRoom(page, 'Stand-up');
    await expect(hint(page)).toContainText('the form was not sent');
    await tab(page, 'Theme').click();
    await page.getByRole('button', {name: 'Plain'}).click();
    await expect(file(page, 'rooms.css')).toContainText('--kaltura-room-control-radius: 0.125rem;');
    await tab(page, 'Headers').click();
    await expect(file(page, 'Response headers')).toContainText('frame-src https://');
    expect(await getRoomState(page)).toBe('failed');
    expect(violations).toEqual([]);
    expect(consoleMessages).toEqual([]);
  } finally {
    await server.close();
    rmSync(folder, {recursive: true, force: true});
  }
});

interface Axe {
  run(context: object): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>;
}

/**
 * Installs axe in the page without regard to the page's policy.
 * @returns a function that runs axe outside of frames, and returns its violations
 */
async function installAxe(page: Page) {
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
