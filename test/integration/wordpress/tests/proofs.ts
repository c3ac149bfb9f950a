import assert from 'node:assert/strict';
import type {Page} from '@playwright/test';
import type {User} from '../users.js';
import {
  TOKEN_ROUTE,
  assertError,
  fetchHeaders,
  insertPost,
  post,
  runWithCode,
  type TestContext,
  type WordPressTest,
} from '../wordpress-test.js';

/*
 * A proof is the header `X-Kaltura-Room` in the markup of a room. It gives the readers of a published
 * post access to the room in it.
 */

const ROOM_ID = '1_standup0';
const SHORTCODE = `[kaltura_room id="${ROOM_ID}"]`;
const BLOCK = `<!-- wp:kaltura-room/room {"roomId":"${ROOM_ID}"} /-->`;

/** A display name must not contain quotation marks. */
const NAME_WITH_SHORTCODE = `[kaltura_room id=${ROOM_ID}]`;
const COMMENTS_BLOCK = `<!-- wp:comments --><div class="wp-block-comments">
<!-- wp:comment-template --><!-- wp:comment-content /--><!-- /wp:comment-template -->
</div><!-- /wp:comments -->`;

/** Other plugins that render shortcodes of users who cannot publish. */
const OTHER_PLUGINS = `
  $render = function (): void {
    $GLOBALS['post'] = get_page_by_path('shortcode');
    setup_postdata($GLOBALS['post']);
    exit(apply_filters('the_content', wp_unslash($_POST['content'])));
  };
  add_action('wp_ajax_render', $render);
  add_action('template_redirect', fn() => isset($_POST['content']) && $render());
  add_filter('comment_text', 'do_shortcode');
`;

/** A room that WordPress renders for a user. */
interface View {
  readonly name: string;
  /** A contributor by default. */
  readonly user?: User;
  readonly fetch: (page: Page, context: TestContext) => Promise<string>;
}

async function insertDraft(context: TestContext, content: string): Promise<string> {
  const author = await context.site.runScript('get_user_id', 'contributor');
  return insertPost(context, {
    post_author: Number(author),
    post_status: 'draft',
    post_content: content,
  });
}

const publish = (context: TestContext, fields = {}) =>
  insertPost(context, {post_status: 'publish', post_content: SHORTCODE, ...fields});

const fetchText = async (page: Page, path: string, headers = {}) =>
  (await page.request.get(path, {headers})).text();

const postContent = async (page: Page, path: string) =>
  (await page.request.post(path, {form: {content: SHORTCODE}})).text();

/** Returns the `X-WP-Nonce` header of the REST API. */
async function fetchRestHeaders(page: Page, {site}: TestContext) {
  const headers = await fetchHeaders(page, site.pages['shortcode']!);
  return {'X-WP-Nonce': headers['X-WP-Nonce']!};
}

/** Returns the tags of the room's elements in HTML, or in JSON with HTML. */
const findTags = (text: string) =>
  text
    .replaceAll('\\"', '"')
    .match(/<kaltura-room [^>]*>/g)
    ?.filter(tag => tag.includes(`room-id="${ROOM_ID}"`)) ?? [];

const VIEWS_WITHOUT_PROOF: readonly View[] = [
  ...[SHORTCODE, BLOCK].map((content, index): View => ({
    name: `the edit screen of a draft with a ${index ? 'block' : 'shortcode'}`,
    async fetch(page, context) {
      const id = await insertDraft(context, content);
      return fetchText(page, `/wp-admin/post.php?post=${id}&action=edit`);
    },
  })),
  ...['', '&preview=true'].map((query): View => ({
    name: `a draft with the query "${query}"`,
    fetch: async (page, context) =>
      fetchText(page, `/?p=${await insertDraft(context, SHORTCODE)}${query}`),
  })),
  {
    name: 'a draft in a REST response',
    async fetch(page, context) {
      const id = await insertDraft(context, SHORTCODE);
      return fetchText(page, `/wp-json/wp/v2/posts/${id}`, await fetchRestHeaders(page, context));
    },
  },
  {
    name: 'a published post in a REST response',
    async fetch(page, context) {
      const id = await publish(context);
      return fetchText(page, `/wp-json/wp/v2/posts/${id}`, await fetchRestHeaders(page, context));
    },
  },
  {
    name: 'the block renderer of the editor',
    fetch: async (page, context) =>
      fetchText(
        page,
        `/wp-json/wp/v2/block-renderer/kaltura-room/room?context=edit&attributes[roomId]=${ROOM_ID}`,
        await fetchRestHeaders(page, context),
      ),
  },
  {
    name: 'an AJAX handler of wp-admin',
    fetch: page => postContent(page, '/wp-admin/admin-ajax.php?action=render'),
  },
  {
    name: 'an AJAX handler of the site',
    fetch: page => postContent(page, '/'),
  },
  {
    name: 'a comment on a published post',
    async fetch(page, context) {
      const id = await publish(context, {post_content: 'No room', comment_status: 'open'});
      await context.site.runScript('insert_comment', id, SHORTCODE);
      return fetchText(page, `/?p=${id}`);
    },
  },
  ...['<!-- wp:latest-comments {"displayExcerpt":true} /-->', COMMENTS_BLOCK].map(
    (content, index): View => ({
      name: `a comment that ${index ? 'the comments block' : 'the latest comments block'} shows`,
      user: 'subscriber',
      async fetch(page, context) {
        const id = await publish(context, {post_content: content, comment_status: 'open'});
        await context.site.runScript('insert_comment', id, SHORTCODE);
        return fetchText(page, `/?p=${id}`);
      },
    }),
  ),
  {
    name: 'an author block whose name contains a shortcode',
    user: 'subscriber',
    async fetch(page, context) {
      const author = Number(await context.site.runScript('get_user_id', 'subscriber'));
      const id = await publish(context, {
        post_author: author,
        post_content: '<!-- wp:post-author /-->',
      });
      await context.site.runScript('rename_user', 'subscriber', NAME_WITH_SHORTCODE);
      const text = await fetchText(page, `/?p=${id}`);
      await context.site.runScript('rename_user', 'subscriber', 'Subscriber');
      return text;
    },
  },
  {
    name: 'the preview of a published post',
    async fetch(page, context) {
      // WordPress redirects to the permalink.
      const response = await page.request.get(`/?p=${await publish(context)}`);
      return fetchText(page, `${response.url()}?preview=true`);
    },
  },
  {
    name: 'the description of an attachment',
    async fetch(page, context) {
      const id = await publish(context, {post_type: 'attachment', post_mime_type: 'text/plain'});
      return fetchText(page, `/?attachment_id=${id}`);
    },
  },
  {
    name: 'a private post',
    user: 'editor',
    fetch: async (page, context) =>
      fetchText(page, `/?p=${await publish(context, {post_status: 'private'})}`),
  },
  {
    name: 'a published page, to a user without a role',
    user: 'subscriber',
    async fetch(page, context) {
      const id = await publish(context);
      await context.site.runScript('set_role', 'subscriber', '');
      const text = await fetchText(page, `/?p=${id}`);
      await context.site.runScript('set_role', 'subscriber', 'subscriber');
      return text;
    },
  },
];

export const proofTests: readonly WordPressTest[] = [
  ...VIEWS_WITHOUT_PROOF.map(({name, user = 'contributor', fetch}): WordPressTest => ({
    name: `no proof of access in ${name}`,
    async run(context) {
      const page = await context.openPage(user);
      await runWithCode(context.site, OTHER_PLUGINS, async () => {
        const tags = findTags(await fetch(page, context));
        assert.notDeepEqual(tags, [], 'the response must contain the room');
        for (const tag of tags) assert.doesNotMatch(tag, /X-Kaltura-Room/);
      });
      await page.close();
    },
  })),
  {
    name: 'no proof of access in a feed',
    async run(context) {
      const page = await context.openPage('contributor');
      await publish(context);
      const feed = await fetchText(page, '/feed/');
      assert.match(feed, /<content:encoded>/);
      assert.doesNotMatch(feed, /X-Kaltura-Room/);
      await page.close();
    },
  },
  {
    name: 'access to a room ends when its post is no longer published, or needs a password',
    async run(context) {
      const {site, openPage} = context;
      const page = await openPage('subscriber');
      const id = await publish(context);
      const headers = await fetchHeaders(page, `/?p=${id}`);
      const update = (fields: object) => site.runScript('update_post', id, JSON.stringify(fields));
      const requestToken = () => post(page, TOKEN_ROUTE, {roomId: ROOM_ID}, headers);
      assert.equal((await requestToken()).status, 200);
      for (const fields of [
        {post_status: 'draft'},
        {post_status: 'private'},
        {post_status: 'publish', post_password: 'open sesame'},
      ]) {
        await update(fields);
        assertError(await requestToken(), 403, 'access-denied');
      }
      await page.request.post('/wp-login.php?action=postpass', {
        form: {post_password: 'open sesame'},
      });
      assert.equal((await requestToken()).status, 200);
      const newHeaders = await fetchHeaders(page, `/?p=${id}`);
      assert.ok('X-Kaltura-Room' in newHeaders);
      await page.close();
    },
  },
  {
    name: 'a post with a synced pattern, or with a pattern inside another, gives access to its room',
    async run(context) {
      const page = await context.openPage('subscriber');
      const insertPattern = (content: string) =>
        publish(context, {post_type: 'wp_block', post_content: content});
      const pattern = await insertPattern(BLOCK);
      const outer = await insertPattern(
        `<!-- wp:group --><div class="wp-block-group"><!-- wp:block {"ref":${pattern}} /--></div><!-- /wp:group -->`,
      );
      for (const ref of [pattern, outer]) {
        const id = await publish(context, {post_content: `<!-- wp:block {"ref":${ref}} /-->`});
        const headers = await fetchHeaders(page, `/?p=${id}`);
        const response = await post(page, TOKEN_ROUTE, {roomId: ROOM_ID}, headers);
        assert.equal(response.status, 200);
      }
      await page.close();
    },
  },
  {
    name: 'access to a room ends when its post no longer contains it',
    async run(context) {
      const {site, openPage} = context;
      const page = await openPage('subscriber');
      const id = await publish(context);
      const headers = await fetchHeaders(page, `/?p=${id}`);
      const requestToken = () => post(page, TOKEN_ROUTE, {roomId: ROOM_ID}, headers);
      assert.equal((await requestToken()).status, 200);
      for (const content of ['No room', `[kaltura_room id="${ROOM_ID}1"]`]) {
        await site.runScript('update_post', id, JSON.stringify({post_content: content}));
        assertError(await requestToken(), 403, 'access-denied');
      }
      await page.close();
    },
  },
  {
    name: 'the proof for one room or one post opens no other room',
    async run(context) {
      const page = await context.openPage('subscriber');
      const headers = await fetchHeaders(page, `/?p=${await publish(context)}`);
      const proof = headers['X-Kaltura-Room']!;
      const otherId = await publish(context, {post_content: 'No room'});
      for (const {roomId, value} of [
        {roomId: '1_townhall', value: proof},
        {roomId: ROOM_ID, value: proof.replace(/^\d+/, otherId)},
        {roomId: ROOM_ID, value: proof.replace(/^\d+-/, '')},
        {roomId: ROOM_ID, value: '-'},
        {roomId: ROOM_ID, value: ''},
      ]) {
        const response = await post(
          page,
          TOKEN_ROUTE,
          {roomId},
          {...headers, 'X-Kaltura-Room': value},
        );
        assertError(response, 403, 'access-denied');
      }
      await page.close();
    },
  },
];
