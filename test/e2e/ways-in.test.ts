import {waysIn} from '../../demo/ways-in.js';
import {createRoom, expect, inRoom, test} from './set-up.js';

for (const way of Object.keys(waysIn) as (keyof typeof waysIn)[])
  test.describe(`by ${way}`, () => {
    test.use({demoOptions: {way}});

    test('a moderator creates a room and is in it, as moderator, and nothing complains', async ({
      page,
      demo,
      requests,
      noise,
    }) => {
      await page.goto(demo.url);
      const history = await page.evaluate(() => window.history.length);
      await createRoom(page, 'Retrospective');
      const room = await inRoom(page);
      await expect(room.getByRole('heading', {name: 'Retrospective'})).toBeVisible();
      await expect(room.getByRole('list', {name: 'Your role'})).toContainText('Room moderator');
      expect(requests).toEqual(['POST /api/kaltura/rooms', 'POST /api/kaltura/token']);
      expect(await page.evaluate(() => window.history.length)).toBe(history);
      expect(noise).toEqual([]);
    });

    test('a guest is in the room as a guest', async ({page, demo}) => {
      await page.goto(demo.url);
      await page.getByLabel('Gino, a guest').check();
      await page.getByRole('button', {name: 'Join'}).click();
      const room = await inRoom(page);
      await expect(room.getByRole('heading', {name: 'Town hall'})).toBeVisible();
      await expect(room.getByText('Gino Guest')).toBeVisible();
      await expect(room.getByRole('list', {name: 'Your role'})).not.toContainText('oderator');
    });

    test('the room opens in a tab of its own too', async ({page, demo}) => {
      await page.goto(demo.url);
    });
  });
