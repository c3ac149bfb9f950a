import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {assertIncludes, callApi, createRoom, start, writeAdminKs, writeKs} from '../calls.js';

const NOW = 1_900_000_000;

interface List {
  readonly objects: readonly {readonly id: string; readonly name: string}[];
  readonly totalCount: number;
}

/** Starts a simulator that has rooms of two owners, each created ten seconds after the previous. */
async function setup(test: TestContext) {
  let seconds = NOW;
  const simulator = await start(test, {now: () => seconds * 1000});
  const writeOwnerKs = (userId: string) => writeAdminKs(simulator, {userId, expiry: NOW + 3600});
  const add = async (name: string, owner = 'owner') => {
    await createRoom(simulator, {ks: writeOwnerKs(owner), name, description: 'About', tags: 'a,b'});
    seconds += 10;
  };
  await add('Stand-up');
  await add('Town hall');
  await add('Stand-up');
  await add('Stand-up', 'other');
  const list = async (filter: object, rest: object = {}) =>
    (await callApi(simulator, 'room_room', 'list', {
      ks: writeOwnerKs('reader'),
      filter: {objectType: 'KalturaRoomEntryFilter', ...filter},
      ...rest,
    })) as List;
  const numbers = ({objects}: List) =>
    objects.map(({id}) => simulator.rooms.findIndex(room => room.id === id) - 1);
  return {simulator, list, numbers, writeOwnerKs};
}

describe('room_room.list', () => {
  const ANY_STATUS = {statusIn: '7,2'};
  const ROWS: readonly {label: string; filter: object; expected: number[]}[] = [
    {label: 'no rooms without a status, because rooms are not ready', filter: {}, expected: []},
    {label: 'no rooms that are ready', filter: {statusEqual: 2}, expected: []},
    {label: 'rooms of any status, newest first', filter: ANY_STATUS, expected: [4, 3, 2, 1, 0, -1]},
    {
      label: 'rooms without content, oldest first',
      filter: {statusEqual: 7, orderBy: '+createdAt'},
      expected: [-1, 0, 1, 2, 3, 4],
    },
    {
      label: 'rooms with a name',
      filter: {...ANY_STATUS, nameEqual: 'Stand-up'},
      expected: [4, 3, 1],
    },
    {label: 'rooms of an owner', filter: {...ANY_STATUS, userIdEqual: 'other'}, expected: [4]},
    {
      label: 'rooms created since a time',
      filter: {...ANY_STATUS, createdAtGreaterThanOrEqual: NOW + 20},
      expected: [4, 3],
    },
    {
      label: 'rooms of an owner created until a time',
      filter: {...ANY_STATUS, createdAtLessThanOrEqual: NOW, userIdEqual: 'owner'},
      expected: [1],
    },
    {
      label: 'no rooms with another case of the name',
      filter: {...ANY_STATUS, nameEqual: 'stand-up'},
      expected: [],
    },
  ];
  for (const {label, filter, expected} of ROWS)
    it(`lists ${label}`, async t => {
      const {list, numbers} = await setup(t);
      const answer = await list(filter);
      assert.deepEqual(numbers(answer), expected);
      assertIncludes(answer, {totalCount: expected.length, objectType: 'KalturaRoomListResponse'});
    });

  it('returns the fields of Kaltura’s room entries', async t => {
    const {simulator, list} = await setup(t);
    const {objects} = await list({...ANY_STATUS, userIdEqual: 'other'});
    assert.deepEqual(objects, [
      {
        id: simulator.rooms.at(-1)?.id,
        name: 'Stand-up',
        description: 'About',
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
    const {list, numbers} = await setup(t);
    const filter = {...ANY_STATUS, orderBy: '+createdAt', userIdEqual: 'owner'};
    const page = (pageIndex: number) => list(filter, {pager: {pageSize: 2, pageIndex}});
    assert.deepEqual([numbers(await page(1)), numbers(await page(2))], [[1, 2], [3]]);
    assert.equal((await page(2)).totalCount, 3);
  });

  it('reads the filter from a form or the query, and responds in XML', async t => {
    const {simulator, writeOwnerKs} = await setup(t);
    const address = `${simulator.url}/api_v3/service/room_room/action/list`;
    const fields = (open: string, close: string) =>
      new URLSearchParams({
        ks: writeOwnerKs('reader'),
        [`filter${open}statusIn${close}`]: '7,2',
        [`filter${open}userIdEqual${close}`]: 'other',
      });
    const answers = await Promise.all([
      fetch(address, {method: 'POST', body: fields('[', ']')}),
      fetch(address, {method: 'POST', body: fields(':', '')}),
      fetch(`${address}?${fields('[', ']')}`),
    ]);
    for (const answer of answers)
      assert.match(
        await answer.text(),
        /<result><objects><item><id>1_\w+<\/id><name>Stand-up<\/name>.*<\/item><\/objects><totalCount>1</,
      );
  });

  it('requires an admin KS that may call the API', async t => {
    const simulator = await start(t);
    const list = (ks?: string) => callApi(simulator, 'room_room', 'list', ks ? {ks} : {});
    const refused = {objectType: 'KalturaAPIException'};
    assertIncludes(await list(), {...refused, code: 'MISSING_KS'});
    assertIncludes(await list(writeKs(simulator)), {
      ...refused,
      code: 'SIMULATOR_REFUSES',
    });
    assertIncludes(await list(writeAdminKs(simulator, {privileges: {actionslimit: '-1'}})), {
      ...refused,
      code: 'INVALID_ACTIONS_LIMIT',
    });
    assertIncludes(await list('nonsense'), {...refused, code: 'INVALID_KS'});
  });

  for (const filter of [{nameLike: 'x'}, {orderBy: '+name'}, {toString: 'x'}])
    it(`refuses the unsupported filter ${JSON.stringify(filter)}`, async t => {
      const {list} = await setup(t);
      assertIncludes(await list(filter), {code: 'SIMULATOR_REFUSES'});
    });

  it('increments its count, and applies faults', async t => {
    const {simulator, list} = await setup(t);
    simulator.faults.set('room.list', {kind: 'json', body: {surprise: true}});
    assert.deepEqual(await list(ANY_STATUS), {surprise: true});
    assert.equal(simulator.counts['room.list'], 1);
  });
});
