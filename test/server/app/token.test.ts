import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {decodeKs, type AccessRequest} from '../../../src/server/index.js';
import {NOW, SECRET, createTestBackend} from '../set-up.js';

const roomId = '1_abcd1234';

describe('POST /token', () => {
  it('responds with a launch whose KS lets this user open only this room', async () => {
    const {post} = createTestBackend();
    const {status, response, answer} = await post('/token', {roomId});
    assert.equal(status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const {ks, ...rest} = answer.data ?? {};
    assert.deepEqual(rest, {
      auth: 'ks',
      kafUrl: 'https://12345.kaf.kaltura.com',
      expiresAt: NOW + 60,
    });
    assert.deepEqual(decodeKs(ks as string, SECRET), {
      partnerId: 12345,
      userId: 'jane@example.com',
      type: 0,
      expiry: NOW + 60,
      privileges: {
        actionslimit: '-1',
        entryId: roomId,
        role: 'viewerRole',
        firstName: 'Jane',
        roomModerator: '0',
        chatModerator: '0',
      },
    });
  });

  it('passes the request and its parsed body to authorize(), which decides the user and the roles', async () => {
    const received: {cookie: string | null; access: AccessRequest}[] = [];
    const {post} = createTestBackend({
      authorize: (request, access) => {
        received.push({cookie: request.headers.get('cookie'), access});
        return {userId: 'mod', roomModerator: true};
      },
    });
    const {answer} = await post(
      '/token',
      {roomId, roomModerator: true, chatModerator: true},
      {headers: {'content-type': 'application/json', cookie: 'session=1'}},
    );
    const {userId, privileges} = decodeKs(answer.data?.['ks'] as string, SECRET);
    assert.equal(userId, 'mod');
    assert.equal(privileges['roomModerator'], '1');
    assert.equal(privileges['chatModerator'], '0');
    assert.deepEqual(received, [
      {
        cookie: 'session=1',
        access: {action: 'view-room', roomId, roomModerator: true, chatModerator: true},
      },
    ]);
  });

  it('rejects a body that names a user or privileges', async () => {
    const {post} = createTestBackend();
    const {status, answer} = await post('/token', {
      roomId,
      userId: 'admin',
      privileges: 'edit:*',
    });
    assert.equal(status, 400);
    assert.equal(answer.errorCode, 'invalidRequest');
    assert.match(answer.error ?? '', /"userId", "privileges"/);
  });

  for (const {name, value} of [
    {name: 'empty text', value: ''},
    {name: 'a room ID before a privilege', value: '1_abcd1234,roomModerator:1'},
    {name: 'a path', value: '../x'},
    {name: 'a room ID in capitals', value: '1_ABCD1234'},
    {name: 'a room ID with nine characters', value: '1_abcd12345'},
    {name: 'a room ID with 60,000 digits', value: `${'1'.repeat(60_000)}_abcd1234`},
    {name: 'a room ID before a line break', value: '1_abcd1234\n'},
    {name: 'a number', value: 7},
    {name: 'null', value: null},
    {name: 'an array with a room ID', value: ['1_abcd1234']},
  ])
    it(`rejects ${name} as roomId`, async () => {
      const {post} = createTestBackend();
      const {status, answer} = await post('/token', {roomId: value});
      assert.equal(status, 400);
      assert.equal(answer.errorCode, 'invalidRequest');
      assert.match(answer.error ?? '', /body\.roomId: expected a room ID such as 1_abcd1234/);
    });
});
