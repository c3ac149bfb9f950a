import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {decodeKs} from '../../../src/server/index.js';
import {NOW, SECRET, createTestBackend, json, type KalturaCall} from '../set-up.js';

describe('POST /rooms', () => {
  it('creates a room with an admin KS that only KAF receives', async () => {
    const {post, kalturaCalls, log} = createTestBackend({}, () =>
      json({success: true, data: {id: '1_newroom0'}}),
    );
    const room = {
      name: '  Weekly "stand-up", 🎉  ',
      description: 'About',
      tags: 'a,b',
      templateRoomEntryId: '1_template',
      roomModeratorUserIds: ['ann', 'bob@example.com'],
      chatModeratorUserIds: ['ann'],
    };
    const {status, answer, text} = await post('/rooms', room);
    assert.equal(status, 201);
    assert.deepEqual(answer, {success: true, data: {id: '1_newroom0'}});
    const [call] = kalturaCalls as [KalturaCall];
    assert.equal(call.url, 'https://12345.kaf.kaltura.com/embeddedrooms/index/create-room');
    const {ks, ...sent} = call.body;
    assert.deepEqual(sent, {...room, name: 'Weekly "stand-up", 🎉'});
    assert.deepEqual(decodeKs(ks as string, SECRET), {
      partnerId: 12345,
      userId: 'jane@example.com',
      type: 2,
      expiry: NOW + 60,
      privileges: {},
    });
    assert.doesNotMatch(text + log(), /djJ8/);
  });

  it('responds with 403 to a user without createRooms, even a moderator', async () => {
    const {post, kalturaCalls} = createTestBackend({
      authorize: () => ({userId: 'guest', roomModerator: true}),
    });
    const {status, answer} = await post('/rooms', {name: 'Room'});
    assert.equal(status, 403);
    assert.equal(answer.errorCode, 'access-denied');
    assert.equal(kalturaCalls.length, 0);
  });

  const malformed: {name: string; body: object; field: string}[] = [
    {name: 'a room without a name', body: {}, field: 'name'},
    {name: 'a name of spaces', body: {name: '   '}, field: 'name'},
    {name: 'a name of 257 characters', body: {name: 'x'.repeat(257)}, field: 'name'},
    {name: 'an array of tags', body: {name: 'Room', tags: ['a']}, field: 'tags'},
    {
      name: 'a malformed template ID',
      body: {name: 'Room', templateRoomEntryId: '../x'},
      field: 'templateRoomEntryId',
    },
    {
      name: 'room moderators that are not in an array',
      body: {name: 'Room', roomModeratorUserIds: 'ann'},
      field: 'roomModeratorUserIds',
    },
    {
      name: 'a room moderator ID with a space',
      body: {name: 'Room', roomModeratorUserIds: ['ann lee']},
      field: 'roomModeratorUserIds',
    },
    {
      name: 'a chat moderator ID with markup',
      body: {name: 'Room', chatModeratorUserIds: ['<script>']},
      field: 'chatModeratorUserIds',
    },
    {name: 'a KS in the body', body: {name: 'Room', ks: 'djJ8mine'}, field: '"ks"'},
  ];
  for (const {name, body, field} of malformed)
    it(`rejects ${name}, and names the field ${field}`, async () => {
      const {post, kalturaCalls} = createTestBackend();
      const {status, answer} = await post('/rooms', body);
      assert.equal(status, 400);
      assert.equal(answer.errorCode, 'invalidRequest');
      assert.equal(kalturaCalls.length, 0);
      assert.ok(answer.error?.includes(field), answer.error);
    });
});
