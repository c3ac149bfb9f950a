import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {getRequestListener} from '@hono/node-server';
import {Hono} from 'hono';
import {
  appTokensById,
  BUILT_IN_APP_TOKENS,
  type AppToken,
  type AppTokenCredentials,
} from './api/app-tokens.js';
import {kalturaApi} from './api/kaltura-api.js';
import {createCounts, type Counts} from './counts.js';
import {ExpiringMap} from './expiring-map.js';
import {FaultPanel, type Faults} from './faults.js';
import {kaf} from './kaf/kaf.js';
import {applicationError} from './kaf/message-page.js';
import type {NodeEnv} from './receive.js';
import {RoomStore, type Room} from './rooms.js';
import {Sessions} from './sessions.js';

/** The account's partner ID unless another is asked for. */
export const DEVELOPMENT_PARTNER_ID = 12345;
/** The account's admin secret unless another is asked for: public, so worth nothing anywhere else. */
export const DEVELOPMENT_ADMIN_SECRET = '0123456789abcdef0123456789abcdef';

/** How to run a simulator; every option has a default. */
export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** A loopback host; `127.0.0.1` unless another is named. */
  readonly host?: string;
  readonly partnerId?: number;
  readonly adminSecret?: string;
  /** App tokens that the account has beside those that are there from the start. */
  readonly appTokens?: readonly AppToken[];
  /** A JSON file that keeps the created rooms from one run to the next; none by default. */
  readonly stateFile?: string;
  /** The clock, in milliseconds since 1970; a test may turn it. */
  readonly now?: () => number;
}

/** A running simulator: the Kaltura API and KAF of one account, on one origin. */
export interface Simulator {
  /** The origin of both: give it as `apiUrl` and as `kafUrl`. */
  readonly url: string;
  readonly partnerId: number;
  readonly adminSecret: string;
  /** The app tokens that open rooms (`user`) and make them (`admin`). */
  readonly appTokens: {readonly user: AppTokenCredentials; readonly admin: AppTokenCredentials};
  readonly faults: Faults;
  readonly counts: Counts;
  /** The rooms there are at this moment. */
  readonly rooms: readonly Room[];
  /** Stops at once: answers that are held back are dropped, rooms being saved are saved. */
  close(): Promise<void>;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/**
 * Starts a stand-in for Kaltura, and resolves once it listens.
 * @throws Error when the port is taken, the state file is broken, or an option makes no sense
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    port = 0,
    host = '127.0.0.1',
    partnerId = DEVELOPMENT_PARTNER_ID,
    adminSecret = DEVELOPMENT_ADMIN_SECRET,
    appTokens = [],
    stateFile,
    now = Date.now,
  } = options;
  // Its secret is public and its sessions open every room, so it is for this machine alone.
  if (!LOOPBACK.test(host))
    throw new Error(
      `The simulator listens on a loopback host only, such as 127.0.0.1; got ${host}`,
    );
  if (!Number.isSafeInteger(partnerId) || partnerId < 1)
    throw new Error(`partnerId must be a positive whole number; got ${partnerId}`);
  if (!adminSecret) throw new Error('adminSecret must not be empty');

  const tokens = appTokensById(appTokens);
  const rooms = await RoomStore.open(stateFile, now);
  const faults = new FaultPanel();
  const {counts, count} = createCounts();
  const closing = new AbortController();
  const account = {partnerId, adminSecret, now};
  const simulation = {
    account,
    sessions: new Sessions(account),
    appTokens: tokens,
    rooms,
    nonces: new ExpiringMap<true>(now),
    faults,
    count,
    closing: closing.signal,
  };

  const app = new Hono<NodeEnv>();
  app.route('/api_v3', kalturaApi(simulation));
  app.route('/', kaf(simulation));
  app.notFound(() => applicationError(404, 'There is no such page.'));
  const listener = getRequestListener(app.fetch, {overrideGlobalObjects: false});
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.listen(port, host);
  await once(server, 'listening');

  return {
    url: origin(server),
    partnerId,
    adminSecret,
    appTokens: BUILT_IN_APP_TOKENS,
    faults,
    counts,
    get rooms() {
      return rooms.all;
    },
    async close() {
      closing.abort();
      if (server.listening) {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
      }
      await rooms.close();
    },
  };
}

function origin(server: Server): string {
  const {address, family, port} = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
