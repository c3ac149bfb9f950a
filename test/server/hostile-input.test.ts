import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {decodeKs} from '../../src/server/index.js';
import {NOW, SECRET, setup} from './set-up.js';

/** Pieces that mean something to a KS, to Kaltura's search of it, to PHP or to a form. */
const piece = fc.constantFrom(
  ...[',', ':', ';', '*', '/', '&', '=', '%', '%2C', '%3A', '+', '\0', '\n', ' ', '\u202e', '|'],
  ...[
    'role:adminRole',
    'edit:*',
    '&_t=2',
    '&_u=admin',
    '_e=1',
    '.u',
    ' u',
    '[]',
    'all:*',
    'é',
    '😀',
  ],
  ...['actionslimit', 'disableentitlement', 'setrole', 'downloadasset', 'privacycontext', '\ud83d'],
);
const hostile = fc.oneof(
  fc.string({unit: 'binary', maxLength: 80}),
  fc.array(piece, {maxLength: 12}).map(pieces => pieces.join('')),
);
const userId = fc.oneof(
  hostile,
  fc
    .array(fc.constantFrom(..."azAZ09,!#$%&'*+?^_`{|}~.@-"), {maxLength: 40})
    .map(all => all.join('')),
);
const roomId = fc.oneof(
  fc.constant('1_abcd1234'),
  fc.stringMatching(/^\d{1,3}_[0-9a-z]{8}$/),
  hostile,
);
const anything = fc.oneof(fc.boolean(), fc.constantFrom(1, '1', 'true', null, {}));

test('whoever asks for whatever room by whatever name gets that room, and no other privilege', async () => {
  let launches = 0;
  const run = fc.asyncProperty(
    ...([userId, roomId, hostile, hostile, anything, anything, hostile] as const),
    async (id, room, firstName, lastName, asked, granted, contextId) => {
      const {post} = setup({
        authorize: () => ({
          userId: id,
          firstName,
          lastName,
          contextId,
          roomModerator: granted as boolean,
          chatModerator: granted as boolean,
        }),
      });
      const {status, json: answer} = await post('/token', {roomId: room, roomModerator: asked});
      if (status !== 200) {
        assert.equal(answer.success, false);
        assert.ok([400, 500].includes(status));
        return;
      }
      launches++;
      const ks = answer.data?.['ks'] as string;
      const {privileges, ...session} = decodeKs(ks, SECRET);
      assert.deepEqual(session, {partnerId: 12345, userId: id, type: 0, expiry: NOW + 60});
      const {firstName: first = '', lastName: last = '', ...others} = privileges;
      assert.deepEqual(others, {
        actionslimit: '-1',
        entryId: room,
        role: 'viewerRole',
        roomModerator: asked === true && granted === true ? '1' : '0',
        chatModerator: '0',
      });
      // As Kaltura reads it: all privileges joined into one text, and searched.
      const joined = Object.entries(privileges).map(([name, value]) => `${name}:${value}`);
      assert.equal(joined.join(',').split(',').length, joined.length);
      for (const name of [first, last])
        assert.doesNotMatch(
          name,
          /[,:;*]|actionslimit|(en|dis)ableentitlement|setrole|downloadasset/i,
        );
    },
  );
  await fc.assert(run, {numRuns: 10_000});
  assert.ok(launches > 1000, `only ${launches} launches`);
});
