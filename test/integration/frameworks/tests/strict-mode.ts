import assert from 'node:assert/strict';
import {countRequests, openPage, waitForIdle, type AppTest} from '../visit.js';

/** Tests of React's StrictMode in development. */
export const strictModeTests: readonly AppTest[] = [
  {
    name: 'StrictMode runs effects twice, and the room gets one launch',
    run: async visit => {
      await openPage(visit);
      await waitForIdle(visit);
      assert.equal(await visit.page.locator('body').getAttribute('data-effects'), '2');
      assert.deepEqual(countRequests(visit), {launches: 1, rooms: 1});
    },
  },
];
