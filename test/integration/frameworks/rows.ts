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
  toggle,
  type Room,
  type Row,
} from './visit.js';

const propertyValues: Row = {
  name: 'objects and booleans reach the properties of the elements',
  check: async visit => {
    await openPage(visit);
    const {headers, body} = visit.host.tokens[0]!;
    assert.equal(headers.get('x-app'), visit.app.headers);
    assert.deepEqual(body, {roomId: '1_townhall', roomModerator: true, lang: 'en'});
  },
};

const quietConsole: Row = {
  name: 'the console has no warnings and no errors',
  check: async visit => {
    await openPage(visit);
    await renderAgain(visit);
    await toggle(visit);
    await toggle(visit);
    await waitForRoom(visit, 'Town hall');
    await visit.page.getByLabel('Room name').fill('Quiet');
    await visit.page.getByRole('button', {name: 'Create room'}).click();
    await waitForRoom(visit, 'Quiet');
    await waitForIdle(visit);
    assert.deepEqual(visit.noise, []);
  },
};

/** Tests of an app whose other build runs all tests. */
export const summaryRows: readonly Row[] = [propertyValues, quietConsole];

/** Tests of the app of every framework. */
export const rows: readonly Row[] = [
  {
    name: 'the room opens with one launch',
    check: async visit => {
      await openPage(visit);
      assert.deepEqual(countRequests(visit), {launches: 1, rooms: 1});
    },
  },
  {
    name: 'the app gets kaltura-room-ready once',
    check: async visit => {
      await openPage(visit);
      await expectOutput(visit, 'ready').toHaveText('1');
      await renderAgain(visit);
      await expectOutput(visit, 'ready').toHaveText('1');
      await expectOutput(visit, 'error').toBeEmpty();
    },
  },
  {
    name: 'the app gets kaltura-room-error with the code',
    check: async visit => {
      visit.host.refuse();
      await visit.page.goto(visit.host.url);
      await expectOutput(visit, 'error').toHaveText('access-denied');
      await expectOutput(visit, 'ready').toHaveText('0');
    },
  },
  propertyValues,
  {
    name: 'a new render with an equal object keeps the room open',
    check: async visit => {
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
    check: async visit => {
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
    check: async visit => {
      await openPage(visit);
      const room = await visit.page.locator('kaltura-room').elementHandle();
      await toggle(visit);
      await expect(visit.page.locator('kaltura-room')).toHaveCount(0);
      await waitForIdle(visit);
      // A connected element listens to this event.
      await visit.page.evaluate(() => window.dispatchEvent(new Event('online')));
      await waitForIdle(visit);
      assert.equal(visit.page.frames().length, 1, 'no frame is left');
      const state = await room?.evaluate((room: Room) => [room.isConnected, room.state]);
      assert.deepEqual(state, [false, 'idle']);
      assert.deepEqual(countRequests(visit), {launches: 1, rooms: 1});
      await toggle(visit);
      await waitForRoom(visit, 'Town hall');
      await expectOutput(visit, 'ready').toHaveText('2');
      assert.deepEqual(countRequests(visit), {launches: 2, rooms: 2});
    },
  },
  {
    name: 'a room that is removed while it opens emits no event',
    check: async visit => {
      const release = visit.host.hold();
      await visit.page.goto(visit.host.url);
      await expect.poll(() => countRequests(visit).launches).toBe(1);
      const room = await visit.page.locator('kaltura-room').elementHandle();
      const [aborted] = await Promise.all([
        visit.page.waitForEvent('requestfailed'),
        toggle(visit),
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
