import assert from 'node:assert/strict';
import {decodeKs} from '../../../dist/server/index.js';
import {as, post, type Row} from '../host.js';

const fifty = Array.from({length: 50}, (_, n) => `person${n}`);

/** Many at once. */
export const many: readonly Row[] = [
  {
    name: 'of fifty at once, each gets a launch of their own',
    check: async host => {
      const answers = await Promise.all(
        fifty.map(person =>
          post(host, '/session-start/token', {roomId: '1_townhall'}, {headers: as(person)}),
        ),
      );
      const userIds = answers.map(
        ({data}) => decodeKs(String(data?.['ks']), host.simulator.adminSecret).userId,
      );
      assert.deepEqual(userIds, fifty);
    },
  },
  {
    name: 'of fifty rooms created at once, each has an ID of its own',
    check: async host => {
      const answers = await Promise.all(fifty.map(name => post(host, '/rooms', {name})));
      assert.deepEqual([...new Set(answers.map(({status}) => status))], [201]);
      const names = answers.map(
        ({data}) => host.simulator.rooms.find(({id}) => id === data?.['id'])?.name,
      );
      assert.deepEqual(names, fifty);
    },
  },
];
