import assert from 'node:assert/strict';
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {after, before, describe, it, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {BUILT_IN_ROOMS, startSimulator, type Simulator} from '../../../src/simulator/index.js';
import {startRedis, withRedis, type RedisServer} from '../../support/redis-server.js';
import {waitUntil} from '../../support/wait-until.js';

const HOST = fileURLToPath(new URL('host-process.ts', import.meta.url));
/** Short, because the requests after a killed process wait until its lease ends. */
const UPSTREAM_TIMEOUT_S = 3;
/** Longer than a lease, which takes 19 seconds with this timeout. */
const RETRY_TIMEOUT_MS = 120_000;

interface Answer {
  readonly status: number;
  readonly id: string | undefined;
}

describe('POST /rooms of two processes with one Redis', {...withRedis, concurrency: true}, () => {
  let redis: RedisServer;
  before(async () => {
    redis = await startRedis();
  });
  after(() => redis?.stop());

  /** Starts a simulator and two processes, each with another Redis client. All end with the test. */
  async function setUp(t: TestContext) {
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
    const [first, second] = await Promise.all([start('node-redis'), start('ioredis')]);
    return {simulator, first, second};
  }

  /** Repeats a request while its response is 409 or its process is dead. */
  async function createWithRetries(create: () => Promise<Answer>): Promise<Answer> {
    let answer: Answer | undefined;
    const hasAnswer = async () => {
      answer = await create().catch(() => undefined);
      return answer !== undefined && answer.status !== 409;
    };
    await waitUntil('a response other than 409', hasAnswer, RETRY_TIMEOUT_MS);
    return answer ?? assert.fail();
  }

  const getCreatedRooms = (simulator: Simulator) => simulator.rooms.slice(BUILT_IN_ROOMS.length);

  it('creates one room for a hundred simultaneous requests to both', async t => {
    const {simulator, first, second} = await setUp(t);
    const answers = await Promise.all(
      Array.from({length: 100}, (_, index) =>
        createWithRetries(() => (index % 2 ? first : second).create('burst')),
      ),
    );
    assert.equal(getCreatedRooms(simulator).length, 1);
    const expected = {status: 201, id: getCreatedRooms(simulator)[0]?.id};
    for (const answer of answers) assert.deepEqual(answer, expected);
    assert.equal(simulator.counts['create-room'], 1);
  });

  it('responds to a hundred retries with the room of a process that was killed during create-room', async t => {
    const {simulator, first, second} = await setUp(t);
    // The simulator creates the room first, and then waits.
    simulator.faults.set('create-room', {kind: 'slow', ms: 60_000, times: 1});
    const lost = assert.rejects(first.create('half-way'));
    await waitUntil('the room', () => getCreatedRooms(simulator).length > 0);
    // Some requests are with the process that is killed.
    let isAlive = true;
    const retries = Array.from({length: 100}, (_, index) =>
      createWithRetries(() => (index % 2 && isAlive ? first : second).create('half-way')),
    );
    isAlive = false;
    await first.kill();
    await lost;

    const [room, ...more] = getCreatedRooms(simulator);
    const answers = await Promise.all(retries);
    assert.deepEqual(more, []);
    for (const answer of answers) assert.deepEqual(answer, {status: 201, id: room?.id});
    assert.equal(getCreatedRooms(simulator).length, 1);
    assert.equal(simulator.counts['create-room'], 1);
    assert.equal(simulator.counts['room.list'], 1);
  });

  it('creates one room for a hundred retries after a process was killed before its request to KAF', async t => {
    const {simulator, first, second} = await setUp(t);
    // The process waits for its session, and has not sent the request yet.
    simulator.faults.set('session.start', {kind: 'never', times: 1});
    const lost = assert.rejects(first.create('early'));
    await waitUntil('the request for a session', () => simulator.counts['session.start'] > 0);
    await first.kill();
    await lost;

    const answers = await Promise.all(
      Array.from({length: 100}, () => createWithRetries(() => second.create('early'))),
    );
    const [room, ...more] = getCreatedRooms(simulator);
    assert.deepEqual(more, []);
    for (const answer of answers) assert.deepEqual(answer, {status: 201, id: room?.id});
    assert.equal(simulator.counts['create-room'], 1);
  });

  it('creates one room for a hundred retries at the other process after KAF responded with 503 and the first process died', async t => {
    const {simulator, first, second} = await setUp(t);
    // The simulator responds without creating the room.
    simulator.faults.set('create-room', {kind: 'status', status: 503, times: 1});
    assert.notEqual((await first.create('on-its-way')).status, 201);
    await first.kill();
    const answers = await Promise.all(
      Array.from({length: 100}, () => createWithRetries(() => second.create('on-its-way'))),
    );
    const [room, ...more] = getCreatedRooms(simulator);
    assert.deepEqual(more, []);
    for (const answer of answers) assert.deepEqual(answer, {status: 201, id: room?.id});
    assert.equal(simulator.counts['room.list'], 1);
    assert.equal(simulator.counts['create-room'], 2);
  });
});
