import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {json} from '../set-up.js';
import {LEASE_S, neverSettle, createTestHost, type Fate} from './fake-kaltura.js';

/*
 * Whatever becomes of requests and processes, in whatever order: a key that is tried until it is
 * answered has one room, its own, and there is no room more.
 */

const FATES: readonly Fate[] = ['answered', 'lost', 'garbled', 'lost-before', 'refused'];

const request = fc.record({
  key: fc.constantFrom('one', 'two', 'three'),
  /** After how many calls, of the store and of Kaltura, the process is killed. */
  lives: fc.option(fc.nat({max: 12}), {nil: Infinity, freq: 2}),
  /** Whether the call in which it is killed still takes effect. */
  reaches: fc.boolean(),
});
const step = fc.record({
  atOnce: fc.array(request, {minLength: 1, maxLength: 3}),
  fates: fc.array(fc.constantFrom(...FATES), {maxLength: 3}),
  passes: fc.constantFrom(0, 1, LEASE_S),
});

test('whatever happens, each key has one room of its own and none is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, {minLength: 1, maxLength: 5}), async steps => {
      const {kaltura, store, start} = createTestHost({upstreamTimeout: 0.005});
      const answers = new Map<string, Set<unknown>>();
      const note = (key: string, ...ids: unknown[]) =>
        answers.set(key, new Set([...(answers.get(key) ?? []), ...ids]));

      for (const {atOnce, fates, passes} of steps) {
        kaltura.fates = [...fates];
        await Promise.all(
          atOnce.map(({key, lives, reaches}) => {
            const life = new Life(lives, reaches);
            note(key);
            const {create} = start({
              store: life.store(store),
              fetch: (input, init) =>
                life.call(() => {
                  const body = JSON.parse(init?.body as string) as Record<string, unknown>;
                  return kaltura.answer({url: input as string, init: init ?? {}, body});
                }),
            });
            return Promise.race([
              life.ended,
              create(key).then(({id}) => {
                if (id !== undefined && !life.isOver) note(key, id);
              }),
            ]);
          }),
        );
        kaltura.seconds += passes;
      }

      kaltura.fates = [];
      const {create} = start({upstreamTimeout: 5});
      for (const key of answers.keys()) {
        kaltura.seconds += LEASE_S;
        const {status, id} = await create(key);
        assert.equal(status, 201);
        note(key, id);
      }
      for (const [key, ids] of answers) assert.equal(ids.size, 1, `one answer for ${key}`);
      const ids = [...answers.values()].flatMap(own => [...own]);
      assert.deepEqual(ids.sort(), kaltura.rooms.map(({id}) => id).sort());
    }),
    {numRuns: 100},
  );
});

test('no request answers not-created while there is a room of its key', async () => {
  let claims = 0;
  const attempt = fc.record({
    lives: fc.option(fc.nat({max: 12}), {nil: Infinity, freq: 4}),
    reaches: fc.boolean(),
    fate: fc.constantFrom(...FATES, 'limited' as const),
    /** Whether Kaltura lists new rooms yet. */
    isListed: fc.boolean(),
    passes: fc.constantFrom(0, 1, LEASE_S),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, {minLength: 1, maxLength: 5}), async attempts => {
      const {kaltura, store, start} = createTestHost({upstreamTimeout: 0.005});
      for (const {lives, reaches, fate, isListed, passes} of attempts) {
        kaltura.fates = [fate];
        kaltura.listAnswer = isListed ? undefined : () => json({objects: [], totalCount: 0});
        const life = new Life(lives, reaches);
        const {create} = start({
          store: life.store(store),
          fetch: (input, init) =>
            life.call(() => {
              const body = JSON.parse(init?.body as string) as Record<string, unknown>;
              return kaltura.answer({url: input as string, init: init ?? {}, body});
            }),
        });
        const answer = await Promise.race([life.ended, create('key')]);
        if (answer?.outcome === 'not-created') {
          assert.equal(kaltura.rooms.length, 0);
          claims++;
        }
        kaltura.seconds += passes;
      }
    }),
    {numRuns: 300},
  );
  assert.ok(claims > 50, `only ${claims} claims`);
});

/** A process that is killed in the middle of some call, and does nothing from then on. */
class Life {
  isOver = false;
  readonly ended: Promise<void>;
  readonly #reaches: boolean;
  #left: number;
  #end = () => {};

  constructor(calls: number, reaches: boolean) {
    this.#left = calls;
    this.#reaches = reaches;
    this.ended = new Promise(resolve => (this.#end = resolve));
  }

  async call<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOver) return neverSettle();
    if (this.#left-- > 0) return work();
    this.isOver = true;
    if (this.#reaches) await work().catch(() => {});
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
