import assert from 'node:assert/strict';
import {countRequests, openPage, waitForIdle, type Row} from '../visit.js';

/** Tests of React's StrictMode in development. */
export const strictMode: readonly Row[] = [
  {
    name: 'StrictMode runs effects twice, and the room gets one launch',
    check: async visit => {
      await openPage(visit);
      await waitForIdle(visit);
      assert.equal(await visit.page.locator('body').getAttribute('data-effects'), '2');
      assert.deepEqual(countRequests(visit), {launches: 1, rooms: 1});
    },
  },
];
