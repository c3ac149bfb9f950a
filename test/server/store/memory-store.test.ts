import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {after, before, describe, it} from 'node:test';
import {inspect} from 'node:util';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {RoomError, memoryStore} from '../../../src/server/index.js';
import {buildScope} from '../../../src/server/idempotency/idempotency-scope.js';
import {saveLogin} from '../../../src/server/lti/login-store.js';
import type {RoomAccess} from '../../../src/server/room-access.js';
import {parseOptions} from '../../../src/server/options.js';
import {SECRET} from '../set-up.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const heapMegabytes = () => {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1_000_000;
};

/** Creates a store with a clock that the test sets. */
function createStore(maxEntries?: number) {
  const clock = {seconds: 0};
  return {clock, store: memoryStore({maxEntries, now: () => clock.seconds * 1000})};
}

/** Returns the error of a call that must fail because the store is full. */
async function getStoreFullError(call: Promise<unknown>): Promise<RoomError> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof RoomError);
    return error;
  }
  assert.fail('the store must reject the entry');
}

describe('memoryStore()', () => {
  it('frees the memory of expired entries at the next insertion', async () => {
    const {clock, store} = createStore();
    const before = heapMegabytes();
    for (let i = 0; i < 500; i++)
      await store.setIfAbsent(`login:${i}`, randomBytes(50_000).toString('hex'), 60);
    assert.ok(heapMegabytes() - before > 40);
    clock.seconds = 61;
    await store.setIfAbsent('login:next', 'value', 60);
    assert.ok(heapMegabytes() - before < 10);
    assert.equal(await store.get('login:next'), 'value');
  });

  it('keeps live entries while it deletes expired ones', async () => {
    const {clock, store} = createStore();
    await store.setIfAbsent('long', 'kept', 3600);
    await store.setIfAbsent('short', 'expired', 60);
    clock.seconds = 100;
    await store.setIfAbsent('next', 'value', 60);
    assert.equal(await store.get('long'), 'kept');
    assert.equal(await store.get('short'), undefined);
    assert.equal(store.size, 2);
  });

  it('deletes a limited number of entries per insertion, the oldest first', async () => {
    const {clock, store} = createStore();
    for (let i = 0; i < 3000; i++) await store.setIfAbsent(`key ${i}`, 'value', 60 + (i % 3));
    clock.seconds = 3600;
    const sizes: number[] = [];
    for (let i = 0; i < 4; i++) {
      await store.setIfAbsent(`next ${i}`, 'value', 60);
      sizes.push(store.size);
    }
    assert.deepEqual(sizes, [2001, 1002, 3, 4]);
  });

  it('replaces an expired entry of the same key that it has not deleted yet', async () => {
    const {clock, store} = createStore();
    for (let i = 0; i < 1000; i++) await store.setIfAbsent(`old ${i}`, 'value', 60);
    await store.setIfAbsent('key', 'old', 61);
    clock.seconds = 3600;
    assert.equal(await store.setIfAbsent('key', 'new', 60), undefined);
    assert.equal(await store.get('key'), 'new');
    assert.equal(store.size, 1);
    await store.setIfAbsent('next', 'value', 60);
    assert.equal(await store.get('key'), 'new');
    assert.equal(store.size, 2);
  });

  it('reads the clock less than ten times per insertion, because it does not scan all entries', async () => {
    let nowMs = 0;
    let reads = 0;
    const store = memoryStore({now: () => (reads++, nowMs)});
    for (let index = 0; index < 20_000; index++) {
      nowMs += 1000;
      await store.setIfAbsent(`key ${index}`, 'x'.repeat(100), 10);
    }
    // A scan of all entries at each insertion would read it 200 million times.
    assert.ok(reads < 200_000, String(reads));
    assert.equal(await store.get('key 19980'), undefined);
    assert.equal(await store.get('key 19999'), 'x'.repeat(100));
  });

  for (const maxEntries of [0, -1, 1.5, NaN, Infinity, '10'])
    it(`throws a TypeError for maxEntries ${inspect(maxEntries)}`, () => {
      assert.throws(
        () => memoryStore({maxEntries: maxEntries as number}),
        /^TypeError: maxEntries must be a positive integer; got /,
      );
    });
});

describe('memoryStore() that is full of live entries', () => {
  async function fillStore() {
    const {clock, store} = createStore(2);
    await store.setIfAbsent('one', 'a', 10);
    await store.setIfAbsent('two', 'b', 3600);
    return {clock, store};
  }

  it('rejects another entry and keeps all that it has', async () => {
    const {store} = await fillStore();
    const error = await getStoreFullError(store.setIfAbsent('three', 'c', 60));
    assert.equal(error.code, 'internalError');
    assert.match(error.message, /must be at most 2; .* maxEntries .* redisStore/);
    assert.equal(await store.get('one'), 'a');
    assert.equal(await store.get('two'), 'b');
    assert.equal(await store.get('three'), undefined);
  });

  it('reports when its next entry expires', async () => {
    const {store} = await fillStore();
    assert.equal((await getStoreFullError(store.setIfAbsent('three', 'c', 60))).retryAfter, 10);
  });

  it('reports a minute if no entry expires before', async () => {
    const {store} = await fillStore();
    await store.compareAndSwap('one', 'a', 'a', 7200);
    assert.equal((await getStoreFullError(store.setIfAbsent('three', 'c', 60))).retryAfter, 60);
  });

  it('returns the value of an entry that it has already', async () => {
    const {store} = await fillStore();
    assert.equal(await store.setIfAbsent('two', 'c', 60), 'b');
  });

  it('replaces, extends and removes entries', async () => {
    const {store} = await fillStore();
    assert.equal(await store.compareAndSwap('one', 'a', 'longer '.repeat(100), 7200), true);
    assert.equal(await store.compareAndSwap('two', 'b', undefined, 0), true);
    assert.equal(await store.setIfAbsent('three', 'c', 60), undefined);
  });

  it('accepts an entry after another has expired', async () => {
    const {clock, store} = await fillStore();
    clock.seconds = 10;
    assert.equal(await store.setIfAbsent('three', 'c', 60), undefined);
    assert.equal(await store.get('two'), 'b');
    assert.equal(store.size, 2);
  });

  it('finds the entry that expires first after another was extended', async () => {
    const {clock, store} = createStore(2);
    await store.setIfAbsent('one', 'a', 10);
    await store.setIfAbsent('two', 'b', 20);
    await store.compareAndSwap('one', 'a', 'a', 3600);
    clock.seconds = 20;
    assert.equal(await store.setIfAbsent('three', 'c', 60), undefined);
  });

  it('does not delete an entry that was extended', async () => {
    const {clock, store} = await fillStore();
    await store.compareAndSwap('one', 'a', 'a', 3600);
    clock.seconds = 10;
    await getStoreFullError(store.setIfAbsent('three', 'c', 60));
    assert.equal(await store.get('one'), 'a');
  });
});

describe('memoryStore() with twice as many keys as it holds', () => {
  const COUNT = 200_000;
  const LIMIT = 100_000;
  const access: RoomAccess = {
    roomId: '1_abcd1234',
    userId: 'jane',
    firstName: 'Jane',
    lastName: 'Doe',
    roomModerator: false,
    chatModerator: false,
    role: 'viewerRole',
    contextId: '1_abcd1234',
    locale: '',
    returnUrl: '',
  };

  const {clock, store} = createStore();
  const settings = parseOptions({
    partnerId: 12345,
    kafUrl: 'https://12345.kaf.kaltura.com',
    credentials: {adminSecret: SECRET},
    authorize: () => null,
    store,
  });
  // Without the timer that withStoreTimeout() sets for each call.
  const context = {...settings, store};

  // The test creates 100,000 errors twice. Their stacks would take most of its time.
  const {stackTraceLimit} = Error;
  before(() => (Error.stackTraceLimit = 0));
  after(() => (Error.stackTraceLimit = stackTraceLimit));

  /** Runs one insertion for each key, and returns the number of rejections. */
  async function countRejections(insert: (index: number) => Promise<unknown>): Promise<number> {
    let rejections = 0;
    for (let index = 0; index < COUNT; index++)
      try {
        await insert(index);
      } catch (error) {
        assert.ok(error instanceof RoomError);
        assert.ok(error.retryAfter !== undefined);
        rejections++;
      }
    return rejections;
  }

  it('holds the leases of 100,000 idempotency keys and rejects the others', async () => {
    const rejections = await countRejections(index => {
      const {leaseKey} = buildScope(`key-${index}`, 'jane', {name: 'Room'}, context);
      return store.setIfAbsent(leaseKey, 'token', 60);
    });
    assert.equal(rejections, COUNT - LIMIT);
    assert.equal(store.size, LIMIT);
  });

  it('holds 100,000 login hints, after the leases have expired, and rejects the others', async () => {
    clock.seconds = 3600;
    const rejections = await countRejections(index =>
      saveLogin(`hint-${index}`, access, store, 60),
    );
    assert.equal(rejections, COUNT - LIMIT);
    assert.equal(store.size, LIMIT);
  });

  it('accepts every key if the earlier ones expire in time', async () => {
    clock.seconds = 7200;
    const rejections = await countRejections(index => {
      clock.seconds += 1;
      return store.setIfAbsent(`short ${index}`, 'value', 60);
    });
    assert.equal(rejections, 0);
    assert.equal(store.size, 60);
  });
});
