import {browserRows} from '../room/faults/rows.js';
import {expect, waitForRoom, onlyChromium, getRoomState, test as base} from './set-up.js';

/** A browser that keeps a page that one has left, as people's browsers do. */
const test = base.extend<object, object>({
  launchOptions: [
    async ({launchOptions}, use) =>
      use({...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache']}),
    {scope: 'worker'},
  ],
});

// Playwright loses a page that Firefox has kept.
const kept = `${browserRows.kept.fault}: the meeting continues, and can be left`;
test(kept, onlyChromium, async ({page, demo, requests, isPacked}) => {
  // https://github.com/GoogleChrome/lighthouse/issues/14784
  test.skip(isPacked, 'The packed Chromium is a headless shell, which has no back-forward cache.');
  await page.goto(demo.url);
  await page.getByRole('button', {name: 'Join the room'}).click();
  const room = await waitForRoom(page);
  await expect(room.getByRole('heading', {name: 'Town hall'})).toBeVisible();
  // Playwright does not reach a frame that was kept.
  await room
    .locator('body')
    .evaluate(() =>
      addEventListener('pageshow', () => parent.postMessage({subject: 'lti.navigation'}, '*')),
    );
  await page.evaluate(() => {
    const {dataset} = document.documentElement;
    addEventListener('pageshow', ({persisted}) => (dataset['kept'] = String(persisted)));
    for (const name of ['loading', 'ready', 'error', 'left', 'message', 'resize', 'warning'])
      document.querySelector('kaltura-room')?.addEventListener(`kaltura-room-${name}`, ({type}) => {
        dataset['heard'] = `${dataset['heard'] ?? ''} ${type.slice('kaltura-room-'.length)}`;
      });
  });
  await page.goto(`${demo.url}/static.html`);
  await page.evaluate(() => history.back());
  await expect.poll(() => page.locator('html').getAttribute('data-kept')).toBe('true');
  expect(await getRoomState(page)).toBe('ready');
  await expect(page.locator('kaltura-room iframe')).toBeVisible();
  expect(requests.filter(request => request.endsWith('/token'))).toHaveLength(1);
  const heard = () => page.locator('html').getAttribute('data-heard');
  await expect.poll(heard).toBe(' message');
  await expect(page.getByRole('status').filter({hasText: 'The room is open.'})).toBeAttached();
  await page
    .locator('kaltura-room')
    .evaluate((element: HTMLElement & {leave(): void}) => element.leave());
  expect(await heard()).toBe(' message left');
});

const opens = 'the room opens when the guest returns to a page that they left during the opening';
test(opens, async ({page, demo}) => {
  demo.simulator.faults.set('view-room', {kind: 'slow', ms: 5000, times: 1});
  await page.goto(demo.url);
  await page.getByRole('button', {name: 'Join the room'}).click();
  await expect.poll(() => getRoomState(page)).toBe('joining');
  // By itself: Firefox takes a frame whose loading is given up for the page, and calls that aborted.
  await page.evaluate(() => location.assign('static.html'));
  await expect(page).toHaveURL(/static/);
  await page.evaluate(() => history.back());
  // A page whose frame had not loaded is not kept: it is another one then, and waits for a click.
  const join = page.getByRole('button', {name: 'Join the room'});
  await expect
    .poll(async () => (await getRoomState(page)) === 'ready' || join.isVisible())
    .toBe(true);
  if (await join.isVisible()) await join.click();
  await expect.poll(() => getRoomState(page)).toBe('ready');
});
