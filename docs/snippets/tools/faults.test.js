import assert from 'node:assert/strict';
import {after, afterEach, before, test} from 'node:test';
import {startSimulator} from 'kaltura-room/simulator';
import {createRooms} from './create-rooms.js';
import {post} from './post.js';

/** @type {import('kaltura-room/simulator').Simulator} */
let simulator;
before(async () => {
  simulator = await startSimulator();
});
after(() => simulator.close());
// #region faults
afterEach(() => simulator.faults.clear());

test('a failure of create-room keeps its code', async () => {
  simulator.faults.set('create-room', {
    kind: 'json',
    body: {
      success: false,
      errorCode: 'invalidConfiguration',
      error: 'not enabled',
    },
  });
  const {status, errorCode} = await post(getRooms(), '/rooms', {
    name: 'Stand-up',
  });
  assert.equal(errorCode, 'invalidConfiguration');
  assert.ok(status >= 500);
});

test('a launch survives one failure of Kaltura', async () => {
  simulator.counts.reset();
  simulator.faults.set('session.start', {
    kind: 'status',
    status: 503,
    times: 1,
  });
  assert.equal(
    (await post(getRooms(), '/token', {roomId: '1_townhall'})).status,
    200,
  );
  assert.equal(simulator.counts['session.start'], 2);
});
// #endregion faults

const getRooms = () =>
  createRooms({
    partnerId: simulator.partnerId,
    kafUrl: simulator.url,
    credentials: {
      adminSecret: simulator.adminSecret,
      strategy: 'session.start',
    },
  });
