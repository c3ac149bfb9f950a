// @ts-check
import {spawn} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {once} from 'node:events';
import {Redis} from 'ioredis';
import {kalturaRooms, memoryStore} from 'kaltura-room/server';
import {redisStore} from 'kaltura-room/server/redis';
import {createClient} from 'redis';
import {findFreePort} from '../support/free-port.js';
import {formatCount, formatRatio, formatSummary, formatVerdict, printTable} from './format.js';
import {divideByRound, median, runInTurns, summarize} from './statistics.js';

const ROUNDS = 21;
const ROUND_MS = 100;
/** Least rate of the store's traffic in terms of the same number of `SET NX` commands. */
const TARGET = 0.5;

/**
 * @typedef {import('kaltura-room/server').SharedStore} SharedStore
 * @typedef {(store: SharedStore, keySuffix: string) => Promise<unknown>} StoreCall
 */

/**
 * Measures and prints how often `redisStore` runs the traffic of an idempotent creation, beside one
 * plain `SET NX` for each of its calls by the same client. Without `redis-server` it prints that and
 * measures nothing.
 */
export async function benchRedisStore() {
  const redis = await startRedis();
  if (!redis) {
    console.log('Skipped: redis-server must be on PATH; install it to run this part.\n');
    return {skipped: 'redis-server is missing'};
  }
  const nodeRedis = createClient({url: redis.url});
  const ioRedis = new Redis(redis.url);
  try {
    await nodeRedis.connect();
    return await compareClients({
      'node-redis': {
        store: redisStore(nodeRedis),
        setIfAbsent: key => nodeRedis.sendCommand(['SET', key, 'value', 'NX', 'PX', '60000']),
      },
      ioredis: {
        store: redisStore(ioRedis),
        setIfAbsent: key => ioRedis.set(key, 'value', 'PX', 60_000, 'NX'),
      },
    });
  } finally {
    nodeRedis.destroy();
    ioRedis.disconnect();
    await redis.stop();
  }
}

/** @param {Record<string, {store: SharedStore, setIfAbsent: (key: string) => Promise<unknown>}>} clients */
async function compareClients(clients) {
  const calls = await recordCreation();
  const cases = Object.entries(clients).flatMap(([client, {store, setIfAbsent}]) => [
    {
      name: `${client}: redisStore`,
      /** @param {string} id */
      run: async id => {
        for (const call of calls) await call(store, id);
      },
    },
    {
      name: `${client}: SET NX`,
      /** @param {string} id */
      run: async id => {
        for (const index of calls.keys()) await setIfAbsent(`plain:${index}:${id}`);
      },
    },
  ]);
  const rates = await runInTurns(cases, ROUNDS, ({run}) => measureRate(run));
  const rounds = new Map([...rates].map(([{name}, values]) => [name, values]));

  console.log(
    `The ${calls.length} store calls of one creation, one after the other. Runs per second, median of ${ROUNDS} rounds (least–most), and the median ratio.\n`,
  );
  const rows = Object.keys(clients).map(client => {
    const store = rounds.get(`${client}: redisStore`) ?? [];
    const plain = rounds.get(`${client}: SET NX`) ?? [];
    return {client, store, plain, ratio: median(divideByRound(store, plain))};
  });
  printTable(
    rows.map(({client, store, plain, ratio}) => ({
      client,
      redisStore: formatSummary(summarize(store), formatCount),
      [`${calls.length} × SET NX`]: formatSummary(summarize(plain), formatCount),
      ratio: formatRatio(ratio),
      target: `≥ ${TARGET}`,
      verdict: formatVerdict(ratio >= TARGET),
    })),
  );
  return rows;
}

/**
 * Records the store calls of one `POST /rooms` with an idempotency key.
 * @returns functions that repeat the calls with other keys
 */
async function recordCreation() {
  /** @type {StoreCall[]} */
  const calls = [];
  const inner = memoryStore();
  /** @type {SharedStore} */
  const store = {
    get: key => {
      calls.push((target, id) => target.get(key + id));
      return inner.get(key);
    },
    setIfAbsent: (key, value, seconds) => {
      calls.push((target, id) => target.setIfAbsent(key + id, value, seconds));
      return inner.setIfAbsent(key, value, seconds);
    },
    compareAndSwap: (key, current, next, seconds) => {
      calls.push((target, id) => target.compareAndSwap(key + id, current, next, seconds));
      return inner.compareAndSwap(key, current, next, seconds);
    },
  };
  const rooms = kalturaRooms({
    partnerId: 12345,
    kafUrl: 'https://12345.kaf.kaltura.com',
    credentials: {adminSecret: '0123456789abcdef0123456789abcdef'},
    authorize: () => ({userId: 'jane.doe@example.com', createRooms: true}),
    fetch: async () => Response.json({success: true, data: {id: '1_abcd1234'}}),
    logger: {info() {}, error: console.error},
    store,
  });
  const response = await rooms.fetch(
    new Request('http://localhost/rooms', {
      method: 'POST',
      headers: {'content-type': 'application/json', 'idempotency-key': 'bench'},
      body: JSON.stringify({name: 'Stand-up'}),
    }),
  );
  if (!response.ok) throw new Error(await response.text());
  return calls;
}

/** @param {(id: string) => Promise<void>} run */
async function measureRate(run) {
  const start = performance.now();
  let count = 0;
  do {
    await run(randomUUID());
    count++;
  } while (performance.now() - start < ROUND_MS);
  return (count / (performance.now() - start)) * 1000;
}

/**
 * Starts a Redis on a loopback port that keeps nothing on disk.
 * @returns {Promise<{url: string, stop: () => Promise<unknown>} | undefined>} undefined without `redis-server`
 */
async function startRedis() {
  const port = await findFreePort();
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {stdio: ['ignore', 'pipe', 'inherit']},
  );
  // A missing program emits `error`, never `spawn`.
  if (!(await once(server, 'spawn').catch(() => undefined))) return undefined;
  const exited = once(server, 'exit');
  for await (const chunk of server.stdout.iterator({destroyOnReturn: false}))
    if (String(chunk).includes('Ready to accept connections')) break;
  server.stdout.resume();
  const stop = () => {
    server.kill();
    return exited;
  };
  return {url: `redis://127.0.0.1:${port}`, stop};
}
