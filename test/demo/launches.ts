import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {KsLaunch} from '../../src/contract/schemas.js';
import {cleanDisplayName} from '../../src/server/kaltura/display-name.js';
import {decodeKs} from '../../src/server/kaltura/ks.js';
import type {Simulator} from '../../src/simulator/index.js';
import type {Language} from './language.js';
import type {Backend} from './start-backend.js';

/** Builds the header from which the tests' `authorize` reads the grant. */
export const buildGrantHeader = (grant: object) => ({
  'x-grant': encodeURIComponent(JSON.stringify(grant)),
});

const roomId = '1_townhall';
const FULL_GRANT = {
  userId: 'mona@example.com',
  firstName: 'Mona',
  lastName: 'Moderator',
  roomModerator: true,
  chatModerator: true,
  createRooms: true,
};
const BASE_PRIVILEGES = {
  actionslimit: '-1',
  entryId: roomId,
  role: 'viewerRole',
  roomModerator: '0',
  chatModerator: '0',
};

const displayNames = [
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
const LONE_SURROGATE = 'half \ud83d emoji';

/** Tests the launches of a backend. */
export function testLaunches(
  language: Language,
  getSimulator: () => Simulator,
  getBackend: () => Backend,
): void {
  const requestLaunch = async (grant: object, fields: object = {}) => {
    const {status, headers, text, json} = await getBackend().send('/token', {
      headers: buildGrantHeader(grant),
      body: {roomId, ...fields},
    });
    assert.equal(status, 200, text);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(headers['content-type'] ?? '', /^application\/json/);
    const launch = KsLaunch.parse(json.data);
    return {launch, session: decodeKs(launch.ks, getSimulator().adminSecret)};
  };

  describe('a launch', () => {
    it('opens the room for a minute, as a viewer', async () => {
      const before = Math.floor(Date.now() / 1000);
      const {launch, session} = await requestLaunch(FULL_GRANT);
      const lifetime = Number(launch.expiresAt) - before;
      assert.ok(lifetime >= 60 && lifetime <= 65);
      assert.equal(launch.auth, 'ks');
      assert.equal(launch.kafUrl, getSimulator().url);
      assert.deepEqual(session, {
        partnerId: getSimulator().partnerId,
        userId: 'mona@example.com',
        type: 0,
        expiry: launch.expiresAt,
        privileges: {...BASE_PRIVILEGES, firstName: 'Mona', lastName: 'Moderator'},
      });
      const page = await fetch(
        `${getSimulator().url}/embeddedrooms/index/view-room/ks/${launch.ks}`,
      );
      assert.equal(page.status, 200);
      assert.match(await page.text(), /Mona Moderator/);
    });

    for (const role of ['roomModerator', 'chatModerator'])
      for (const {isRequested, isGranted} of [
        {isRequested: true, isGranted: true},
        {isRequested: true, isGranted: false},
        {isRequested: false, isGranted: true},
      ]) {
        const isExpected = isRequested && isGranted;
        const request = isRequested ? 'the page requests it' : 'the page does not request it';
        const grant = isGranted ? 'authorize() grants it' : 'authorize() does not grant it';
        it(`${isExpected ? 'has' : 'lacks'} ${role} if ${request} and ${grant}`, async () => {
          const {session} = await requestLaunch(
            {userId: 'u', [role]: isGranted},
            {[role]: isRequested},
          );
          assert.deepEqual(session.privileges, {
            ...BASE_PRIVILEGES,
            [role]: isExpected ? '1' : '0',
          });
        });
      }

    for (const name of [...displayNames, ...(language.hasLoneSurrogates ? [LONE_SURROGATE] : [])])
      it(`gets no privilege from the name ${JSON.stringify(name.slice(0, 30))}`, async () => {
        const {session} = await requestLaunch({userId: 'u', firstName: name, lastName: name});
        const cleanName = cleanDisplayName(name);
        assert.equal(session.userId, 'u');
        assert.equal(session.type, 0);
        assert.deepEqual(session.privileges, {
          ...BASE_PRIVILEGES,
          ...(cleanName && {firstName: cleanName, lastName: cleanName}),
        });
      });

    for (const lang of ['', 'en', 'zh-Hant-TW', 'x'.repeat(35)])
      it(`does not depend on the language "${lang}" of the page`, async () => {
        const {session} = await requestLaunch({userId: 'u'}, {lang});
        assert.deepEqual(session.privileges, BASE_PRIVILEGES);
      });

    it('preserves every character of a user ID', async () => {
      const userId = "jane.doe+a,b!#$%&'*?^_`{|}~-@example.com";
      assert.equal((await requestLaunch({userId})).session.userId, userId);
    });
  });
}
