import assert from 'node:assert/strict';
import {test} from 'node:test';
import {decodeKs} from '../../../src/server/index.js';
import {SECRET} from '../set-up.js';
import {createTestHost as rig, type FakeRoom} from '../idempotency/fake-kaltura.js';

const room = {name: 'Zoë’s  room', description: 'Line one\nline two', tags: 'b, a'};
const kept = {name: 'Zoë’s room', description: 'Line one line two', tags: 'a,b'};

/** Which room a request is answered whose first answer was lost before there was a room. */
async function found(rooms: readonly Partial<FakeRoom>[], body: object = room) {
  const {create, kaltura} = rig({upstreamTimeout: 2});
  kaltura.fates = ['lost-before'];
  await create('key', body);
  kaltura.seconds += 10;
  for (const one of rooms) kaltura.add(one);
  kaltura.listAnswer = () =>
    Response.json({objects: kaltura.rooms, totalCount: kaltura.rooms.length});
  const {id} = await create('key', body);
  return {id, isNew: kaltura.creates === 2, kaltura};
}

const SENT = 1_900_000_000;
const rows: [boolean, string, Partial<FakeRoom>][] = [
  [true, 'with the very details', room],
  [true, 'whose spaces and tags were tidied', kept],
  [true, 'whose accents are written another way', {...kept, name: kept.name.normalize('NFD')}],
  [true, 'whose owner is written another way', {...kept, userId: 'Jane@Example.com'}],
  [true, 'by a clock two minutes behind', {...kept, createdAt: SENT - 120}],
  [true, 'by a clock that is ahead', {...kept, createdAt: SENT + 130}],
  [false, 'from before', {...kept, createdAt: SENT - 121}],
  [false, 'of another owner', {...kept, userId: 'bob'}],
  [false, 'of nobody', {...kept, userId: ''}],
  [false, 'with another name', {...kept, name: 'Zoe’s room'}],
  [false, 'with a name in other letters', {...kept, name: kept.name.toUpperCase()}],
  [false, 'with another description', {...kept, description: ''}],
  [false, 'with a tag less', {...kept, tags: 'a'}],
  [false, 'with a tag more', {...kept, tags: 'a,b,c'}],
];
for (const [fits, label, one] of rows)
  test(`a room ${label} is ${fits ? '' : 'not '}taken for the one that was asked for`, async () => {
    const {isNew, id} = await found([one]);
    assert.deepEqual([isNew, id], [!fits, fits ? '1_00000000' : '1_00000001']);
  });

test('a room without description and tags may be listed with none, or with empty ones', async () => {
  for (const blank of [null, undefined, ''])
    assert.equal(
      (await found([{name: 'R', description: blank, tags: blank} as FakeRoom], {name: 'R'})).isNew,
      false,
    );
});

test('of several it is the oldest', async () => {
  const times = [5, 3, 4].map(seconds => ({...room, createdAt: SENT + seconds}));
  assert.equal((await found(times)).id, '1_00000001');
});

test('Kaltura is asked for this owner’s rooms of this name since the first attempt', async () => {
  const {kaltura, create, calls} = rig({upstreamTimeout: 2});
  kaltura.fates = ['lost-before', 'lost-before'];
  await create('key', room);
  kaltura.seconds += 600;
  await create('key', room);
  kaltura.seconds += 600;
  await create('key', room);
  const filter = {
    objectType: 'KalturaRoomEntryFilter',
    nameEqual: room.name,
    userIdEqual: 'jane@example.com',
    createdAtGreaterThanOrEqual: SENT - 120,
    statusIn: '7,2',
    orderBy: '+createdAt',
  };
  assert.deepEqual(kaltura.filters, [filter, filter]);
  const {url, body} = calls.find(call => call.url.endsWith('list')) ?? assert.fail();
  assert.equal(url, 'https://www.kaltura.com/api_v3/service/room_room/action/list');
  assert.equal(body['format'], 1);
  const {type, userId, privileges} = decodeKs(body['ks'] as string, SECRET);
  assert.deepEqual([type, userId, privileges], [2, 'jane@example.com', {disableentitlement: ''}]);
});

test('the room is found on whatever page it is', async () => {
  const {kaltura, create} = rig({upstreamTimeout: 2});
  kaltura.fates = ['lost-before'];
  await create('key');
  kaltura.seconds += 10;
  for (let index = 0; index < 250; index++) kaltura.add({description: 'another'});
  const id = kaltura.add({});
  assert.equal((await create('key')).id, id);
  assert.deepEqual([kaltura.lists, kaltura.creates], [3, 1]);
});

test('a list that says there is more than it shows ends', async () => {
  const {kaltura, create} = rig({upstreamTimeout: 2});
  kaltura.fates = ['lost-before'];
  await create('key');
  kaltura.seconds += 10;
  kaltura.listAnswer = () => Response.json({objects: [], totalCount: 7});
  assert.equal((await create('key')).status, 201);
});
