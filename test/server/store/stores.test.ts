import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import fc from 'fast-check';
import {Cluster, Redis} from 'ioredis';
import {createClient, createClientPool, createCluster} from 'redis';
import {memoryStore} from '../../../src/server/store/memory-store.js';
import {redisStore} from '../../../src/server/redis.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {startRedis, withRedis, type RedisServer} from '../../support/redis-server.js';
import {waitUntil} from '../../support/wait-until.js';

/** A store that a contract test uses. */
interface TestStore {
  /** Two clients of one store, as two processes have them. */
  readonly stores: readonly [SharedStore, SharedStore];
  /** Lets a second pass, until `isGone` returns true. */
  readonly elapse: (isGone: () => Promise<boolean>) => Promise<void>;
}

describe('memoryStore()', () => {
  let nowMs = 1_900_000_000_000;
  const store = memoryStore({now: () => nowMs});
  itFollowsTheContract(() => ({
    stores: [store, store],
    elapse: async isGone => {
      nowMs += 999;
      assert.equal(await isGone(), false, 'a millisecond before the end');
      nowMs += 1;
      assert.equal(await isGone(), true);
    },
  }));
});

describe('redisStore() with node-redis and ioredis', withRedis, () => {
  let redis: RedisServer;
  let nodeRedis: ReturnType<typeof createClient>;
  let ioRedis: Redis;
  before(async () => {
    redis = await startRedis();
    nodeRedis = createClient({url: redis.url});
    await nodeRedis.connect();
    ioRedis = new Redis(redis.url);
  });
  after(async () => {
    nodeRedis?.destroy();
    ioRedis?.disconnect();
    await redis?.stop();
  });
  // Entries expire by the clock of Redis, which a test cannot change.
  const elapse = (isGone: () => Promise<boolean>) => waitUntil('the entry to expire', isGone);
  itFollowsTheContract(() => ({stores: [redisStore(nodeRedis), redisStore(ioRedis)], elapse}));

  it('adds the prefix to each key, so that two prefixes are two stores', async () => {
    await redisStore(nodeRedis).setIfAbsent('prefixed', 'value', 60);
    assert.equal(await ioRedis.get('kaltura-room:prefixed'), 'value');
    const other = redisStore(ioRedis, {prefix: 'other:'});
    assert.equal(await other.get('prefixed'), undefined);
  });

  it('sets the time to live in milliseconds', async () => {
    const store = redisStore(ioRedis);
    await store.setIfAbsent('ending', 'a', 1.5);
    const left = await ioRedis.pttl('kaltura-room:ending');
    assert.ok(left > 0 && left <= 1500, String(left));
    await store.compareAndSwap('ending', 'a', 'b', 90);
    assert.ok((await ioRedis.pttl('kaltura-room:ending')) > 80_000);
  });

  it('accepts a client that returns bytes', async () => {
    const bytes = {
      connect: () => {},
      call: () => {},
      eval: (script: string, keys: number, ...rest: string[]) =>
        ioRedis.callBuffer('EVAL', script, keys, ...rest),
    };
    const store = redisStore(bytes);
    assert.equal(await store.setIfAbsent('bytes', 'zoë', 60), undefined);
    assert.equal(await store.setIfAbsent('bytes', 'b', 60), 'zoë');
    assert.equal(await store.compareAndSwap('bytes', 'zoë', undefined, 0), true);
  });

  it('throws if a key holds a value of another type', async () => {
    await ioRedis.rpush('kaltura-room:list', 'x');
    await assert.rejects(redisStore(nodeRedis).get('list'));
    await assert.rejects(redisStore(ioRedis).setIfAbsent('list', 'x', 60));
  });
});

describe('redisStore()', () => {
  const method = () => undefined;
  const shape = {connect: method, eval: method};
  const invalidClients: {name: string; client: unknown}[] = [
    {name: 'undefined', client: undefined},
    {name: 'null', client: null},
    {name: 'an address', client: 'redis:'},
    {name: 'an object without methods', client: {}},
    {name: 'an object without eval()', client: {connect: method, sendCommand: method}},
    {name: 'an object with neither call() nor sendCommand()', client: shape},
    {name: 'a legacy client of node-redis', client: createClient().legacy()},
    {name: 'a transaction of node-redis', client: createClient().multi()},
    {
      name: 'a client of redis 4 in legacy mode',
      client: {...shape, sendCommand: method, options: {legacyMode: true}},
    },
    {name: 'a pipeline of ioredis', client: new Redis({lazyConnect: true}).pipeline()},
  ];
  for (const {name, client} of invalidClients)
    it(`throws a TypeError for ${name}`, () => {
      assert.throws(
        () => redisStore(client as never),
        /must be a client of node-redis .* or ioredis/,
      );
    });

  it('accepts clients of node-redis and ioredis before they connect, and pools and clusters', () => {
    const rootNodes = [{url: 'redis://127.0.0.1:1'}];
    for (const client of [
      createClient(),
      createClientPool(),
      createCluster({rootNodes}),
      new Redis({lazyConnect: true}),
      new Cluster(['redis://127.0.0.1:1'], {lazyConnect: true}),
    ])
      assert.ok(redisStore(client));
  });

  it('rejects the reply undefined, which no Redis sends', async () => {
    const store = redisStore({...shape, sendCommand: method} as never);
    await assert.rejects(store.setIfAbsent('key', 'value', 60), /reply of Redis must be/);
  });
});

/** Tests the contract of `SharedStore`, which each store must follow. */
function itFollowsTheContract(createTestStore: () => TestStore): void {
  let count = 0;
  const createKey = () => `key ${count++} ${Math.random()}`;

  it('returns undefined before the first write', async () => {
    const [store, other] = createTestStore().stores;
    const key = createKey();
    assert.equal(await store.get(key), undefined);
    assert.equal(await store.compareAndSwap(key, '', 'a', 60), false);
    assert.equal(await store.compareAndSwap(key, 'a', undefined, 0), false);
    assert.equal(await store.setIfAbsent(key, 'a', 60), undefined);
    assert.equal(await other.get(key), 'a');
  });

  it('returns the existing value from setIfAbsent(), and does not change it', async () => {
    const [store, other] = createTestStore().stores;
    const key = createKey();
    await store.setIfAbsent(key, 'a', 60);
    assert.equal(await other.setIfAbsent(key, 'b', 60), 'a');
    assert.equal(await store.get(key), 'a');
  });

  it('replaces or removes exactly the current value', async () => {
    const [store, other] = createTestStore().stores;
    const key = createKey();
    await store.setIfAbsent(key, 'a', 60);
    for (const wrong of ['A', 'a ', '', 'b']) {
      assert.equal(await other.compareAndSwap(key, wrong, 'c', 60), false);
      assert.equal(await other.compareAndSwap(key, wrong, undefined, 0), false);
    }
    assert.equal(await other.compareAndSwap(key, 'a', 'b', 60), true);
    assert.equal(await store.get(key), 'b');
    assert.equal(await store.compareAndSwap(key, 'b', undefined, 0), true);
    assert.equal(await other.setIfAbsent(key, 'c', 60), undefined);
  });

  it('returns any text unchanged', async () => {
    const [store, other] = createTestStore().stores;
    for (const text of ['', ' ', '0', 'false', 'nil', '\0\r\n"', 'zoë 🎉', 'x'.repeat(100_000)]) {
      const key = `${createKey()}${text.slice(0, 20)}`;
      assert.equal(await store.setIfAbsent(key, text, 60), undefined);
      assert.equal(await other.setIfAbsent(key, 'other', 60), text);
      assert.equal(await other.compareAndSwap(key, text, text, 60), true);
      assert.equal(await store.get(key), text);
    }
  });

  it('accepts another value after the first has expired', async () => {
    const {stores, elapse} = createTestStore();
    const key = createKey();
    await stores[0].setIfAbsent(key, 'a', 1);
    await elapse(async () => (await stores[1].get(key)) === undefined);
    assert.equal(await stores[1].compareAndSwap(key, 'a', 'b', 60), false);
    assert.equal(await stores[1].setIfAbsent(key, 'b', 60), undefined);
  });

  it('restarts the time to live with a swap', async () => {
    const {stores, elapse} = createTestStore();
    const key = createKey();
    await stores[0].setIfAbsent(key, 'a', 3600);
    await stores[0].compareAndSwap(key, 'a', 'b', 1);
    await elapse(async () => (await stores[0].setIfAbsent(key, 'c', 60)) === undefined);
  });

  it('accepts one of a hundred simultaneous setIfAbsent() calls, and returns its value to the others', async () => {
    const {stores} = createTestStore();
    const key = createKey();
    const values = Array.from({length: 100}, (_, index) => `value ${index}`);
    const results = await Promise.all(
      values.map((value, index) => stores[index % 2 ? 1 : 0].setIfAbsent(key, value, 60)),
    );
    const [winner, ...more] = values.filter((_, index) => results[index] === undefined);
    assert.deepEqual(more, []);
    assert.deepEqual(new Set(results), new Set([undefined, winner]));
  });

  it('accepts one of a hundred simultaneous swaps', async () => {
    const {stores} = createTestStore();
    const key = createKey();
    await stores[0].setIfAbsent(key, 'a', 60);
    const swaps = Array.from({length: 100}, (_, index) =>
      stores[index % 2 ? 1 : 0].compareAndSwap(key, 'a', index % 3 ? `b${index}` : undefined, 60),
    );
    assert.equal((await Promise.all(swaps)).filter(Boolean).length, 1);
  });

  it('keeps one value per key after any sequence of calls', async () => {
    const value = fc.constantFrom('a', 'b', 'c');
    const call = fc.oneof(
      fc.record({method: fc.constant('get' as const)}),
      fc.record({method: fc.constant('setIfAbsent' as const), value}),
      fc.record({
        method: fc.constant('compareAndSwap' as const),
        value,
        next: fc.option(value, {nil: undefined}),
      }),
    );
    const step = fc.record({isFirst: fc.boolean(), call});
    await fc.assert(
      fc.asyncProperty(fc.array(step, {maxLength: 30}), async steps => {
        const {stores} = createTestStore();
        const key = createKey();
        let expected: string | undefined;
        for (const {isFirst, call} of steps) {
          const store = stores[isFirst ? 0 : 1];
          if (call.method === 'get') assert.equal(await store.get(key), expected);
          if (call.method === 'setIfAbsent') {
            assert.equal(await store.setIfAbsent(key, call.value, 60), expected);
            expected ??= call.value;
          }
          if (call.method === 'compareAndSwap') {
            const isSwapped = expected === call.value;
            assert.equal(await store.compareAndSwap(key, call.value, call.next, 60), isSwapped);
            if (isSwapped) expected = call.next;
          }
        }
      }),
      {numRuns: 50},
    );
  });
}
