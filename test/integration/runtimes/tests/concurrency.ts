import assert from 'node:assert/strict';
import {decodeKs} from '../../../../dist/server/index.js';
import {post, signInAs, type HostTest} from '../host.js';

const USER_IDS = Array.from({length: 50}, (_, n) => `person${n}`);

/** Tests with concurrent requests. */
export const concurrencyTests: readonly HostTest[] = [
  {
    name: 'fifty concurrent guests get separate launches',
    run: async host => {
      const answers = await Promise.all(
        USER_IDS.map(person =>
          post(host, '/session-start/token', {roomId: '1_townhall'}, {headers: signInAs(person)}),
        ),
      );
      const userIds = answers.map(
        ({data}) => decodeKs(String(data?.['ks']), host.simulator.adminSecret).userId,
      );
      assert.deepEqual(userIds, USER_IDS);
    },
  },
  {
    name: 'fifty concurrent creations result in separate rooms',
    run: async host => {
      const answers = await Promise.all(USER_IDS.map(name => post(host, '/rooms', {name})));
      assert.deepEqual([...new Set(answers.map(({status}) => status))], [201]);
      const names = answers.map(
        ({data}) => host.simulator.rooms.find(({id}) => id === data?.['id'])?.name,
      );
      assert.deepEqual(names, USER_IDS);
    },
  },
];
