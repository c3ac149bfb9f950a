import assert from 'node:assert/strict';
import type {Page} from '@playwright/test';
import {signIn} from '../users.js';
import {expect, waitForRoom, type WordPressTest} from '../wordpress-test.js';

const EXPIRED_NONCE = 'a1b2c3d4e5';

/** Opens a page whose nonces have expired before the elements read them. */
async function openExpiredPage(page: Page, url: string): Promise<void> {
  await page.addInitScript(nonce => {
    // Modules run after this event.
    document.addEventListener(
      'readystatechange',
      () => {
        for (const element of document.querySelectorAll('[headers]')) {
          const headers = element.getAttribute('headers')!;
          element.setAttribute('headers', headers.replace(/(?<=X-WP-Nonce":")\w+/, nonce));
        }
      },
      {once: true},
    );
  }, EXPIRED_NONCE);
  await page.goto(url);
}

type Room = HTMLElement & {error: {code: string} | null; reload(): void};

const getErrorCode = (page: Page) =>
  page.locator('kaltura-room').evaluate(room => (room as Room).error?.code);

/** Ways in which a guest returns to the page after signing in in another tab. */
const RETURNS = [
  {
    name: 'returns to the page',
    return: (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('focus'))),
  },
  {
    name: 'tries again',
    return: (page: Page) => page.locator('kaltura-room').evaluate(room => (room as Room).reload()),
  },
] as const;

export const headerRenewalTests: readonly WordPressTest[] = [
  {
    name: 'a room whose nonces have expired opens by itself',
    async run({site, openPage}) {
      const page = await openPage('subscriber');
      await openExpiredPage(page, site.pages['shortcode']!);
      const room = await waitForRoom(page);
      await expect(room.getByRole('heading', {name: 'Town hall'})).toBeVisible();
      await page.close();
    },
  },
  ...RETURNS.map(({name, return: returnToPage}): WordPressTest => ({
    name: `a room opens after a visitor has signed in in another tab and ${name}`,
    async run({site, browser}) {
      const context = await browser.newContext({baseURL: site.url});
      const page = await context.newPage();
      const pageRequests: string[] = [];
      page.on('request', request => {
        if (request.url() === site.pages['shortcode']) pageRequests.push(request.method());
      });
      await page.goto(site.pages['shortcode']!);
      await expect.poll(() => getErrorCode(page)).toBe('sign-in-required');
      assert.deepEqual(pageRequests, ['GET'], 'visitors must load the page once');
      await signIn(context, 'subscriber');
      await returnToPage(page);
      await waitForRoom(page);
      await context.close();
    },
  })),
  {
    name: 'a form whose nonce has expired creates a room at the second attempt',
    async run({site, simulator, openPage}) {
      const page = await openPage('author');
      await openExpiredPage(page, site.pages['creator']!);
      await page.getByLabel('Room name').fill('Late shift');
      const button = page.getByRole('button', {name: 'Create room'});
      await button.click();
      await expect(page.locator('kaltura-room-creator')).not.toHaveAttribute(
        'headers',
        new RegExp(EXPIRED_NONCE),
      );
      await button.click();
      const room = await waitForRoom(page);
      await expect(room.getByRole('heading', {name: 'Late shift'})).toBeVisible();
      assert.equal(simulator.counts['create-room'], 1);
      await page.close();
    },
  },
];
