import {readFileSync} from 'node:fs';
import type {Page} from '@playwright/test';
import type * as define from '../../src/define.js';
import {VERSION} from '../../src/version.js';
import {createRoom, expect, waitForRoom, test} from './set-up.js';

/*
 * Pages with two scripts that define the same element, of equal or different versions.
 */

const OLDER = '0.0.9';

// Each copy contains its own Lit, which creates a Trusted Types policy.
const changePolicy = (policy: string) =>
  policy.replace('trusted-types lit-html', "$& 'allow-duplicates'");
test.use({demoOptions: {changePolicy}});

/** Loads scripts, in order, into a page with both elements. `/old/` serves older versions. */
async function openPage(page: Page, url: string, scripts: readonly string[]): Promise<void> {
  await page.route('**/old/**', route => {
    const file = new URL(route.request().url()).pathname.slice('/old/'.length);
    const text = readFileSync(`dist/cdn/${file}`, 'utf8').replaceAll(VERSION, OLDER);
    return route.fulfill({contentType: 'text/javascript', body: text});
  });
  // This page of the same origin has no script.
  await page.goto(`${url}/demo.css`);
  await page.evaluate(async scripts => {
    for (const [name, attributes] of [
      ['kaltura-room-creator', {'create-url': '/api/kaltura/rooms', for: 'room'}],
      ['kaltura-room', {id: 'room', 'token-url': '/api/kaltura/token'}],
    ] as const) {
      const element = document.createElement(name);
      for (const [attribute, value] of Object.entries(attributes))
        element.setAttribute(attribute, value);
      document.body.append(element);
    }
    for (const script of scripts) await import(script);
  }, scripts);
}

const BOTH = '/dist/cdn/kaltura-room.js';
const buildWarning = (name: string, version: string) =>
  `kaltura-room ${VERSION}: <${name}> ${version} is already registered, and stays`;

for (const {pair, scripts, warning} of [
  {
    pair: 'the same script at two URLs',
    scripts: [BOTH, `${BOTH}?2`],
    warning: buildWarning('kaltura-room', VERSION),
  },
  {
    pair: 'the same script in two versions',
    scripts: ['/old/kaltura-room.js', BOTH],
    warning: buildWarning('kaltura-room', OLDER),
  },
  {
    pair: 'an older script of the room, then one of both elements',
    scripts: ['/old/room.js', BOTH],
    warning: buildWarning('kaltura-room', OLDER),
  },
  {
    pair: 'an older script of the form, then one of both elements',
    scripts: ['/old/creator.js', BOTH],
    warning: buildWarning('kaltura-room-creator', OLDER),
  },
  {
    pair: 'an older script of the form, then one of the room',
    scripts: ['/old/creator.js', '/dist/cdn/room.js'],
    warning: undefined,
  },
])
  test(`${pair}: ${warning ? 'one warning' : 'no warning'}, and both elements work`, async ({
    page,
    demo,
    consoleMessages,
  }) => {
    await openPage(page, demo.url, scripts);
    await createRoom(page, 'Retrospective');
    const room = await waitForRoom(page);
    await expect(room.getByRole('heading', {name: 'Retrospective'})).toBeVisible();
    const versions = await page.evaluate(() =>
      ['kaltura-room', 'kaltura-room-creator'].map(
        name => (customElements.get(name) as unknown as {version: string}).version,
      ),
    );
    const getFirstVersion = (file: RegExp) =>
      scripts.find(script => file.test(script))!.startsWith('/old/') ? OLDER : VERSION;
    expect(versions).toEqual([
      getFirstVersion(/\/(kaltura-room|room)\.js/),
      getFirstVersion(/\/(kaltura-room|creator)\.js/),
    ]);
    expect(consoleMessages).toEqual(warning ? [warning] : []);
  });

for (const name of ['kaltura-room', 'room', 'creator'])
  test(`registerTranslation() of ${name}.js changes the text of its elements`, async ({
    page,
    demo,
  }) => {
    await openPage(page, demo.url, []);
    await page.evaluate(async script => {
      const {registerTranslation} = (await import(script)) as typeof define;
      registerTranslation('en', {
        room: {noRoom: 'No lobby yet'},
        creator: {create: 'Open the lobby'},
      });
    }, `/dist/cdn/${name}.js`);
    if (name !== 'creator') await expect(page.getByText('No lobby yet')).toBeVisible();
    if (name !== 'room')
      await expect(page.getByRole('button', {name: 'Open the lobby'})).toBeVisible();
  });
