import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {CreateRequest} from '../../../src/contract/schemas.js';
import {memoryStore} from '../../../src/server/index.js';
import {
  mayMatchOtherRequest,
  recordFingerprint,
} from '../../../src/server/idempotency/request-fingerprint.js';

const ROOM: CreateRequest = {
  name: 'Room',
  roomModeratorUserIds: ['ann', 'bob'],
  chatModeratorUserIds: ['eve', 'joe'],
};

/** Records requests of one user, and returns whether `room` may match another request. */
async function mayMatchAfter(requests: readonly CreateRequest[], room: CreateRequest) {
  const context = {
    store: memoryStore(),
    partnerId: 12345,
    kafUrl: 'https://12345.kaf.kaltura.com',
  };
  for (const request of requests) await recordFingerprint(request, 'jane', context);
  return mayMatchOtherRequest(room, 'jane', context);
}

describe('mayMatchOtherRequest()', () => {
  it('returns true without a recorded request', async () => {
    assert.equal(await mayMatchAfter([], ROOM), true);
  });

  for (const {name, requests, room} of [
    {name: 'the same request', requests: [ROOM], room: ROOM},
    {name: 'the same request again', requests: [ROOM, ROOM], room: ROOM},
    {
      name: 'moderators in another order',
      requests: [ROOM],
      room: {
        name: 'Room',
        roomModeratorUserIds: ['bob', 'ann'],
        chatModeratorUserIds: ['joe', 'eve'],
      },
    },
    {
      name: 'empty fields instead of absent fields',
      requests: [{name: 'Room'}],
      room: {
        name: 'Room',
        roomModeratorUserIds: [],
        chatModeratorUserIds: [],
        templateRoomEntryId: '',
      },
    },
    {
      name: 'another room with other moderators',
      requests: [ROOM, {name: 'Other', roomModeratorUserIds: ['joe']}],
      room: ROOM,
    },
  ])
    it(`returns false after ${name}`, async () => {
      assert.equal(await mayMatchAfter(requests, room), false);
    });

  for (const {name, other} of [
    {name: 'other room moderators', other: {...ROOM, roomModeratorUserIds: ['ann']}},
    {name: 'other chat moderators', other: {...ROOM, chatModeratorUserIds: ['eve']}},
    {name: 'another template', other: {...ROOM, templateRoomEntryId: '1_template'}},
  ]) {
    it(`returns true after a request with ${name}`, async () => {
      assert.equal(await mayMatchAfter([other], ROOM), true);
    });

    it(`stays true after requests with and without ${name}`, async () => {
      assert.equal(await mayMatchAfter([ROOM, other, ROOM], ROOM), true);
    });
  }
});
