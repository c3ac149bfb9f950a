import assert from 'node:assert/strict';
import {decodeKs} from '../../../../dist/server/index.js';
import type {User} from '../users.js';
import {
  TOKEN_ROUTE,
  expect,
  fetchHeaders,
  joinRoom,
  post,
  waitForRoom,
  type TestContext,
  type WordPressTest,
} from '../wordpress-test.js';

/** A request for all roles. */
const TOKEN_REQUEST = {roomId: '1_townhall', roomModerator: true, chatModerator: true};
const SIGN_IN_MESSAGE = 'Sign in, then reload the page.';

const HOSTILE_NAMES = [
  'x,roomModerator:1',
  '*',
  'x*,edit:*',
  'x&_t=2&roomModerator=1',
  'x%2CroomModerator%3A1',
  'subscriber\nroomModerator:1',
  'disableentitlement',
  'x,entryId:1_standup0',
  '"><script>alert(1)</script>',
  '👩‍🚀'.repeat(30),
  '   ',
] as const;

/** Opens the page as a user, and asserts that they join with this role. */
async function assertJoins(
  context: TestContext,
  user: User,
  pageName: string,
  {isModerator}: {isModerator: boolean},
): Promise<void> {
  const {site, simulator, openPage} = context;
  const page = await openPage(user);
  const {room, session} = await joinRoom(context, page, site.pages[pageName]!);
  const role = isModerator ? 'Room moderator' : 'Participant';
  await expect(room.getByText(role, {exact: true})).toBeVisible();
  const displayName = user.charAt(0).toUpperCase() + user.slice(1);
  await expect(room.getByText(displayName, {exact: true})).toBeVisible();
  assert.equal(session.type, 0);
  assert.match(session.userId, /^wordpress-\d+@localhost$/);
  assert.deepEqual(session.privileges, {
    actionslimit: '-1',
    entryId: '1_townhall',
    role: 'viewerRole',
    firstName: displayName,
    roomModerator: isModerator ? '1' : '0',
    chatModerator: isModerator ? '1' : '0',
  });
  assert.equal(simulator.counts['view-room'], 1);
  assert.equal(simulator.counts.adminKsInBrowser, 0);
  await page.close();
}

export const launchTests: readonly WordPressTest[] = [
  ...['shortcode', 'block'].flatMap((pageName): WordPressTest[] => [
    {
      name: `a ${pageName} asks visitors to sign in, and gives them no session`,
      async run({site, simulator, openPage}) {
        const page = await openPage('visitor');
        const responsePromise = page.waitForResponse(/\/token$/);
        await page.goto(site.pages[pageName]!);
        await expect(page.getByText(SIGN_IN_MESSAGE)).toBeVisible();
        const response = await responsePromise;
        assert.equal(response.status(), 401);
        assert.doesNotMatch(await response.text(), /djJ8/);
        assert.equal(simulator.counts['view-room'], 0);
        assert.equal(await page.locator('kaltura-room').getAttribute('headers'), null);
        await page.close();
      },
    },
    {
      name: `a ${pageName} lets a subscriber join as a participant`,
      run: context => assertJoins(context, 'subscriber', pageName, {isModerator: false}),
    },
    {
      name: `a ${pageName} lets an editor join as a moderator`,
      run: context => assertJoins(context, 'editor', pageName, {isModerator: true}),
    },
  ]),
  {
    name: 'a handwritten element lets a visitor join with a separate host backend',
    async run({site, openPage}) {
      const page = await openPage('visitor');
      await page.goto(site.pages['html']!);
      await expect((await waitForRoom(page)).getByText('Gino')).toBeVisible();
      await page.close();
    },
  },
  {
    name: 'a hostile display name adds no privilege',
    async run(context) {
      const {site, simulator, openPage} = context;
      const page = await openPage('subscriber');
      const headers = await fetchHeaders(page, site.pages['shortcode']!);
      for (const name of HOSTILE_NAMES) {
        await site.runScript('rename_user', 'subscriber', name);
        const {data} = await post(page, TOKEN_ROUTE, TOKEN_REQUEST, headers);
        const session = decodeKs(data?.['ks'] as string, simulator.adminSecret);
        const {firstName = '', ...privileges} = session.privileges;
        assert.deepEqual(privileges, {
          actionslimit: '-1',
          entryId: '1_townhall',
          role: 'viewerRole',
          roomModerator: '0',
          chatModerator: '0',
        });
        assert.doesNotMatch(firstName, /[,:;*\n]|disableentitlement/, name);
        assert.ok([...firstName].length <= 40, name);
        assert.equal(session.type, 0);
      }
      await site.runScript('rename_user', 'subscriber', HOSTILE_NAMES[0]);
      const {room} = await joinRoom(context, page, site.pages['shortcode']!);
      await expect(room.getByText('Participant', {exact: true})).toBeVisible();
      await site.runScript('rename_user', 'subscriber', 'Subscriber');
      await page.close();
    },
  },
  {
    name: 'the token route accepts its plain URL and the language of the page',
    async run({site, openPage}) {
      const page = await openPage('subscriber');
      const headers = await fetchHeaders(page, site.pages['shortcode']!);
      const plainUrl = '/?rest_route=/kaltura-room/v1/token';
      assert.equal((await post(page, plainUrl, TOKEN_REQUEST, headers)).status, 200);
      const withLanguage = {...TOKEN_REQUEST, lang: 'en-GB'};
      assert.equal((await post(page, TOKEN_ROUTE, withLanguage, headers)).status, 200);
      await page.close();
    },
  },
  {
    name: 'a page cannot choose the user ID',
    async run({site, openPage}) {
      const page = await openPage('subscriber');
      const headers = await fetchHeaders(page, site.pages['shortcode']!);
      const body = {...TOKEN_REQUEST, userId: 'wordpress-1@localhost'};
      assert.equal((await post(page, TOKEN_ROUTE, body, headers)).status, 400);
      await page.close();
    },
  },
  {
    name: 'a hostile value in a shortcode stays in its attribute',
    async run({site, openPage}) {
      const page = await openPage('subscriber');
      await page.goto(site.pages['hostile']!);
      const room = page.locator('kaltura-room');
      assert.equal(await room.getAttribute('room-id'), '" onclick="alert(1)');
      assert.equal(await room.getAttribute('label'), '" onclick="alert(2)');
      await expect(room.getByRole('alert')).toContainText('not set up correctly');
      await page.close();
    },
  },
];
