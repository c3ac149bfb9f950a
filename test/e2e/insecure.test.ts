import {expect, waitForRoom} from './set-up.js';
import {test as base} from './strict-page.js';

/** A host of this machine, which unlike `localhost` browsers do not take for a secure one. */
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

test('on a page without https the room opens, and a strip says what will not work', async ({
  page,
  site,
}) => {
  await page.goto(site.url.replace('localhost', HOST));
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await page.getByRole('button', {name: 'Join the room'}).click();
  const room = await waitForRoom(page);
  await expect(room.getByRole('heading', {name: 'Town hall'})).toBeVisible();
  await expect(page.getByText('This page is not secure')).toBeVisible();
});
