import assert from 'node:assert/strict';
import {as, assertRefused, post, type Row} from '../host.js';

/** Creating rooms. */
export const createRoom: readonly Row[] = [
  {
    name: 'a room is created, and can be joined at once',
    check: async host => {
      const created = await post(host, '/rooms', {name: ' Möte 🎉 ', tags: 'a,b'});
      assert.equal(created.status, 201, created.text);
      assert.doesNotMatch(created.text, /djJ8/);
      const roomId = created.data?.['id'];
      const room = host.simulator.rooms.find(({id}) => id === roomId);
      assert.equal(room?.name, 'Möte 🎉');
      const joined = await post(host, '/token', {roomId});
      assert.equal(joined.status, 200, joined.text);
    },
  },
  {
    name: 'who may only join creates nothing',
    check: async host => {
      const before = host.simulator.counts['create-room'];
      const answer = await post(host, '/rooms', {name: 'Mine'}, {headers: as('kim')});
      assertRefused(answer, 403, 'access-denied');
      assert.equal(host.simulator.counts['create-room'], before);
    },
  },
];
