import {expect, waitForRoom, onlyChromium, getRoomState, test} from './set-up.js';

// Playwright loses its connection to a page in the back/forward cache of Firefox.
test(
  'a page that returns from the back/forward cache continues the meeting, and the guest can leave',
  onlyChromium,
  async ({page, demo, requests, isPacked}) => {
    // https://github.com/GoogleChrome/lighthouse/issues/14784
    test.skip(
      isPacked,
      'The packed Chromium is a headless shell, which has no back-forward cache.',
    );
    await page.goto(demo.url);
    await page.getByRole('button', {name: 'Join the room'}).click();
    const room = await waitForRoom(page);
    await expect(room.getByRole('heading', {name: 'Town hall'})).toBeVisible();
    // Playwright cannot reach a frame in the cache, so the frame itself posts a message.
    await room
      .locator('body')
      .evaluate(() =>
        addEventListener('pageshow', () => parent.postMessage({subject: 'lti.navigation'}, '*')),
      );
    await page.evaluate(() => {
      const {dataset} = document.documentElement;
      addEventListener('pageshow', ({persisted}) => (dataset['persisted'] = String(persisted)));
      for (const name of ['loading', 'ready', 'error', 'left', 'message', 'resize', 'warning'])
        document
          .querySelector('kaltura-room')
          ?.addEventListener(`kaltura-room-${name}`, ({type}) => {
            dataset['events'] = `${dataset['events'] ?? ''} ${type.slice('kaltura-room-'.length)}`;
          });
    });
    await page.goto(`${demo.url}/static.html`);
    await page.evaluate(() => history.back());
    await expect.poll(() => page.locator('html').getAttribute('data-persisted')).toBe('true');
    expect(await getRoomState(page)).toBe('ready');
    await expect(page.locator('kaltura-room iframe')).toBeVisible();
    expect(requests.filter(request => request.endsWith('/token'))).toHaveLength(1);
    const getEvents = () => page.locator('html').getAttribute('data-events');
    await expect.poll(getEvents).toBe(' message');
    await expect(page.getByRole('status').filter({hasText: 'The room is open.'})).toBeAttached();
    await page
      .locator('kaltura-room')
      .evaluate((element: HTMLElement & {leave(): void}) => element.leave());
    expect(await getEvents()).toBe(' message left');
  },
);

test('the room opens when the guest returns to a page that they left during the opening', async ({
  page,
  demo,
}) => {
  demo.simulator.faults.set('view-room', {kind: 'slow', ms: 5000, times: 1});
  await page.goto(demo.url);
  await page.getByRole('button', {name: 'Join the room'}).click();
  await expect.poll(() => getRoomState(page)).toBe('joining');
  // In Firefox, `page.goto()` mistakes the aborted load of the frame for the page's own.
  await page.evaluate(() => location.assign('static.html'));
  await expect(page).toHaveURL(/static/);
  await page.evaluate(() => history.back());
  // The browser does not cache a page whose frame still loads, so a new page may wait for a click.
  const join = page.getByRole('button', {name: 'Join the room'});
  await expect
    .poll(async () => (await getRoomState(page)) === 'ready' || join.isVisible())
    .toBe(true);
  if (await join.isVisible()) await join.click();
  await expect.poll(() => getRoomState(page)).toBe('ready');
});
