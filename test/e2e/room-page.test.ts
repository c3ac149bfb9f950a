import {readFileSync} from 'node:fs';
import {Hono} from 'hono';
import {kalturaRooms, roomPages} from '../../src/server/index.js';
import {startSimulator} from '../../src/simulator/index.js';
import {createRoom, expect, waitForRoom, onlyChromium, test} from './set-up.js';
import {serveFetch} from '../support/serve-fetch.js';

test('a room page fills the window with the room under its strict policy', async ({
  page,
  consoleMessages,
}) => {
  const simulator = await startSimulator();
  const {partnerId, adminSecret, url: kafUrl} = simulator;
  const rooms = kalturaRooms({
    partnerId,
    kafUrl,
    credentials: {adminSecret},
    authorize: () => ({userId: 'jane', firstName: 'Jane'}),
    logger: {info() {}, error() {}},
  });
  const scriptUrl = '/kaltura-room/room.js';
  const pages = roomPages({kafUrl, scriptUrl, tokenUrl: '/api/kaltura/token'});
  const app = new Hono()
    .all('/api/kaltura/*', ({req}) => rooms.fetch(req.raw))
    .get('/kaltura-room/*', ({req, body}) =>
      body(readFileSync(`dist/cdn/${req.path.replace('/kaltura-room/', '')}`, 'utf8'), 200, {
        'content-type': 'text/javascript',
      }),
    )
    .get('/join/*', ({req}) => pages.fetch(req.raw));
  const server = await serveFetch(app.fetch);
  try {
    // The simulator has another origin, on 127.0.0.1.
    await page.goto(`http://localhost:${server.port}/join/1_townhall`);
    const room = await waitForRoom(page);
    await expect(room.getByRole('heading', {level: 1})).toContainText('Town hall');
    const fillsWindow = await page.locator('kaltura-room').evaluate(element => {
      const {height} = element.getBoundingClientRect();
      return height === innerHeight && document.documentElement.scrollHeight === innerHeight;
    });
    expect(fillsWindow).toBe(true);
    expect(consoleMessages).toEqual([]);
  } finally {
    await server.close();
    await simulator.close();
  }
});

test('the share link of the simulator opens the room for a guest', async ({
  page,
  consoleMessages,
}) => {
  const simulator = await startSimulator();
  try {
    await page.goto(simulator.shareUrl.replace('{id}', '1_townhall'));
    const room = await waitForRoom(page);
    await expect(room.getByRole('heading', {level: 1})).toContainText('Town hall');
    await expect(room.getByText('Guest', {exact: true})).toBeVisible();
    expect(consoleMessages).toEqual([]);
  } finally {
    await simulator.close();
  }
});

test(
  'the share link of the form opens the new room in another page',
  onlyChromium,
  async ({page, demo, context}) => {
    await page.goto(demo.url);
    await createRoom(page, 'Retrospective');
    const link = page.getByRole('link', {name: /\/join\/1_/});
    const otherPage = await context.newPage();
    await otherPage.goto(String(await link.getAttribute('href')));
    const room = await waitForRoom(otherPage);
    await expect(room.getByRole('heading', {level: 1})).toContainText('Retrospective');
  },
);

test.describe('a room page without JavaScript', () => {
  test.use({javaScriptEnabled: false});

  // Firefox under Playwright does not parse the contents of <noscript>.
  test('asks the guest to enable it and offers a reload', onlyChromium, async ({page, demo}) => {
    await page.goto(`${demo.url}/join/1_townhall`);
    await expect(page.getByRole('paragraph')).toContainText('To join, switch on JavaScript');
    const reloadLink = page.getByRole('link', {name: 'load it again'});
    await expect(reloadLink).toBeVisible();
    await reloadLink.click();
    await expect(page).toHaveURL(`${demo.url}/join/1_townhall`);
  });
});
