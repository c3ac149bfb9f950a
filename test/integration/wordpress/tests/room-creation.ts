import assert from 'node:assert/strict';
import type {Page} from '@playwright/test';
import {
  ROOMS_ROUTE,
  assertError,
  expect,
  fetchHeaders,
  post,
  waitForRoom,
  type RouteResponse,
  type TestContext,
  type WordPressTest,
} from '../wordpress-test.js';

const KAF_ERROR = {success: false, errorCode: 'internalError', error: 'Out of order'};

let keyCount = 0;
const createKey = () => `key-${++keyCount}`;

type CreateRoom = (room: object, key: string) => Promise<RouteResponse>;

/** Returns a function that creates rooms as a user, with the headers of the form. */
export async function prepareCreation({site}: TestContext, page: Page): Promise<CreateRoom> {
  const headers = await fetchHeaders(page, site.pages['creator']!, 'kaltura-room-creator');
  return (room, key) => post(page, ROOMS_ROUTE, room, {...headers, 'Idempotency-Key': key});
}

/** Runs a test in which an author creates rooms. */
function asAuthor(
  check: (context: TestContext, create: CreateRoom) => Promise<void>,
): WordPressTest['run'] {
  return async context => {
    const page = await context.openPage('author');
    await check(context, await prepareCreation(context, page));
    await page.close();
  };
}

const isRecord = (entry: string) => entry.startsWith('options kaltura_room_once_');

export const roomCreationTests: readonly WordPressTest[] = [
  {
    name: 'a double click of an author creates one room, and opens it',
    async run({site, simulator, openPage}) {
      const page = await openPage('author');
      const roomCount = simulator.rooms.length;
      await page.goto(site.pages['creator']!);
      await page.getByLabel('Room name').fill('Reading group');
      await page.getByRole('button', {name: 'Create room'}).dblclick();
      const room = await waitForRoom(page);
      await expect(room.getByRole('heading', {name: 'Reading group'})).toBeVisible();
      assert.equal(simulator.counts['create-room'], 1);
      assert.equal(simulator.rooms.length, roomCount + 1);
      assert.match(simulator.rooms.at(-1)?.ownerId ?? '', /^wordpress-\d+@localhost$/);
      assert.equal(simulator.counts.adminKsInBrowser, 0);
      await page.close();
    },
  },
  {
    name: 'subscribers and visitors see no form, and cannot create a room',
    async run({site, simulator, openPage}) {
      for (const {user, status, errorCode} of [
        {user: 'subscriber', status: 403, errorCode: 'access-denied'},
        {user: 'visitor', status: 401, errorCode: 'sign-in-required'},
      ] as const) {
        const page = await openPage(user);
        const headers = await fetchHeaders(page, site.pages['shortcode']!);
        const response = await post(page, ROOMS_ROUTE, {name: 'Mine'}, headers);
        assertError(response, status, errorCode, 'not-created');
        await page.goto(site.pages['creator']!);
        assert.equal(await page.locator('kaltura-room-creator').count(), 0);
        await page.close();
      }
      assert.equal(simulator.counts['create-room'], 0);
    },
  },
  {
    name: 'concurrent and later requests with the same Idempotency-Key return the same room',
    run: asAuthor(async ({simulator}, create) => {
      simulator.faults.set('create-room', {kind: 'slow', ms: 300});
      const key = createKey();
      const responses = await Promise.all([1, 2, 3, 4].map(() => create({name: 'Once'}, key)));
      responses.push(await create({name: 'Once'}, key));
      const room = responses[0]?.data;
      for (const {status, data} of responses) {
        assert.equal(status, 201);
        assert.deepEqual(data, room);
      }
      assert.equal(simulator.counts['create-room'], 1);
      assertError(await create({name: 'Another'}, key), 422, 'invalidRequest', 'not-created');
      assertError(await create({name: 'Once'}, 'a key'), 400, 'invalidRequest', 'not-created');
      assert.notDeepEqual((await create({name: 'Once'}, createKey())).data, room);
      assert.equal(simulator.counts['create-room'], 2);
    }),
  },
  {
    name: 'the same Idempotency-Key of two users creates two rooms',
    async run(context) {
      const key = createKey();
      const responses: RouteResponse[] = [];
      for (const user of ['author', 'editor'] as const) {
        const page = await context.openPage(user);
        const create = await prepareCreation(context, page);
        responses.push(await create({name: 'Same'}, key));
        await page.close();
      }
      assert.notDeepEqual(responses[0]?.data, responses[1]?.data);
    },
  },
  {
    name: 'a request after a failed one with the same key creates the room',
    run: asAuthor(async ({simulator}, create) => {
      simulator.faults.set('create-room', {kind: 'json', body: KAF_ERROR, times: 1});
      const key = createKey();
      assertError(await create({name: 'Second try'}, key), 500, 'internalError', 'not-created');
      assert.equal((await create({name: 'Second try'}, key)).status, 201);
      assert.equal(simulator.counts['create-room'], 2);
    }),
  },
  {
    name: 'another request creates the room if the first of several concurrent ones fails',
    run: asAuthor(async ({simulator}, create) => {
      simulator.faults.set('create-room', {kind: 'json', body: KAF_ERROR, times: 1});
      const roomCount = simulator.rooms.length;
      const key = createKey();
      const responses = await Promise.all([1, 2, 3, 4].map(() => create({name: 'Others'}, key)));
      responses.push(await create({name: 'Others'}, key));
      const results = responses.map(({errorCode}) => errorCode ?? 'created');
      assert.equal(results.filter(result => result === 'internalError').length, 1);
      // The database may reject concurrent inserts, which then have to be repeated.
      const otherResults = results.filter(result => result !== 'internalError');
      assert.ok(
        otherResults.every(result => ['created', 'request-in-progress'].includes(result)),
        results.join(),
      );
      assert.equal(otherResults.at(-1), 'created');
      assert.equal(simulator.rooms.length, roomCount + 1);
    }),
  },
  {
    name: 'the plugin deletes its records after a day',
    run: asAuthor(async ({simulator, site}, create) => {
      const key = createKey();
      await create({name: 'Old'}, key);
      await site.runScript('expire_records');
      await create({name: 'New'}, createKey());
      const entries = JSON.parse(await site.runScript('find_plugin_data')) as string[];
      assert.equal(entries.filter(isRecord).length, 1);
      assert.equal((await create({name: 'Old'}, key)).status, 201);
      assert.equal(simulator.counts['create-room'], 3);
    }),
  },
];
