import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {Redis} from 'ioredis';
import {createClient} from 'redis';
import {redisStore} from '../../../src/server/redis.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {startRedis, withRedis} from '../../support/redis-server.js';
import {waitUntil} from '../../support/wait-until.js';
import {SESSION_START} from '../set-up.js';
import {createTestHost} from './fake-kaltura.js';

interface Client {
  readonly store: SharedStore;
  readonly disconnect: () => void;
}
const FAILURES = ['hangs', 'loses the connection'] as const;
type Failure = (typeof FAILURES)[number];

interface CallHooks {
  readonly beforeCall?: () => void;
  readonly afterCall?: () => void;
}

const CLIENTS: Record<string, (url: string) => Promise<Client>> = {
  async 'node-redis'(url) {
    const client = createClient({url});
    client.on('error', () => {});
    await client.connect();
    return {store: redisStore(client), disconnect: () => client.destroy()};
  },
  async ioredis(url) {
    const client = new Redis(url);
    client.on('error', () => {});
    await client.ping();
    return {store: redisStore(client), disconnect: () => client.disconnect()};
  },
};

for (const [name, connect] of Object.entries(CLIENTS))
  describe(
    `POST /rooms while Redis is unavailable, with ${name}`,
    {...withRedis, concurrency: true},
    () => {
      /** Starts a Redis with two clients; the first of them can lose its connection. */
      async function setUp(t: TestContext, failure: Failure) {
        const redis = await startRedis();
        t.after(() => redis.stop());
        const [client, other] = await Promise.all([connect(redis.url), connect(redis.url)]);
        t.after(() => [client, other].forEach(({disconnect}) => disconnect()));
        const breakRedis = failure === 'hangs' ? redis.pause : client.disconnect;
        const {start, kaltura} = createTestHost({upstreamTimeout: 0.5});
        /** Starts a process with functions that run before and after each of its calls of Kaltura. */
        const startHost = ({beforeCall, afterCall}: CallHooks = {}) =>
          start({
            store: client.store,
            credentials: SESSION_START,
            fetch: async (input, init) => {
              beforeCall?.();
              const response = await kaltura.fetch(input, init);
              afterCall?.();
              return response;
            },
          });
        const retry = async () => {
          redis.resume();
          return createWithRetries(start({store: other.store}));
        };
        return {startHost, breakRedis, retry, kaltura};
      }
      const storeFailure = /of the store (failed|must finish within 2 s)/;

      for (const failure of FAILURES) {
        it(`responds with 500 and creates no room if Redis ${failure} before the request`, async t => {
          const {startHost, breakRedis, retry, kaltura} = await setUp(t, failure);
          const {create, log} = startHost();
          breakRedis();
          const {status, code} = await create('key');
          assert.equal(status, 500);
          assert.equal(code, 'internalError');
          assert.equal(kaltura.creates, 0);
          assert.match(log(), storeFailure);
          assert.equal((await retry()).status, 201);
        });

        it(`responds with 500, and creates the room in a retry, if Redis ${failure} before the request to KAF`, async t => {
          const {startHost, breakRedis, retry, kaltura} = await setUp(t, failure);
          const {create, log} = startHost({beforeCall: breakRedis});
          const {status, code} = await create('key');
          assert.equal(status, 500);
          assert.equal(code, 'internalError');
          assert.equal(kaltura.creates, 0);
          assert.match(log(), storeFailure);
          assert.equal((await retry()).status, 201);
          assert.equal(kaltura.creates, 1);
          assert.equal(kaltura.rooms.length, 1);
        });

        it(`responds with the room, also to a retry, if Redis ${failure} after KAF has created it`, async t => {
          const {startHost, breakRedis, retry, kaltura} = await setUp(t, failure);
          const {create, log} = startHost({
            afterCall: () => {
              if (kaltura.rooms.length > 0) breakRedis();
            },
          });
          const {status, id} = await create('key');
          assert.equal(status, 201);
          assert.equal(id, '1_00000000');
          assert.match(log(), storeFailure);
          assert.match(log(), /did not record it/);
          const again = await retry();
          assert.equal(again.status, 201);
          assert.equal(again.id, id);
          assert.equal(kaltura.creates, 1);
          assert.equal(kaltura.rooms.length, 1);
          // A Redis that hung runs its commands later, so the record is complete.
          assert.equal(kaltura.lists, failure === 'hangs' ? 0 : 1);
        });

        it(`creates the room of a request without a key if Redis ${failure}`, async t => {
          const {startHost, breakRedis, kaltura} = await setUp(t, failure);
          const {create, log} = startHost();
          breakRedis();
          assert.equal((await create(undefined)).status, 201);
          assert.match(log(), /did not record it/);
          assert.equal(kaltura.creates, 1);
        });
      }
    },
  );

/** Repeats the request while another one has the lease, which ends by the clock of Redis. */
async function createWithRetries({create}: Pick<ReturnType<typeof createTestHost>, 'create'>) {
  let answer = await create('key');
  await waitUntil('the end of the lease', async () => {
    if (answer.status === 409) answer = await create('key');
    return answer.status !== 409;
  });
  return answer;
}
