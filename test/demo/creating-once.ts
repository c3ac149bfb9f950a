import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {test} from 'node:test';
import type {Simulator} from '../../src/simulator/index.js';
import {assertFailure} from './failure.js';
import {granting} from './launches.js';
import type {Backend} from './start-backend.js';

/** A room that is asked for again is created once. */
export function creatingOnce(kaltura: () => Simulator, backend: () => Backend): void {
  const send = (key: string | undefined, body: object, userId = 'owner') => {
    const headers = {...granting({userId, createRooms: true}), 'idempotency-key': key};
    return backend().send('/rooms', {headers, body});
  };
  const create = (key: string | undefined, name: string, userId?: string) =>
    send(key, {name}, userId);

  test('the same key and body are answered the same, at once and later', async () => {
    kaltura().counts.reset();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({length: 8}, () => create(key, 'Once')));
    answers.push(await create(key, 'Once'));
    assert.deepEqual(new Set(answers.map(({status}) => status)), new Set([201]));
    assert.equal(new Set(answers.map(({text}) => text)).size, 1);
    assert.equal(kaltura().counts['create-room'], 1);
  });

  test('the order of fields makes no other body', async () => {
    const key = randomUUID();
    const first = await send(key, {name: 'Ordered', tags: 'a', description: 'b'});
    const again = await send(key, {description: 'b', tags: 'a', name: 'Ordered'});
    assert.deepEqual([again.status, again.text], [201, first.text]);
  });

  test('the same key with another body is refused', async () => {
    const key = randomUUID();
    await create(key, 'First');
    const answer = await create(key, 'Second');
    assertFailure(answer, [422, 'invalidRequest'], kaltura().adminSecret, 'not-created');
    assert.ok(!kaltura().rooms.some(({name}) => name === 'Second'));
  });

  test('another key, another person or no key is another room', async () => {
    const key = randomUUID();
    const answers = [
      await create(key, 'Room'),
      await create(randomUUID(), 'Room'),
      await create(key, 'Room', 'somebody-else'),
      await create(undefined, 'Room'),
      await create(undefined, 'Room'),
    ];
    assert.equal(new Set(answers.map(({json}) => json.data?.['id'])).size, 5);
  });

  test('after a failure the same key tries again', async test => {
    test.after(() => kaltura().faults.clear());
    const key = randomUUID();
    kaltura().faults.set('create-room', {kind: 'status', status: 503, times: 1});
    assert.equal((await create(key, 'Again')).status, 502);
    assert.equal((await create(key, 'Again')).status, 201);
  });

  for (const key of ['', 'a b', 'x'.repeat(256)])
    test(`refuses the key "${key.slice(0, 10)}"`, async () => {
      const answer = await create(key, 'R');
      assertFailure(answer, [400, 'invalidRequest'], kaltura().adminSecret, 'not-created');
    });
}
