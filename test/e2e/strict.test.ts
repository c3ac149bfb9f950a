import {expect, type Page} from '@playwright/test';
import {createRoom, waitForRoom, onlyChromium, getRoomState} from './set-up.js';
import {holdRequest, test, type StrictOptions} from './strict-page.js';

/*
 * Pages with the headers of `kaltura-room/csp`. The browser must report no violation in any state
 * of an element.
 */

/** A page that sends no message, so that the element probes its host. */
const SILENT = '<!doctype html><title>Room</title>';
/** Opens the room, if the page has loaded its script. */
const reload = (room: HTMLElement & {reload?(): void}) => room.reload?.();
const isToken = ({pathname}: URL) => pathname === '/api/kaltura/token';
const isCreate = ({pathname}: URL) => pathname === '/api/kaltura/rooms';

/** Takes the room through the states idle, loading, joining and ready, then leaves it. */
async function joinAndLeave(page: Page, kaf: string): Promise<void> {
  const room = page.locator('kaltura-room');
  await expect.poll(() => getRoomState(page)).toBe('idle');
  const tokenRequest = await holdRequest(page, isToken);
  const viewRequest = await holdRequest(
    page,
    ({origin, pathname}) => origin === kaf && pathname !== '/version',
  );
  await room.getByRole('button').click();
  await tokenRequest.arrived;
  expect(await getRoomState(page)).toBe('loading');
  tokenRequest.release();
  await viewRequest.arrived;
  expect(await getRoomState(page)).toBe('joining');
  viewRequest.release();
  const frame = await waitForRoom(page);
  await expect(frame.getByRole('heading', {name: 'Town hall'})).toBeVisible();
  await frame.getByRole('button', {name: 'Camera'}).click();
  await expect(frame.getByText('Your camera is on.')).toBeVisible();
  await page
    .frames()
    .at(-1)
    ?.evaluate(() => parent.postMessage({subject: 'lti.frameResize', height: 777}, '*'));
  await expect
    .poll(() => room.evaluate(element => element.shadowRoot?.querySelector('iframe')?.clientHeight))
    .toBe(777);
  await room.evaluate(element => (element as unknown as {leave(): void}).leave());
  await expect.poll(() => getRoomState(page)).toBe('idle');
}

const pages: Record<string, StrictOptions> = {
  'with a launch by KS': {},
  'with a launch by LTI 1.1': {authMode: 'lti-1.1'},
  'with a launch by LTI 1.3': {authMode: 'lti-1.3'},
  'in German': {lang: 'de'},
  'in Arabic': {lang: 'ar'},
  'with a script that the policy allows by URL': {script: 'same-origin'},
  'with a script of another origin that the policy allows by URL': {script: 'other-origin'},
};
for (const [name, strict] of Object.entries(pages))
  test.describe(`a strict page ${name}`, () => {
    test.use({strict});

    // The German page already tests translations in Firefox.
    const browsers = name === 'in Arabic' ? onlyChromium : {};
    test(
      'opens and leaves the room without a violation or a console message',
      browsers,
      async ({page, site, reports}) => {
        await page.goto(site.url);
        await joinAndLeave(page, site.simulator.url);
        expect(reports).toEqual([]);
      },
    );
  });

const failures = [
  {
    code: 'sign-in-required',
    response: {success: false, errorCode: 'sign-in-required', error: 'x'},
  },
  {code: 'access-denied', response: {success: false, errorCode: 'access-denied', error: 'x'}},
  {code: 'endpoint-invalid', response: {success: true, data: {ks: 7}}},
  {
    code: 'origin-not-allowed',
    response: {success: true, data: {ks: 'djJ8-of-the-tests', kafUrl: 'https://other.example'}},
  },
];
for (const lang of ['en', 'de', 'ar'])
  test.describe(`a strict page with lang=${lang}`, () => {
    test.use({strict: {lang}});

    const browsers = lang === 'en' ? {} : onlyChromium;
    test(
      'shows each kind of error without a violation or a console message',
      browsers,
      async ({page, site, reports}) => {
        let answer: object = {};
        await page.route(isToken, route => route.fulfill({json: answer}));
        await page.goto(site.url);
        for (const {code, response} of failures) {
          answer = response;
          await page.locator('kaltura-room').evaluate(reload);
          await expect(page.getByRole('alert')).toContainText(code);
        }
        expect(reports).toEqual([]);
      },
    );
  });

test.describe('a strict page', () => {
  test(
    'reports a malformed attribute to the console, once',
    onlyChromium,
    async ({page, site, reports}) => {
      await page.goto(site.url);
      await page.locator('kaltura-room').evaluate(room => room.setAttribute('timeout', '-1'));
      await page.getByRole('button', {name: 'Join the room'}).click();
      await expect(page.getByRole('alert')).toContainText('attribute-invalid');
      await page.getByRole('button', {name: 'Try again'}).click();
      await expect(page.getByRole('alert')).toContainText('attribute-invalid');
      expect(reports).toEqual([
        'error: <kaltura-room>: timeout must be a number of seconds above 0, at most 86400; got -1',
      ]);
    },
  );

  test('probes KAF without a violation or a console message', async ({page, site, reports}) => {
    await page.goto(site.url);
    site.simulator.faults.set('view-room', {kind: 'html', html: SILENT});
    await page.getByRole('button', {name: 'Join the room'}).click();
    await waitForRoom(page);
    expect(site.simulator.counts.version).toBe(1);
    expect(reports).toEqual([]);
  });

  test('reports a timeout and opens the room in a new tab, without a violation or a console message', async ({
    page,
    site,
    reports,
  }) => {
    await page.goto(site.url);
    site.simulator.faults.set('view-room', {kind: 'never', times: 1});
    await page.locator('kaltura-room').evaluate(room => room.setAttribute('timeout', '3'));
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect(page.getByRole('alert')).toContainText('frame-timeout');
    const popup = page.waitForEvent('popup');
    await page.getByRole('button', {name: 'new tab'}).click();
    await expect((await popup).getByRole('heading', {name: 'Town hall'})).toBeVisible();
    await expect.poll(() => getRoomState(page)).toBe('idle');
    expect(reports).toEqual([]);
  });

  test('enters and exits full screen with the toolbar, without a violation or a console message', async ({
    page,
    site,
    reports,
  }) => {
    await page.goto(site.url);
    const room = page.locator('kaltura-room');
    await room.evaluate(element => element.setAttribute('controls', ''));
    await page.getByRole('button', {name: 'Join the room'}).click();
    await waitForRoom(page);
    await room.getByRole('button', {name: 'Full screen'}).click();
    await room.getByRole('button', {name: 'Exit full screen'}).click();
    await room.getByRole('button', {name: 'Leave'}).click();
    await expect.poll(() => getRoomState(page)).toBe('idle');
    expect(reports).toEqual([]);
  });

  test('creates and opens a room without a violation or a console message', async ({
    page,
    site,
    reports,
  }) => {
    await page.goto(site.url);
    const creator = page.locator('kaltura-room-creator');
    const state = () => creator.evaluate(form => (form as unknown as {state: string}).state);
    const {simulator} = site;
    await createRoom(page, ' ');
    await expect(creator.getByText('Give the room a name')).toBeVisible();
    expect(await state()).toBe('editing');

    const body = {success: false, errorCode: 'invalidConfiguration', error: 'x'};
    await page.route(isCreate, route => route.fulfill({json: body}), {times: 1});
    await createRoom(page, 'Stand-up');
    await expect(page.getByRole('alert')).toContainText('invalidConfiguration');
    expect(await state()).toBe('failed');

    const request = await holdRequest(page, isCreate);
    await page.getByRole('button', {name: 'Create room'}).click();
    await request.arrived;
    expect(await state()).toBe('creating');
    request.release();
    await expect(creator.getByText('Room created: Stand-up')).toBeVisible();
    expect(await state()).toBe('created');
    await expect((await waitForRoom(page)).getByRole('heading', {name: 'Stand-up'})).toBeVisible();
    expect(simulator.counts['create-room']).toBe(1);
    expect(reports).toEqual([]);
  });

  test('shows pictures of templates, a search for people and a share link, without a violation or a console message', async ({
    page,
    site,
    reports,
  }) => {
    await page.goto(site.url);
    const creator = page.locator('kaltura-room-creator');
    await creator.evaluate(form =>
      Object.assign(form, {
        templates: [{id: '1_classic0', name: 'Classroom', image: '/picture.svg'}],
        searchUsers: () => Promise.resolve([{id: 'ann@example.com', name: 'Ann'}]),
        shareUrl: '/join/{id}',
        allowAnother: true,
        draftKey: 'strict',
        expanded: true,
      }),
    );
    await creator.getByRole('radio', {name: 'Classroom'}).check();
    await creator.getByRole('combobox', {name: 'Room moderators'}).pressSequentially('an');
    await creator.getByRole('option', {name: 'Ann'}).click();
    await creator.getByRole('button', {name: 'moderate the chat too'}).click();
    await createRoom(page, 'Stand-up');
    await expect(creator.getByRole('link')).toHaveAttribute('href', /\/join\/1_\w{8}$/);
    await creator.getByRole('button', {name: 'Create another room'}).click();
    await expect(creator.getByRole('listitem')).toHaveCount(0);
    expect(reports).toEqual([]);
  });

  test('blocks foreign scripts and styles, and reports them', async ({page, site, reports}) => {
    await page.goto(site.url);
    const forbidden = {
      'require-trusted-types-for': () => (document.body.innerHTML = '<p>'),
      'script-src-elem': () => import(`${location.origin}/scripts/creator.js`),
      'style-src-attr': () => document.body.setAttribute('style', 'color: red'),
      'style-src-elem': () =>
        document.head.append(Object.assign(document.createElement('style'), {textContent: 'p{}'})),
    };
    for (const [rule, act] of Object.entries<() => unknown>(forbidden)) {
      await page.evaluate(act).catch(() => {});
      await expect.poll(() => reports.join()).toContain(rule);
    }
  });
});

interface PolicyChange {
  readonly name: string;
  readonly directive: string;
  readonly source: RegExp;
  readonly replacement: string;
  readonly options?: StrictOptions;
}
const policyChanges: readonly PolicyChange[] = [
  {
    name: 'that may open only frames of its own origin',
    directive: 'frame-src',
    source: /frame-src [^;]*/,
    replacement: "frame-src 'self'",
  },
  {
    name: 'that may request only its own origin',
    directive: 'connect-src',
    source: /connect-src [^;]*/,
    replacement: "connect-src 'self'",
  },
  {
    name: 'that may send forms only to its own origin',
    directive: 'form-action',
    source: /form-action [^;]*/,
    replacement: "form-action 'self'",
    options: {authMode: 'lti-1.1'},
  },
  {
    name: 'that may not open frames of its own origin',
    directive: 'frame-src',
    source: /frame-src 'self'/,
    replacement: 'frame-src',
    options: {authMode: 'lti-1.3'},
  },
  {
    name: 'with a wrong nonce',
    directive: 'script-src-elem',
    source: /'nonce-/,
    replacement: "'nonce-0",
  },
  {
    name: 'that allows another folder of scripts',
    directive: 'script-src-elem',
    source: /scripts\//,
    replacement: 'others/',
    options: {script: 'other-origin'},
  },
  {
    name: 'without Trusted Types policies',
    directive: 'trusted-types',
    source: /lit-html/,
    replacement: "'none'",
  },
];
for (const {name, directive, source, replacement, options} of policyChanges)
  test.describe(`a page ${name} (authMode ${options?.authMode ?? 'ks'})`, () => {
    test.use({strict: {...options, changePolicy: policy => policy.replace(source, replacement)}});

    test(`receives a violation of ${directive}`, async ({page, site, reports}) => {
      site.simulator.faults.set('view-room', {kind: 'html', html: SILENT});
      await page.goto(site.url);
      await page.locator('kaltura-room').evaluate(reload);
      await expect.poll(() => reports.join()).toContain(`${directive} blocks`);
    });
  });

/** Console messages of Chromium about a blocked probe, for example under `require-corp`. */
const blockedProbeLog =
  /\/version"|ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep/;

for (const {authMode, policy} of [
  {authMode: 'ks', policy: 'credentialless'},
  {authMode: 'lti-1.1', policy: 'credentialless'},
  {authMode: 'lti-1.3', policy: 'credentialless'},
  {authMode: 'ks', policy: 'require-corp'},
] as const)
  test.describe(`a strict page with the embedder policy ${policy} (authMode ${authMode})`, () => {
    const headers = {
      'Cross-Origin-Embedder-Policy': policy,
      'Cross-Origin-Opener-Policy': 'same-origin',
    };
    test.use({strict: {authMode, headers}});
    // Firefox has no credentialless frames, so it blocks each kind of launch in the same way.
    const browsers = authMode === 'ks' ? {} : onlyChromium;

    test(
      'opens the room in a credentialless frame, or fails with frame-blocked',
      browsers,
      async ({page, site, reports}) => {
        await page.goto(site.url);
        expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
        if (await page.evaluate(() => 'credentialless' in HTMLIFrameElement.prototype))
          await joinAndLeave(page, site.simulator.url);
        else {
          await page.getByRole('button', {name: 'Join the room'}).click();
          await expect(page.getByRole('alert')).toContainText('frame-blocked', {timeout: 15_000});
        }
        expect(reports.filter(line => !blockedProbeLog.test(line))).toEqual([]);
      },
    );

    test('opens the room in a new tab', browsers, async ({page, site, reports}) => {
      await page.goto(site.url);
      const first = authMode === 'lti-1.3' ? 'oidc-init' : 'view-room';
      site.simulator.faults.set(first, {kind: 'never', times: 1});
      await page.locator('kaltura-room').evaluate(room => room.setAttribute('timeout', '3'));
      await page.getByRole('button', {name: 'Join the room'}).click();
      await expect(page.getByRole('alert')).toContainText('frame-timeout');
      const popup = page.waitForEvent('popup');
      await page.getByRole('button', {name: 'new tab'}).click();
      await expect((await popup).getByRole('heading', {name: 'Town hall'})).toBeVisible();
      await expect.poll(() => getRoomState(page)).toBe('idle');
      expect(reports).toEqual([]);
    });
  });

test.describe('a page whose embedder policy blocks the room', () => {
  test.use({strict: {headers: {'Cross-Origin-Embedder-Policy': 'credentialless'}}});

  test('shows an error and offers a new tab', async ({page, site, browserName}) => {
    await page.goto(site.url);
    await page.locator('kaltura-room').evaluate(room => room.setAttribute('timeout', '3'));
    await page.getByRole('button', {name: 'Join the room'}).click();
    // Firefox does not report the reason.
    const code = browserName === 'firefox' ? 'frame-timeout' : 'frame-blocked';
    await expect(page.getByRole('alert')).toContainText(code);
    await expect(page.getByRole('button', {name: 'new tab'})).toBeVisible();
  });
});
