import assert from 'node:assert/strict';
import {assertRefused, post, signInAs, type HostTest} from '../host.js';

/** Tests of the create endpoint. */
export const roomCreationTests: readonly HostTest[] = [
  {
    name: 'the create endpoint creates a room, which guests can join at once',
    run: async host => {
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
    name: 'the create endpoint refuses guests without createRooms',
    run: async host => {
      const before = host.simulator.counts['create-room'];
      const answer = await post(host, '/rooms', {name: 'Mine'}, {headers: signInAs('kim')});
      assertRefused(answer, 403, 'access-denied');
      assert.equal(host.simulator.counts['create-room'], before);
    },
  },
];
