import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {json} from '../set-up.js';
import {LEASE_S, neverSettle, createTestHost, type Fate} from './fake-kaltura.js';

/*
 * Requests fail and processes die at random, in random order. A client repeats each key until it gets
 * an answer. Then each key has exactly one room of its own, and Kaltura has no other room.
 */

const FATES: readonly Fate[] = ['answered', 'lost', 'garbled', 'lost-before', 'refused'];

const request = fc.record({
  key: fc.constantFrom('one', 'two', 'three'),
  /** Number of calls, to the store and to Kaltura, after which the process is killed. */
  callsUntilKilled: fc.option(fc.nat({max: 12}), {nil: Infinity, freq: 2}),
  /** Whether the call during which it is killed still takes effect. */
  takesEffect: fc.boolean(),
});
const step = fc.record({
  requests: fc.array(request, {minLength: 1, maxLength: 3}),
  fates: fc.array(fc.constantFrom(...FATES), {maxLength: 3}),
  elapsed: fc.constantFrom(0, 1, LEASE_S),
});

describe('POST /rooms with random failures', () => {
  it('creates exactly one room for each key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, {minLength: 1, maxLength: 5}), async steps => {
        const {kaltura, store, start} = createTestHost({upstreamTimeout: 0.005});
        const answers = new Map<string, Set<unknown>>();
        const addAnswer = (key: string, ...ids: unknown[]) =>
          answers.set(key, new Set([...(answers.get(key) ?? []), ...ids]));

        for (const {requests, fates, elapsed} of steps) {
          kaltura.fates = [...fates];
          await Promise.all(
            requests.map(({key, callsUntilKilled, takesEffect}) => {
              const life = new Life(callsUntilKilled, takesEffect);
              addAnswer(key);
              const {create} = start({
                store: life.store(store),
                fetch: (input, init) => life.call(() => kaltura.fetch(input, init)),
              });
              return Promise.race([
                life.ended,
                create(key).then(({id}) => {
                  if (id !== undefined && !life.isOver) addAnswer(key, id);
                }),
              ]);
            }),
          );
          kaltura.seconds += elapsed;
        }

        kaltura.fates = [];
        const {create} = start({upstreamTimeout: 5});
        for (const key of answers.keys()) {
          kaltura.seconds += LEASE_S;
          const {status, id} = await create(key);
          assert.equal(status, 201);
          addAnswer(key, id);
        }
        for (const [key, ids] of answers) assert.equal(ids.size, 1, `answers for ${key}`);
        const ids = [...answers.values()].flatMap(own => [...own]);
        assert.deepEqual(ids.sort(), kaltura.rooms.map(({id}) => id).sort());
      }),
      {numRuns: 100},
    );
  });

  it('answers not-created only if its key has no room', async () => {
    let claims = 0;
    const attempt = fc.record({
      callsUntilKilled: fc.option(fc.nat({max: 12}), {nil: Infinity, freq: 4}),
      takesEffect: fc.boolean(),
      fate: fc.constantFrom(...FATES, 'limited' as const),
      /** Whether Kaltura lists new rooms already. */
      isListed: fc.boolean(),
      elapsed: fc.constantFrom(0, 1, LEASE_S),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, {minLength: 1, maxLength: 5}), async attempts => {
        const {kaltura, store, start} = createTestHost({upstreamTimeout: 0.005});
        for (const {callsUntilKilled, takesEffect, fate, isListed, elapsed} of attempts) {
          kaltura.fates = [fate];
          kaltura.listAnswer = isListed ? undefined : () => json({objects: [], totalCount: 0});
          const life = new Life(callsUntilKilled, takesEffect);
          const {create} = start({
            store: life.store(store),
            fetch: (input, init) => life.call(() => kaltura.fetch(input, init)),
          });
          const answer = await Promise.race([life.ended, create('key')]);
          if (answer?.outcome === 'not-created') {
            assert.equal(kaltura.rooms.length, 0);
            claims++;
          }
          kaltura.seconds += elapsed;
        }
      }),
      {numRuns: 300},
    );
    assert.ok(claims > 0, 'at least one run must answer not-created');
  });
});

/** The calls of a process that is killed during one of them, and does nothing afterwards. */
class Life {
  isOver = false;
  readonly ended: Promise<void>;
  readonly #takesEffect: boolean;
  #left: number;
  #end = () => {};

  constructor(calls: number, takesEffect: boolean) {
    this.#left = calls;
    this.#takesEffect = takesEffect;
    this.ended = new Promise(resolve => (this.#end = resolve));
  }

  async call<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOver) return neverSettle();
    if (this.#left-- > 0) return work();
    this.isOver = true;
    if (this.#takesEffect) await work().catch(() => {});
    this.#end();
    return neverSettle();
  }

  store(shared: SharedStore): SharedStore {
    return {
      get: key => this.call(() => shared.get(key)),
      setIfAbsent: (...parts) => this.call(() => shared.setIfAbsent(...parts)),
      compareAndSwap: (...parts) => this.call(() => shared.compareAndSwap(...parts)),
    };
  }
}
