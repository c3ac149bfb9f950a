import {createRequire} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type * as IoRedis from 'ioredis';
import type * as NodeRedis from 'redis';
import {
  kalturaRooms,
  type AppToken,
  type CredentialsOption,
  type SharedStore,
} from '../server/index.js';
import {redisStore} from '../server/redis.js';
import {UsageError, assertMaxPositionals, readArguments} from './arguments.js';
import type {Command, Terminal} from './terminal.js';

const HELP = `kaltura-room doctor [options]

Checks that a host backend with this environment can do its work: Kaltura
accepts the credentials, KAF answers, the clocks agree, and the store works.
It creates no room, and prints no secret.

Environment:
  KALTURA_PARTNER_ID          The ID of the account
  KAF_URL                     The origin of the KAF instance
  KALTURA_API_URL             The origin of Kaltura's API (optional)
  KALTURA_ADMIN_SECRET        The admin secret, or instead of it:
  KALTURA_APP_TOKEN_ID, KALTURA_APP_TOKEN, KALTURA_APP_TOKEN_HASH
                              The app token for guests
  KALTURA_ADMIN_APP_TOKEN_ID, KALTURA_ADMIN_APP_TOKEN,
  KALTURA_ADMIN_APP_TOKEN_HASH
                              The app token for creating rooms (optional)
  REDIS_URL                   The Redis of the store (optional). Needs the
                              package redis or ioredis in this folder

Options:
  --json      Prints the result as JSON
  -h, --help  Prints this help`;

/** A connected store, and a function that closes its connection. */
interface Connection {
  readonly store?: SharedStore;
  close(): Promise<unknown>;
}

/** Runs the checks of `kalturaRooms().ready()` for the account in the environment. */
export const doctor: Command = async (args, terminal) => {
  const {values, positionals} = readArguments(args, {
    json: {type: 'boolean'},
    help: {type: 'boolean', short: 'h'},
  });
  if (values.help) {
    terminal.out(HELP);
    return 0;
  }
  assertMaxPositionals(0, positionals);
  const {env} = terminal;
  const options = {
    partnerId: Number(readVariable(env, 'KALTURA_PARTNER_ID')),
    kafUrl: readVariable(env, 'KAF_URL'),
    ...(env['KALTURA_API_URL'] && {apiUrl: env['KALTURA_API_URL']}),
    credentials: readCredentials(env),
    authorize: () => null,
  };
  const connection = await connectStore(env['REDIS_URL']);
  try {
    const {store} = connection;
    const readiness = await kalturaRooms({...options, ...(store && {store})}).ready();
    if (values.json) terminal.out(JSON.stringify(readiness, null, 2));
    else
      for (const {name, passed, message} of readiness.checks)
        terminal.out(`${formatMark(passed, terminal)} ${name}: ${message}`);
    return readiness.isReady ? 0 : 1;
  } finally {
    await connection.close();
  }
};

/** @throws UsageError if the variable is missing */
function readVariable(env: Terminal['env'], name: string): string {
  const value = env[name];
  if (value) return value;
  throw new UsageError(`The environment variable ${name} must be set`);
}

function readCredentials(env: Terminal['env']): CredentialsOption {
  const adminSecret = env['KALTURA_ADMIN_SECRET'];
  if (adminSecret) return {adminSecret};
  const user = readAppToken(env, 'KALTURA_APP_TOKEN');
  if (!user)
    throw new UsageError(
      'The environment variable KALTURA_ADMIN_SECRET or KALTURA_APP_TOKEN_ID must be set',
    );
  return {appTokens: {user, admin: readAppToken(env, 'KALTURA_ADMIN_APP_TOKEN')}};
}

/** Returns the app token in the variables whose names begin with `prefix`, if there is one. */
function readAppToken(env: Terminal['env'], prefix: string): AppToken | undefined {
  const id = env[`${prefix}_ID`];
  if (!id) return undefined;
  return {
    id,
    token: readVariable(env, prefix),
    // The server validates the hash type.
    hashType: (env[`${prefix}_HASH`] || undefined) as AppToken['hashType'],
  };
}

/** Connects to Redis with the client that is installed in this folder. */
async function connectStore(url: string | undefined): Promise<Connection> {
  if (!url) return {close: async () => {}};
  const redis = await importInstalled<typeof NodeRedis>('redis');
  if (redis) {
    const client = redis.createClient({url, socket: {reconnectStrategy: false}});
    client.on('error', () => {}); // connect() rejects too
    await client.connect().catch(failToConnect);
    return {
      store: redisStore(client),
      close: async () => client.destroy(),
    };
  }
  const ioredis = await importInstalled<typeof IoRedis>('ioredis');
  if (ioredis) {
    const client = new ioredis.Redis(url, {lazyConnect: true, retryStrategy: () => null});
    client.on('error', () => {}); // connect() rejects too
    await client.connect().catch(failToConnect);
    return {
      store: redisStore(client),
      close: async () => client.disconnect(),
    };
  }
  throw new UsageError('REDIS_URL needs the package redis or ioredis; install one in this folder');
}

/** The URL may contain a password, so neither it nor the cause is in the message. */
function failToConnect(): never {
  throw new Error('The Redis of REDIS_URL must accept a connection; it did not.');
}

/** Imports a package that the host has installed; undefined if it is not installed. */
async function importInstalled<Module>(name: string): Promise<Module | undefined> {
  const {resolve} = createRequire(join(process.cwd(), 'package.json'));
  let path: string;
  try {
    path = resolve(name);
  } catch {
    return undefined;
  }
  return (await import(pathToFileURL(path).href)) as Module;
}

function formatMark(passed: boolean, {colour}: Terminal): string {
  const mark = passed ? '✓' : '✗';
  return colour ? `\u001b[${passed ? 32 : 31}m${mark}\u001b[39m` : mark;
}
