import assert from 'node:assert/strict';
import {
  expect,
  countRequests,
  getFrame,
  waitForRoom,
  openPage,
  renderAgain,
  waitForIdle,
  expectOutput,
  toggleRoom,
  type Room,
  type AppTest,
} from '../visit.js';

const propertyValues: AppTest = {
  name: 'objects and booleans reach the properties of the elements',
  run: async visit => {
    await openPage(visit);
    const {headers, body} = visit.host.tokenRequests[0]!;
    assert.equal(headers.get('x-app'), visit.app.header);
    assert.deepEqual(body, {roomId: '1_townhall', roomModerator: true, lang: 'en'});
  },
};

const quietConsole: AppTest = {
  name: 'the console has no warnings and no errors',
  run: async visit => {
    await openPage(visit);
    await renderAgain(visit);
    await toggleRoom(visit);
    await toggleRoom(visit);
    await waitForRoom(visit, 'Town hall');
    await visit.page.getByLabel('Room name').fill('Quiet');
    await visit.page.getByRole('button', {name: 'Create room'}).click();
    await waitForRoom(visit, 'Quiet');
    await waitForIdle(visit);
    assert.deepEqual(visit.consoleMessages, []);
  },
};

/** Tests of an app whose other build runs all tests. */
export const summaryTests: readonly AppTest[] = [propertyValues, quietConsole];

/** Tests of the app of every framework. */
export const appTests: readonly AppTest[] = [
  {
    name: 'the room opens with one launch',
    run: async visit => {
      await openPage(visit);
      assert.deepEqual(countRequests(visit), {launches: 1, rooms: 1});
    },
  },
  {
    name: 'the app gets kaltura-room-ready once',
    run: async visit => {
      await openPage(visit);
      await expectOutput(visit, 'ready').toHaveText('1');
      await renderAgain(visit);
      await expectOutput(visit, 'ready').toHaveText('1');
      await expectOutput(visit, 'error').toBeEmpty();
    },
  },
  {
    name: 'the app gets kaltura-room-error with the code',
    run: async visit => {
      visit.host.denyAccess();
      await visit.page.goto(visit.host.url);
      await expectOutput(visit, 'error').toHaveText('access-denied');
      await expectOutput(visit, 'ready').toHaveText('0');
    },
  },
  propertyValues,
  {
    name: 'a new render with an equal object keeps the room open',
    run: async visit => {
      await openPage(visit);
      const room = visit.page.locator('kaltura-room');
      const headers = await room.evaluateHandle((room: Room) => room.headers);
      const frame = await getFrame(visit.page);
      await renderAgain(visit);
      await waitForIdle(visit);
      await waitForRoom(visit, 'Town hall');
      const isDifferent = (room: Room, before: unknown) => room.headers !== before;
      assert.ok(await room.evaluate(isDifferent, headers), 'the object is a new one');
      assert.ok(await frame.evaluate(frame => frame?.isConnected), 'the frame is the same');
      assert.deepEqual(countRequests(visit), {launches: 1, rooms: 1});
    },
  },
  {
    name: 'the app gets kaltura-room-created, and opens the new room',
    run: async visit => {
      await openPage(visit);
      await visit.page.getByLabel('Room name').fill('Ours');
      await visit.page.getByRole('button', {name: 'Create room'}).click();
      await waitForRoom(visit, 'Ours');
      const room = visit.host.simulator.rooms.findLast(({name}) => name === 'Ours');
      await expectOutput(visit, 'created').toHaveText(room!.id);
      await expectOutput(visit, 'ready').toHaveText('2');
      assert.deepEqual(countRequests(visit), {launches: 2, rooms: 2});
      assert.equal(visit.host.simulator.counts['create-room'], 1);
    },
  },
  {
    name: 'a removed room stops completely, and a new one opens',
    run: async visit => {
      await openPage(visit);
      const room = await visit.page.locator('kaltura-room').elementHandle();
      await toggleRoom(visit);
      await expect(visit.page.locator('kaltura-room')).toHaveCount(0);
      await waitForIdle(visit);
      // A connected element listens to this event.
      await visit.page.evaluate(() => window.dispatchEvent(new Event('online')));
      await waitForIdle(visit);
      assert.equal(visit.page.frames().length, 1, 'no frame is left');
      const state = await room?.evaluate((room: Room) => [room.isConnected, room.state]);
      assert.deepEqual(state, [false, 'idle']);
      assert.deepEqual(countRequests(visit), {launches: 1, rooms: 1});
      await toggleRoom(visit);
      await waitForRoom(visit, 'Town hall');
      await expectOutput(visit, 'ready').toHaveText('2');
      assert.deepEqual(countRequests(visit), {launches: 2, rooms: 2});
    },
  },
  {
    name: 'a room that is removed while it opens emits no event',
    run: async visit => {
      const release = visit.host.holdTokenResponses();
      await visit.page.goto(visit.host.url);
      await expect.poll(() => countRequests(visit).launches).toBe(1);
      const room = await visit.page.locator('kaltura-room').elementHandle();
      const [aborted] = await Promise.all([
        visit.page.waitForEvent('requestfailed'),
        toggleRoom(visit),
      ]);
      assert.match(aborted.url(), /\/token$/, 'the token request is aborted');
      await expect(visit.page.locator('kaltura-room')).toHaveCount(0);
      release();
      await waitForIdle(visit);
      assert.equal(await room?.evaluate((room: Room) => room.state), 'idle');
      assert.equal(visit.page.frames().length, 1, 'there is no frame');
      assert.deepEqual(countRequests(visit), {launches: 1, rooms: 0});
      await expectOutput(visit, 'ready').toHaveText('0');
      await expectOutput(visit, 'error').toBeEmpty();
    },
  },
  quietConsole,
];
