import assert from 'node:assert/strict';
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {setTimeout as pause} from 'node:timers/promises';
import {after, before, describe, test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {BUILT_IN_ROOMS, startSimulator, type Simulator} from '../../../src/simulator/index.js';
import {startRedis, withRedis, type RedisServer} from '../store/redis-server.js';

/*
 * A host of two processes on one Redis, each with another client, and one simulator; one process
 * is killed in the middle.
 */

const HOST = fileURLToPath(new URL('host-process.ts', import.meta.url));
/** Short, as whoever comes after a killed process waits for its lease to end: up to 15 seconds. */
const UPSTREAM_TIMEOUT_S = 3;

interface Answer {
  readonly status: number;
  readonly id: string | undefined;
}

describe('a host of two processes', {...withRedis, concurrency: true}, () => {
  let redis: RedisServer;
  before(async () => {
    redis = await startRedis();
  });
  after(() => redis?.stop());

  /** A simulator of the test's own, and a process of the host, which ends with the test. */
  async function setup(t: TestContext) {
    const simulator = await startSimulator();
    t.after(() => simulator.close());
    const start = async (client: 'ioredis' | 'node-redis') => {
      const {url, partnerId, adminSecret} = simulator;
      const args = [
        client,
        redis.url,
        url,
        String(partnerId),
        adminSecret,
        String(UPSTREAM_TIMEOUT_S),
      ];
      const child = fork(HOST, args, {execArgv: ['--import', 'tsx']});
      const ended = once(child, 'exit');
      t.after(() => child.kill('SIGKILL'));
      const [port] = (await once(child, 'message')) as [number];
      const create = async (key: string): Promise<Answer> => {
        const response = await fetch(`http://127.0.0.1:${port}/rooms`, {
          method: 'POST',
          headers: {'content-type': 'application/json', 'idempotency-key': key},
          body: JSON.stringify({name: 'Stand-up', description: 'Daily', tags: 'team,daily'}),
        });
        const {data} = (await response.json()) as {data?: {id: string}};
        return {status: response.status, id: data?.id};
      };
      const kill = async () => {
        child.kill('SIGKILL');
        await ended;
      };
      return {create, kill};
    };
    const [one, other] = await Promise.all([start('node-redis'), start('ioredis')]);
    return {simulator, one, other};
  }

  /** A person who tries again until there is an answer: after 409, and where nobody answers. */
  async function insist(create: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const answer = await create().catch(() => undefined);
      if (answer && answer.status !== 409) return answer;
      await pause(50);
    }
  }

  const made = (simulator: Simulator) => simulator.rooms.slice(BUILT_IN_ROOMS.length);

  test('a hundred requests at once, spread over both, make one room', async t => {
    const {simulator, one, other} = await setup(t);
    const answers = await Promise.all(
      Array.from({length: 100}, (_, index) =>
        insist(() => (index % 2 ? one : other).create('burst')),
      ),
    );
    assert.equal(made(simulator).length, 1);
    const expected = {status: 201, id: made(simulator)[0]?.id};
    for (const answer of answers) assert.deepEqual(answer, expected);
    assert.equal(simulator.counts['create-room'], 1);
  });

  test('killed while create-room is being answered: a hundred retries get that one room', async t => {
    const {simulator, one, other} = await setup(t);
    // It acts first, and then takes its time.
    simulator.faults.set('create-room', {kind: 'slow', ms: 60_000, times: 1});
    const lost = assert.rejects(one.create('half-way'));
    while (made(simulator).length === 0) await pause(5);
    // Some are with the process that is killed, some with the other.
    let alive = true;
    const retries = Array.from({length: 100}, (_, index) =>
      insist(() => (index % 2 && alive ? one : other).create('half-way')),
    );
    alive = false;
    await one.kill();
    await lost;

    const [room, ...more] = made(simulator);
    const answers = await Promise.all(retries);
    assert.deepEqual(more, []);
    for (const answer of answers) assert.deepEqual(answer, {status: 201, id: room?.id});
    assert.deepEqual([made(simulator).length, simulator.counts['create-room']], [1, 1]);
    assert.equal(simulator.counts['room.list'], 1);
  });

  test('killed before the request reached KAF: a hundred retries get one room', async t => {
    const {simulator, one, other} = await setup(t);
    // The process waits for its session, and has asked for no room.
    simulator.faults.set('session.start', {kind: 'never', times: 1});
    const lost = assert.rejects(one.create('early'));
    while (simulator.counts['session.start'] === 0) await pause(5);
    await one.kill();
    await lost;

    const answers = await Promise.all(
      Array.from({length: 100}, () => insist(() => other.create('early'))),
    );
    const [room, ...more] = made(simulator);
    assert.deepEqual(more, []);
    for (const answer of answers) assert.deepEqual(answer, {status: 201, id: room?.id});
    assert.equal(simulator.counts['create-room'], 1);
  });

  test('killed with the request on its way, which KAF never acts on: one room', async t => {
    const {simulator, one, other} = await setup(t);
    // In place of the answer, without acting: as if it had been lost on the way there.
    simulator.faults.set('create-room', {kind: 'status', status: 503, times: 1});
    assert.notEqual((await one.create('on-its-way')).status, 201);
    await one.kill();
    const answers = await Promise.all(
      Array.from({length: 100}, () => insist(() => other.create('on-its-way'))),
    );
    const [room, ...more] = made(simulator);
    assert.deepEqual(more, []);
    for (const answer of answers) assert.deepEqual(answer, {status: 201, id: room?.id});
    assert.deepEqual([simulator.counts['room.list'], simulator.counts['create-room']], [1, 2]);
  });
});
