import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {json} from '../set-up.js';
import {LEASE_S, neverSettle, createTestHost, type KafResult} from './fake-kaltura.js';

/*
 * Requests fail and processes die at random, in random order. A client repeats each key until it gets
 * a room. Then each key has exactly one room of its own, and Kaltura has no other room.
 */

const RESULTS: readonly KafResult[] = [
  'created',
  'answer-lost',
  'answer-malformed',
  'request-lost',
  'rejected',
];

const request = fc.record({
  key: fc.constantFrom('one', 'two', 'three'),
  /** Number of calls, to the store and to Kaltura, after which the process is killed. */
  callsUntilKilled: fc.option(fc.nat({max: 12}), {nil: Infinity, freq: 2}),
  /** Whether the call during which it is killed still takes effect. */
  takesEffect: fc.boolean(),
});
const step = fc.record({
  requests: fc.array(request, {minLength: 1, maxLength: 3}),
  results: fc.array(fc.constantFrom(...RESULTS), {maxLength: 3}),
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

        for (const {requests, results, elapsed} of steps) {
          kaltura.nextResults = [...results];
          await Promise.all(
            requests.map(({key, callsUntilKilled, takesEffect}) => {
              const process = new KillableProcess(callsUntilKilled, takesEffect);
              addAnswer(key);
              const {create} = start({
                store: process.wrapStore(store),
                fetch: (input, init) => process.call(() => kaltura.fetch(input, init)),
              });
              return Promise.race([
                process.killed,
                create(key).then(({id}) => {
                  if (id !== undefined && !process.isKilled) addAnswer(key, id);
                }),
              ]);
            }),
          );
          kaltura.seconds += elapsed;
        }

        kaltura.nextResults = [];
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

  it('responds with the outcome not-created only if its key has no room', async () => {
    let notCreatedAnswers = 0;
    const attempt = fc.record({
      callsUntilKilled: fc.option(fc.nat({max: 12}), {nil: Infinity, freq: 4}),
      takesEffect: fc.boolean(),
      result: fc.constantFrom(...RESULTS, 'rate-limited' as const),
      /** Whether Kaltura lists new rooms already. */
      isListed: fc.boolean(),
      elapsed: fc.constantFrom(0, 1, LEASE_S),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, {minLength: 1, maxLength: 5}), async attempts => {
        const {kaltura, store, start} = createTestHost({upstreamTimeout: 0.005});
        for (const {callsUntilKilled, takesEffect, result, isListed, elapsed} of attempts) {
          kaltura.nextResults = [result];
          kaltura.respondToList = isListed ? undefined : () => json({objects: [], totalCount: 0});
          const process = new KillableProcess(callsUntilKilled, takesEffect);
          const {create} = start({
            store: process.wrapStore(store),
            fetch: (input, init) => process.call(() => kaltura.fetch(input, init)),
          });
          const answer = await Promise.race([process.killed, create('key')]);
          if (answer?.outcome === 'not-created') {
            assert.equal(kaltura.rooms.length, 0);
            notCreatedAnswers++;
          }
          kaltura.seconds += elapsed;
        }
      }),
      {numRuns: 300},
    );
    assert.ok(notCreatedAnswers > 0, 'at least one response must have the outcome not-created');
  });
});

/** A process that is killed during one of its calls, and does nothing afterwards. */
class KillableProcess {
  isKilled = false;
  readonly killed: Promise<void>;
  readonly #takesEffect: boolean;
  #callsLeft: number;
  #resolveKilled = () => {};

  constructor(callsUntilKilled: number, takesEffect: boolean) {
    this.#callsLeft = callsUntilKilled;
    this.#takesEffect = takesEffect;
    this.killed = new Promise(resolve => (this.#resolveKilled = resolve));
  }

  async call<T>(work: () => Promise<T>): Promise<T> {
    if (this.isKilled) return neverSettle();
    if (this.#callsLeft-- > 0) return work();
    this.isKilled = true;
    if (this.#takesEffect) await work().catch(() => {});
    this.#resolveKilled();
    return neverSettle();
  }

  wrapStore(store: SharedStore): SharedStore {
    return {
      get: key => this.call(() => store.get(key)),
      setIfAbsent: (...parts) => this.call(() => store.setIfAbsent(...parts)),
      compareAndSwap: (...parts) => this.call(() => store.compareAndSwap(...parts)),
    };
  }
}
