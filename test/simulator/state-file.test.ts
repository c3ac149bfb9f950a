import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {BUILT_IN_ROOMS, startSimulator, type Simulator} from '../../src/simulator/index.js';
import {waitUntil} from '../support/wait-until.js';
import {createRoom, postRoom, startTestSimulator} from './calls.js';

/** Creates the folder of a state file, and removes it after the test. */
async function createFolder(test: TestContext): Promise<{folder: string; stateFile: string}> {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  test.after(() => rm(folder, {recursive: true, force: true}));
  return {folder, stateFile: join(folder, 'rooms.json')};
}

/** Waits for the first room that a request creates. */
const waitForNewRoom = (simulator: Simulator) =>
  waitUntil('a new room', () => simulator.rooms.length > BUILT_IN_ROOMS.length);

describe('stateFile', () => {
  it('keeps rooms after a restart', async t => {
    const {stateFile} = await createFolder(t);
    const first = await startSimulator({stateFile});
    await createRoom(first, {name: 'Zoë’s room', roomModeratorUserIds: ['jane']});
    const rooms = first.rooms;
    await first.close();

    const second = await startTestSimulator(t, {stateFile});
    assert.equal(rooms.length, BUILT_IN_ROOMS.length + 1);
    assert.deepEqual(second.rooms, rooms);
  });

  it('may contain rooms without createdAt', async t => {
    const {stateFile} = await createFolder(t);
    const first = await startSimulator({stateFile});
    const {data} = await createRoom(first);
    await first.close();
    const content = await readFile(stateFile, 'utf8');
    await writeFile(stateFile, content.replace(/ *"createdAt": \d+,\n/, ''));
    assert.notEqual(await readFile(stateFile, 'utf8'), content);

    const room = (await startTestSimulator(t, {stateFile})).rooms.at(-1);
    assert.deepEqual([room?.id, room?.createdAt], [data?.id, 0]);
  });

  it('defaults to none: a restart has the built-in rooms only', async t => {
    const first = await startSimulator();
    await createRoom(first);
    await first.close();
    assert.deepEqual((await startTestSimulator(t)).rooms, BUILT_IN_ROOMS);
  });

  it('contains all rooms that were created at the same time', async t => {
    const {folder, stateFile} = await createFolder(t);
    const simulator = await startTestSimulator(t, {stateFile});
    const made = await Promise.all(
      Array.from({length: 40}, (_, index) => createRoom(simulator, {name: `Room ${index}`})),
    );
    const {rooms} = JSON.parse(await readFile(stateFile, 'utf8')) as {rooms: {id: string}[]};
    const ids = (list: readonly (string | undefined)[]) => [...list].sort();
    assert.deepEqual(ids(rooms.map(room => room.id)), ids(made.map(({data}) => data?.id)));
    assert.deepEqual(await readdir(folder), ['rooms.json']);
  });

  const BROKEN = [
    {content: '', problem: 'incomplete'},
    {content: '{"rooms": [', problem: 'incomplete'},
    {content: '{"rooms": {}}', problem: 'of another shape'},
    {content: '{"rooms": [{"id": "../etc"}]}', problem: 'with an invalid room'},
  ] as const;

  for (const {content, problem} of BROKEN)
    it(`fails the start and stays unchanged if it is ${content} (${problem})`, async t => {
      const {stateFile} = await createFolder(t);
      await writeFile(stateFile, content);
      await assert.rejects(startSimulator({stateFile}), (error: Error) => {
        assert.ok(
          error.message.startsWith(`The simulator cannot read its state file ${stateFile}`),
        );
        return true;
      });
      assert.equal(await readFile(stateFile, 'utf8'), content);
    });

  it('fails the start if it cannot be written', async t => {
    const {folder} = await createFolder(t);
    const stateFile = join(folder, 'missing', 'rooms.json');
    await assert.rejects(startSimulator({stateFile}), (error: Error) => {
      assert.ok(error.message.startsWith(`The simulator cannot write its state file ${stateFile}`));
      return true;
    });
  });

  it('rejects a room that cannot be saved, and accepts the next room', async t => {
    const {folder, stateFile} = await createFolder(t);
    const simulator = await startTestSimulator(t, {stateFile});
    await rm(folder, {recursive: true});
    const failed = await createRoom(simulator);
    assert.deepEqual([failed.success, failed.errorCode], [false, 'internalError']);
    assert.deepEqual(simulator.rooms, BUILT_IN_ROOMS);

    await mkdir(folder);
    assert.equal((await createRoom(simulator)).success, true);
  });

  it('contains a room whose response was lost by closing', async t => {
    const {stateFile} = await createFolder(t);
    const first = await startSimulator({stateFile});
    first.faults.set('create-room', {kind: 'never'});
    const lostResponse = assert.rejects(postRoom(first));
    await waitForNewRoom(first);
    await first.close();
    await lostResponse;
    assert.equal(
      (await startTestSimulator(t, {stateFile})).rooms.length,
      BUILT_IN_ROOMS.length + 1,
    );
  });

  it('contains all rooms after close(), and does not change any more', async t => {
    const {stateFile} = await createFolder(t);
    const first = await startSimulator({stateFile});
    const responses = Promise.allSettled(Array.from({length: 40}, () => postRoom(first)));
    await waitForNewRoom(first);
    await first.close();

    const rooms = first.rooms;
    await responses;
    // The requests that did not create a room before close() have failed by now.
    const second = await startTestSimulator(t, {stateFile});
    assert.deepEqual(second.rooms, rooms);
    assert.deepEqual(first.rooms, rooms);
  });
});
