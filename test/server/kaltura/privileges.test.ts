import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {decodeKs, encodeKs} from '../../../src/server/kaltura/ks.js';
import {cleanDisplayName} from '../../../src/server/kaltura/display-name.js';
import {buildUserPrivileges} from '../../../src/server/kaltura/privileges.js';
import {resolveAccess} from '../../../src/server/room-access.js';

const ask = {roomId: '1_abcd1234', roomModerator: true, chatModerator: true};

test('a guest may open this room, as a viewer, and nothing else', () => {
  assert.deepEqual(buildUserPrivileges(resolveAccess({roomId: '1_abcd1234'}, {userId: 'u'})), {
    actionslimit: '-1',
    entryId: '1_abcd1234',
    role: 'viewerRole',
    roomModerator: '0',
    chatModerator: '0',
  });
});

for (const role of ['roomModerator', 'chatModerator'] as const) {
  const other = role === 'roomModerator' ? 'chatModerator' : 'roomModerator';
  test(`${role} is given where the page asks and the host grants, and the other is not`, () => {
    const given = buildUserPrivileges(resolveAccess(ask, {userId: 'u', [role]: true}));
    assert.equal(given[role], '1');
    assert.equal(given[other], '0');
  });
  test(`${role} is not given where only the page asks`, () => {
    assert.equal(buildUserPrivileges(resolveAccess(ask, {userId: 'u'}))[role], '0');
  });
  test(`${role} is not given where only the host grants`, () => {
    const given = buildUserPrivileges(
      resolveAccess({roomId: ask.roomId}, {userId: 'u', [role]: true}),
    );
    assert.equal(given[role], '0');
  });
  test(`${role} takes true and no look-alike`, () => {
    const grant = {userId: 'u', [role]: 'true' as unknown as boolean};
    assert.equal(buildUserPrivileges(resolveAccess(ask, grant))[role], '0');
  });
}

const names: [string, string][] = [
  ['Jane', 'Jane'],
  ['Zoë Ann', 'Zoë Ann'],
  ["O'Neil & Söhne", "O'Neil & Söhne"],
  ['"Dr." Who / Jr.', '"Dr." Who / Jr.'],
  ['مها', 'مها'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧 family'],
  ['Smith, John', 'Smith John'],
  ['Bob,role:adminRole', 'Bob role adminRole'],
  ['edit:*', 'edit'],
  ['a\u0000b\nc\td', 'a b c d'],
  ['\u202egnp.exe', 'gnp.exe'],
  ['half \ud83d emoji', 'half emoji'],
  ['   ', ''],
  [',,,', ''],
  ['disableentitlement', 'disable entitlement'],
  ['ActionsLimit', 'Actions Limit'],
  ['downloadassetrole', 'download asset role'],
  ['Eve;99;', 'Eve 99'],
  ['Eve\u037e99', 'Eve 99'],
  ['actions,limit', 'actions limit'],
  ['x'.repeat(300), 'x'.repeat(40)],
  ['😀'.repeat(300), '😀'.repeat(40)],
];
for (const [from, to] of names)
  test(`the display name ${JSON.stringify(from.slice(0, 24))} becomes ${JSON.stringify(to.slice(0, 24))}`, () => {
    assert.equal(cleanDisplayName(from), to);
  });

test('no display name ever adds, changes or hides another privilege', () => {
  const hostile = fc.oneof(
    fc.string({unit: 'binary', maxLength: 300}),
    fc
      .array(
        fc.constantFrom(
          ...[
            'role:adminRole',
            ',',
            ':',
            '*',
            '&_t=2',
            '&_u=admin',
            '=',
            '%2C',
            '%',
            '\0',
            ' ',
            '/',
          ],
          ...[
            'actionslimit',
            'disableentitlement',
            'setrole',
            '_e=1',
            'edit:*',
            'é',
            '\ud83d',
            '\n',
          ],
        ),
        {maxLength: 30},
      )
      .map(parts => parts.join('')),
  );
  fc.assert(
    fc.property(hostile, hostile, fc.boolean(), (firstName, lastName, roomModerator) => {
      const privileges = buildUserPrivileges(
        resolveAccess(ask, {userId: 'u', firstName, lastName, roomModerator}),
      );
      const session = {partnerId: 1, userId: 'u', type: 0, expiry: 5, privileges} as const;
      const read = decodeKs(encodeKs(session, 'secret'), 'secret');
      const {firstName: first = '', lastName: last = '', ...others} = read.privileges;
      assert.deepEqual(others, {
        actionslimit: '-1',
        entryId: ask.roomId,
        role: 'viewerRole',
        roomModerator: roomModerator ? '1' : '0',
        chatModerator: '0',
      });
      assert.deepEqual([read.userId, read.type, read.expiry], ['u', 0, 5]);
      for (const name of [first, last]) {
        assert.doesNotMatch(name, /[,:;*]|actionslimit|(en|dis)ableentitlement|setrole/i);
        assert.ok(Array.from(name).length <= 40);
      }
    }),
    {numRuns: 2000},
  );
});

test('a name of a hundred thousand accents is cut short before it is normalized', t => {
  const normalize = t.mock.method(String.prototype, 'normalize');
  assert.ok(cleanDisplayName(`Jane${'\u0300\u0316'.repeat(50_000)}`).startsWith('Jan'));
  // Each mark costs time by how many there are: all of them, half a minute.
  const [call] = normalize.mock.calls;
  assert.ok(String(call?.this).length <= 1000);
});
