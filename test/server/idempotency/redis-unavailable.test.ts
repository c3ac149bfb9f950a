import assert from 'node:assert/strict';
import {describe, test, type TestContext} from 'node:test';
import {Redis} from 'ioredis';
import {createClient} from 'redis';
import {redisStore} from '../../../src/server/redis.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {startRedis, withRedis} from '../store/redis-server.js';
import {SECRET} from '../set-up.js';
import {createTestHost} from './fake-kaltura.js';

/*
 * Redis goes away in the middle: it hangs, or it is lost to this process alone.
 */

interface Client {
  readonly store: SharedStore;
  readonly lose: () => void;
}
const CLIENTS: Record<string, (url: string) => Promise<Client>> = {
  async 'node-redis'(url) {
    const client = createClient({url});
    client.on('error', () => {});
    await client.connect();
    return {store: redisStore(client), lose: () => client.destroy()};
  },
  async ioredis(url) {
    const client = new Redis(url);
    client.on('error', () => {});
    await client.ping();
    return {store: redisStore(client), lose: () => client.disconnect()};
  },
};

for (const [name, connect] of Object.entries(CLIENTS))
  describe(`Redis goes away, by ${name}`, {...withRedis, concurrency: true}, () => {
    /** A Redis of the test's own, and two ways to it: one can be cut off. */
    async function setup(t: TestContext, how: string) {
      const redis = await startRedis();
      t.after(() => redis.stop());
      const [client, other] = await Promise.all([connect(redis.url), connect(redis.url)]);
      t.after(() => [client, other].forEach(({lose}) => lose()));
      const goAway = how === 'hangs' ? redis.pause : client.lose;
      const {start, kaltura} = createTestHost({upstreamTimeout: 0.5});
      /** A process that does `before` and `after` each call of Kaltura. */
      const startHost = (before: () => void, after: () => void) =>
        start({
          store: client.store,
          credentials: {adminSecret: SECRET, strategy: 'session.start'},
          fetch: async (input, init) => {
            before();
            const body = JSON.parse(init?.body as string) as Record<string, unknown>;
            const answer = await kaltura.answer({url: input as string, init: init ?? {}, body});
            after();
            return answer;
          },
        });
      const retry = async () => {
        redis.resume();
        return insist(start({store: other.store}));
      };
      return {startHost, goAway, retry, kaltura};
    }
    const nothing = () => {};
    const failed = /of the store (failed|must finish within 2 s)/;

    for (const how of ['hangs', 'is lost']) {
      test(`it ${how} before a request: a clear failure, and nothing is made`, async t => {
        const {startHost, goAway, retry, kaltura} = await setup(t, how);
        const {create, log} = startHost(nothing, nothing);
        goAway();
        const {status, code} = await create('key');
        assert.deepEqual([status, code, kaltura.creates], [500, 'internalError', 0]);
        assert.match(log(), failed);
        assert.equal((await retry()).status, 201);
      });

      test(`it ${how} before the room is asked for: nothing is made, and a retry makes it`, async t => {
        const {startHost, goAway, retry, kaltura} = await setup(t, how);
        const {create, log} = startHost(goAway, nothing);
        const {status, code} = await create('key');
        assert.deepEqual([status, code, kaltura.creates], [500, 'internalError', 0]);
        assert.match(log(), failed);
        assert.equal((await retry()).status, 201);
        assert.deepEqual([kaltura.creates, kaltura.rooms.length], [1, 1]);
      });

      test(`it ${how} once the room is there: it is answered, and a retry is answered it too`, async t => {
        const {startHost, goAway, retry, kaltura} = await setup(t, how);
        const {create, log} = startHost(nothing, () => {
          if (kaltura.rooms.length > 0) goAway();
        });
        const {status, id} = await create('key');
        assert.deepEqual([status, id], [201, '1_00000000']);
        assert.match(log(), failed);
        assert.match(log(), /did not record it/);
        const again = await retry();
        assert.deepEqual([again.status, again.id], [201, id]);
        assert.deepEqual([kaltura.creates, kaltura.rooms.length], [1, 1]);
        // What it was told while it hung, it does afterwards.
        assert.equal(kaltura.lists, how === 'hangs' ? 0 : 1);
      });

      test(`it ${how}, and who brings no key is answered all the same`, async t => {
        const {startHost, goAway, kaltura} = await setup(t, how);
        const {create, log} = startHost(nothing, nothing);
        goAway();
        assert.equal((await create(undefined)).status, 201);
        assert.match(log(), /did not record it/);
        assert.equal(kaltura.creates, 1);
      });
    }
  });

/** Tries again while another request has the turn: until the lease has ended, by Redis's clock. */
async function insist({create}: Pick<ReturnType<typeof createTestHost>, 'create'>) {
  for (;;) {
    const answer = await create('key');
    if (answer.status !== 409) return answer;
  }
}
