import assert from 'node:assert/strict';
import {test} from 'node:test';
import {BUILT_IN_ROOMS, RoomStore, TEMPLATES} from '../../src/simulator/rooms.js';
import {RoomId} from '../../src/contract/schemas.js';

test('every room and template there is from the start has an ID that the contract takes', () => {
  for (const {id} of [...BUILT_IN_ROOMS, ...TEMPLATES]) assert.equal(RoomId.parse(id), id);
});

test('a store that is closed takes no more rooms', async () => {
  const store = await RoomStore.open();
  const {id, ...room} = BUILT_IN_ROOMS[0] ?? assert.fail();
  assert.notEqual((await store.add(room)).id, id);
  await store.close();
  await assert.rejects(store.add(room), /closed/);
  assert.equal(store.all.length, BUILT_IN_ROOMS.length + 1);
});
