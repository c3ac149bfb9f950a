import assert from 'node:assert/strict';
import type {Page} from '@playwright/test';
import {
  expect,
  assertRefused,
  headersOn,
  inRoom,
  post,
  ROUTES,
  type Row,
  type World,
} from '../row.js';

const ROOMS = `${ROUTES}/rooms`;
let keys = 0;

/** One click, one room. */
export const creating: readonly Row[] = [
  [
    'an author creates a room with a double click, once, and is in it',
    async world => {
      const page = await world.as('alex');
      const before = world.simulator.rooms.length;
      await page.goto(world.site.pages['creator']!);
      await page.getByLabel('Room name').fill('Reading group');
      await page.getByRole('button', {name: 'Create room'}).dblclick();
      const room = await inRoom(page);
      await expect(room.getByRole('heading', {name: 'Reading group'})).toBeVisible();
      assert.equal(world.simulator.counts['create-room'], 1);
      assert.equal(world.simulator.rooms.length, before + 1);
      assert.match(world.simulator.rooms.at(-1)?.ownerId ?? '', /^wordpress-\d+@localhost$/);
      assert.equal(world.simulator.counts.adminKsInBrowser, 0);
      await page.close();
    },
  ],
  [
    'a subscriber and a visitor see no form, and create nothing without it',
    async world => {
      for (const [person, status, code] of [
        ['sam', 403, 'access-denied'],
        ['visitor', 401, 'sign-in-required'],
      ] as const) {
        const page = await world.as(person);
        const headers = await headersOn(page, world.site.pages['shortcode']!);
        const answer = await post(page, ROOMS, {name: 'Mine'}, headers);
        assertRefused(answer, status, code, 'not-created');
        await page.goto(world.site.pages['creator']!);
        assert.equal(await page.locator('kaltura-room-creator').count(), 0);
        await page.close();
      }
      assert.equal(world.simulator.counts['create-room'], 0);
    },
  ],
  [
    'the same key is the same room, for whoever has it, however many come at once',
    withForm(async ({simulator}, create) => {
      simulator.faults.set('create-room', {kind: 'slow', ms: 300});
      const key = newKey();
      const answers = await Promise.all([1, 2, 3, 4].map(() => create({name: 'Once'}, key)));
      answers.push(await create({name: 'Once'}, key));
      const [first] = answers;
      for (const {status, data} of answers) assert.deepEqual([status, data], [201, first!.data]);
      assert.equal(simulator.counts['create-room'], 1);
      assertRefused(await create({name: 'Another'}, key), 422, 'invalidRequest', 'not-created');
      assertRefused(await create({name: 'Once'}, 'a key'), 400, 'invalidRequest', 'not-created');
      assert.notDeepEqual((await create({name: 'Once'}, newKey())).data, first!.data);
      assert.equal(simulator.counts['create-room'], 2);
    }),
  ],
  [
    'the same key of somebody else is another room',
    async world => {
      const key = newKey();
      const rooms = [];
      for (const person of ['alex', 'eddi'] as const) {
        const page = await world.as(person);
        rooms.push(await (await creator(world, page))({name: 'Same'}, key));
        await page.close();
      }
      assert.notDeepEqual(rooms[0]?.data, rooms[1]?.data);
    },
  ],
  [
    'an attempt that failed is forgotten: the next one with its key makes the room',
    withForm(async ({simulator}, create) => {
      const broken = {success: false, errorCode: 'internalError', error: 'Out of order'};
      simulator.faults.set('create-room', {kind: 'json', body: broken, times: 1});
      const key = newKey();
      assertRefused(await create({name: 'Second try'}, key), 500, 'internalError', 'not-created');
      assert.equal((await create({name: 'Second try'}, key)).status, 201);
      assert.equal(simulator.counts['create-room'], 2);
    }),
  ],
  [
    'where the first of several fails, one of the others makes the room',
    withForm(async ({simulator}, create) => {
      const broken = {success: false, errorCode: 'internalError', error: 'Out of order'};
      simulator.faults.set('create-room', {kind: 'json', body: broken, times: 1});
      const before = simulator.rooms.length;
      const key = newKey();
      const answers = await Promise.all([1, 2, 3, 4].map(() => create({name: 'Others'}, key)));
      answers.push(await create({name: 'Others'}, key));
      const codes = answers.map(({errorCode}) => errorCode ?? 'made');
      assert.equal(codes.filter(code => code === 'internalError').length, 1);
      // Who stood in the way of another in the database is asked to come again.
      const others = codes.filter(code => code !== 'internalError');
      assert.ok(
        others.every(code => ['made', 'request-in-progress'].includes(code)),
        codes.join(),
      );
      assert.equal(others.at(-1), 'made');
      assert.equal(simulator.rooms.length, before + 1);
    }),
  ],
  [
    'what is kept is forgotten after a day',
    withForm(async ({simulator, site}, create) => {
      const key = newKey();
      await create({name: 'Old'}, key);
      await site.ask('age');
      await create({name: 'New'}, newKey());
      assert.equal((JSON.parse(await site.ask('traces')) as string[]).filter(isKept).length, 1);
      assert.equal((await create({name: 'Old'}, key)).status, 201);
      assert.equal(simulator.counts['create-room'], 3);
    }),
  ],
];

const isKept = (trace: string) => trace.startsWith('options kaltura_room_once_');
const newKey = () => `key-${++keys}`;

type Create = (room: object, key: string) => ReturnType<typeof post>;

/** A row in which an author creates rooms as the form does. */
function withForm(check: (world: World, create: Create) => Promise<void>): Row[1] {
  return async world => {
    const page = await world.as('alex');
    await check(world, await creator(world, page));
    await page.close();
  };
}

/** Creates rooms with this person's headers, as the form does. */
export async function creator({site}: World, page: Page): Promise<Create> {
  const headers = await headersOn(page, site.pages['creator']!, 'kaltura-room-creator');
  return (room, key) => post(page, ROOMS, room, {...headers, 'Idempotency-Key': key});
}
