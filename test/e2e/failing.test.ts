import type {Page} from '@playwright/test';
import {createRoom, expect, waitForRoom, getRoomState, onlyChromium, test} from './set-up.js';

for (const {errorCode, sentence} of [
  {
    errorCode: 'invalidConfiguration',
    sentence: 'Rooms are not switched on for this site yet.',
  },
  {errorCode: 'invalidRequest', sentence: 'These details were not accepted.'},
  {errorCode: 'internalError', sentence: 'The server of this site failed just now.'},
])
  test(
    `the form explains ${errorCode} of KAF and keeps its values for a retry`,
    onlyChromium,
    async ({page, demo}) => {
      const body = {success: false, errorCode, error: 'because'};
      demo.simulator.faults.set('create-room', {kind: 'json', body, times: 1});
      await page.goto(demo.url);
      await page.getByText('More options', {exact: true}).click();
      await page.getByLabel('Description').fill('Kept');
      await createRoom(page, 'Stand-up');
      await expect(page.getByRole('alert')).toContainText(sentence);
      await expect(page.getByLabel('Room name')).toHaveValue('Stand-up');
      await expect(page.getByLabel('Description')).toHaveValue('Kept');
      await page.getByRole('button', {name: 'Create room'}).click();
      await expect(
        (await waitForRoom(page)).getByRole('heading', {name: 'Stand-up'}),
      ).toBeVisible();
    },
  );

test('the room explains an unreachable KAF, and a retry opens it later', async ({
  page,
  demo,
  requests,
  browserName,
}) => {
  await page.goto(demo.url);
  demo.simulator.faults.set('view-room', {kind: 'drop'});
  demo.simulator.faults.set('version', {kind: 'drop'});
  await page.getByRole('button', {name: 'Join the room'}).click();
  // Chromium loads an error page. Firefox fires no load event for a dropped connection.
  const isLoaded = browserName === 'chromium';
  const text = isLoaded
    ? 'The meeting service may not be answering.'
    : 'The meeting service is not answering';
  await expect(page.getByText(text)).toBeVisible({timeout: 25_000});
  expect(requests).toHaveLength(isLoaded ? 1 : 3);
  demo.simulator.faults.clear();
  await page.getByRole('button', {name: 'Try again'}).click();
  await expect((await waitForRoom(page)).getByRole('heading', {name: 'Town hall'})).toBeVisible();
});

for (const kind of ['never', 'no-content'] as const)
  test(`the room offers a new tab at the deadline if KAF does not answer (${kind})`, async ({
    page,
    demo,
    context,
  }) => {
    await page.goto(demo.url);
    demo.simulator.faults.set('view-room', {kind, times: 1});
    await page.locator('kaltura-room').evaluate(room => room.setAttribute('timeout', '5'));
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect(page.getByRole('alert')).toContainText('The room is taking too long to open');
    const opened = context.waitForEvent('page');
    await page.getByRole('button', {name: 'Open in a new tab'}).click();
    const tab = await opened;
    await expect(tab.getByRole('heading', {name: 'Town hall'})).toBeVisible();
    expect(await tab.evaluate(() => window.opener === null)).toBe(true);
    await expect.poll(() => getRoomState(page)).toBe('idle');
  });

test(
  'the reload button opens the page again, as the person who has signed in meanwhile',
  onlyChromium,
  async ({page, demo}) => {
    const signIn = (person: string) =>
      page.request.post(`${demo.url}/api/sign-in`, {data: {person}});
    await signIn('nobody');
    await page.goto(demo.url);
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect(page.getByRole('alert')).toContainText('You are not signed in');
    await signIn('guest');
    const reloaded = page.waitForEvent('load');
    await page.getByRole('button', {name: 'Reload the page'}).click();
    await reloaded;
    await page.getByRole('button', {name: 'Join the room'}).click();
    await waitForRoom(page);
  },
);

test('a new tab without a launch closes, and the page explains why', async ({
  page,
  demo,
  context,
}) => {
  await page.goto(demo.url);
  demo.simulator.faults.set('view-room', {kind: 'never', times: 1});
  await page.locator('kaltura-room').evaluate(room => room.setAttribute('timeout', '5'));
  await page.getByRole('button', {name: 'Join the room'}).click();
  await expect(page.getByRole('alert')).toContainText('The room is taking too long to open');
  await page.locator('kaltura-room').evaluate(room => room.setAttribute('timeout', '30'));
  await page.route('**/api/kaltura/token', route => route.abort());
  await page.getByRole('button', {name: 'Open in a new tab'}).click();
  await expect(page.getByRole('alert')).toContainText('We cannot reach the server');
  await expect.poll(() => context.pages().length).toBe(1);
});

test.describe('a page that allows no frame of KAF', () => {
  test.use({
    demoOptions: {
      changePolicy: policy => policy.replace(/frame-src [^;]*/, "frame-src 'none'"),
    },
  });
  test('the room fails at once', async ({page, demo}) => {
    await page.goto(demo.url);
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect(page.getByRole('alert')).toContainText('The room cannot open inside this page');
    await expect(page.getByRole('alert')).toContainText('frame-blocked');
    expect(demo.simulator.counts['view-room']).toBe(0);
  });
});

test.describe('a page that allows only frames of KAF', () => {
  const changePolicy = (policy: string) => policy.replace(/(frame-src[^;]*) 'self'/, '$1');
  const expectFailure = async (page: Page, code: string) => {
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect(page.getByRole('alert')).toContainText(code);
    await expect(page.locator('kaltura-room iframe')).toHaveCount(0);
  };

  test.describe('with a launch by KS', () => {
    test.use({demoOptions: {changePolicy}});
    test('blocks a room that KAF redirects to another origin', async ({page, demo}) => {
      demo.simulator.faults.set('view-room', {kind: 'redirect', to: 'http://127.0.0.2:9/'});
      await page.goto(demo.url);
      await expectFailure(page, 'frame-blocked');
    });
  });

  test.describe('with a launch by LTI 1.3', () => {
    test.use({demoOptions: {changePolicy, authMode: 'lti-1.3'}});
    test('blocks the login page of the host backend', async ({page, demo}) => {
      await page.goto(demo.url);
      await expectFailure(page, 'frame-blocked');
    });
  });
});

test.describe('a launch by LTI 1.3', () => {
  test.use({demoOptions: {authMode: 'lti-1.3'}});
  test(
    'the room shows launch-expired if the host backend rejects the login',
    onlyChromium,
    async ({page, demo, consoleMessages}) => {
      await page.route('**/oidc-init?*', route => {
        const url = new URL(route.request().url());
        url.searchParams.set('login_hint', 'A'.repeat(43));
        return route.continue({url: url.href});
      });
      await page.goto(demo.url);
      await page.getByRole('button', {name: 'Join the room'}).click();
      await expect(page.getByRole('alert')).toContainText('launch-expired');
      expect(consoleMessages.filter(line => !line.includes('403'))).toEqual([]);
    },
  );
});

test.describe('a page that allows no request to KAF', () => {
  test.use({
    demoOptions: {
      changePolicy: policy => policy.replace(/connect-src [^;]*/, "connect-src 'self'"),
    },
  });
  test('still opens the room', onlyChromium, async ({page, demo}) => {
    await page.goto(demo.url);
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect((await waitForRoom(page)).getByRole('heading', {name: 'Town hall'})).toBeVisible();
  });
});

test(
  'a room name with punctuation or scripts appears as text',
  onlyChromium,
  async ({page, demo}) => {
    await page.goto(demo.url);
    await createRoom(page, `<img src=x onerror="alert(1)"> "R&D", 'α' 🎉`);
    await expect(
      (await waitForRoom(page)).getByRole('heading', {
        name: `<img src=x onerror="alert(1)"> "R&D", 'α' 🎉`,
      }),
    ).toBeVisible();
  },
);
