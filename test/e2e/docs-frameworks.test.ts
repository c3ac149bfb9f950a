import {readFile} from 'node:fs/promises';
import {serveStatic} from '@hono/node-server/serve-static';
import type {Page} from '@playwright/test';
import {Hono} from 'hono';
import {kalturaRooms} from '../../src/server/index.js';
import {startSimulator, type Simulator} from '../../src/simulator/index.js';
import {expect, onlyChromium, test as base, waitForRoom} from './set-up.js';
import {serveFetch} from '../support/serve-fetch.js';

/*
 * The pages for Turbo and htmx in the documentation. The server renders the next page from the same
 * snippet.
 */

const SNIPPETS = 'docs/snippets/frameworks/turbo-and-htmx';

interface Host {
  readonly url: string;
  readonly simulator: Simulator;
  /** Changes the HTML that the server sends. */
  readonly change: {html?: (html: string) => string};
}

const test = base.extend<{host: Host}>({
  host: async ({}, use) => {
    const simulator = await startSimulator();
    const rooms = kalturaRooms({
      partnerId: simulator.partnerId,
      kafUrl: simulator.url,
      credentials: {adminSecret: simulator.adminSecret},
      logger: {info() {}, error: console.error},
      authorize: () => ({userId: 'jane', firstName: 'Jane'}),
    });
    const change: Host['change'] = {};
    const readPage = async (name: string) => {
      const html = await readFile(`${SNIPPETS}/${name}`, 'utf8');
      return change.html?.(html) ?? html;
    };
    const serveFolder = (root: string) =>
      serveStatic({root, rewriteRequestPath: path => path.replace(/^\/[^/]+/, '')});
    const app = new Hono()
      .get('/favicon.ico', ({body}) => body(null, 204))
      .all('/api/kaltura/*', ({req}) => rooms.fetch(req.raw))
      .get('/kaltura-room/*', serveFolder('dist/cdn'))
      .get('/turbo/*', serveFolder('node_modules/@hotwired/turbo/dist'))
      .get('/htmx/*', serveFolder('node_modules/htmx.org/dist'))
      .get('/turbo.html', async ({html}) => html(await readPage('turbo.html')))
      .get('/htmx.html', async ({html}) => html(await readPage('htmx.html')))
      .get('/agenda', async ({req, html}) => {
        if (req.header('hx-request')) return html(await readPage('agenda.html'));
        const page = await readPage('turbo.html');
        return html(page.replace('<h1>Town hall', '<h1>Agenda'));
      })
      .get('*', serveStatic({root: SNIPPETS}));
    const server = await serveFetch(app.fetch, {hostname: 'localhost'});
    await use({url: server.url, simulator, change});
    await server.close();
    await simulator.close();
  },
});

/** Follows the link to the agenda in an open room. Returns the number of rooms that were opened. */
async function visitAgenda(page: Page, {simulator}: Host): Promise<number> {
  await waitForRoom(page);
  await page.getByText('Agenda', {exact: true}).click();
  await expect(page.getByRole('heading', {name: 'Agenda'})).toBeVisible();
  await waitForRoom(page);
  return simulator.counts['view-room'];
}

test.describe('the page for Turbo', onlyChromium, () => {
  test('keeps the meeting during navigation', async ({page, host, consoleMessages}) => {
    await page.goto(`${host.url}/turbo.html`);
    expect(await visitAgenda(page, host)).toBe(1);
    expect(consoleMessages).toEqual([]);
  });

  test('opens the room again with data-turbo-permanent', async ({page, host}) => {
    host.change.html = html =>
      html
        .replace('src="/turbo.js"', 'src="/turbo/turbo.es2017-esm.js"')
        .replace('id="room"', 'id="room" data-turbo-permanent');
    await page.goto(`${host.url}/turbo.html`);
    expect(await visitAgenda(page, host)).toBe(2);
  });
});

test.describe('the page for htmx', onlyChromium, () => {
  test('keeps the meeting during a swap', async ({page, host, consoleMessages}) => {
    await page.goto(`${host.url}/htmx.html`);
    expect(await visitAgenda(page, host)).toBe(1);
    expect(consoleMessages).toEqual([]);
  });
});
