import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import fc from 'fast-check';
import {Redis} from 'ioredis';
import {createClient} from 'redis';
import {memoryStore} from '../../../src/server/store/memory-store.js';
import {redisStore} from '../../../src/server/redis.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {startRedis, withRedis, type RedisServer} from './redis-server.js';

/*
 * One contract for every store: in memory, and in a real Redis by either client.
 */

interface Rig {
  /** Two ways to one store, as two processes have it. */
  readonly stores: readonly [SharedStore, SharedStore];
  /** Lets time pass, or waits until it has: `gone` tells when. */
  readonly elapse: (gone: () => Promise<boolean>) => Promise<void>;
}

describe('a store in memory', () => {
  let nowMs = 1_900_000_000_000;
  const store = memoryStore({now: () => nowMs});
  contract(() => ({
    stores: [store, store],
    elapse: async gone => {
      nowMs += 999;
      assert.equal(await gone(), false, 'not yet');
      nowMs += 1;
      assert.equal(await gone(), true);
    },
  }));
});

describe('a store in Redis, by node-redis and by ioredis', withRedis, () => {
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
  // By the clock of Redis, which a test cannot turn.
  const elapse = async (gone: () => Promise<boolean>) => {
    while (!(await gone()));
  };
  contract(() => ({stores: [redisStore(nodeRedis), redisStore(ioRedis)], elapse}));

  test('keys begin with the prefix, and two prefixes are two stores', async () => {
    await redisStore(nodeRedis).setIfAbsent('prefixed', 'value', 60);
    assert.equal(await ioRedis.get('kaltura-room:prefixed'), 'value');
    const other = redisStore(ioRedis, {prefix: 'other:'});
    assert.equal(await other.get('prefixed'), undefined);
  });

  test('what is kept ends by itself, to the millisecond asked for', async () => {
    const store = redisStore(ioRedis);
    await store.setIfAbsent('ending', 'a', 1.5);
    const left = await ioRedis.pttl('kaltura-room:ending');
    assert.ok(left > 0 && left <= 1500, String(left));
    await store.compareAndSwap('ending', 'a', 'b', 90);
    assert.ok((await ioRedis.pttl('kaltura-room:ending')) > 80_000);
  });

  test('a client that hands out bytes will do', async () => {
    const bytes = {
      call: () => {},
      eval: (script: string, keys: number, ...rest: string[]) =>
        ioRedis.callBuffer('EVAL', script, keys, ...rest),
    };
    const store = redisStore(bytes);
    assert.equal(await store.setIfAbsent('bytes', 'zoë', 60), undefined);
    assert.equal(await store.setIfAbsent('bytes', 'b', 60), 'zoë');
    assert.equal(await store.compareAndSwap('bytes', 'zoë', undefined, 0), true);
  });

  test('a key that holds something else is a failure, not a value', async () => {
    await ioRedis.rpush('kaltura-room:list', 'x');
    await assert.rejects(redisStore(nodeRedis).get('list'));
    await assert.rejects(redisStore(ioRedis).setIfAbsent('list', 'x', 60));
  });
});

for (const client of [undefined, null, {}, {sendCommand() {}}, {call() {}}, {eval() {}}, 'redis:'])
  test(`what is no client is refused at once: ${JSON.stringify(client)}`, () => {
    assert.throws(
      () => redisStore(client as never),
      /must be a client of node-redis .* or ioredis/,
    );
  });

test('a store in memory forgets what has ended, and stays small', async () => {
  let nowMs = 0;
  let reads = 0;
  const store = memoryStore({now: () => (reads++, nowMs)});
  for (let index = 0; index < 20_000; index++) {
    nowMs += 1000;
    await store.setIfAbsent(`key ${index}`, 'x'.repeat(100), 10);
  }
  // Each write looks at the clock a few times; a scan of all at each would be 200 million.
  assert.ok(reads < 200_000, String(reads));
  assert.equal(await store.get('key 19980'), undefined);
  assert.equal(await store.get('key 19999'), 'x'.repeat(100));
});

function contract(rig: () => Rig): void {
  let count = 0;
  const fresh = () => `key ${count++} ${Math.random()}`;

  test('there is nothing until it is written', async () => {
    const [store, other] = rig().stores;
    const key = fresh();
    assert.equal(await store.get(key), undefined);
    assert.equal(await store.compareAndSwap(key, '', 'a', 60), false);
    assert.equal(await store.compareAndSwap(key, 'a', undefined, 0), false);
    assert.equal(await store.setIfAbsent(key, 'a', 60), undefined);
    assert.equal(await other.get(key), 'a');
  });

  test('who claims second is told what is there, and changes nothing', async () => {
    const [store, other] = rig().stores;
    const key = fresh();
    await store.setIfAbsent(key, 'a', 60);
    assert.equal(await other.setIfAbsent(key, 'b', 60), 'a');
    assert.equal(await store.get(key), 'a');
  });

  test('only exactly what is there is replaced or removed', async () => {
    const [store, other] = rig().stores;
    const key = fresh();
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

  test('any text comes back as it was', async () => {
    const [store, other] = rig().stores;
    for (const text of ['', ' ', '0', 'false', 'nil', '\0\r\n"', 'zoë 🎉', 'x'.repeat(100_000)]) {
      const key = `${fresh()}${text.slice(0, 20)}`;
      assert.equal(await store.setIfAbsent(key, text, 60), undefined);
      assert.equal(await other.setIfAbsent(key, 'other', 60), text);
      assert.equal(await other.compareAndSwap(key, text, text, 60), true);
      assert.equal(await store.get(key), text);
    }
  });

  test('what was claimed ends, and can be claimed again', async () => {
    const {stores, elapse} = rig();
    const key = fresh();
    await stores[0].setIfAbsent(key, 'a', 1);
    await elapse(async () => (await stores[1].get(key)) === undefined);
    assert.equal(await stores[1].compareAndSwap(key, 'a', 'b', 60), false);
    assert.equal(await stores[1].setIfAbsent(key, 'b', 60), undefined);
  });

  test('a swap begins the time anew', async () => {
    const {stores, elapse} = rig();
    const key = fresh();
    await stores[0].setIfAbsent(key, 'a', 3600);
    await stores[0].compareAndSwap(key, 'a', 'b', 1);
    await elapse(async () => (await stores[0].setIfAbsent(key, 'c', 60)) === undefined);
  });

  test('of a hundred who claim at once, one gets it, and all know who', async () => {
    const {stores} = rig();
    const key = fresh();
    const values = Array.from({length: 100}, (_, index) => `claim ${index}`);
    const answers = await Promise.all(
      values.map((value, index) => stores[index % 2 ? 1 : 0].setIfAbsent(key, value, 60)),
    );
    const [winner, ...more] = values.filter((_, index) => answers[index] === undefined);
    assert.deepEqual(more, []);
    assert.deepEqual(new Set(answers), new Set([undefined, winner]));
  });

  test('of a hundred who swap at once, one does', async () => {
    const {stores} = rig();
    const key = fresh();
    await stores[0].setIfAbsent(key, 'a', 60);
    const swaps = Array.from({length: 100}, (_, index) =>
      stores[index % 2 ? 1 : 0].compareAndSwap(key, 'a', index % 3 ? `b${index}` : undefined, 60),
    );
    assert.equal((await Promise.all(swaps)).filter(Boolean).length, 1);
  });

  test('whatever is done in whatever order, it is one value per key', async () => {
    const value = fc.constantFrom('a', 'b', 'c');
    const step = fc.oneof(
      fc.record({method: fc.constant('get' as const)}),
      fc.record({method: fc.constant('setIfAbsent' as const), value}),
      fc.record({
        method: fc.constant('compareAndSwap' as const),
        value,
        next: fc.option(value, {nil: undefined}),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), step), {maxLength: 30}), async steps => {
        const {stores} = rig();
        const key = fresh();
        let there: string | undefined;
        for (const [first, did] of steps) {
          const store = stores[first ? 0 : 1];
          if (did.method === 'get') assert.equal(await store.get(key), there);
          if (did.method === 'setIfAbsent') {
            assert.equal(await store.setIfAbsent(key, did.value, 60), there);
            there ??= did.value;
          }
          if (did.method === 'compareAndSwap') {
            const fits = there === did.value;
            assert.equal(await store.compareAndSwap(key, did.value, did.next, 60), fits);
            if (fits) there = did.next;
          }
        }
      }),
      {numRuns: 50},
    );
  });
}
