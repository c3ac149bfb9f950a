import assert from 'node:assert/strict';
import {decodeKs} from '../../../../dist/server/index.js';
import type {User} from '../users.js';
import {
  TOKEN_ROUTE,
  assertError,
  fetchHeaders,
  post,
  type TestContext,
  type WordPressTest,
} from '../wordpress-test.js';

const ROOM_ID = '1_standup0';
const SECOND_SITE_ROUTE = '/two/?rest_route=/kaltura-room/v1/token';

/**
 * Runs a test on a network.
 * @param check gets the path of a page with the room on a second site, which a contributor of the first
 *   site administers
 */
function onNetwork(
  check: (context: TestContext, pagePath: string) => Promise<void>,
): WordPressTest['run'] {
  return async context => {
    const {site} = context;
    await site.runScript('create_network');
    await site.setConstant('MULTISITE', true);
    try {
      const content = `[kaltura_room id="${ROOM_ID}"]`;
      await check(context, await site.runScript('create_site', 'contributor', content));
    } finally {
      await site.setConstant('MULTISITE', false);
    }
  };
}

export const networkTests: readonly WordPressTest[] = [
  {
    name: 'on a network, a page proves access on its own site and to its own members',
    run: onNetwork(async ({openPage, site, simulator}, pagePath) => {
      const request = async (user: User, path: string, route: string, roomId = ROOM_ID) => {
        const page = await openPage(user);
        const headers = await fetchHeaders(page, path);
        const body = {roomId, roomModerator: true};
        const response = await post(page, route, body, headers);
        await page.close();
        return response;
      };
      const administrator = await request('contributor', pagePath, SECOND_SITE_ROUTE);
      assert.equal(administrator.status, 200, administrator.error);
      const session = decodeKs(administrator.data?.['ks'] as string, simulator.adminSecret);
      assert.equal(session.privileges['roomModerator'], '0');

      const townhall = site.pages['shortcode']!;
      assert.equal((await request('subscriber', townhall, TOKEN_ROUTE, '1_townhall')).status, 200);
      for (const {user, path, route} of [
        {user: 'contributor', path: pagePath, route: TOKEN_ROUTE},
        {user: 'subscriber', path: pagePath, route: SECOND_SITE_ROUTE},
        {user: 'author', path: townhall, route: TOKEN_ROUTE},
        {user: 'editor', path: townhall, route: TOKEN_ROUTE},
      ] as const)
        assertError(await request(user, path, route), 403, 'access-denied');
    }),
  },
];
