import assert from 'node:assert/strict';
import {countRequests, expect, waitForIdle, waitForRoom, type AppTest} from '../visit.js';

/** Tests of the page that the documentation shows for each framework. */
export const docsTests: readonly AppTest[] = [
  {
    name: 'the page of the documentation opens the room, and shows its state',
    run: async visit => {
      const {app, page, host, consoleMessages} = visit;
      await page.goto(host.url + (app.path ?? '/'));
      await waitForRoom(visit, 'Town hall');
      await expect(page.locator('main > p')).toHaveText('The room is open.');
      await waitForIdle(visit);
      assert.deepEqual(countRequests(visit), {launches: 1, rooms: 1});
      const {headers, body} = host.tokenRequests[0]!;
      assert.equal(headers.get('x-app'), 'intranet');
      assert.equal(body['roomModerator'], true);
      assert.deepEqual(consoleMessages, []);
    },
  },
  {
    name: 'the page of the documentation shows the code of an error',
    run: async visit => {
      visit.host.denyAccess();
      await visit.page.goto(visit.host.url + (visit.app.path ?? '/'));
      await expect(visit.page.locator('main > p')).toHaveText('access-denied');
    },
  },
];

/** Tests of the dialog in the documentation of React. */
export const dialogTests: readonly AppTest[] = [
  {
    name: 'the dialog of the documentation opens the room, and leaves it when it closes',
    run: async visit => {
      const {page, host} = visit;
      await page.goto(`${host.url}/?dialog`);
      await page.getByRole('button', {name: 'Join the meeting'}).click();
      await waitForRoom(visit, 'Town hall');
      await page.getByRole('button', {name: 'Leave', exact: true}).click();
      await expect(page.locator('kaltura-room')).toHaveCount(0);
      await page.getByRole('button', {name: 'Join the meeting'}).click();
      await waitForRoom(visit, 'Town hall');
      assert.deepEqual(countRequests(visit), {launches: 2, rooms: 2});
      assert.deepEqual(visit.consoleMessages, []);
    },
  },
];
