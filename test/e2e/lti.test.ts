import type {BrowserContext, Page, Request, Route} from '@playwright/test';
import {expect, getRoomState, test} from './set-up.js';

/*
 * A room by LTI 1.1 in whole pages: what only these have, such as real tabs and a strict policy.
 */

const fields = {oauth_signature: 'c2lnbmF0dXJl+/=', submit: 'yes', custom_entryId: '1_townhall'};

/** Answers launches by LTI 1.1, and the forms posted to KAF by `answer`; gives the forms. */
async function byLti(page: Page, context: BrowserContext, kaf: string, answer: Answer) {
  const forms: Request[] = [];
  await page.route('**/api/kaltura/token', route =>
    route.fulfill({json: {success: true, data: {auth: 'lti-1.1', action: `${kaf}/lti`, fields}}}),
  );
  await context.route(`${kaf}/lti`, route => answer(route, forms.push(route.request())));
  return forms;
}
type Answer = (route: Route, nth: number) => Promise<void>;
const room: Answer = route =>
  route.fulfill({contentType: 'text/html', body: '<!doctype html><title>R</title><h1>In</h1>'});

/** Not what they hold, which Playwright does not tell of Firefox; `test/room` does. */
const methods = (forms: Request[]) => forms.map(form => form.method());

test.describe('a page that may post forms to KAF', () => {
  test.use({demoOptions: {authMode: 'lti-1.1'}});

  test('opens the room by one form, in silence', async ({page, demo, context, noise}) => {
    const forms = await byLti(page, context, demo.simulator.url, room);
    await page.goto(demo.url);
    const before = await page.evaluate(() => history.length);
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect.poll(() => getRoomState(page)).toBe('ready');
    const frame = page.frameLocator('kaltura-room iframe');
    await expect(frame.getByRole('heading', {name: 'In'})).toBeVisible();
    expect(methods(forms)).toEqual(['POST']);
    expect(await page.evaluate(() => history.length)).toBe(before);
    expect(noise).toEqual([]);
  });

  test('opens it in a new tab too, which knows nothing of the page', async ({
    page,
    demo,
    context,
  }) => {
    const never = () => new Promise<void>(() => {});
    const forms = await byLti(page, context, demo.simulator.url, (route, nth) =>
      nth === 1 ? never() : room(route, nth),
    );
    await page.goto(demo.url);
    await page.locator('kaltura-room').evaluate(element => element.setAttribute('timeout', '5'));
    await page.getByRole('button', {name: 'Join the room'}).click();
    const opened = context.waitForEvent('page');
    await page.getByRole('button', {name: 'Open in a new tab'}).click();
    const tab = await opened;
    await expect(tab.getByRole('heading', {name: 'In'})).toBeVisible();
    expect(await tab.evaluate(() => window.opener === null)).toBe(true);
    expect(tab.url()).toBe(`${demo.simulator.url}/lti`);
    expect(methods(forms)).toEqual(['POST', 'POST']);
    await expect.poll(() => getRoomState(page)).toBe('idle');
  });
});

test.describe('a page that may post no form to KAF', () => {
  test.use({
    demoOptions: {
      authMode: 'lti-1.1',
      changePolicy: policy => policy.replace(/form-action [^;]*/, "form-action 'self'"),
    },
  });

  test('says so at once, and leaves no blank tab', async ({page, demo, context}) => {
    const forms = await byLti(page, context, demo.simulator.url, room);
    await page.goto(demo.url);
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect(page.getByRole('alert')).toContainText('frame-blocked');
    await page.getByRole('button', {name: 'Open in a new tab'}).click();
    await expect(page.getByRole('alert')).toContainText('frame-blocked');
    await expect.poll(() => context.pages().length).toBe(1);
    expect(forms).toEqual([]);
  });
});
