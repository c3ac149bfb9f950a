import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {startSimulator} from 'kaltura-room/simulator';
import {createRooms} from './create-rooms.js';
import {post} from './post.js';

/** @type {import('kaltura-room/simulator').Simulator} */
let simulator;
after(() => simulator.close());

// #region instance
before(async () => {
  simulator = await startSimulator({
    instance: {ksIn: 'query', requiredPrivileges: ['userId', 'email']},
    onRefusal: (status, reason) =>
      console.error(`Rejected (${status}): ${reason}`),
  });
});

test('a launch has the required privileges', async () => {
  const rooms = createRooms({
    partnerId: simulator.partnerId,
    kafUrl: simulator.url,
    credentials: {adminSecret: simulator.adminSecret},
    ksIn: 'query',
    launchPrivileges: ({userId}) => ({
      userId,
      email: `${userId}@example.com`,
    }),
  });
  const {data} = await post(rooms, '/token', {roomId: '1_townhall'});
  const page = await fetch(`${simulator.url}${data.ksPath}${data.ks}`);
  assert.equal(page.status, 200);
});
// #endregion instance
