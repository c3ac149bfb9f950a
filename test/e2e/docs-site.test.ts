import {serveStatic} from '@hono/node-server/serve-static';
import type {Page} from '@playwright/test';
import {Hono} from 'hono';
import {DOCS, hasDocs} from '../../demo/docs.js';
import {expect, getRoomState, onlyChromium, test, waitForRoom} from './set-up.js';
import {serveFetch} from '../support/serve-fetch.js';

/** A page of each kind. `test/docs/built-pages.test.ts` checks the built files of all pages. */
const PAGES = [
  '/',
  '/guide/getting-started.html',
  '/reference/kaltura-room.html',
  '/playground.html',
];

test.skip(!hasDocs(), 'The documentation is not built: run npm run docs:build');

/** Serves the built documentation as a static web server does. */
const serveStaticDocs = async () => {
  const app = new Hono().use(
    '/docs/*',
    serveStatic({root: DOCS, rewriteRequestPath: path => path.slice('/docs'.length)}),
  );
  return serveFetch(app.fetch);
};

/** Records the requests of a page to other origins, and aborts them. */
async function recordForeignRequests(page: Page, origin: string): Promise<string[]> {
  const foreign: string[] = [];
  await page.route(
    url => url.origin !== origin,
    route => {
      foreign.push(route.request().url());
      return route.abort();
    },
  );
  return foreign;
}

for (const colorScheme of ['light', 'dark'] as const)
  test(
    `a page loads nothing from another origin and logs nothing in the ${colorScheme} scheme`,
    onlyChromium,
    async ({page, demo, consoleMessages}) => {
      await page.emulateMedia({colorScheme});
      const foreign = await recordForeignRequests(page, demo.url);
      for (const path of PAGES) {
        await page.goto(`${demo.url}/docs${path}`);
        await expect(page.getByRole('heading', {level: 1})).toBeVisible();
        await expect(page.getByRole('switch').first()).toBeAttached();
        expect(consoleMessages, path).toEqual([]);
        expect(foreign, path).toEqual([]);
      }
      const darkPage = page.locator('html.dark');
      await expect(darkPage).toHaveCount(colorScheme === 'dark' ? 1 : 0);
    },
  );

test('a page with a host backend contains the live element', async ({
  page,
  demo,
  consoleMessages,
}) => {
  await page.goto(`${demo.url}/docs/`);
  await expect(page.getByText('Live.')).toBeVisible();
  await page.getByRole('button', {name: 'Join the room'}).click();
  await waitForRoom(page);
  await expect(page.getByText('Last event: kaltura-room-ready')).toBeVisible();
  expect(consoleMessages).toEqual([]);
});

test.describe('a static copy of the documentation', () => {
  let site: Awaited<ReturnType<typeof serveStaticDocs>>;
  test.beforeAll(async () => {
    site = await serveStaticDocs();
  });
  test.afterAll(() => site.close());

  test('shows recorded states, and claims nothing else', async ({page, consoleMessages}) => {
    await page.goto(`${site.url}/docs/`);
    const panel = page.getByRole('tabpanel');
    await expect(panel.getByRole('img')).toHaveAttribute('src', /kaltura-room-failed-light\.png$/);
    await page.getByRole('tab', {name: 'failed'}).press('ArrowLeft');
    await expect(page.getByRole('tab', {name: 'ready'})).toBeFocused();
    const image = panel.getByRole('img');
    await expect(image).toHaveAttribute('src', /kaltura-room-ready-light\.png$/);
    await expect
      .poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth))
      .toBeGreaterThan(600);
    await expect(page.getByText('Recorded.')).toBeVisible();
    await expect(page.getByText('Live.')).toHaveCount(0);
    await expect(page.locator('kaltura-room')).toHaveCount(0);
    await page.emulateMedia({colorScheme: 'dark'});
    await expect(image).toHaveAttribute('src', /kaltura-room-ready-dark\.png$/);
    expect(consoleMessages).toEqual([]);
  });

  for (const {query, link} of [
    {query: 'make a moderator', link: /\/server\/authorize\.html#make-a-moderator$/},
    {query: 'translate a sentence', link: /\/guide\/localization\.html#translate-or-replace-a/},
    {query: 'change the accent colour', link: /\/guide\/styling\.html/},
    {query: 'room failed', link: /\/guide\/events-and-errors\.html/},
    {query: 'nginx', link: /\/server\/proxy\.html/},
    {query: 'rotate LTI key', link: /\/server\/authentication\.html#/},
    {query: 'test with Playwright', link: /\/guide\/testing\.html#test-with-playwright$/},
    {query: 'without an account', link: /\/guide\/getting-started\.html#run-without-an-account$/},
  ])
    test(`finds the answer first for the search: ${query}`, async ({page}) => {
      await page.goto(`${site.url}/docs/guide/getting-started.html`);
      await page.getByRole('button', {name: 'Search'}).click();
      await page.getByRole('searchbox').fill(query);
      await expect(page.getByRole('option').first().getByRole('link')).toHaveAttribute(
        'href',
        link,
      );
    });

  test('contains the static playground', async ({page, consoleMessages}) => {
    await page.goto(`${site.url}/docs/playground.html`);
    await page.getByRole('link', {name: 'Open the playground'}).click();
    await expect(page.locator('html')).toHaveAttribute('data-playground', 'ready');
    await expect(page.getByText('This copy has no server')).toBeVisible();
    expect(await getRoomState(page)).toBe('idle');
    expect(consoleMessages).toEqual([]);
  });
});
