import assert from 'node:assert/strict';
import {expect, insertPost, type WordPressTest} from '../wordpress-test.js';

const NOTE = 'Only users who can edit this page see this note.';

const ACCEPTED = [
  {
    name: 'curly quotes',
    shortcode: '[kaltura_room id=“1_townhall” label=“Ann’s town hall”]',
    label: 'Ann’s town hall',
  },
  {
    name: 'other typographic quotes',
    shortcode: '[kaltura_room id=„1_townhall“ label=«Town hall»]',
    label: 'Town hall',
  },
  {
    name: 'quotes as HTML entities',
    shortcode: '[kaltura_room id=&#8220;1_townhall&#8221; label=&quot;Town hall&quot;]',
    label: 'Town hall',
  },
  {
    name: 'curly quotes within straight ones',
    shortcode: '[kaltura_room id="1_townhall" label="The “town hall” of us"]',
    label: 'The “town hall” of us',
  },
  {name: 'room-id', shortcode: '[kaltura_room room-id="1_townhall"]', label: null},
  {name: 'white space', shortcode: '[kaltura_room id=" 1_townhall "]', label: null},
] as const;

const REJECTED = [
  {
    content: '[kaltura_room]',
    note: 'room ID must be an ID such as 1_abcd1234; got nothing.',
  },
  {
    content: '[kaltura_room id="Town <hall>"]',
    note: 'room ID must be an ID such as 1_abcd1234; got "Town <hall>".',
  },
  {
    content: '[kaltura_room roomid="1_townhall"]',
    note: 'attributes must be id or room-id or label or loading; got "roomid".',
  },
  {
    content: '[kaltura_room 1_townhall]',
    note: 'attributes must be id or room-id or label or loading; got "1_townhall".',
  },
  {
    content: '[kaltura_room_creator share_url="/join/{id}"]',
    note: 'attributes must be share-url; got "share_url".',
  },
  {
    content: '<!-- wp:kaltura-room/room /-->',
    note: 'room ID must be an ID such as 1_abcd1234; got nothing.',
  },
] as const;

export const shortcodeTests: readonly WordPressTest[] = [
  {
    name: 'a shortcode accepts typographic quotes and room-id',
    async run(context) {
      const page = await context.openPage('editor');
      for (const {name, shortcode, label} of ACCEPTED) {
        const id = await insertPost(context, {post_status: 'publish', post_content: shortcode});
        await page.goto(`/?p=${id}`);
        const room = page.locator('kaltura-room');
        assert.equal(await room.getAttribute('room-id'), '1_townhall', name);
        assert.equal(await room.getAttribute('label'), label, name);
        assert.equal(await page.getByText(NOTE).count(), 0, name);
      }
      await page.close();
    },
  },
  {
    name: 'a note explains an invalid shortcode or block, to users who can edit the page',
    async run(context) {
      const editorPage = await context.openPage('editor');
      const readerPage = await context.openPage('subscriber');
      for (const {content, note} of REJECTED) {
        const id = await insertPost(context, {post_status: 'publish', post_content: content});
        await editorPage.goto(`/?p=${id}`);
        await expect(editorPage.getByText(NOTE)).toHaveText(`Kaltura room: ${note} ${NOTE}`);
        await readerPage.goto(`/?p=${id}`);
        assert.equal(await readerPage.getByText(NOTE).count(), 0);
      }
      await Promise.all([editorPage.close(), readerPage.close()]);
    },
  },
  {
    name: 'a feed contains a link to the page in place of the room',
    async run(context) {
      const page = await context.openPage('visitor');
      const content = '[kaltura_room id="1_townhall"] [kaltura_room_creator]';
      const id = await insertPost(context, {
        post_status: 'publish',
        post_title: 'Rooms & more',
        post_content: content,
      });
      const url = (await page.request.get(`/?p=${id}`)).url();
      const feed = await (await page.request.get('/feed/')).text();
      assert.ok(
        feed.includes(`To join the room, open <a href="${url}">Rooms &#038; more</a>.`),
        feed,
      );
      assert.doesNotMatch(feed, /<kaltura-room|<noscript/);
      await page.close();
    },
  },
];
