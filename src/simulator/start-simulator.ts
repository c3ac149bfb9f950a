import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {getRequestListener} from '@hono/node-server';
import {Hono} from 'hono';
import {redactKs} from '../contract/ks-pattern.js';
import {BUILT_IN_APP_TOKENS, indexAppTokens, type AppTokenCredentials} from './api/app-tokens.js';
import {createKalturaApi} from './api/kaltura-api.js';
import {createCounts, type Counts} from './counts.js';
import {ExpiringMap} from './expiring-map.js';
import type {NodeEnv} from './fault-injection.js';
import {FaultPanel, type Faults} from './faults.js';
import {createGuestPages} from './guest-pages.js';
import {createKaf} from './kaf/kaf.js';
import {applicationError} from './kaf/message-page.js';
import {createHostedModule} from './lti/hosted-module.js';
import {Logins} from './lti/logins.js';
import {Platforms, type Platform} from './platforms.js';
import {RoomStore, type Room} from './rooms.js';
import {Sessions} from './sessions.js';
import type {SimulatorContext} from './simulator-context.js';
import {parseOptions, type SimulatorOptions} from './simulator-options.js';

/** A running simulator: the Kaltura API and KAF of one account, on one origin. */
export interface Simulator {
  /** Origin of the Kaltura API and of KAF, for `apiUrl` and `kafUrl` of a host backend. */
  readonly url: string;
  /** ID of the account. */
  readonly partnerId: number;
  /** Admin secret of the account. */
  readonly adminSecret: string;
  /** App tokens that open rooms (`user`) and create rooms (`admin`). */
  readonly appTokens: {
    /** Opens rooms. */
    readonly user: AppTokenCredentials;
    /** Creates rooms. */
    readonly admin: AppTokenCredentials;
  };
  /**
   * Address of each room's page for guests, such as `http://localhost:4000/share/{id}`. Its origin
   * differs from KAF's.
   */
  readonly shareUrl: string;
  /**
   * Registers an LTI 1.3 platform, which is a host backend, with KAF. It replaces a platform with the
   * same issuer and client ID.
   */
  registerPlatform(platform: Platform): void;
  /** Faults that you can set for the next requests. */
  readonly faults: Faults;
  /** Numbers of requests so far. */
  readonly counts: Counts;
  /** The rooms that exist now. */
  readonly rooms: readonly Room[];
  /** Stops at once. Responses that a fault holds back are dropped, and rooms are saved. */
  close(): Promise<void>;
}

/**
 * Starts a simulator. The promise resolves when it listens.
 * @param options each has a default
 * @throws Error if the port is in use, the state file is invalid, or an option is invalid
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {port, host, account, appTokens, instance, stateFile, onRefusal} = parseOptions(options);
  const {partnerId, adminSecret, now} = account;
  const appTokensById = indexAppTokens(appTokens);
  const rooms = await RoomStore.open(stateFile, now);
  const faults = new FaultPanel();
  const {counts, count} = createCounts();
  const closing = new AbortController();
  const context: SimulatorContext = {
    account,
    instance,
    sessions: new Sessions(account),
    appTokens: appTokensById,
    rooms,
    nonces: new ExpiringMap<true>(now),
    platforms: new Platforms(),
    logins: new Logins(now),
    faults,
    onRefusal,
    count,
    closing: closing.signal,
  };

  const app = new Hono<NodeEnv>();
  app.route('/api_v3', createKalturaApi(context));
  app.route('/', createKaf(context));
  app.route('/', createHostedModule(context));
  app.notFound(({req}) => {
    const reason = `There is no such page: ${redactKs(req.path)}`;
    // Browsers request this icon by themselves.
    if (req.path !== '/favicon.ico') onRefusal?.(404, reason);
    return applicationError(404, 'There is no such page.');
  });
  app.all('/share/*', ({req}) => guestPages.app.fetch(req.raw));
  const listener = getRequestListener(app.fetch, {overrideGlobalObjects: false});
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.listen(port, host);
  await once(server, 'listening');
  const url = getOrigin(server);
  const guestPages = createGuestPages(
    account,
    instance,
    url,
    `http://localhost:${new URL(url).port}`,
  );

  return {
    url,
    shareUrl: guestPages.url,
    partnerId,
    adminSecret,
    appTokens: BUILT_IN_APP_TOKENS,
    registerPlatform: platform => context.platforms.register(platform),
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

function getOrigin(server: Server): string {
  const {address, family, port} = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
