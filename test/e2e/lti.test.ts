import type {BrowserContext, Page, Request, Route} from '@playwright/test';
import {expect, getRoomState, test} from './set-up.js';

/*
 * Launches by LTI 1.1 that need a whole page, for example with real tabs or a strict policy.
 */

const fields = {oauth_signature: 'c2lnbmF0dXJl+/=', submit: 'yes', custom_entryId: '1_townhall'};

/** Launches by LTI 1.1, passes each form for KAF to `answer`, and returns the received forms. */
async function mockLti(page: Page, context: BrowserContext, kaf: string, answer: Answer) {
  const forms: Request[] = [];
  await page.route('**/api/kaltura/token', route =>
    route.fulfill({json: {success: true, data: {auth: 'lti-1.1', action: `${kaf}/lti`, fields}}}),
  );
  await context.route(`${kaf}/lti`, route => {
    forms.push(route.request());
    return answer(route, forms.length);
  });
  return forms;
}
type Answer = (route: Route, count: number) => Promise<void>;
const answerWithRoom: Answer = route =>
  route.fulfill({contentType: 'text/html', body: '<!doctype html><title>R</title><h1>In</h1>'});

/** Playwright does not read form data in Firefox. `test/room` checks the data. */
const getMethods = (forms: Request[]) => forms.map(form => form.method());

test.describe('a page whose policy allows forms to KAF', () => {
  test.use({demoOptions: {authMode: 'lti-1.1'}});

  test('opens the room with one form, without console messages', async ({
    page,
    demo,
    context,
    consoleMessages,
  }) => {
    const forms = await mockLti(page, context, demo.simulator.url, answerWithRoom);
    await page.goto(demo.url);
    const before = await page.evaluate(() => history.length);
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect.poll(() => getRoomState(page)).toBe('ready');
    const frame = page.frameLocator('kaltura-room iframe');
    await expect(frame.getByRole('heading', {name: 'In'})).toBeVisible();
    expect(getMethods(forms)).toEqual(['POST']);
    expect(await page.evaluate(() => history.length)).toBe(before);
    expect(consoleMessages).toEqual([]);
  });

  test('opens the room in a new tab that has no opener', async ({page, demo, context}) => {
    const never = () => new Promise<void>(() => {});
    const forms = await mockLti(page, context, demo.simulator.url, (route, count) =>
      count === 1 ? never() : answerWithRoom(route, count),
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
    expect(getMethods(forms)).toEqual(['POST', 'POST']);
    await expect.poll(() => getRoomState(page)).toBe('idle');
  });
});

test.describe('a page whose policy forbids forms to KAF', () => {
  test.use({
    demoOptions: {
      authMode: 'lti-1.1',
      changePolicy: policy => policy.replace(/form-action [^;]*/, "form-action 'self'"),
    },
  });

  test('reports frame-blocked at once, and leaves no blank tab', async ({page, demo, context}) => {
    const forms = await mockLti(page, context, demo.simulator.url, answerWithRoom);
    await page.goto(demo.url);
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect(page.getByRole('alert')).toContainText('frame-blocked');
    await page.getByRole('button', {name: 'Open in a new tab'}).click();
    await expect(page.getByRole('alert')).toContainText('frame-blocked');
    await expect.poll(() => context.pages().length).toBe(1);
    expect(forms).toEqual([]);
  });
});
