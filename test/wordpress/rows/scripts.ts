import assert from 'node:assert/strict';
import {expect, inRoom, type Row} from '../row.js';

/** Where WordPress takes scripts and unknown elements out of what somebody writes. */
export const scripts: readonly Row[] = [
  [
    'where the site strips an author’s scripts, the shortcode and plain links still lead to the room',
    async world => {
      const page = await world.as('alex');
      const share = world.site.pages['shortcode']!;
      const content = `<!-- wp:html --><script type="module" src="/kaltura-room.js"></script>
        <kaltura-room room-id="1_townhall" token-url="/token"></kaltura-room><!-- /wp:html -->
        <p><a href="${share}">To the room</a>
        <a href="${world.node.url}/join/1_townhall">To its own page</a></p>
        [kaltura_room id="1_standup0"]`;
      await page.goto('/wp-admin/post-new.php');
      const link = await page.evaluate(async written => {
        const {apiFetch} = (window as unknown as {wp: {apiFetch: ApiFetch}}).wp;
        const data = {title: 'Stripped', status: 'publish', content: written};
        return (await apiFetch({path: '/wp/v2/posts', method: 'POST', data})).link;
      }, content);

      const reader = await world.as('sam');
      await reader.goto(link);
      assert.equal(await reader.locator('script[src="/kaltura-room.js"]').count(), 0);
      // The one by shortcode.
      assert.equal(await reader.locator('kaltura-room').count(), 1);
      const standup = await inRoom(reader);
      await expect(standup.getByRole('heading', {name: 'Daily stand-up'})).toBeVisible();
      await reader.getByRole('link', {name: 'To the room'}).click();
      await reader.waitForURL(share);
      const townhall = await inRoom(reader);
      await expect(townhall.getByRole('heading', {name: 'Town hall'})).toBeVisible();

      await reader.goto(link);
      await reader.getByRole('link', {name: 'To its own page'}).click();
      await reader.waitForURL(`${world.node.url}/join/1_townhall`);
      await expect((await inRoom(reader)).getByText('Gino')).toBeVisible();
      await Promise.all([page.close(), reader.close()]);
    },
  ],
  [
    'without JavaScript a page says what to do',
    async world => {
      const context = await world.browser.newContext({javaScriptEnabled: false});
      const page = await context.newPage();
      for (const way of ['shortcode', 'block']) {
        const url = world.site.pages[way]!;
        await page.goto(url);
        const again = page.getByRole('link', {name: 'load this page again'});
        await expect(again).toBeVisible();
        await again.click();
        assert.equal(page.url(), url);
      }
      await context.close();
    },
  ],
  [
    'the script is loaded once, as a module, and only where there is a room',
    async world => {
      const page = await world.as('visitor');
      const script = page.locator('script[src*="kaltura-room"]');
      await page.goto(world.site.pages['block']!);
      assert.equal(await script.count(), 1);
      assert.equal(await script.getAttribute('type'), 'module');
      await page.goto('/');
      assert.equal(await script.count(), 0);
      await page.close();
    },
  ],
];

type ApiFetch = (request: object) => Promise<{link: string}>;
