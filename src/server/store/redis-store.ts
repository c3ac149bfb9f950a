import type {SharedStore} from './shared-store.js';

/** A client of ioredis, of one server or a cluster: as much of it as is used. */
export interface IoRedisClient {
  call: unknown;
  eval(script: string, numkeys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** A client of node-redis (`redis` on npm) 4 or later, of one server or a cluster. */
export interface NodeRedisClient {
  sendCommand: unknown;
  eval(script: string, options: {keys: string[]; arguments: string[]}): Promise<unknown>;
}

/** How to name what is kept. */
export interface RedisStoreOptions {
  /** What every key begins with; `kaltura-room:` by default. */
  readonly prefix?: string | undefined;
}

/*
 * Scripts, since no command of Redis before 7 writes where nothing is and answers what is there,
 * nor replaces one exact value. Each takes one key, so that a cluster runs them too.
 */
const READ = `return redis.call('GET', KEYS[1])`;
const CLAIM = `local there = redis.call('GET', KEYS[1])
if there then return there end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false`;
const SWAP = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;
const REMOVE = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1`;

/**
 * A store for a host of several processes: in Redis or what speaks its language (2.6.12 or later,
 * Valkey and so on), by the host's own connected client. When what is kept runs out is by the
 * server's clock, so the processes need not agree on the time.
 * @throws TypeError where `client` is none of the two known ones
 */
export function redisStore(
  client: IoRedisClient | NodeRedisClient,
  {prefix = 'kaltura-room:'}: RedisStoreOptions = {},
): SharedStore {
  const run = evalOf(client);
  const evaluate = (script: string, key: string, ...args: string[]) =>
    run(script, `${prefix}${key}`, args);
  return {
    get: async key => text(await evaluate(READ, key)),
    setIfAbsent: async (key, value, seconds) =>
      text(await evaluate(CLAIM, key, value, milliseconds(seconds))),
    compareAndSwap: async (key, current, next, seconds) => {
      const swapped =
        next === undefined
          ? await evaluate(REMOVE, key, current)
          : await evaluate(SWAP, key, current, next, milliseconds(seconds));
      return Number(swapped) === 1;
    },
  };
}

/** The two clients differ in how a script's keys and arguments are given. */
function evalOf(
  client: IoRedisClient | NodeRedisClient,
): (script: string, key: string, args: string[]) => Promise<unknown> {
  // ioredis has a sendCommand as well, for commands of its own making.
  if (isFunction(client, 'call') && isFunction(client, 'eval'))
    return (script, key, args) => (client as IoRedisClient).eval(script, 1, key, ...args);
  if (isFunction(client, 'sendCommand') && isFunction(client, 'eval'))
    return (script, key, args) =>
      (client as NodeRedisClient).eval(script, {keys: [key], arguments: args});
  throw new TypeError('redisStore: expected a client of node-redis (redis 4 or later) or ioredis');
}

const isFunction = (client: unknown, method: string): boolean =>
  typeof (client as Record<string, unknown> | null | undefined)?.[method] === 'function';

/** What a client answers, which may be told to hand out bytes. */
function text(answer: unknown): string | undefined {
  if (answer === null || answer === undefined) return undefined;
  if (typeof answer === 'string') return answer;
  if (answer instanceof Uint8Array) return new TextDecoder().decode(answer);
  throw new TypeError('Redis answered neither text nor nothing');
}

/** Whole ones, and at least one: Redis knows no less. */
const milliseconds = (seconds: number): string => String(Math.max(1, Math.ceil(seconds * 1000)));
