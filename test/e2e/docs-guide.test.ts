import {serveStatic} from '@hono/node-server/serve-static';
import type {Page} from '@playwright/test';
import {Hono} from 'hono';
import type {KalturaRooms} from '../../src/server/index.js';
import {startSimulator, type Simulator} from '../../src/simulator/index.js';
import {createRoom, expect, onlyChromium, test as base} from './set-up.js';
import {serveFetch} from '../support/serve-fetch.js';

/*
 * The pages of the guide, on one host with the simulator. The snippets have relative addresses, so
 * that the host can have any port.
 */

interface Host {
  readonly url: string;
  readonly simulator: Simulator;
  /** Bodies of the beacons that pages sent. */
  readonly beacons: string[];
}

/** Imports a snippet after the environment variables that it reads are set. */
const importSnippet = async <Exports>(name: string) =>
  (await import(new URL(`../../docs/snippets/guide/${name}`, import.meta.url).href)) as Exports;

const test = base.extend<object, {host: Host}>({
  host: [
    async ({}, use) => {
      const simulator = await startSimulator();
      Object.assign(process.env, {
        KAF_URL: simulator.url,
        KALTURA_PARTNER_ID: String(simulator.partnerId),
        KALTURA_ADMIN_SECRET: simulator.adminSecret,
      });
      const {rooms} = await importSnippet<{rooms: KalturaRooms}>('moderator.mjs');
      const {app: pages} = await importSnippet<{app: Hono}>('room-pages.mjs');
      const beacons: string[] = [];
      const app = new Hono()
        .all('/api/kaltura/*', ({req}) => rooms.fetch(req.raw))
        .get('/csrf-token', ({text}) => text('a-csrf-token'))
        .get('/users', ({req, json}) =>
          json([{id: 'omar', name: `Omar, found by ${req.query('search')}`}]),
        )
        .post('/meetings/:roomId/launch', async ({req, json}) => {
          const response = await rooms.fetch(
            new Request(new URL('/token', req.url), {
              method: 'POST',
              headers: {cookie: req.header('cookie') ?? '', 'content-type': 'application/json'},
              body: JSON.stringify({roomId: req.param('roomId')}),
            }),
          );
          const {data} = (await response.json()) as {data: object};
          return json(data);
        })
        .post('/client-errors', async ({req, body}) => {
          beacons.push(await req.text());
          return body(null, 204);
        })
        .post('/courses', async ({req, text}) => text(await req.text()))
        .route('/', pages)
        .get(
          '/kaltura-room/*',
          serveStatic({
            root: 'dist/cdn',
            rewriteRequestPath: path => path.replace('/kaltura-room', ''),
          }),
        )
        .get('*', serveStatic({root: 'docs/snippets/guide'}));
      const server = await serveFetch(app.fetch, {hostname: 'localhost'});
      await use({url: server.url, simulator, beacons});
      await server.close();
      await simulator.close();
    },
    {scope: 'worker'},
  ],
  baseURL: async ({host}, use) => use(host.url),
  context: async ({context, host}, use) => {
    const {hostname} = new URL(host.url);
    const cookie = {name: 'session', value: 'session-of-jane', domain: hostname, path: '/'};
    await context.addCookies([cookie]);
    await use(context);
  },
});

// One worker runs the file, because each worker that uses this host starts a browser for it.
test.describe.configure({mode: 'default', timeout: 120_000});

/** The heading of the open room. */
const getTitle = (page: Page, selector = 'kaltura-room') =>
  page.frameLocator(`${selector} iframe`).getByRole('heading', {level: 1});

/** Answers token requests with an error. */
const refuse = (page: Page, errorCode: string, status = 403) =>
  page.route('**/api/kaltura/token', route =>
    route.fulfill({status, json: {success: false, errorCode, error: 'for a test'}}),
  );

test.describe('events.html', onlyChromium, () => {
  test('shows that the room is open, and that the guest has left', async ({page}) => {
    await page.goto('/events.html');
    await expect(page.locator('#status')).toHaveText('The room is open.');
    await page.locator('kaltura-room').evaluate((room: Room) => room.leave());
    await expect(page.locator('#status')).toHaveText('Thank you for coming.');
  });

  test('shows and reports why the room did not open', async ({page, host}) => {
    await refuse(page, 'room-not-found', 404);
    await page.goto('/events.html');
    await expect(page.locator('#status')).toHaveText('The room did not open: room-not-found');
    await expect
      .poll(() => host.beacons.map(body => (JSON.parse(body) as {code: string}).code))
      .toEqual(['room-not-found']);
  });

  test('shows a warning', async ({page, context}) => {
    await page.goto('/events.html');
    await expect(page.locator('#status')).toHaveText('The room is open.');
    await context.setOffline(true);
    await expect(page.locator('#status')).toHaveText('The meeting continues, but: offline');
  });
});

test('error-panel.html explains a refusal, and retries', onlyChromium, async ({page}) => {
  await refuse(page, 'access-denied');
  await page.goto('/error-panel.html');
  await expect(page.locator('#reason')).toContainText('You are not on the guest list.');
  await page.unroute('**/api/kaltura/token');
  await page.getByRole('button', {name: 'Try again'}).click();
  await expect(getTitle(page)).toHaveText('Town hall');
});

test('lifecycle.html joins and leaves by its own buttons', onlyChromium, async ({page}) => {
  await page.goto('/lifecycle.html');
  await page.getByRole('button', {name: 'Enter'}).click();
  await expect(getTitle(page)).toHaveText('Town hall');
  await page.getByRole('button', {name: 'Leave'}).click();
  await expect(page.getByRole('button', {name: 'Enter'})).toBeVisible();
});

test('hidden.html leaves a room that the page hides', onlyChromium, async ({page}) => {
  await page.goto('/hidden.html');
  await expect(getTitle(page)).toHaveText('Town hall');
  await page.getByRole('button', {name: 'Files'}).click();
  await expect(page.locator('kaltura-room iframe')).toHaveCount(0);
});

test('requests.html opens each room by its own way to a launch', onlyChromium, async ({page}) => {
  const token = page.waitForRequest('**/api/kaltura/token');
  await page.goto('/requests.html');
  expect((await token).headers()['x-csrf-token']).toBe('a-csrf-token');
  for (const id of ['with-token', 'with-function', 'with-launch'])
    await expect(getTitle(page, `#${id}`)).toHaveText('Town hall');
});

test('requests.html reports the code of its own function', onlyChromium, async ({page}) => {
  await page.route('**/meetings/1_townhall/launch', route => route.fulfill({status: 403}));
  await page.goto('/requests.html');
  const room = page.locator('#with-function');
  await expect.poll(() => room.evaluate((room: Room) => room.error?.code)).toBe('access-denied');
});

test('styling.html changes colours, sizes and states', onlyChromium, async ({page}) => {
  await page.goto('/styling.html');
  const room = page.locator('kaltura-room');
  const button = page.getByRole('button', {name: 'Join the room'});
  await expect(button).toHaveCSS('background-color', 'rgb(122, 31, 162)');
  await expect(button).toHaveCSS('border-radius', '999px');
  const height = await page.evaluate(() => innerHeight * 0.8);
  await expect(room).toHaveCSS('height', `${height}px`);
  await button.click();
  await expect(room).toHaveCSS('box-shadow', 'rgb(46, 139, 87) 0px 0px 0px 3px');
});

test('styling.html reserves the space of the elements', onlyChromium, async ({page}) => {
  await page.route('**/kaltura-room.js', route => route.abort());
  await page.goto('/styling.html');
  await page.addStyleTag({content: 'kaltura-room {block-size: auto !important}'});
  const width = await page.locator('kaltura-room').evaluate(room => room.clientWidth);
  const height = await page.locator('kaltura-room').evaluate(room => room.clientHeight);
  expect(height).toBe(Math.max(Math.round((width * 9) / 16), 480));
});

test('slots.html joins by its own button', onlyChromium, async ({page}) => {
  await page.goto('/slots.html');
  await expect(page.getByText('The town hall starts at 10:00.')).toBeVisible();
  await page.getByRole('button', {name: 'Enter'}).click();
  await expect(getTitle(page)).toHaveText('Town hall');
});

test('localization.html replaces sentences and adds a language', onlyChromium, async ({page}) => {
  await page.goto('/localization.html');
  await expect(page.getByRole('button', {name: 'Bli med'})).toBeVisible();
  await expect(page.getByRole('button', {name: 'Meet the team'})).toBeVisible();
  await page
    .locator('kaltura-room')
    .first()
    .evaluate(room => room.setAttribute('lang', 'en'));
  await expect(page.getByRole('button', {name: 'Enter the lobby'})).toBeVisible();
});

test.describe('the pages that create rooms', onlyChromium, () => {
  test('creator.html opens the new room, with Jane as its moderator', async ({page}) => {
    await page.goto('/creator.html');
    await createRoom(page, 'Design review');
    await expect(getTitle(page)).toHaveText('Design review');
    await expect(
      page.frameLocator('kaltura-room iframe').getByText('Room moderator', {exact: true}),
    ).toBeVisible();
  });

  test('creator-fields.html sends its defaults, and links to the room', async ({page, host}) => {
    await page.goto('/creator-fields.html');
    await page.getByLabel('Description').fill('Once a week');
    await page.getByRole('combobox', {name: 'Room moderators'}).pressSequentially('oma');
    await page.getByRole('option', {name: 'Omar, found by oma'}).click();
    await createRoom(page, 'Weekly');
    const link = page.getByRole('link', {name: '/join/'});
    await expect(link).toHaveAttribute('href', /\/join\/\d_\w{8}$/);
    const room = host.simulator.rooms.findLast(({name}) => name === 'Weekly');
    expect(room).toMatchObject({tags: 'intranet', roomModeratorUserIds: ['jane', 'omar']});
    await page.goto((await link.getAttribute('href')) ?? '');
    await expect(getTitle(page)).toHaveText('Weekly');
    await expect(page).toHaveTitle('Our meeting');
  });

  test('creator-fields.html cancels a creation', async ({page, host}) => {
    await page.goto('/creator-fields.html');
    await page.getByLabel('Description').fill('Not wanted');
    await createRoom(page, 'Test room');
    const creator = page.locator('kaltura-room-creator');
    await expect.poll(() => creator.evaluate((form: Room) => form.state)).toBe('editing');
    expect(host.simulator.rooms.map(({name}) => name)).not.toContain('Test room');
  });

  test('creator-templates.html creates a room from a template', async ({page, host}) => {
    await page.goto('/creator-templates.html');
    await page.getByText('More options', {exact: true}).click();
    await page.getByLabel('Template').selectOption('Webinar stage');
    await createRoom(page, 'Launch day');
    await expect(getTitle(page)).toHaveText('Launch day');
    const room = host.simulator.rooms.findLast(({name}) => name === 'Launch day');
    expect(room?.templateRoomEntryId).toBe('1_webinar0');
  });

  test('creator-form.html submits the ID of the new room', async ({page, host}) => {
    await page.goto('/creator-form.html');
    await page.getByLabel('Course').fill('Botany');
    await page.getByRole('button', {name: 'Save the course'}).click();
    await expect(page.getByText('Create the room first.')).toBeVisible();
    await createRoom(page, 'Botany 101');
    const creator = page.locator('kaltura-room-creator');
    await expect.poll(() => creator.evaluate((form: Room) => form.state)).toBe('created');
    await page.getByRole('button', {name: 'Save the course'}).click();
    const room = host.simulator.rooms.findLast(({name}) => name === 'Botany 101');
    await expect(page.locator('body')).toHaveText(`course=Botany&roomId=${room?.id}`);
  });

  test('creator-dialog.html closes after the creation', async ({page}) => {
    await page.goto('/creator-dialog.html');
    await page.getByRole('button', {name: 'New room'}).click();
    await page.getByLabel('Course').fill('Zoology');
    const log = page.waitForEvent('console');
    await createRoom(page, 'Zoology 101');
    expect((await log).text()).toMatch(/^\d_\w{8} Zoology$/);
    await expect(page.getByRole('dialog')).toBeHidden();
  });
});

/** The elements, as far as these tests use them. */
type Room = HTMLElement & {
  readonly state: string;
  readonly error: {readonly code: string} | null;
  leave(): void;
};
