import assert from 'node:assert/strict';
import {
  expect,
  asked,
  frameOf,
  isOpen,
  join,
  renderAgain,
  settled,
  shown,
  toggle,
  type Room,
  type Row,
} from './visit.js';

const arrives: Row = {
  name: 'an object, a true and a false arrive as such',
  check: async visit => {
    await join(visit);
    const {headers, body} = visit.host.tokens[0]!;
    assert.equal(headers.get('x-app'), visit.app.headers);
    assert.deepEqual(body, {roomId: '1_townhall', roomModerator: true});
  },
};

const quiet: Row = {
  name: 'the console is quiet, from the first to the last',
  check: async visit => {
    await join(visit);
    await renderAgain(visit);
    await toggle(visit);
    await toggle(visit);
    await isOpen(visit, 'Town hall');
    await visit.page.getByLabel('Room name').fill('Quiet');
    await visit.page.getByRole('button', {name: 'Create room'}).click();
    await isOpen(visit, 'Quiet');
    await settled(visit);
    assert.deepEqual(visit.noise, []);
  },
};

/** For an app that was held to all of it in another build. */
export const inShort: readonly Row[] = [arrives, quiet];

/** The suite: what must hold in the app of every framework. */
export const rows: readonly Row[] = [
  {
    name: 'the room opens, by one launch',
    check: async visit => {
      await join(visit);
      assert.deepEqual(asked(visit), {launches: 1, rooms: 1});
    },
  },
  {
    name: 'a listener of the app hears that it is open, once',
    check: async visit => {
      await join(visit);
      await shown(visit, 'ready').toHaveText('1');
      await renderAgain(visit);
      await shown(visit, 'ready').toHaveText('1');
      await shown(visit, 'error').toBeEmpty();
    },
  },
  {
    name: 'a listener of the app hears why it did not open',
    check: async visit => {
      visit.host.refuse();
      await visit.page.goto(visit.host.url);
      await shown(visit, 'error').toHaveText('access-denied');
      await shown(visit, 'ready').toHaveText('0');
    },
  },
  arrives,
  {
    name: 'rendering again, with another object that is equal, leaves the person in the room',
    check: async visit => {
      await join(visit);
      const room = visit.page.locator('kaltura-room');
      const headers = await room.evaluateHandle((room: Room) => room.headers);
      const frame = await frameOf(visit.page);
      await renderAgain(visit);
      await settled(visit);
      await isOpen(visit, 'Town hall');
      const isOther = (room: Room, before: unknown) => room.headers !== before;
      assert.ok(await room.evaluate(isOther, headers), 'the object is another one');
      assert.ok(await frame.evaluate(frame => frame?.isConnected), 'the frame is the same');
      assert.deepEqual(asked(visit), {launches: 1, rooms: 1});
    },
  },
  {
    name: 'the app hears of a room that the form created, and shows it',
    check: async visit => {
      await join(visit);
      await visit.page.getByLabel('Room name').fill('Ours');
      await visit.page.getByRole('button', {name: 'Create room'}).click();
      await isOpen(visit, 'Ours');
      const room = visit.host.simulator.rooms.findLast(({name}) => name === 'Ours');
      await shown(visit, 'created').toHaveText(room!.id);
      await shown(visit, 'ready').toHaveText('2');
      assert.deepEqual(asked(visit), {launches: 2, rooms: 2});
      assert.equal(visit.host.simulator.counts['create-room'], 1);
    },
  },
  {
    name: 'taken away, it leaves nothing; put back, it opens',
    check: async visit => {
      await join(visit);
      const room = await visit.page.locator('kaltura-room').elementHandle();
      await toggle(visit);
      await expect(visit.page.locator('kaltura-room')).toHaveCount(0);
      await settled(visit);
      // What the element listened to while it was there.
      await visit.page.evaluate(() => window.dispatchEvent(new Event('online')));
      await settled(visit);
      assert.equal(visit.page.frames().length, 1, 'no frame is left');
      const state = await room?.evaluate((room: Room) => [room.isConnected, room.state]);
      assert.deepEqual(state, [false, 'idle']);
      assert.deepEqual(asked(visit), {launches: 1, rooms: 1});
      await toggle(visit);
      await isOpen(visit, 'Town hall');
      await shown(visit, 'ready').toHaveText('2');
      assert.deepEqual(asked(visit), {launches: 2, rooms: 2});
    },
  },
  {
    name: 'taken away while it opens, it opens nothing and says nothing',
    check: async visit => {
      const release = visit.host.hold();
      await visit.page.goto(visit.host.url);
      await expect.poll(() => asked(visit).launches).toBe(1);
      const room = await visit.page.locator('kaltura-room').elementHandle();
      const [given] = await Promise.all([visit.page.waitForEvent('requestfailed'), toggle(visit)]);
      assert.match(given.url(), /\/token$/, 'the request for a launch is given up');
      await expect(visit.page.locator('kaltura-room')).toHaveCount(0);
      release();
      await settled(visit);
      assert.equal(await room?.evaluate((room: Room) => room.state), 'idle');
      assert.equal(visit.page.frames().length, 1, 'there is no frame');
      assert.deepEqual(asked(visit), {launches: 1, rooms: 0});
      await shown(visit, 'ready').toHaveText('0');
      await shown(visit, 'error').toBeEmpty();
    },
  },
  quiet,
];
