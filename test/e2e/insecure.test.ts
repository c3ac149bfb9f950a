import {INSECURE_HOST} from './insecure-host.js';
import {expect, waitForRoom} from './set-up.js';
import {test} from './strict-page.js';

test('the room opens on a page without HTTPS, and shows a warning', async ({page, site}) => {
  await page.goto(site.url.replace('localhost', INSECURE_HOST));
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await page.getByRole('button', {name: 'Join the room'}).click();
  const room = await waitForRoom(page);
  await expect(room.getByRole('heading', {name: 'Town hall'})).toBeVisible();
  await expect(page.getByText('This page is not secure')).toBeVisible();
});
