import assert from 'node:assert/strict';
import {test} from 'node:test';
import {KsLaunch} from '../../src/contract/schemas.js';
import {decodeKs} from '../../src/server/kaltura/ks.js';
import {cleanDisplayName} from '../../src/server/kaltura/display-name.js';
import type {Simulator} from '../../src/simulator/index.js';
import type {Language} from './language.js';
import type {Answer, Backend} from './start-backend.js';

/** As `authorize` of the tests reads it. */
export const granting = (grant: object) => ({
  'x-grant': encodeURIComponent(JSON.stringify(grant)),
});

const roomId = '1_townhall';
const MONA = {
  ...{userId: 'mona@example.com', firstName: 'Mona', lastName: 'Moderator'},
  ...{roomModerator: true, chatModerator: true, createRooms: true},
};

const names = [
  'Jane',
  'Zoë Ann',
  "O'Neil & Söhne",
  '"Dr." Who / Jr.',
  'مها',
  '0',
  'a=b&_t=2&_u=admin',
  '100 % + 1 ~ _',
  '👩‍👩‍👧 family',
  'Bob,role:adminRole',
  'x:y*',
  'edit:*',
  'a\u0000b\nc\td',
  '\u202egnp.exe',
  'two\u2028lines\u00a0and \u3000spaces',
  '   ',
  ',,,',
  'Eve;99;',
  'Eve\u037e99',
  'disableentitlement',
  'ActionsLimit',
  'actions,limit',
  'downloadassetrole',
  'privacycontext setrole restrictingrole',
  'x'.repeat(300),
  '😀'.repeat(300),
];

/** What each launch must be, shared by all languages. */
export function launches(
  language: Language,
  kaltura: () => Simulator,
  backend: () => Backend,
): void {
  const read = ({json}: Answer) => {
    const launch = KsLaunch.parse(json.data);
    return {launch, content: decodeKs(launch.ks, kaltura().adminSecret)};
  };
  const launchFor = async (grant: object, ask: object = {}) => {
    const body = {roomId, ...ask};
    const answer = await backend().send('/token', {headers: granting(grant), body});
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
    return read(answer);
  };

  test('a launch opens the room, for a minute, as a viewer and nothing else', async () => {
    const before = Math.floor(Date.now() / 1000);
    const {launch, content} = await launchFor(MONA);
    const lifetime = Number(launch.expiresAt) - before;
    assert.ok(lifetime >= 60 && lifetime <= 65);
    assert.deepEqual([launch.auth, launch.kafUrl], ['ks', kaltura().url]);
    assert.deepEqual(content, {
      partnerId: kaltura().partnerId,
      ...{userId: 'mona@example.com', type: 0, expiry: launch.expiresAt},
      privileges: {
        ...{actionslimit: '-1', entryId: roomId, role: 'viewerRole'},
        ...{firstName: 'Mona', lastName: 'Moderator', roomModerator: '0', chatModerator: '0'},
      },
    });
    const page = await fetch(`${kaltura().url}/embeddedrooms/index/view-room/ks/${launch.ks}`);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /Mona Moderator/);
  });

  for (const [index, flag] of ['roomModerator', 'chatModerator'].entries())
    for (const [asked, granted] of [
      [true, true],
      [true, false],
      [false, true],
    ])
      test(`${flag}: ${asked ? '' : 'not '}asked, ${granted ? '' : 'not '}granted`, async () => {
        const {content} = await launchFor({userId: 'u', [flag]: granted}, {[flag]: asked});
        const {roomModerator, chatModerator} = content.privileges;
        const expected = ['0', '0'];
        if (asked && granted) expected[index] = '1';
        assert.deepEqual([roomModerator, chatModerator], expected);
      });

  for (const name of [...names, ...(language.halves ? ['half \ud83d emoji'] : [])])
    test(`the display name ${JSON.stringify(name.slice(0, 30))} adds no privilege`, async () => {
      const {content} = await launchFor({userId: 'u', firstName: name, lastName: name});
      const shown = cleanDisplayName(name);
      assert.deepEqual([content.userId, content.type], ['u', 0]);
      assert.deepEqual(content.privileges, {
        ...{actionslimit: '-1', entryId: roomId, role: 'viewerRole'},
        ...(shown && {firstName: shown, lastName: shown}),
        ...{roomModerator: '0', chatModerator: '0'},
      });
    });

  for (const lang of ['', 'en', 'zh-Hant-TW', 'x'.repeat(35)])
    test(`accepts the page's language "${lang}", and does not put it into the session`, async () => {
      const {content} = await launchFor({userId: 'u'}, {lang});
      assert.deepEqual(content.privileges, {
        ...{actionslimit: '-1', entryId: roomId, role: 'viewerRole'},
        ...{roomModerator: '0', chatModerator: '0'},
      });
    });

  test('every character of a user ID arrives', async () => {
    const userId = "jane.doe+a,b!#$%&'*?^_`{|}~-@example.com";
    assert.equal((await launchFor({userId})).content.userId, userId);
  });
}
