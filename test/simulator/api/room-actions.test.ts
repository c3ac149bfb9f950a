import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {assertIncludes, callApi, createRoom, start, writeAdminKs, writeKs} from '../calls.js';

const NOW = 1_900_000_000;

interface List {
  readonly objects: readonly {readonly id: string; readonly name: string}[];
  readonly totalCount: number;
}

/** A simulator whose clock the test turns, with rooms of two owners. */
async function setup(test: TestContext) {
  let seconds = NOW;
  const simulator = await start(test, {now: () => seconds * 1000});
  const ksOf = (userId: string) => writeAdminKs(simulator, {userId, expiry: NOW + 3600});
  const add = async (name: string, owner = 'owner') => {
    await createRoom(simulator, {ks: ksOf(owner), name, description: 'About', tags: 'a,b'});
    seconds += 10;
  };
  await add('Stand-up');
  await add('Town hall');
  await add('Stand-up');
  await add('Stand-up', 'another');
  const list = async (filter: object, rest: object = {}) =>
    (await callApi(simulator, 'room_room', 'list', {
      ks: ksOf('anybody'),
      filter: {objectType: 'KalturaRoomEntryFilter', ...filter},
      ...rest,
    })) as List;
  const numbers = ({objects}: List) =>
    objects.map(({id}) => simulator.rooms.findIndex(room => room.id === id) - 1);
  return {simulator, list, numbers, ksOf};
}

const all = {statusIn: '7,2'};
const rows: [string, object, number[]][] = [
  ['nothing is said: rooms have no content, so they are not ready', {}, []],
  ['rooms that are ready are asked for', {statusEqual: 2}, []],
  ['any status is asked for, newest first', all, [4, 3, 2, 1, 0, -1]],
  [
    'rooms without content are asked for',
    {statusEqual: 7, orderBy: '+createdAt'},
    [-1, 0, 1, 2, 3, 4],
  ],
  ['a name is', {...all, nameEqual: 'Stand-up'}, [4, 3, 1]],
  ['an owner is', {...all, userIdEqual: 'another'}, [4]],
  ['a time is', {...all, createdAtGreaterThanOrEqual: NOW + 20}, [4, 3]],
  ['an earlier time is', {...all, createdAtLessThanOrEqual: NOW, userIdEqual: 'owner'}, [1]],
  ['no room fits', {...all, nameEqual: 'stand-up'}, []],
];
for (const [label, filter, expected] of rows)
  test(`lists rooms where ${label}`, async t => {
    const {list, numbers} = await setup(t);
    const answer = await list(filter);
    assert.deepEqual(numbers(answer), expected);
    assertIncludes(answer, {totalCount: expected.length, objectType: 'KalturaRoomListResponse'});
  });

test('a room in the list is what Kaltura says of one', async t => {
  const {simulator, list} = await setup(t);
  const {objects} = await list({...all, userIdEqual: 'another'});
  assert.deepEqual(objects, [
    {
      id: simulator.rooms.at(-1)?.id,
      name: 'Stand-up',
      description: 'About',
      tags: 'a,b',
      userId: 'another',
      createdAt: NOW + 30,
      status: 7,
      type: 'room.room',
      roomType: 1,
      templateRoomEntryId: '1_classic0',
      objectType: 'KalturaRoomEntry',
    },
  ]);
});

test('a list comes in pages', async t => {
  const {list, numbers} = await setup(t);
  const filter = {...all, orderBy: '+createdAt', userIdEqual: 'owner'};
  const page = (pageIndex: number) => list(filter, {pager: {pageSize: 2, pageIndex}});
  assert.deepEqual([numbers(await page(1)), numbers(await page(2))], [[1, 2], [3]]);
  assert.equal((await page(2)).totalCount, 3);
});

test('the filter may stand in a form or in the address, and the answer be XML', async t => {
  const {simulator, ksOf} = await setup(t);
  const address = `${simulator.url}/api_v3/service/room_room/action/list`;
  const fields = (open: string, close: string) =>
    new URLSearchParams({
      ks: ksOf('anybody'),
      [`filter${open}statusIn${close}`]: '7,2',
      [`filter${open}userIdEqual${close}`]: 'another',
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

test('rooms are listed for an admin KS that may call the API, and nobody else', async t => {
  const simulator = await start(t);
  const list = (ks?: string) => callApi(simulator, 'room_room', 'list', ks ? {ks} : {});
  const refused = {objectType: 'KalturaAPIException'};
  assertIncludes(await list(), {...refused, code: 'MISSING_KS'});
  assertIncludes(await list(writeKs(simulator)), {
    ...refused,
    code: 'SERVICE_FORBIDDEN',
    message: 'The access to service [room_room->list] is forbidden',
  });
  assertIncludes(await list(writeAdminKs(simulator, {privileges: {actionslimit: '-1'}})), {
    ...refused,
    code: 'INVALID_ACTIONS_LIMIT',
  });
  assertIncludes(await list('nonsense'), {...refused, code: 'INVALID_KS'});
});

for (const filter of [{nameLike: 'x'}, {orderBy: '+name'}, {toString: 'x'}])
  test(`what the simulator cannot tell is refused: ${JSON.stringify(filter)}`, async t => {
    const {list} = await setup(t);
    assertIncludes(await list(filter), {code: 'SIMULATOR_REFUSES'});
  });

test('a list is counted, and meets the faults set for it', async t => {
  const {simulator, list} = await setup(t);
  simulator.faults.set('room.list', {kind: 'json', body: {surprise: true}});
  assert.deepEqual(await list(all), {surprise: true});
  assert.equal(simulator.counts['room.list'], 1);
});
