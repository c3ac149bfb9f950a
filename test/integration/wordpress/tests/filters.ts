import assert from 'node:assert/strict';
import {decodeKs} from '../../../../dist/server/index.js';
import {
  ROOMS_ROUTE,
  TOKEN_ROUTE,
  assertError,
  fetchHeaders,
  post,
  runWithCode,
  type RouteResponse,
  type TestContext,
  type WordPressTest,
} from '../wordpress-test.js';

type PostAsUser = (path: string, body: object) => Promise<RouteResponse>;

const buildTokenRequest = (roomId: string) => ({roomId, roomModerator: true, chatModerator: true});

/** Runs a test in which a subscriber sends requests to a site with further PHP code. */
function withCode(
  php: string,
  check: (context: TestContext, postAsUser: PostAsUser) => Promise<void>,
): WordPressTest['run'] {
  return async context => {
    const {site, openPage} = context;
    const page = await openPage('subscriber');
    const headers = await fetchHeaders(page, site.pages['shortcode']!);
    await runWithCode(site, php, () =>
      check(context, (path, body) => post(page, path, body, headers)),
    );
    await page.close();
  };
}

const decodeSession = ({simulator}: TestContext, {data}: RouteResponse) =>
  decodeKs(data?.['ks'] as string, simulator.adminSecret);

export const filterTests: readonly WordPressTest[] = [
  {
    name: 'filters choose the user ID, and the room that a user may moderate',
    run: withCode(
      `add_filter('kaltura_room_can_moderate', fn($can_moderate, $room_id, $user) =>
        $room_id === '1_townhall' && $user->user_login === 'subscriber', 10, 3);
      add_filter('kaltura_room_can_open', '__return_true');
      add_filter('kaltura_room_user_id', fn($id, $user) => "$user->user_login@school", 10, 2);`,
      async (context, postAsUser) => {
        const townhall = await postAsUser(TOKEN_ROUTE, buildTokenRequest('1_townhall'));
        const townhallSession = decodeSession(context, townhall);
        assert.equal(townhallSession.userId, 'subscriber@school');
        assert.equal(townhallSession.privileges['roomModerator'], '1');
        const standup = await postAsUser(TOKEN_ROUTE, buildTokenRequest('1_standup0'));
        assert.equal(decodeSession(context, standup).privileges['roomModerator'], '0');
      },
    ),
  },
  {
    name: 'a filter refuses access to a room that a page showed',
    run: withCode(
      `add_filter('kaltura_room_can_open', '__return_false');`,
      async (_, postAsUser) => {
        const response = await postAsUser(TOKEN_ROUTE, buildTokenRequest('1_townhall'));
        assertError(response, 403, 'access-denied');
      },
    ),
  },
  {
    name: 'a filter that does not return exactly true grants nothing',
    run: withCode(
      `add_filter('kaltura_room_can_open', '__return_true');
      foreach (['kaltura_room_can_moderate', 'kaltura_room_can_create'] as $filter)
        add_filter($filter, fn() => 'yes');`,
      async (context, postAsUser) => {
        const launch = await postAsUser(TOKEN_ROUTE, buildTokenRequest('1_townhall'));
        assert.equal(decodeSession(context, launch).privileges['roomModerator'], '0');
        const creation = await postAsUser(ROOMS_ROUTE, {name: 'Mine'});
        assertError(creation, 403, 'access-denied', 'not-created');
      },
    ),
  },
  {
    name: 'a filter that returns a malformed user ID causes an error',
    run: withCode(
      `add_filter('kaltura_room_user_id', fn() => 'subscriber,roomModerator:1 *');`,
      async (_, postAsUser) => {
        const response = await postAsUser(TOKEN_ROUTE, buildTokenRequest('1_townhall'));
        assertError(response, 500, 'internalError');
      },
    ),
  },
];
