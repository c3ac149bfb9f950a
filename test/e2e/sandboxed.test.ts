import type {Page} from '@playwright/test';
import {expect} from './set-up.js';
import {test} from './strict-page.js';

/*
 * A page in a sandbox without `allow-same-origin`, such as a preview of a CMS. It has no origin.
 */

/** Opens the page, and joins the room with a launch that the page has. */
async function joinSandboxed(page: Page, url: string): Promise<void> {
  const response = await fetch(`${url}/api/kaltura/token`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({roomId: '1_townhall'}),
  });
  const {data} = (await response.json()) as {data: object};
  await page.goto(url);
  expect(await page.evaluate(() => self.origin)).toBe('null');
  await page.locator('kaltura-room').evaluate((room, launch) => {
    Object.assign(room, {tokenUrl: null, launch});
  }, data);
  await page.getByRole('button', {name: 'Join the room'}).click();
}

const sandbox = (tokens: string) => ({
  script: 'other-origin' as const,
  changePolicy: (policy: string) => `${policy}; sandbox allow-scripts ${tokens}`,
});

test.describe('a sandboxed page whose tabs escape the sandbox', () => {
  test.use({strict: sandbox('allow-popups allow-popups-to-escape-sandbox')});
  test('fails the room with frame-blocked, and a new tab shows it', async ({
    page,
    site,
    context,
  }) => {
    await joinSandboxed(page, site.url);
    await expect(page.getByRole('alert')).toContainText('The room cannot open inside this page');
    await expect(page.getByRole('alert')).toContainText('frame-blocked');
    const opened = context.waitForEvent('page');
    await page.getByRole('button', {name: 'Open in a new tab'}).click();
    await expect((await opened).getByRole('heading', {name: 'Town hall'})).toBeVisible();
  });
});

test.describe('a sandboxed page without tabs', () => {
  test.use({strict: sandbox('')});
  test('explains that no new tab opens', async ({page, site}) => {
    await joinSandboxed(page, site.url);
    await page.getByRole('button', {name: 'Open in a new tab'}).click();
    await expect(page.getByRole('alert')).toContainText('tab-blocked');
  });
});

test.describe('a sandboxed page with a launch by LTI 1.1', () => {
  test.use({
    strict: {
      ...sandbox('allow-popups allow-popups-to-escape-sandbox allow-forms'),
      authMode: 'lti-1.1',
    },
  });
  test('opens the tab in Firefox, and explains in Chromium that none opens', async ({
    page,
    site,
    context,
    browserName,
  }) => {
    await joinSandboxed(page, site.url);
    await expect(page.getByRole('alert')).toContainText('frame-blocked');
    const opened = context.waitForEvent('page');
    await page.getByRole('button', {name: 'Open in a new tab'}).click();
    const tab = await opened;
    // Chromium gives the blank tab another origin, so the page cannot write a form to it.
    if (browserName === 'chromium')
      await expect(page.getByRole('alert')).toContainText('tab-blocked');
    else await expect(tab.getByRole('heading', {name: 'Town hall'})).toBeVisible();
  });
});
