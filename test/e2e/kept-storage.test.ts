import {browserRows} from '../room/faults/rows.js';
import {expect, inRoom, test as base} from './set-up.js';

/** A browser that keeps storage and cookies from frames of other sites. */
const test = base.extend<object, object>({
  launchOptions: [
    async ({launchOptions, browserName}, use) =>
      use(
        browserName === 'chromium'
          ? {
              ...launchOptions,
              args: [...(launchOptions.args ?? []), '--test-third-party-cookie-phaseout'],
            }
          : {
              ...launchOptions,
              firefoxUserPrefs: {
                ...launchOptions.firefoxUserPrefs,
                'network.cookie.cookieBehavior': 1,
              },
            },
      ),
    {scope: 'worker'},
  ],
});

for (const way of ['ks', 'lti', 'lti-1.3'] as const)
  test.describe(`${browserRows.storage.fault}, by ${way}`, () => {
    test.use({demoOptions: {way}});
    test('the room opens all the same, and says so', async ({page, demo}) => {
      await page.goto(demo.url);
      await page.getByRole('button', {name: 'Join the room'}).click();
      const room = await inRoom(page);
      await expect(room.getByRole('heading', {name: 'Town hall'})).toBeVisible();
      const has = await room.locator('body').evaluate(() => document.hasStorageAccess());
      expect(has).toBe(false);
      // Said once the frame has spoken, however late it does.
      await expect(page.getByRole('status').filter({hasText: 'The room is open.'})).toBeAttached();
    });
  });
