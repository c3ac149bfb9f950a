import assert from 'node:assert/strict';
import {decodeKs} from '../../../dist/server/index.js';
import {expect, inRoom, join, post, ROUTES, headersOn, type Row, type World} from '../row.js';
import type {Person} from '../people.js';

const WAYS = ['shortcode', 'block'] as const;
/** What a page asks for that asks for everything. */
const asked = {roomId: '1_townhall', roomModerator: true, chatModerator: true};
const SIGN_IN = 'Please sign in, then try again.';

/** Who opens what, and as what. */
export const joining: readonly Row[] = [
  ...WAYS.flatMap((way): Row[] => [
    [
      `by ${way}, a visitor is asked to sign in, and there is no session`,
      async world => {
        const page = await world.as('visitor');
        const answered = page.waitForResponse(/\/token$/);
        await page.goto(world.site.pages[way]!);
        await expect(page.getByText(SIGN_IN)).toBeVisible();
        const answer = await answered;
        assert.equal(answer.status(), 401);
        assert.doesNotMatch(await answer.text(), /djJ8/);
        assert.equal(world.simulator.counts['view-room'], 0);
        assert.equal(await page.locator('kaltura-room').getAttribute('headers'), null);
        await page.close();
      },
    ],
    [`by ${way}, a subscriber joins as a participant`, world => joinsAs(world, 'sam', way, '0')],
    [`by ${way}, an editor joins as a moderator`, world => joinsAs(world, 'eddi', way, '1')],
  ]),
  [
    'by hand, with a host backend elsewhere, a visitor joins',
    async world => {
      const page = await world.as('visitor');
      await page.goto(world.site.pages['html']!);
      await expect((await inRoom(page)).getByText('Gino')).toBeVisible();
      await page.close();
    },
  ],
  [
    'a name that would add a privilege adds none',
    async world => {
      const page = await world.as('sam');
      const names = [
        'x,roomModerator:1',
        '*',
        'x*,edit:*',
        'x&_t=2&roomModerator=1',
        'x%2CroomModerator%3A1',
        'sam\nroomModerator:1',
        'disableentitlement',
        'x,entryId:1_standup0',
        '"><script>alert(1)</script>',
        '👩‍🚀'.repeat(30),
        '   ',
      ];
      const headers = await headersOn(page, world.site.pages['shortcode']!);
      for (const name of names) {
        await world.site.ask('rename_person', 'sam', name);
        const {data} = await post(page, `${ROUTES}/token`, asked, headers);
        const ks = decodeKs(data?.['ks'] as string, world.simulator.adminSecret);
        const {firstName = '', ...privileges} = ks.privileges;
        assert.deepEqual(privileges, {
          actionslimit: '-1',
          entryId: '1_townhall',
          role: 'viewerRole',
          roomModerator: '0',
          chatModerator: '0',
        });
        assert.doesNotMatch(firstName, /[,:;*\n]|disableentitlement/, name);
        assert.ok([...firstName].length <= 40, name);
        assert.equal(ks.type, 0);
      }
      await world.site.ask('rename_person', 'sam', names[0]!);
      const {room} = await join(world, page, world.site.pages['shortcode']!);
      await expect(room.getByText('Participant', {exact: true})).toBeVisible();
      await world.site.ask('rename_person', 'sam', 'Sam');
      await page.close();
    },
  ],
  [
    'a page that asks for more than the person may do gets no more',
    async world => {
      const page = await world.as('sam');
      const headers = await headersOn(page, world.site.pages['shortcode']!);
      const byName = await post(page, '/?rest_route=/kaltura-room/v1/token', asked, headers);
      assert.equal(byName.status, 200);
      const withLanguage = {...asked, lang: 'en-GB'};
      assert.equal((await post(page, `${ROUTES}/token`, withLanguage, headers)).status, 200);
      const more = {...asked, userId: 'wordpress-1@localhost'};
      assert.equal((await post(page, `${ROUTES}/token`, more, headers)).status, 400);
      await page.close();
    },
  ],
  [
    'what an author writes into a shortcode stays in its attribute',
    async world => {
      const page = await world.as('sam');
      await page.goto(world.site.pages['hostile']!);
      const room = page.locator('kaltura-room');
      assert.equal(await room.getAttribute('room-id'), '" onclick="alert(1)');
      assert.equal(await room.getAttribute('label'), '" onclick="alert(2)');
      await expect(room.getByRole('alert')).toContainText('not set up correctly');
      await page.close();
    },
  ],
];

async function joinsAs(world: World, person: Person, way: string, moderator: '0' | '1') {
  const page = await world.as(person);
  const {room, ks} = await join(world, page, world.site.pages[way]!);
  const role = moderator === '1' ? 'Room moderator' : 'Participant';
  await expect(room.getByText(role, {exact: true})).toBeVisible();
  const name = person.charAt(0).toUpperCase() + person.slice(1);
  await expect(room.getByText(name, {exact: true})).toBeVisible();
  assert.equal(ks.type, 0);
  assert.match(ks.userId, /^wordpress-\d+@localhost$/);
  assert.deepEqual(ks.privileges, {
    actionslimit: '-1',
    entryId: '1_townhall',
    role: 'viewerRole',
    firstName: name,
    roomModerator: moderator,
    chatModerator: moderator,
  });
  assert.equal(world.simulator.counts['view-room'], 1);
  assert.equal(world.simulator.counts.adminKsInBrowser, 0);
  await page.close();
}
