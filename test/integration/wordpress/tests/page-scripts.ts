import assert from 'node:assert/strict';
import {expect, runWithCode, waitForRoom, type WordPressTest} from '../wordpress-test.js';

/** A content security policy, whose nonce is added to scripts as WordPress plugins do it. */
const POLICY_PLUGIN = `
  add_filter('script_loader_tag', fn($tag) =>
    str_replace('<script ', '<script nonce="r4nd0m" data-cfasync="false" ', $tag));
  add_action('send_headers', fn() =>
    header("Content-Security-Policy: script-src 'nonce-r4nd0m' 'strict-dynamic'"));
`;
/** Without this support, WordPress writes type='text/javascript'. */
const WITHOUT_HTML5 = `
  add_action('after_setup_theme', fn() => remove_theme_support('html5'), 99);
`;

type ApiFetch = (request: object) => Promise<{link: string}>;

export const pageScriptTests: readonly WordPressTest[] = [
  {
    name: 'shortcodes and links open a room although WordPress removes scripts of authors',
    async run({site, nodeBackend, openPage}) {
      const authorPage = await openPage('author');
      const shareUrl = site.pages['shortcode']!;
      const roomPageUrl = `${nodeBackend.url}/join/1_townhall`;
      const content = `<!-- wp:html --><script type="module" src="/kaltura-room.js"></script>
        <kaltura-room room-id="1_townhall" token-url="/token"></kaltura-room><!-- /wp:html -->
        <p><a href="${shareUrl}">To the room</a>
        <a href="${roomPageUrl}">To its own page</a></p>
        [kaltura_room id="1_standup0"]`;
      await authorPage.goto('/wp-admin/post-new.php');
      const link = await authorPage.evaluate(async postContent => {
        const {apiFetch} = (window as unknown as {wp: {apiFetch: ApiFetch}}).wp;
        const data = {title: 'Stripped', status: 'publish', content: postContent};
        return (await apiFetch({path: '/wp/v2/posts', method: 'POST', data})).link;
      }, content);

      const readerPage = await openPage('subscriber');
      await readerPage.goto(link);
      assert.equal(await readerPage.locator('script[src="/kaltura-room.js"]').count(), 0);
      // Only the element of the shortcode remains.
      assert.equal(await readerPage.locator('kaltura-room').count(), 1);
      const standup = await waitForRoom(readerPage);
      await expect(standup.getByRole('heading', {name: 'Daily stand-up'})).toBeVisible();
      await readerPage.getByRole('link', {name: 'To the room'}).click();
      await readerPage.waitForURL(shareUrl);
      const townhall = await waitForRoom(readerPage);
      await expect(townhall.getByRole('heading', {name: 'Town hall'})).toBeVisible();

      await readerPage.goto(link);
      await readerPage.getByRole('link', {name: 'To its own page'}).click();
      await readerPage.waitForURL(roomPageUrl);
      await expect((await waitForRoom(readerPage)).getByText('Gino')).toBeVisible();
      await Promise.all([authorPage.close(), readerPage.close()]);
    },
  },
  {
    name: 'a page explains that a room needs JavaScript',
    async run({site, browser}) {
      const context = await browser.newContext({javaScriptEnabled: false});
      const page = await context.newPage();
      for (const pageName of ['shortcode', 'block']) {
        const url = site.pages[pageName]!;
        await page.goto(url);
        const reloadLink = page.getByRole('link', {name: 'load this page again'});
        await expect(reloadLink).toBeVisible();
        await reloadLink.click();
        assert.equal(page.url(), url);
      }
      await context.close();
    },
  },
  {
    name: 'a page loads the script once, as a module, and only if it shows a room',
    async run({site, openPage}) {
      const page = await openPage('visitor');
      const script = page.locator('script[src*="cdn/kaltura-room"]');
      await page.goto(site.pages['block']!);
      assert.equal(await script.count(), 1);
      assert.equal(await script.getAttribute('type'), 'module');
      await page.goto('/');
      assert.equal(await script.count(), 0);
      await page.close();
    },
  },
  ...[
    {theme: 'a theme', php: POLICY_PLUGIN},
    {theme: 'a theme without HTML5 scripts', php: POLICY_PLUGIN + WITHOUT_HTML5},
  ].map(({theme, php}): WordPressTest => ({
    name: `a room opens under a policy with nonces, with ${theme}`,
    async run({site, openPage}) {
      const page = await openPage('subscriber');
      await runWithCode(site, php, async () => {
        await page.goto(site.pages['shortcode']!);
        await waitForRoom(page);
        const script = page.locator('script[src*="cdn/kaltura-room.js"]');
        assert.equal(await script.getAttribute('data-cfasync'), 'false');
        assert.equal(await script.getAttribute('type'), 'module');
      });
      await page.close();
    },
  })),
  {
    name: 'the script keeps the type of a plugin that waits for consent',
    async run({site, openPage}) {
      const page = await openPage('subscriber');
      const php = `add_filter('script_loader_tag', fn($tag) =>
        str_replace('<script ', '<script type="text/plain" ', $tag));`;
      await runWithCode(site, php, async () => {
        await page.goto(site.pages['shortcode']!);
        const script = page.locator('script[src*="cdn/kaltura-room.js"]');
        assert.equal(await script.getAttribute('type'), 'text/plain');
      });
      await page.close();
    },
  },
];
