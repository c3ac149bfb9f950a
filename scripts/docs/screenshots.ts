import {mkdirSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Browser, Page} from '@playwright/test';
import {startDemo} from '../../demo/server.js';
import {
  COLOR_SCHEMES,
  RECORDED_STATES,
  getScreenshotPath,
  type DemoElement,
} from '../../docs/.vitepress/theme/recorded-states.js';
import {launchChromium} from '../../test/support/launch-chromium.js';

/*
 * Records the screenshots of the documentation: each state of both elements in both color schemes, and
 * the playground for the README. `npm run screenshots` builds the elements first.
 */

const PUBLIC = fileURLToPath(new URL('../../docs/public', import.meta.url));
const CAMERA = fileURLToPath(new URL('test-camera.js', import.meta.url));
const PLAYGROUND_PICTURE = fileURLToPath(new URL('../../demo/screenshot.png', import.meta.url));
/** A room takes the height of the viewport. */
const SIZE = {width: 720, height: 480};
/** Chromium asks before a page reaches another server of this machine, such as the simulator. */
const LOCAL_NETWORK = ['local-network-access'];
const MAX_TOTAL_BYTES = 1_500_000;
const TIMEOUT_MS = 120_000;

type Demo = Awaited<ReturnType<typeof startDemo>>;
type Simulator = NonNullable<Demo['simulator']>;

const ROOM = `<kaltura-room
  room-id="1_townhall"
  token-url="/api/kaltura/token"
  room-moderator
  chat-moderator
  loading="click"
></kaltura-room>`;
const CREATOR = `<kaltura-room-creator
  create-url="/api/kaltura/rooms"
  share-url="https://www.example.com/join/{id}"
  hidden-fields="templateRoomEntryId roomModeratorUserIds chatModeratorUserIds"
  defaults='{"name": "Weekly stand-up", "tags": "team, weekly"}'
></kaltura-room-creator>`;

const join = (page: Page) => page.getByRole('button', {name: 'Join the room'}).click();
const create = (page: Page) => page.getByRole('button', {name: 'Create room'}).click();

/** Brings an element from its first state into each other state. */
const STEPS: Record<DemoElement, Record<string, (page: Page, simulator: Simulator) => unknown>> = {
  'kaltura-room': {
    idle: () => {},
    loading: async page => {
      await page.route('**/api/kaltura/token', () => {});
      await join(page);
    },
    joining: async (page, simulator) => {
      simulator.faults.set('view-room', {kind: 'never'});
      await join(page);
    },
    ready: async page => {
      await join(page);
      const frame = page.frameLocator('kaltura-room iframe');
      await frame.getByRole('button', {name: 'Camera'}).click();
      await frame.getByText('Your camera is on.').waitFor();
    },
    failed: async page => {
      await page.route('**/api/kaltura/token', route =>
        route.fulfill({
          status: 403,
          json: {success: false, errorCode: 'access-denied', error: 'Not invited'},
        }),
      );
      await join(page);
    },
  },
  'kaltura-room-creator': {
    editing: () => {},
    creating: async (page, simulator) => {
      simulator.faults.set('create-room', {kind: 'never'});
      await create(page);
    },
    created: create,
    failed: async (page, simulator) => {
      const body = {success: false, errorCode: 'invalidConfiguration', error: 'Rooms are off'};
      simulator.faults.set('create-room', {kind: 'json', body});
      await create(page);
    },
  },
};

const demo = await startDemo({port: 0, simulatorPort: 0});
const browser = await launchChromium();
try {
  const folder = `${PUBLIC}/screenshots`;
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true});
  for (const [element, states] of Object.entries(RECORDED_STATES))
    for (const {state} of states)
      for (const scheme of COLOR_SCHEMES)
        await recordState(browser, demo, element as DemoElement, state, scheme);
  await recordPlayground(browser, demo);
  const total = readdirSync(folder).reduce(
    (sum, name) => sum + statSync(`${folder}/${name}`).size,
    0,
  );
  console.log(`${readdirSync(folder).length} screenshots, ${total} bytes`);
  if (total > MAX_TOTAL_BYTES)
    throw new Error(`The screenshots must have at most ${MAX_TOTAL_BYTES} bytes; got ${total}`);
} finally {
  await browser.close();
  await demo.close();
}

async function recordState(
  browser: Browser,
  {url, simulator}: Demo,
  element: DemoElement,
  state: string,
  colorScheme: (typeof COLOR_SCHEMES)[number],
): Promise<void> {
  const step = STEPS[element][state];
  if (!step || !simulator) throw new Error(`STEPS must have a step for ${element} ${state}`);
  const page = await browser.newPage({
    viewport: SIZE,
    deviceScaleFactor: 2,
    colorScheme,
    permissions: LOCAL_NETWORK,
  });
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.addInitScript({path: CAMERA});
  await page.route(`${url}/screenshot`, route =>
    route.fulfill({contentType: 'text/html', body: buildPage(element)}),
  );
  simulator.faults.clear();
  await page.goto(`${url}/screenshot`);
  await page.locator(`${element}:defined`).waitFor();
  await step(page, simulator);
  await page.locator(`${element}:state(${state})`).waitFor();
  // The spinner appears only after a delay.
  if (state === 'loading' || state === 'joining')
    await page.locator('[part~=spinner]').waitFor({state: 'visible'});
  const image = await page.locator('main').screenshot({animations: 'disabled'});
  writeFileSync(`${PUBLIC}${getScreenshotPath(element, state, colorScheme)}`, image);
  await page.close();
}

function buildPage(element: DemoElement): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Screenshot</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
  body { margin: 0; }
  main { padding: 1rem; background: light-dark(#fff, #1b1b1f); }
</style>
<script type="module" src="/dist/cdn/kaltura-room.js"></script>
<main>${element === 'kaltura-room' ? ROOM : CREATOR}</main>
</html>`;
}

/** Records the playground with a new room, for the README. */
async function recordPlayground(browser: Browser, {url, simulator}: Demo): Promise<void> {
  simulator?.faults.clear();
  const page = await browser.newPage({
    viewport: {width: 1440, height: 900},
    colorScheme: 'light',
  });
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.addInitScript({path: CAMERA});
  await page.goto(url);
  await page.locator('html[data-playground=ready]').waitFor();
  await page.getByLabel('Room name').fill('Weekly stand-up');
  await create(page);
  const frame = page.frameLocator('kaltura-room iframe');
  await frame.getByRole('button', {name: 'Camera'}).click();
  await frame.getByText('Your camera is on.').waitFor();
  await page.getByRole('tab', {name: 'Theme'}).click();
  await page.evaluate(() => scrollTo(0, 0));
  writeFileSync(PLAYGROUND_PICTURE, await page.screenshot({animations: 'disabled'}));
  await page.close();
}
