import {authModes} from '../../demo/auth-modes.js';
import {createRoom, expect, waitForRoom, getRoomState, onlyChromium, test} from './set-up.js';

/** Modes that differ only in the requests of the host backend to Kaltura. */
const BACKEND_MODES: readonly string[] = ['session.start', 'app-token'];

for (const authMode of Object.keys(authModes) as (keyof typeof authModes)[])
  test.describe(`the demo with authMode ${authMode}`, () => {
    test.use({demoOptions: {authMode}});

    const browsers = BACKEND_MODES.includes(authMode) ? onlyChromium : {};
    test(
      'lets a moderator create a room and join it as moderator',
      browsers,
      async ({page, demo, requests, consoleMessages}) => {
        await page.goto(demo.url);
        const history = await page.evaluate(() => window.history.length);
        await createRoom(page, 'Retrospective');
        const room = await waitForRoom(page);
        await expect(room.getByRole('heading', {name: 'Retrospective'})).toBeVisible();
        await expect(room.getByRole('list', {name: 'Your role'})).toContainText('Room moderator');
        expect(requests).toEqual([
          'POST /api/kaltura/rooms',
          'POST /api/kaltura/token',
          ...(authMode === 'lti-1.3' ? ['GET /api/kaltura/lti/authorize'] : []),
        ]);
        expect(await page.evaluate(() => window.history.length)).toBe(history);
        expect(consoleMessages).toEqual([]);
      },
    );

    test(
      'lets a guest join without the role of a moderator',
      onlyChromium,
      async ({page, demo}) => {
        await page.goto(demo.url);
        await page.getByRole('radio', {name: 'Guest'}).check();
        await page.getByRole('button', {name: 'Join'}).click();
        const room = await waitForRoom(page);
        await expect(room.getByRole('heading', {name: 'Town hall'})).toBeVisible();
        await expect(room.getByText('Gino Guest')).toBeVisible();
        await expect(room.getByRole('list', {name: 'Your role'})).not.toContainText('oderator');
      },
    );
  });

for (const authMode of ['ks', 'lti-1.1', 'lti-1.3'] as const)
  test.describe(`the demo with authMode ${authMode} and a policy that forbids frames`, () => {
    const changePolicy = (policy: string) => policy.replace(/frame-src [^;]+/, "frame-src 'none'");
    test.use({demoOptions: {authMode, changePolicy}});

    test('opens the room in a new tab', async ({page, demo}) => {
      await page.goto(demo.url);
      await page.getByRole('button', {name: 'Join'}).click();
      const popup = page.waitForEvent('popup');
      await page.getByRole('button', {name: 'new tab'}).click();
      const tab = await popup;
      await expect(tab.getByRole('heading', {name: 'Town hall'})).toBeVisible();
      expect(await tab.evaluate(() => window.opener as unknown)).toBe(null);
      await expect.poll(() => getRoomState(page)).toBe('idle');
    });
  });
