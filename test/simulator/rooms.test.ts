import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {BUILT_IN_ROOMS, RoomStore, TEMPLATES} from '../../src/simulator/rooms.js';
import {RoomId} from '../../src/contract/schemas.js';

describe('built-in rooms and templates', () => {
  it('have IDs that the contract accepts', () => {
    for (const {id} of [...BUILT_IN_ROOMS, ...TEMPLATES]) assert.equal(RoomId.parse(id), id);
  });
});

describe('RoomStore', () => {
  it('rejects rooms after close()', async () => {
    const store = await RoomStore.open();
    const {id, ...room} = BUILT_IN_ROOMS[0] ?? assert.fail();
    assert.notEqual((await store.add(room)).id, id);
    await store.close();
    await assert.rejects(store.add(room), /closed/);
    assert.equal(store.all.length, BUILT_IN_ROOMS.length + 1);
  });
});
