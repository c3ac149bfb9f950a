import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {BUILT_IN_ROOMS} from '../../../src/simulator/index.js';
import {
  assertIncludes,
  callApi,
  createRoom,
  startTestSimulator,
  writeAdminKs,
  writeKs,
} from '../calls.js';

const NOW = 1_900_000_000;

interface List {
  readonly objects: readonly {readonly id: string; readonly description: string}[];
  readonly totalCount: number;
}

/** Rooms that the tests add to the built-in rooms. Their descriptions identify them. */
const ADDED_ROOMS = [
  {name: 'Stand-up', ownerId: 'owner', description: 'Monday'},
  {name: 'Town hall', ownerId: 'owner', description: 'Tuesday'},
  {name: 'Stand-up', ownerId: 'owner', description: 'Wednesday'},
  {name: 'Stand-up', ownerId: 'other', description: 'Thursday'},
];
const BUILT_IN = BUILT_IN_ROOMS.map(({description}) => description);

/** Starts a simulator with `ADDED_ROOMS`. It creates each ten seconds after the previous. */
async function startWithRooms(test: TestContext) {
  let seconds = NOW;
  const simulator = await startTestSimulator(test, {now: () => seconds * 1000});
  const writeOwnerKs = (userId: string) => writeAdminKs(simulator, {userId, expiry: NOW + 3600});
  for (const {ownerId, ...room} of ADDED_ROOMS) {
    await createRoom(simulator, {ks: writeOwnerKs(ownerId), ...room, tags: 'a,b'});
    seconds += 10;
  }
  const list = async (filter: object, rest: object = {}) =>
    (await callApi(simulator, 'room_room', 'list', {
      ks: writeOwnerKs('reader'),
      filter: {objectType: 'KalturaRoomEntryFilter', ...filter},
      ...rest,
    })) as List;
  return {simulator, list, writeOwnerKs};
}

const getDescriptions = ({objects}: List) => objects.map(({description}) => description);

describe('room_room.list', () => {
  const ANY_STATUS = {statusIn: '7,2'};
  const ROWS: readonly {label: string; filter: object; expected: readonly string[]}[] = [
    {label: 'no rooms without a status, because rooms are not ready', filter: {}, expected: []},
    {label: 'no rooms that are ready', filter: {statusEqual: 2}, expected: []},
    {
      label: 'rooms of any status, newest first',
      filter: ANY_STATUS,
      expected: ['Thursday', 'Wednesday', 'Tuesday', 'Monday', ...[...BUILT_IN].reverse()],
    },
    {
      label: 'rooms without content, oldest first',
      filter: {statusEqual: 7, orderBy: '+createdAt'},
      expected: [...BUILT_IN, 'Monday', 'Tuesday', 'Wednesday', 'Thursday'],
    },
    {
      label: 'rooms with a name',
      filter: {...ANY_STATUS, nameEqual: 'Stand-up'},
      expected: ['Thursday', 'Wednesday', 'Monday'],
    },
    {
      label: 'rooms of an owner',
      filter: {...ANY_STATUS, userIdEqual: 'other'},
      expected: ['Thursday'],
    },
    {
      label: 'rooms created since a time',
      filter: {...ANY_STATUS, createdAtGreaterThanOrEqual: NOW + 20},
      expected: ['Thursday', 'Wednesday'],
    },
    {
      label: 'rooms of an owner created until a time',
      filter: {...ANY_STATUS, createdAtLessThanOrEqual: NOW, userIdEqual: 'owner'},
      expected: ['Monday'],
    },
    {
      label: 'no rooms with another case of the name',
      filter: {...ANY_STATUS, nameEqual: 'stand-up'},
      expected: [],
    },
  ];
  for (const {label, filter, expected} of ROWS)
    it(`lists ${label}`, async t => {
      const {list} = await startWithRooms(t);
      const result = await list(filter);
      assert.deepEqual(getDescriptions(result), expected);
      assertIncludes(result, {totalCount: expected.length, objectType: 'KalturaRoomListResponse'});
    });

  it('returns the fields of Kaltura’s room entries', async t => {
    const {simulator, list} = await startWithRooms(t);
    const {objects} = await list({...ANY_STATUS, userIdEqual: 'other'});
    assert.deepEqual(objects, [
      {
        id: simulator.rooms.at(-1)?.id,
        name: 'Stand-up',
        description: 'Thursday',
        tags: 'a,b',
        userId: 'other',
        createdAt: NOW + 30,
        status: 7,
        type: 'room.room',
        roomType: 1,
        templateRoomEntryId: '1_classic0',
        objectType: 'KalturaRoomEntry',
      },
    ]);
  });

  it('returns pages', async t => {
    const {list} = await startWithRooms(t);
    const filter = {...ANY_STATUS, orderBy: '+createdAt', userIdEqual: 'owner'};
    const page = (pageIndex: number) => list(filter, {pager: {pageSize: 2, pageIndex}});
    assert.deepEqual(getDescriptions(await page(1)), ['Monday', 'Tuesday']);
    assert.deepEqual(getDescriptions(await page(2)), ['Wednesday']);
    assert.equal((await page(2)).totalCount, 3);
  });

  it('reads the filter from a form or the query, and responds in XML', async t => {
    const {simulator, writeOwnerKs} = await startWithRooms(t);
    const address = `${simulator.url}/api_v3/service/room_room/action/list`;
    const fields = (open: string, close: string) =>
      new URLSearchParams({
        ks: writeOwnerKs('reader'),
        [`filter${open}statusIn${close}`]: '7,2',
        [`filter${open}userIdEqual${close}`]: 'other',
      });
    const responses = await Promise.all([
      fetch(address, {method: 'POST', body: fields('[', ']')}),
      fetch(address, {method: 'POST', body: fields(':', '')}),
      fetch(`${address}?${fields('[', ']')}`),
    ]);
    for (const response of responses)
      assert.match(
        await response.text(),
        /<result><objects><item><id>1_\w+<\/id><name>Stand-up<\/name>.*<\/item><\/objects><totalCount>1</,
      );
  });

  it('requires an admin KS that may call the API', async t => {
    const simulator = await startTestSimulator(t);
    const list = (ks?: string) => callApi(simulator, 'room_room', 'list', ks ? {ks} : {});
    const rejected = {objectType: 'KalturaAPIException'};
    assertIncludes(await list(), {...rejected, code: 'MISSING_KS'});
    assertIncludes(await list(writeKs(simulator)), {
      ...rejected,
      code: 'SIMULATOR_REFUSES',
    });
    assertIncludes(await list(writeAdminKs(simulator, {privileges: {actionslimit: '-1'}})), {
      ...rejected,
      code: 'INVALID_ACTIONS_LIMIT',
    });
    assertIncludes(await list('nonsense'), {...rejected, code: 'INVALID_KS'});
  });

  for (const filter of [{nameLike: 'x'}, {orderBy: '+name'}, {toString: 'x'}])
    it(`rejects the unsupported filter ${JSON.stringify(filter)}`, async t => {
      const {list} = await startWithRooms(t);
      assertIncludes(await list(filter), {code: 'SIMULATOR_REFUSES'});
    });

  it('increments its count, and applies faults', async t => {
    const {simulator, list} = await startWithRooms(t);
    simulator.faults.set('room.list', {kind: 'json', body: {surprise: true}});
    assert.deepEqual(await list(ANY_STATUS), {surprise: true});
    assert.equal(simulator.counts['room.list'], 1);
  });
});
