import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {RoomError} from '../../../src/server/index.js';
import {memoryStore} from '../../../src/server/store/memory-store.js';
import {withStoreTimeout} from '../../../src/server/store/store-timeout.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';

/** Creates a store whose methods all run `call`. */
const createStore = (call: () => unknown): SharedStore => {
  const method = call as () => Promise<never>;
  return {get: method, setIfAbsent: method, compareAndSwap: method};
};
const methods: readonly {
  readonly method: keyof SharedStore;
  readonly call: (store: SharedStore) => Promise<unknown>;
}[] = [
  {method: 'get', call: store => store.get('key')},
  {method: 'setIfAbsent', call: store => store.setIfAbsent('key', 'value', 60)},
  {method: 'compareAndSwap', call: store => store.compareAndSwap('key', 'value', undefined, 0)},
];
/** Checks an error that a method of the store must throw. */
const isFailure = (method: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof RoomError);
  assert.equal(error.code, 'internalError');
  assert.match(error.message, message);
  assert.match(error.message, new RegExp(method));
  return true;
};

describe('withStoreTimeout()', () => {
  for (const {method, call} of methods) {
    it(`ends ${method}() if the store never settles it`, async () => {
      // A client that is not connected waits, and does not keep the process alive.
      const store = withStoreTimeout(
        createStore(() => new Promise(() => {})),
        0.01,
      );
      await assert.rejects(call(store), isFailure(method, /must finish within 0\.01 s/));
    });

    it(`throws an error without the message of the error of ${method}()`, async () => {
      const cause = new Error('redis://user:password@redis.internal');
      for (const failing of [
        createStore(() => Promise.reject(cause)),
        createStore(() => {
          throw cause;
        }),
      ])
        await assert.rejects(call(withStoreTimeout(failing)), (error: Error) => {
          assert.doesNotMatch(error.message, /password/);
          return isFailure(method, /of the store failed/)(error) && error.cause === cause;
        });
    });

    it(`throws if ${method}() returns a value of the wrong type`, async () => {
      for (const value of [null, 7, {}, method === 'compareAndSwap' ? 'OK' : true])
        await assert.rejects(
          call(withStoreTimeout(createStore(async () => value))),
          isFailure(method, /must return (text or undefined|a boolean); got/),
        );
    });
  }

  it('calls a store that is an object of a class', async () => {
    class OwnStore implements SharedStore {
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
    const store = withStoreTimeout(new OwnStore());
    assert.equal(await store.setIfAbsent('key', 'a', 60), undefined);
    assert.equal(await store.compareAndSwap('key', 'a', 'b', 60), true);
    assert.equal(await store.get('key'), 'b');
  });
});
