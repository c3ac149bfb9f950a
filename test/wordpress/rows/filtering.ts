import assert from 'node:assert/strict';
import {decodeKs} from '../../../dist/server/index.js';
import {assertRefused, headersOn, post, ROUTES, type Row, type World} from '../row.js';

/** What a site decides for itself, by the plugin's filters. */
export const filtering: readonly Row[] = [
  [
    'a filter says who moderates which room, and as whom',
    withCode(
      `add_filter('kaltura_room_can_moderate', fn($moderates, $room, $user) =>
        $room === '1_townhall' && $user->user_login === 'sam', 10, 3);
      add_filter('kaltura_room_can_open', '__return_true');
      add_filter('kaltura_room_user_id', fn($id, $user) => "$user->user_login@school", 10, 2);`,
      async (world, token) => {
        const townhall = decoded(world, await token('1_townhall'));
        assert.equal(townhall.userId, 'sam@school');
        assert.equal(townhall.privileges['roomModerator'], '1');
        const standup = decoded(world, await token('1_standup0'));
        assert.equal(standup.privileges['roomModerator'], '0');
      },
    ),
  ],
  [
    'a filter keeps somebody out of a room that a page showed',
    withCode(`add_filter('kaltura_room_can_open', '__return_false');`, async (_, token) => {
      assertRefused(await token('1_townhall'), 403, 'access-denied');
    }),
  ],
  [
    'a filter that answers anything but true allows nothing',
    withCode(
      `add_filter('kaltura_room_can_open', '__return_true');
      foreach (['kaltura_room_can_moderate', 'kaltura_room_can_create'] as $filter)
        add_filter($filter, fn() => 'yes');`,
      async (world, token) => {
        const ks = decoded(world, await token('1_townhall'));
        assert.equal(ks.privileges['roomModerator'], '0');
        const answer = await token('', `${ROUTES}/rooms`, {name: 'Mine'});
        assertRefused(answer, 403, 'access-denied', 'not-created');
      },
    ),
  ],
  [
    'a user ID that is none makes no session',
    withCode(
      `add_filter('kaltura_room_user_id', fn() => 'sam,roomModerator:1 *');`,
      async (_, token) => assertRefused(await token('1_townhall'), 500, 'internalError'),
    ),
  ],
];

type Token = (roomId: string, path?: string, body?: object) => ReturnType<typeof post>;

/** A row in which sam asks for rooms, on a site with this code. */
function withCode(php: string, check: (world: World, token: Token) => Promise<void>): Row[1] {
  return async world => {
    const page = await world.as('sam');
    const headers = await headersOn(page, world.site.pages['shortcode']!);
    await world.site.extend(php);
    try {
      await check(world, (roomId, path = `${ROUTES}/token`, body = asked(roomId)) =>
        post(page, path, body, headers),
      );
    } finally {
      await world.site.extend('');
      await page.close();
    }
  };
}

const asked = (roomId: string) => ({roomId, roomModerator: true, chatModerator: true});

const decoded = (world: World, {data}: Awaited<ReturnType<Token>>) =>
  decodeKs(data?.['ks'] as string, world.simulator.adminSecret);
