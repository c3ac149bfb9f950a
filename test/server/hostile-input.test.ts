import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {decodeKs} from '../../src/server/index.js';
import {NOW, SECRET, createTestBackend} from './set-up.js';

/** Text with a meaning in a KS, in Kaltura's search of its privileges, in PHP or in a form. */
const fragment = fc.constantFrom(
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
const hostileText = fc.oneof(
  fc.string({unit: 'binary', maxLength: 80}),
  fc.array(fragment, {maxLength: 12}).map(fragments => fragments.join('')),
);
const userId = fc.oneof(
  hostileText,
  fc
    .array(fc.constantFrom(..."azAZ09,!#$%&'*+?^_`{|}~.@-"), {maxLength: 40})
    .map(characters => characters.join('')),
);
const roomId = fc.oneof(
  fc.constant('1_abcd1234'),
  fc.stringMatching(/^\d{1,3}_[0-9a-z]{8}$/),
  hostileText,
);
const anyFlag = fc.oneof(fc.boolean(), fc.constantFrom(1, '1', 'true', null, {}));

describe('POST /token', () => {
  it('never lets a name, an ID or a flag add a privilege or open another room', async () => {
    let launches = 0;
    const input = fc.record({
      userId,
      roomId,
      firstName: hostileText,
      lastName: hostileText,
      contextId: hostileText,
      isRequested: anyFlag,
      isGranted: anyFlag,
    });
    const run = fc.asyncProperty(
      input,
      async ({userId, roomId, firstName, lastName, contextId, isRequested, isGranted}) => {
        const {post} = createTestBackend({
          authorize: () => ({
            userId,
            firstName,
            lastName,
            contextId,
            roomModerator: isGranted as boolean,
            chatModerator: isGranted as boolean,
          }),
        });
        const body = {roomId, roomModerator: isRequested};
        const {status, answer} = await post('/token', body);
        if (status !== 200) {
          assert.equal(answer.success, false);
          assert.ok([400, 500].includes(status));
          return;
        }
        launches++;
        const ks = answer.data?.['ks'] as string;
        const {privileges, ...session} = decodeKs(ks, SECRET);
        assert.deepEqual(session, {partnerId: 12345, userId, type: 0, expiry: NOW + 60});
        const {firstName: first = '', lastName: last = '', ...others} = privileges;
        assert.deepEqual(others, {
          actionslimit: '-1',
          entryId: roomId,
          role: 'viewerRole',
          roomModerator: isRequested === true && isGranted === true ? '1' : '0',
          chatModerator: '0',
        });
        // Kaltura joins all privileges to one text, and searches it.
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
});
