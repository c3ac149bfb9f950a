import {expect, waitForRoom} from './set-up.js';
import {test as base} from './strict-page.js';

/** A host name of this machine. Unlike `localhost`, browsers do not treat it as secure. */
const HOST = 'insecure.test';

const test = base.extend<object, object>({
  launchOptions: [
    async ({launchOptions, browserName}, use) =>
      use(
        browserName === 'chromium'
          ? {
              ...launchOptions,
              args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
            }
          : {
              ...launchOptions,
              firefoxUserPrefs: {
                ...launchOptions.firefoxUserPrefs,
                'network.dns.localDomains': HOST,
              },
            },
      ),
    {scope: 'worker'},
  ],
});

test('the room opens on a page without HTTPS, and shows a warning', async ({page, site}) => {
  await page.goto(site.url.replace('localhost', HOST));
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await page.getByRole('button', {name: 'Join the room'}).click();
  const room = await waitForRoom(page);
  await expect(room.getByRole('heading', {name: 'Town hall'})).toBeVisible();
  await expect(page.getByText('This page is not secure')).toBeVisible();
});
