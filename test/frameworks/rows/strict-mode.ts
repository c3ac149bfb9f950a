import assert from 'node:assert/strict';
import {asked, join, settled, type Row} from '../visit.js';

/** What React does twice while one develops. */
export const strictMode: readonly Row[] = [
  {
    name: 'StrictMode runs effects twice, and the room is launched once',
    check: async visit => {
      await join(visit);
      await settled(visit);
      assert.equal(await visit.page.locator('body').getAttribute('data-effects'), '2');
      assert.deepEqual(asked(visit), {launches: 1, rooms: 1});
    },
  },
];
