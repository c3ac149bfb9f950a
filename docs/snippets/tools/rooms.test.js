import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {startSimulator} from 'kaltura-room/simulator';
import {createRooms} from './create-rooms.js';
import {post} from './post.js';

/** @type {import('kaltura-room/simulator').Simulator} */
let simulator;
before(async () => {
  simulator = await startSimulator();
});
after(() => simulator.close());

const getRooms = () =>
  createRooms({
    partnerId: simulator.partnerId,
    kafUrl: simulator.url,
    credentials: {adminSecret: simulator.adminSecret},
  });

test('a launch opens the room as a moderator', async () => {
  const body = {roomId: '1_townhall', roomModerator: true};
  const {data} = await post(getRooms(), '/token', body);
  const page = await fetch(
    `${simulator.url}/embeddedrooms/index/view-room/ks/${data.ks}`,
  );
  assert.match(await page.text(), /Room moderator/);
});

test('a new room exists in Kaltura', async () => {
  const {data} = await post(getRooms(), '/rooms', {name: 'Stand-up'});
  assert.ok(
    simulator.rooms.some(
      ({id, name}) => id === data.id && name === 'Stand-up',
    ),
  );
});

test('no admin KS reaches a browser', () => {
  assert.equal(simulator.counts.adminKsInBrowser, 0);
});
