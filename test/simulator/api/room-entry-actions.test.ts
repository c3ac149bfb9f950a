import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {
  assertIncludes,
  callApi,
  createRoom,
  startTestSimulator,
  writeAdminKs,
  writeKs,
} from '../calls.js';

const READERS = [
  {service: 'room_room', parameter: 'roomId'},
  {service: 'baseEntry', parameter: 'entryId'},
];

for (const {service, parameter} of READERS)
  describe(`${service}.get`, () => {
    it('returns a room to a USER and to an ADMIN', async t => {
      const simulator = await startTestSimulator(t);
      for (const ks of [writeKs(simulator), writeAdminKs(simulator)])
        assertIncludes(await callApi(simulator, service, 'get', {ks, [parameter]: '1_townhall'}), {
          id: '1_townhall',
          name: 'Town hall',
          objectType: 'KalturaRoomEntry',
        });
    });

    const failures = [
      {name: 'an unknown room', params: {[parameter]: '1_unknown0'}, code: 'ENTRY_ID_NOT_FOUND'},
      {name: 'no room', params: {}, code: 'MISSING_MANDATORY_PARAMETER'},
      {name: 'no KS', params: {ks: '', [parameter]: '1_townhall'}, code: 'MISSING_KS'},
    ];
    for (const {name, params, code} of failures)
      it(`responds with ${code} for ${name}`, async t => {
        const simulator = await startTestSimulator(t);
        const result = await callApi(simulator, service, 'get', {
          ks: writeKs(simulator),
          ...params,
        });
        assertIncludes(result, {code});
      });
  });

describe('room_room.update and room_room.delete', () => {
  it('change the room and the state file', async t => {
    const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-entries-'));
    t.after(() => rmSync(folder, {recursive: true}));
    const stateFile = join(folder, 'rooms.json');
    const simulator = await startTestSimulator(t, {stateFile});
    const readNames = () =>
      (JSON.parse(readFileSync(stateFile, 'utf8')) as {rooms: {name: string}[]}).rooms.map(
        ({name}) => name,
      );
    const ks = writeAdminKs(simulator);
    const {data: {id: roomId} = {}} = await createRoom(simulator, {ks, name: 'Before'});
    await createRoom(simulator, {ks, name: 'Other'});
    const entry = {objectType: 'KalturaRoomEntry', name: 'After'};
    await callApi(simulator, 'room_room', 'update', {ks, roomId, room: entry});
    assert.deepEqual(readNames(), ['After', 'Other']);
    await callApi(simulator, 'room_room', 'delete', {ks, roomId});
    assert.deepEqual(readNames(), ['Other']);
    assert.equal(simulator.rooms.length, 3);
  });

  const unsupported = [
    {name: 'a field that the simulator does not have', entry: {broadcastEntryId: '1_abcd1234'}},
    {name: 'an empty name', entry: {name: ''}},
  ];
  for (const {name, entry} of unsupported)
    it(`reject ${name}`, async t => {
      const simulator = await startTestSimulator(t);
      const ks = writeAdminKs(simulator);
      const {data: {id: roomId} = {}} = await createRoom(simulator, {ks});
      const result = await callApi(simulator, 'room_room', 'update', {ks, roomId, room: entry});
      assertIncludes(result, {code: 'SIMULATOR_REFUSES'});
    });

  it('require the fields of an update', async t => {
    const simulator = await startTestSimulator(t);
    const ks = writeAdminKs(simulator);
    const {data: {id: roomId} = {}} = await createRoom(simulator, {ks});
    assertIncludes(await callApi(simulator, 'room_room', 'update', {ks, roomId}), {
      code: 'MISSING_MANDATORY_PARAMETER',
      args: {PARAM_NAME: 'room'},
    });
  });

  for (const action of ['update', 'delete']) {
    it(`reject to ${action} a built-in room`, async t => {
      const simulator = await startTestSimulator(t);
      const params = {ks: writeAdminKs(simulator), roomId: '1_townhall'};
      assertIncludes(await callApi(simulator, 'room_room', action, params), {
        code: 'SIMULATOR_REFUSES',
      });
      assert.equal(simulator.rooms.length, 2);
    });

    it(`reject to ${action} with a USER KS`, async t => {
      const simulator = await startTestSimulator(t);
      const {data: {id: roomId} = {}} = await createRoom(simulator);
      const params = {ks: writeKs(simulator), roomId};
      assertIncludes(await callApi(simulator, 'room_room', action, params), {
        code: 'SIMULATOR_REFUSES',
      });
      assert.equal(simulator.rooms.length, 3);
    });
  }
});
