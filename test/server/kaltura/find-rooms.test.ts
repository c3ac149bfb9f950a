import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {decodeKs} from '../../../src/server/index.js';
import {SECRET} from '../set-up.js';
import {createTestHost, type FakeRoom} from '../idempotency/fake-kaltura.js';

/** Time of the first request, in seconds. */
const SENT = 1_900_000_000;
const room = {name: 'Zoë’s  room', description: 'Line one\nline two', tags: 'b, a'};
/** The same room as Kaltura may list it. */
const normalized = {name: 'Zoë’s room', description: 'Line one line two', tags: 'a,b'};

/** Loses a request to create a room, adds rooms to Kaltura, and repeats the request. */
async function createAgain(rooms: readonly Partial<FakeRoom>[], body: object = room) {
  const {create, kaltura} = createTestHost({upstreamTimeout: 2});
  kaltura.nextResults = ['request-lost'];
  await create('key', body);
  kaltura.seconds += 10;
  for (const added of rooms) kaltura.add(added);
  kaltura.respondToList = () =>
    Response.json({objects: kaltura.rooms, totalCount: kaltura.rooms.length});
  const {id} = await create('key', body);
  return {id, isNew: kaltura.creates === 2};
}

describe('findRooms()', () => {
  const candidates: {isFound: boolean; name: string; listed: Partial<FakeRoom>}[] = [
    {isFound: true, name: 'a room with the same details', listed: room},
    {isFound: true, name: 'a room with normalized spaces and tags', listed: normalized},
    {
      isFound: true,
      name: 'a room with decomposed accents',
      listed: {...normalized, name: normalized.name.normalize('NFD')},
    },
    {
      isFound: true,
      name: 'a room whose owner is in other letter case',
      listed: {...normalized, userId: 'Jane@Example.com'},
    },
    {
      isFound: true,
      name: 'a room that Kaltura dates 120 s before the first attempt, because its clock is behind',
      listed: {...normalized, createdAt: SENT - 120},
    },
    {
      isFound: true,
      name: 'a room that Kaltura dates in the future, because its clock is ahead',
      listed: {...normalized, createdAt: SENT + 130},
    },
    {
      isFound: false,
      name: 'a room that Kaltura dates 121 s before the first attempt',
      listed: {...normalized, createdAt: SENT - 121},
    },
    {isFound: false, name: 'a room of another owner', listed: {...normalized, userId: 'bob'}},
    {isFound: false, name: 'a room without an owner', listed: {...normalized, userId: ''}},
    {
      isFound: false,
      name: 'a room with another name',
      listed: {...normalized, name: 'Zoe’s room'},
    },
    {
      isFound: false,
      name: 'a room whose name is in other letter case',
      listed: {...normalized, name: normalized.name.toUpperCase()},
    },
    {
      isFound: false,
      name: 'a room with another description',
      listed: {...normalized, description: ''},
    },
    {isFound: false, name: 'a room with fewer tags', listed: {...normalized, tags: 'a'}},
    {isFound: false, name: 'a room with more tags', listed: {...normalized, tags: 'a,b,c'}},
  ];
  for (const {isFound, name, listed} of candidates)
    it(`${isFound ? 'finds' : 'does not find'} ${name}`, async () => {
      const {isNew, id} = await createAgain([listed]);
      assert.equal(isNew, !isFound);
      assert.equal(id, isFound ? '1_00000000' : '1_00000001');
    });

  it('finds a room whose blank description and tags Kaltura lists as null, empty or not at all', async () => {
    for (const blank of [null, undefined, '']) {
      const listed = {name: 'R', description: blank, tags: blank} as FakeRoom;
      assert.equal((await createAgain([listed], {name: 'R'})).isNew, false);
    }
  });

  it('finds the oldest of several rooms', async () => {
    const rooms = [5, 3, 4].map(seconds => ({...room, createdAt: SENT + seconds}));
    assert.equal((await createAgain(rooms)).id, '1_00000001');
  });

  it("requests this owner's rooms with this name since the first attempt", async () => {
    const {kaltura, create, kalturaCalls} = createTestHost({upstreamTimeout: 2});
    kaltura.nextResults = ['request-lost', 'request-lost'];
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
    const {url, body} = kalturaCalls.find(call => call.url.endsWith('list')) ?? assert.fail();
    assert.equal(url, 'https://www.kaltura.com/api_v3/service/room_room/action/list');
    assert.equal(body['format'], 1);
    const {type, userId, privileges} = decodeKs(body['ks'] as string, SECRET);
    assert.equal(type, 2);
    assert.equal(userId, 'jane@example.com');
    assert.deepEqual(privileges, {disableentitlement: ''});
  });

  it('finds a room on any page of the list', async () => {
    const {kaltura, create} = createTestHost({upstreamTimeout: 2});
    kaltura.nextResults = ['request-lost'];
    await create('key');
    kaltura.seconds += 10;
    for (let index = 0; index < 250; index++) kaltura.add({description: 'another'});
    const id = kaltura.add({});
    assert.equal((await create('key')).id, id);
    assert.equal(kaltura.lists, 3);
    assert.equal(kaltura.creates, 1);
  });

  it('stops at an empty page, even if totalCount promises more rooms', async () => {
    const {kaltura, create} = createTestHost({upstreamTimeout: 2});
    kaltura.nextResults = ['request-lost'];
    await create('key');
    kaltura.seconds += 10;
    kaltura.respondToList = () => Response.json({objects: [], totalCount: 7});
    assert.equal((await create('key')).status, 201);
  });
});
