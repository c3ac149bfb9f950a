import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {describe, it} from 'node:test';
import type {Simulator} from '../../src/simulator/index.js';
import {assertErrorResponse} from './assert-error-response.js';
import {buildGrantHeader} from './launches.js';
import type {Backend} from './start-backend.js';

/** Tests that a repeated request creates one room. */
export function testIdempotency(getSimulator: () => Simulator, getBackend: () => Backend): void {
  const send = (key: string | undefined, body: object, userId = 'owner') => {
    const headers = {...buildGrantHeader({userId, createRooms: true}), 'idempotency-key': key};
    return getBackend().send('/rooms', {headers, body});
  };
  const create = (key: string | undefined, name: string, userId?: string) =>
    send(key, {name}, userId);

  describe('Idempotency-Key', () => {
    it('returns the same room for the same key and body, concurrently and later', async () => {
      getSimulator().counts.reset();
      const key = randomUUID();
      const responses = await Promise.all(Array.from({length: 8}, () => create(key, 'Once')));
      responses.push(await create(key, 'Once'));
      assert.deepEqual(new Set(responses.map(({status}) => status)), new Set([201]));
      assert.equal(new Set(responses.map(({text}) => text)).size, 1);
      assert.equal(getSimulator().counts['create-room'], 1);
    });

    it('ignores the order of fields', async () => {
      const key = randomUUID();
      const first = await send(key, {name: 'Ordered', tags: 'a', description: 'b'});
      const second = await send(key, {description: 'b', tags: 'a', name: 'Ordered'});
      assert.equal(second.status, 201);
      assert.equal(second.text, first.text);
    });

    it('rejects the same key with another body', async () => {
      const key = randomUUID();
      await create(key, 'First');
      assertErrorResponse(
        await create(key, 'Second'),
        {status: 422, code: 'invalidRequest', outcome: 'not-created'},
        getSimulator().adminSecret,
      );
      assert.ok(!getSimulator().rooms.some(({name}) => name === 'Second'));
    });

    it('creates another room for another key, another user or no key', async () => {
      const key = randomUUID();
      const responses = [
        await create(key, 'Room'),
        await create(randomUUID(), 'Room'),
        await create(key, 'Room', 'another-user'),
        await create(undefined, 'Room'),
        await create(undefined, 'Room'),
      ];
      assert.equal(new Set(responses.map(({json}) => json.data?.['id'])).size, 5);
    });

    it('tries again after a failure', async test => {
      test.after(() => getSimulator().faults.clear());
      const key = randomUUID();
      getSimulator().faults.set('create-room', {kind: 'status', status: 503, times: 1});
      assert.equal((await create(key, 'Again')).status, 502);
      assert.equal((await create(key, 'Again')).status, 201);
    });

    for (const key of ['', 'a b', 'x'.repeat(256)])
      it(`rejects the key "${key.slice(0, 10)}"`, async () => {
        assertErrorResponse(
          await create(key, 'Room'),
          {status: 400, code: 'invalidRequest', outcome: 'not-created'},
          getSimulator().adminSecret,
        );
      });
  });
}
