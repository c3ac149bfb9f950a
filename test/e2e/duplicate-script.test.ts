import {readFileSync} from 'node:fs';
import type {Page} from '@playwright/test';
import type * as define from '../../src/define.js';
import {VERSION} from '../../src/version.js';
import {createRoom, expect, waitForRoom, test} from './set-up.js';

/*
 * Pages with two scripts that define the same element, in equal or different versions.
 */

const OLDER = '0.0.9';

// Each copy brings a Lit of its own.
const changePolicy = (policy: string) =>
  policy.replace('trusted-types lit-html', "$& 'allow-duplicates'");
test.use({demoOptions: {changePolicy}});

/** Loads these scripts into a page with both elements, in this order; `/old/` has each in an older version. */
async function open(page: Page, url: string, scripts: readonly string[]): Promise<void> {
  await page.route('**/old/**', route => {
    const file = new URL(route.request().url()).pathname.slice('/old/'.length);
    const text = readFileSync(`dist/cdn/${file}`, 'utf8').replaceAll(VERSION, OLDER);
    return route.fulfill({contentType: 'text/javascript', body: text});
  });
  // A page of the site's own without a script.
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
const found = (name: string, its: string) =>
  `kaltura-room ${VERSION}: <${name}> ${its} is already registered, and stays`;

for (const [what, scripts, warning] of [
  ['at two addresses', [BOTH, `${BOTH}?2`], found('kaltura-room', VERSION)],
  ['in two versions', ['/old/kaltura-room.js', BOTH], found('kaltura-room', OLDER)],
  ['of the room, then one of both elements', ['/old/room.js', BOTH], found('kaltura-room', OLDER)],
  [
    'of the form, then one of both elements',
    ['/old/creator.js', BOTH],
    found('kaltura-room-creator', OLDER),
  ],
  ['for each element, of two versions', ['/old/creator.js', '/dist/cdn/room.js'], undefined],
] as const)
  test(`a script ${what} logs at most one warning, and the elements work`, async ({
    page,
    demo,
    noise,
  }) => {
    await open(page, demo.url, scripts);
    await createRoom(page, 'Retrospective');
    const room = await waitForRoom(page);
    await expect(room.getByRole('heading', {name: 'Retrospective'})).toBeVisible();
    const used = await page.evaluate(() =>
      ['kaltura-room', 'kaltura-room-creator'].map(
        name => (customElements.get(name) as unknown as {version: string}).version,
      ),
    );
    const versionOf = (script: string) => (script.startsWith('/old/') ? OLDER : VERSION);
    const holding = (file: RegExp) => versionOf(scripts.find(script => file.test(script))!);
    expect(used).toEqual([
      holding(/\/(kaltura-room|room)\.js/),
      holding(/\/(kaltura-room|creator)\.js/),
    ]);
    expect(noise.filter(line => !line.includes('favicon'))).toEqual(warning ? [warning] : []);
  });

for (const name of ['kaltura-room', 'room', 'creator'])
  test(`${name}.js registers the page's translation`, async ({page, demo}) => {
    await open(page, demo.url, []);
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
