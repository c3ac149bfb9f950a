import assert from 'node:assert/strict';
import {test} from 'node:test';
import {RoomError} from '../../../src/server/index.js';
import {memoryStore} from '../../../src/server/store/memory-store.js';
import {withStoreTimeout} from '../../../src/server/store/store-timeout.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';

/** A store whose every call does the same. */
const always = (call: () => unknown): SharedStore => {
  const method = call as () => Promise<never>;
  return {get: method, setIfAbsent: method, compareAndSwap: method};
};
const calls: [keyof SharedStore, (store: SharedStore) => Promise<unknown>][] = [
  ['get', store => store.get('key')],
  ['setIfAbsent', store => store.setIfAbsent('key', 'value', 60)],
  ['compareAndSwap', store => store.compareAndSwap('key', 'value', undefined, 0)],
];
const fails = (method: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof RoomError);
  assert.equal(error.code, 'internalError');
  assert.match(error.message, message);
  assert.match(error.message, new RegExp(method));
  return true;
};

for (const [method, call] of calls) {
  test(`a store that never answers is given up: ${method}`, async () => {
    // As a client that is not connected: it waits, with nothing to keep the process.
    const store = withStoreTimeout(
      always(() => new Promise(() => {})),
      0.01,
    );
    await assert.rejects(call(store), fails(method, /must finish within 0\.01 s/));
  });

  test(`a store that fails is a failure of the host, its own words left out: ${method}`, async () => {
    const cause = new Error('redis://user:password@redis.internal');
    for (const failing of [
      always(() => Promise.reject(cause)),
      always(() => {
        throw cause;
      }),
    ])
      await assert.rejects(call(withStoreTimeout(failing)), (error: Error) => {
        assert.doesNotMatch(error.message, /password/);
        return fails(method, /of the store failed/)(error) && error.cause === cause;
      });
  });

  test(`a store that answers what it should not is a failure too: ${method}`, async () => {
    for (const answer of [null, 7, {}, method === 'compareAndSwap' ? 'OK' : true])
      await assert.rejects(
        call(withStoreTimeout(always(async () => answer))),
        fails(method, /must return (text or undefined|a boolean); got/),
      );
  });
}

test('a store that is well is passed through, this and all', async () => {
  class Own implements SharedStore {
    readonly #inner = memoryStore();
    get(key: string) {
      return this.#inner.get(key);
    }
    setIfAbsent(key: string, value: string, seconds: number) {
      return this.#inner.setIfAbsent(key, value, seconds);
    }
    compareAndSwap(key: string, current: string, next: string | undefined, seconds: number) {
      return this.#inner.compareAndSwap(key, current, next, seconds);
    }
  }
  const store = withStoreTimeout(new Own());
  assert.equal(await store.setIfAbsent('key', 'a', 60), undefined);
  assert.equal(await store.compareAndSwap('key', 'a', 'b', 60), true);
  assert.equal(await store.get('key'), 'b');
});
