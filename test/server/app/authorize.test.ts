import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {RoomError, type KalturaRoomsOptions} from '../../../src/server/index.js';
import {SECRET, createTestBackend} from '../set-up.js';

const roomId = '1_abcd1234';

describe('authorize()', () => {
  const failures: {
    name: string;
    authorize: KalturaRoomsOptions['authorize'];
    status: number;
    code: string;
  }[] = [
    {
      name: 'returns null, because nobody is signed in',
      authorize: () => null,
      status: 401,
      code: 'sign-in-required',
    },
    {
      name: 'throws access-denied',
      authorize: () => {
        throw new RoomError('access-denied', 'not a member');
      },
      status: 403,
      code: 'access-denied',
    },
    {
      name: 'throws room-not-found',
      authorize: () => {
        throw new RoomError('room-not-found', 'no such room');
      },
      status: 404,
      code: 'room-not-found',
    },
    {
      name: 'throws any other error',
      authorize: () => {
        throw new Error(`database at ${SECRET}`);
      },
      status: 500,
      code: 'internalError',
    },
  ];
  for (const {name, authorize, status, code} of failures)
    for (const {path, body} of [
      {path: '/token', body: {roomId}},
      {path: '/rooms', body: {name: 'Room'}},
    ])
      it(`makes POST ${path} respond with ${status} ${code}, and calls no Kaltura API, if it ${name}`, async () => {
        const {post, kalturaCalls} = createTestBackend({authorize});
        const {status: actual, text, answer} = await post(path, body);
        assert.equal(actual, status);
        assert.equal(answer.success, false);
        assert.equal(answer.errorCode, code);
        assert.doesNotMatch(text, new RegExp(`${SECRET}|djJ8`));
        assert.equal(kalturaCalls.length, 0);
      });

  for (const thrown of ['no session', undefined, {}] as unknown[])
    it(`makes POST /token respond with 500 if it throws ${JSON.stringify(thrown)} instead of an Error`, async () => {
      const {post, log} = createTestBackend({authorize: () => Promise.reject(thrown)});
      const {status, answer, response} = await post('/token', {roomId});
      assert.equal(status, 500);
      assert.equal(answer.errorCode, 'internalError');
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.match(log(), /authorize\(\) threw a value that is not an Error/);
    });

  for (const {name, userId} of [
    {name: 'an empty user ID', userId: ''},
    {name: 'the user ID "*"', userId: '*'},
    {name: 'the user ID "0"', userId: '0'},
    {name: 'a user ID with a space', userId: 'has space'},
    {name: 'a user ID with a colon', userId: 'a:b'},
    {name: 'a user ID with a slash', userId: 'a/b'},
    {name: 'a user ID of 321 characters', userId: 'x'.repeat(321)},
  ])
    it(`makes POST /token respond with 500 if it returns ${name}`, async () => {
      const {post, log} = createTestBackend({authorize: () => ({userId})});
      const {status, answer} = await post('/token', {roomId});
      assert.equal(status, 500);
      assert.equal(answer.errorCode, 'internalError');
      assert.match(log(), /userId of authorize/);
    });

  for (const firstName of [42, {}, null, ['x']])
    it(`makes POST /token respond with a launch even if it returns the first name ${JSON.stringify(firstName)}`, async () => {
      const authorize = () => ({userId: 'u', firstName: firstName as unknown as string});
      assert.equal((await createTestBackend({authorize}).post('/token', {roomId})).status, 200);
    });

  for (const createRooms of ['false', 1, {}])
    it(`grants createRooms only by true, not by ${JSON.stringify(createRooms)}`, async () => {
      const grant = {userId: 'u', createRooms: createRooms as boolean};
      const {post, kalturaCalls} = createTestBackend({authorize: () => grant});
      assert.equal((await post('/rooms', {name: 'Room'})).status, 403);
      assert.equal(kalturaCalls.length, 0);
    });

  it('sets the Retry-After header by the retryAfter of its error, rounded up', async () => {
    const {post} = createTestBackend({
      authorize: () => {
        throw new RoomError('rate-limited', 'ten launches a minute', {retryAfter: 29.5});
      },
    });
    const {status, response} = await post('/token', {roomId});
    assert.equal(status, 429);
    assert.equal(response.headers.get('retry-after'), '30');
  });
});
