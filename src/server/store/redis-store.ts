import type {SharedStore} from './shared-store.js';

/** The methods that `redisStore` uses of an ioredis client, of one server or a cluster. */
export interface IoRedisClient {
  /** A method that distinguishes a client from other objects. */
  connect: unknown;
  /** A method that only ioredis has. */
  call: unknown;
  /** Runs a script. */
  eval(script: string, numkeys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/**
 * The methods that `redisStore` uses of a node-redis client (`redis` on npm, version 4 or later), of
 * one server or a cluster. A legacy client has no `connect`.
 */
export interface NodeRedisClient {
  /** A method that distinguishes a client from other objects. */
  connect: unknown;
  /** ioredis has a method of this name with other parameters. */
  sendCommand: unknown;
  /** Runs a script. */
  eval(script: string, options: {keys: string[]; arguments: string[]}): Promise<unknown>;
}

/** Options of {@link redisStore}. */
export interface RedisStoreOptions {
  /** Prefix of every key; `kaltura-room:` by default. */
  readonly prefix?: string | undefined;
}

/*
 * Scripts, because Redis before version 7 has no single command for these. `SET NX GET` needs 7.0,
 * and no command compares a value before it writes. Each script takes one key, so that it also runs
 * on a cluster.
 */
const GET = `return redis.call('GET', KEYS[1])`;
const SET_IF_ABSENT = `local existing = redis.call('GET', KEYS[1])
if existing then return existing end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false`;
const COMPARE_AND_SET = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;
const COMPARE_AND_DELETE = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1`;

/** Runs a script with one key. */
type EvaluateScript = (script: string, key: string, args: string[]) => Promise<unknown>;

/**
 * Creates a store for a server of several processes, in Redis 2.6.12 or later or a compatible server
 * such as Valkey. Entries expire by the clock of Redis, so the clocks of the processes may differ.
 * @param client your connected client
 * @param options the prefix of the keys
 * @throws TypeError if `client` is not a client of node-redis or ioredis
 */
export function redisStore(
  client: IoRedisClient | NodeRedisClient,
  {prefix = 'kaltura-room:'}: RedisStoreOptions = {},
): SharedStore {
  const evaluateScript = adaptClient(client);
  const evaluate = (script: string, key: string, ...args: string[]) =>
    evaluateScript(script, `${prefix}${key}`, args);
  return {
    get: async key => parseReply(await evaluate(GET, key)),
    setIfAbsent: async (key, value, seconds) =>
      parseReply(await evaluate(SET_IF_ABSENT, key, value, toMilliseconds(seconds))),
    compareAndSwap: async (key, current, next, seconds) => {
      const swapped =
        next === undefined
          ? await evaluate(COMPARE_AND_DELETE, key, current)
          : await evaluate(COMPARE_AND_SET, key, current, next, toMilliseconds(seconds));
      return Number(swapped) === 1;
    },
  };
}

/** Returns a function that runs scripts: the clients differ in how they take keys and arguments. */
function adaptClient(client: IoRedisClient | NodeRedisClient): EvaluateScript {
  const isClient =
    hasMethod(client, 'connect') && hasMethod(client, 'eval') && !isInLegacyMode(client);
  // Only ioredis has `call`. Both have `sendCommand`, with different parameters.
  if (isClient && hasMethod(client, 'call'))
    return (script, key, args) => (client as IoRedisClient).eval(script, 1, key, ...args);
  if (isClient && hasMethod(client, 'sendCommand'))
    return (script, key, args) =>
      (client as NodeRedisClient).eval(script, {keys: [key], arguments: args});
  throw new TypeError(
    'client of redisStore() must be a client of node-redis (redis 4 or later, not in legacy mode) or ioredis',
  );
}

/**
 * Returns whether a client of redis 4 was made with `legacyMode`. Its methods return no promise, and
 * report a failure as an event `error`, which ends a process without a listener.
 */
function isInLegacyMode(client: unknown): boolean {
  const {options} = client as {options?: {legacyMode?: unknown}};
  return options?.legacyMode === true;
}

const hasMethod = (client: unknown, method: string): boolean =>
  typeof (client as Record<string, unknown> | null | undefined)?.[method] === 'function';

/** Returns the text of a reply. Clients can be configured to return bytes. */
function parseReply(reply: unknown): string | undefined {
  if (reply === null) return undefined;
  if (typeof reply === 'string') return reply;
  if (reply instanceof Uint8Array) return new TextDecoder().decode(reply);
  throw new TypeError(`reply of Redis must be text, bytes or null; got ${typeof reply}`);
}

/** Redis accepts only whole milliseconds, and at least one. */
const toMilliseconds = (seconds: number): string => String(Math.max(1, Math.ceil(seconds * 1000)));
