import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {decodeKs} from '../../../src/server/index.js';
import {ROOM_ID, importRooms, post, useServerSnippets} from './server-snippets.js';

describe('snippets of docs/server/kaltura-options.md', () => {
  const getSimulator = useServerSnippets();

  it('the options for a Kaltura instance reach the KS', async () => {
    const rooms = await importRooms('kaltura-options.js');
    const launch = await post(rooms, '/token', {roomId: ROOM_ID, lang: 'de'});
    const ks = String(launch.data?.['ks']);
    const {userId, email, locale, returnUrl} = decodeKs(ks, getSimulator().adminSecret).privileges;
    assert.deepEqual(
      {userId, email, locale, returnUrl: decodeURIComponent(returnUrl ?? '')},
      {
        userId: 'jane',
        email: 'jane@example.com',
        locale: 'de',
        returnUrl: `https://www.example.com/after/${ROOM_ID}`,
      },
    );
    assert.equal(launch.data?.['ksPath'], '/embeddedrooms/index/view-room?ks=');
  });
});
