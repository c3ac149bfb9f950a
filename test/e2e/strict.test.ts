import {expect, type Page} from '@playwright/test';
import {createRoom, waitForRoom, onlyChromium, getRoomState} from './set-up.js';
import {holdRequest, test, type StrictOptions} from './strict-page.js';

/*
 * Pages with the headers of `kaltura-room/csp`. The browser must report no violation in any state
 * of an element.
 */

/** A page that sends no message, so that the element probes its host. */
const SILENT = '<!doctype html><title>Room</title>';
const isToken = ({pathname}: URL) => pathname === '/api/kaltura/token';
const isCreate = ({pathname}: URL) => pathname === '/api/kaltura/rooms';

/** Goes through the states idle, loading, joining and ready, then leaves. */
async function joinAndLeave(page: Page, kaf: string): Promise<void> {
  const room = page.locator('kaltura-room');
  await expect.poll(() => getRoomState(page)).toBe('idle');
  const token = await holdRequest(page, isToken);
  const view = await holdRequest(
    page,
    ({origin, pathname}) => origin === kaf && pathname !== '/version',
  );
  await room.getByRole('button').click();
  const answer = await token();
  expect(await getRoomState(page)).toBe('loading');
  answer();
  const show = await view();
  expect(await getRoomState(page)).toBe('joining');
  show();
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
  'by KS': {},
  'by LTI 1.1': {authMode: 'lti-1.1'},
  'by LTI 1.3': {authMode: 'lti-1.3'},
  'in German': {lang: 'de'},
  'in Arabic': {lang: 'ar'},
  'with its script by address': {script: 'own'},
  'with its script by address, from another server': {script: 'elsewhere'},
};
for (const [name, strict] of Object.entries(pages))
  test.describe(`a strict page ${name}`, () => {
    test.use({strict});

    test('opens the room and leaves it, in silence', async ({page, site, complaints}) => {
      await page.goto(site.url);
      await joinAndLeave(page, site.simulator.url);
      expect(complaints).toEqual([]);
    });
  });

const refusals = [
  ['sign-in-required', {success: false, errorCode: 'sign-in-required', error: 'x'}],
  ['access-denied', {success: false, errorCode: 'access-denied', error: 'x'}],
  ['endpoint-invalid', {success: true, data: {ks: 7}}],
  [
    'origin-not-allowed',
    {success: true, data: {ks: 'djJ8-of-the-tests', kafUrl: 'https://other.example'}},
  ],
] as const;
for (const lang of ['en', 'de', 'ar'])
  test.describe(`a strict page with lang=${lang}`, () => {
    test.use({strict: {lang}});

    for (const [code, answer] of refusals)
      test(`says ${code} in silence`, async ({page, site, complaints}) => {
        await page.route(isToken, route => route.fulfill({json: answer}));
        await page.goto(site.url);
        await page.locator('kaltura-room').getByRole('button').click();
        await expect(page.getByRole('alert')).toContainText(code);
        expect(complaints).toEqual([]);
      });
  });

test.describe('a strict page', () => {
  test('reports a malformed attribute to the console, once', async ({page, site, complaints}) => {
    await page.goto(site.url);
    await page.locator('kaltura-room').evaluate(room => room.setAttribute('timeout', '-1'));
    await page.getByRole('button', {name: 'Join the room'}).click();
    await expect(page.getByRole('alert')).toContainText('attribute-invalid');
    await page.getByRole('button', {name: 'Try again'}).click();
    await expect(page.getByRole('alert')).toContainText('attribute-invalid');
    expect(complaints).toEqual([
      'error: <kaltura-room>: timeout must be a number of seconds above 0, at most 86400; got -1',
    ]);
  });

  test('asks whether KAF is there, in silence', async ({page, site, complaints}) => {
    await page.goto(site.url);
    site.simulator.faults.set('view-room', {kind: 'html', html: SILENT});
    await page.getByRole('button', {name: 'Join the room'}).click();
    await waitForRoom(page);
    expect(site.simulator.counts.version).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('says that the room takes too long, and opens it in a tab, in silence', async ({
    page,
    site,
    complaints,
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
    expect(complaints).toEqual([]);
  });

  // Without a head, Firefox has no screen to fill.
  const fills = 'fills the screen, by the bar under the room, in silence';
  test(fills, onlyChromium, async ({page, site, complaints}) => {
    await page.goto(site.url);
    const room = page.locator('kaltura-room');
    await room.evaluate(element => element.setAttribute('controls', ''));
    await page.getByRole('button', {name: 'Join the room'}).click();
    await waitForRoom(page);
    await room.getByRole('button', {name: 'Full screen'}).click();
    await room.getByRole('button', {name: 'Exit full screen'}).click();
    await room.getByRole('button', {name: 'Leave'}).click();
    await expect.poll(() => getRoomState(page)).toBe('idle');
    expect(complaints).toEqual([]);
  });

  test('creates a room and opens it, in silence', async ({page, site, complaints}) => {
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
    const answer = await request();
    expect(await state()).toBe('creating');
    answer();
    await expect(creator.getByText('Room created: Stand-up')).toBeVisible();
    expect(await state()).toBe('created');
    await expect((await waitForRoom(page)).getByRole('heading', {name: 'Stand-up'})).toBeVisible();
    expect(simulator.counts['create-room']).toBe(1);
    expect(complaints).toEqual([]);
  });

  test('offers templates as pictures, people and a link to the room, in silence', async ({
    page,
    site,
    complaints,
  }) => {
    await page.goto(site.url);
    const creator = page.locator('kaltura-room-creator');
    await creator.evaluate(form =>
      Object.assign(form, {
        templates: [{id: '1_classic0', name: 'Classroom', image: '/picture.svg'}],
        searchUsers: () => Promise.resolve([{id: 'ann@example.com', name: 'Ann'}]),
        ...{shareUrl: '/join/{id}', allowAnother: true, draftKey: 'strict'},
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
    expect(complaints).toEqual([]);
  });

  test('blocks foreign scripts and styles, and reports them', async ({page, site, complaints}) => {
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
      await expect.poll(() => complaints.join()).toContain(rule);
    }
  });
});

const needed: readonly [string, RegExp, string, StrictOptions?][] = [
  ['frame-src', /frame-src [^;]*/, "frame-src 'self'"],
  ['connect-src', /connect-src [^;]*/, "connect-src 'self'"],
  ['form-action', /form-action [^;]*/, "form-action 'self'", {authMode: 'lti-1.1'}],
  ['frame-src', /frame-src 'self'/, 'frame-src', {authMode: 'lti-1.3'}],
  ['script-src-elem', /'nonce-/, "'nonce-0"],
  ['script-src-elem', /scripts\//, 'others/', {script: 'elsewhere'}],
  ['trusted-types', /lit-html/, "'none'"],
];
for (const [directive, rule, otherwise, strict] of needed)
  test.describe(`a page whose policy says "${otherwise}" ${strict?.authMode ?? ''}`, () => {
    test.use({strict: {...strict, changePolicy: policy => policy.replace(rule, otherwise)}});

    test(`hears complaints of ${directive}`, async ({page, site, complaints}) => {
      site.simulator.faults.set('view-room', {kind: 'html', html: SILENT});
      await page.goto(site.url);
      await page
        .locator('kaltura-room')
        .evaluate((room: HTMLElement & {reload?(): void}) => room.reload?.());
      await expect.poll(() => complaints.join()).toContain(`${directive} blocks`);
    });
  });

/** Console messages of Chromium about a blocked probe, for example under `require-corp`. */
const mayNotAsk =
  /\/version"|ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep/;

for (const [authMode, policy] of [
  ['ks', 'credentialless'],
  ['lti-1.1', 'credentialless'],
  ['lti-1.3', 'credentialless'],
  ['ks', 'require-corp'],
] as const)
  test.describe(`a strict page that is isolated by ${policy}, by ${authMode}`, () => {
    const headers = {
      'Cross-Origin-Embedder-Policy': policy,
      'Cross-Origin-Opener-Policy': 'same-origin',
    };
    test.use({strict: {authMode, headers}});

    test('opens the room in a credentialless frame, or fails with frame-blocked', async ({
      page,
      site,
      complaints,
    }) => {
      await page.goto(site.url);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      if (await page.evaluate(() => 'credentialless' in HTMLIFrameElement.prototype))
        await joinAndLeave(page, site.simulator.url);
      else {
        await page.getByRole('button', {name: 'Join the room'}).click();
        await expect(page.getByRole('alert')).toContainText('frame-blocked', {timeout: 15_000});
      }
      expect(complaints.filter(line => !mayNotAsk.test(line))).toEqual([]);
    });

    test('opens the room in a tab', async ({page, site, complaints}) => {
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
      expect(complaints).toEqual([]);
    });
  });

test.describe('a page whose embedder policy keeps the room out', () => {
  test.use({strict: {headers: {'Cross-Origin-Embedder-Policy': 'credentialless'}}});

  test('does not say that the room is open', async ({page, site, browserName}) => {
    await page.goto(site.url);
    await page.locator('kaltura-room').evaluate(room => room.setAttribute('timeout', '3'));
    await page.getByRole('button', {name: 'Join the room'}).click();
    // Firefox does not report the reason.
    const code = browserName === 'firefox' ? 'frame-timeout' : 'frame-blocked';
    await expect(page.getByRole('alert')).toContainText(code);
    await expect(page.getByRole('button', {name: 'new tab'})).toBeVisible();
  });
});
