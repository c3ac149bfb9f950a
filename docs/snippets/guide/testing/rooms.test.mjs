import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {kalturaRooms} from 'kaltura-room/server';
import {startSimulator} from 'kaltura-room/simulator';

/** @type {import('kaltura-room/simulator').Simulator} */
let simulator;
/** @type {import('kaltura-room/server').KalturaRooms} */
let rooms;

before(async () => {
  simulator = await startSimulator(); // on a free port
  rooms = kalturaRooms({
    partnerId: simulator.partnerId,
    kafUrl: simulator.url,
    credentials: {adminSecret: simulator.adminSecret},
    // Replace this with the `authorize` of your application.
    authorize: request =>
      request.headers.get('cookie') === 'session=jane'
        ? {userId: 'jane', createRooms: true}
        : null,
  });
});
after(() => simulator.close());

/**
 * @param {string} path
 * @param {object} body
 * @param {HeadersInit} [headers]
 */
function post(path, body, headers) {
  const request = new Request(`http://localhost/api/kaltura/${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...headers},
    body: JSON.stringify(body),
  });
  return rooms.fetch(request);
}

test('nobody opens a room without a session', async () => {
  const response = await post('token', {roomId: '1_townhall'});
  assert.equal(response.status, 401);
});

test('Jane opens the town hall', async () => {
  const response = await post(
    'token',
    {roomId: '1_townhall'},
    {cookie: 'session=jane'},
  );
  assert.equal(response.status, 200);
});

test('a page learns that the account has no rooms', async () => {
  simulator.faults.set('create-room', {
    kind: 'json',
    body: {
      success: false,
      errorCode: 'invalidConfiguration',
      error: 'Rooms are disabled',
    },
  });
  const response = await post(
    'rooms',
    {name: 'Design review'},
    {cookie: 'session=jane'},
  );
  simulator.faults.clear();
  const {errorCode} = await response.json();
  assert.equal(errorCode, 'invalidConfiguration');
});
