import type {Page} from '@playwright/test';
import {Hono} from 'hono';
import {StrictMode, createElement} from 'react';
import {renderToString} from 'react-dom/server';
import {build, type Rolldown} from 'vite';
import {kalturaRooms} from '../../src/server/index.js';
import {startSimulator, type Simulator} from '../../src/simulator/index.js';
import {App} from './react/app.js';
import {expect, onlyChromium, test as base, waitForRoom} from './set-up.js';
import {serveFetch} from '../support/serve-fetch.js';

/*
 * The components for React in the browser: rendered there, and hydrated after a server rendered them.
 * Tests with React 18 and Next are in `test/integration/frameworks`.
 */

interface Host {
  readonly url: string;
  readonly simulator: Simulator;
  /** The `x-app` header of each request for a launch. */
  readonly headers: (string | undefined)[];
  /** The bodies of these requests. */
  readonly bodies: unknown[];
}

/** Bundles the page in development mode, in which React reports errors of hydration. */
async function bundlePage(): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: 'silent',
    mode: 'development',
    define: {'process.env.NODE_ENV': '"development"'},
    build: {write: false, minify: false, rolldownOptions: {input: 'test/e2e/react/main.ts'}},
  })) as Rolldown.RolldownOutput;
  const [entry] = output.output;
  return entry.code;
}

let bundling: Promise<string> | undefined;

const test = base.extend<{host: Host}>({
  host: async ({}, use) => {
    const script = await (bundling ??= bundlePage());
    const simulator = await startSimulator();
    const rooms = kalturaRooms({
      partnerId: simulator.partnerId,
      kafUrl: simulator.url,
      credentials: {adminSecret: simulator.adminSecret},
      logger: {info() {}, error: console.error},
      authorize: () => ({userId: 'jane', firstName: 'Jane', createRooms: true}),
    });
    const headers: Host['headers'] = [];
    const bodies: unknown[] = [];
    const renderPage = (content: string) =>
      `<!doctype html><html lang="en"><title>React</title><link rel="icon" href="data:," />
      <main>${content}</main><script type="module" src="/main.js"></script>`;
    const app = new Hono()
      .get('/main.js', ({body}) => body(script, 200, {'content-type': 'text/javascript'}))
      .get('/', ({html}) => html(renderPage('')))
      .get('/server', ({html}) =>
        html(renderPage(renderToString(createElement(StrictMode, null, createElement(App))))),
      )
      .all('/api/kaltura/*', async ({req}) => {
        headers.push(req.header('x-app'));
        bodies.push(await req.raw.clone().json());
        return rooms.fetch(req.raw);
      });
    const server = await serveFetch(app.fetch, {hostname: 'localhost'});
    await use({url: server.url, simulator, headers, bodies});
    await server.close();
    await simulator.close();
  },
});

const click = (page: Page, name: string) => page.getByRole('button', {name}).click();

for (const {name, path} of [
  {name: 'KalturaRoom in a browser', path: '/'},
  {name: 'KalturaRoom after server rendering', path: '/server'},
])
  test.describe(name, onlyChromium, () => {
    test.beforeEach(async ({page, host}) => {
      await page.goto(host.url + path);
      await waitForRoom(page);
    });

    test('opens the room once with its properties, and calls the handlers', async ({
      page,
      host,
      consoleMessages,
    }) => {
      await expect(page.locator('#events')).toHaveText('loading ready');
      await expect(page.locator('#state')).toHaveText('ready');
      await expect(page.locator('kaltura-room')).toHaveAttribute('id', 'room');
      expect(host.headers).toEqual(['react']);
      expect(
        consoleMessages.filter(text => !/React DevTools|Lit is in dev mode/.test(text)),
      ).toEqual([]);
    });

    test('keeps the meeting when equal values and new functions render', async ({page, host}) => {
      await click(page, 'Render again');
      await expect(page.locator('#renders')).toHaveText('1');
      await waitForRoom(page);
      await expect(page.locator('#events')).toHaveText('loading ready');
      expect(host.simulator.counts['view-room']).toBe(1);
    });

    test('gives the hook functions that leave and join', async ({page}) => {
      await click(page, 'Leave by the hook');
      await expect(page.locator('#state')).toHaveText('idle');
      await expect(page.locator('#events')).toHaveText('loading ready left');
      await click(page, 'Join by the hook');
      await expect(page.locator('#state')).toHaveText('ready');
    });

    test('resets the hook when the component is removed', async ({page}) => {
      await click(page, 'Remove or add');
      await expect(page.locator('#state')).toHaveText('idle');
      expect(page.frames()).toHaveLength(1);
      await click(page, 'Remove or add');
      await expect(page.locator('#state')).toHaveText('ready');
    });

    test('requests a moderator for roomModerator="false", because text counts as true', async ({
      host,
    }) => {
      expect(host.bodies).toEqual([{roomId: '1_townhall', roomModerator: true, lang: 'en'}]);
    });

    test('keeps the meeting and reports the error if a handler throws', async ({
      page,
      consoleMessages,
    }) => {
      await page.evaluate(() => window.dispatchEvent(new Event('offline')));
      await expect.poll(() => consoleMessages).toContain('The handler failed');
      await expect(page.locator('#state')).toHaveText('ready');
      await waitForRoom(page);
    });

    test('updates the hook when a warning begins and ends', async ({page}) => {
      await page.evaluate(() => window.dispatchEvent(new Event('offline')));
      await expect(page.locator('#warnings')).toHaveText('offline');
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
      await expect(page.locator('#warnings')).toBeEmpty();
    });
  });
