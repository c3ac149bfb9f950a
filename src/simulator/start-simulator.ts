import {once} from 'node:events';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {getRequestListener} from '@hono/node-server';
import {Hono} from 'hono';
import {appTokensById, BUILT_IN_APP_TOKENS, type AppTokenCredentials} from './api/app-tokens.js';
import {kalturaApi} from './api/kaltura-api.js';
import {createCounts, type Counts} from './counts.js';
import {ExpiringMap} from './expiring-map.js';
import {FaultPanel, type Faults} from './faults.js';
import {kaf} from './kaf/kaf.js';
import {applicationError} from './kaf/message-page.js';
import {hosted} from './lti/hosted.js';
import {Logins} from './lti/logins.js';
import {Platforms, type Platform} from './lti/platforms.js';
import type {NodeEnv} from './receive.js';
import {RoomStore, type Room} from './rooms.js';
import {Sessions} from './sessions.js';
import {share} from './share.js';
import {withDefaults, type SimulatorOptions} from './simulator-options.js';

/** A running simulator: the Kaltura API and KAF of one account, on one origin. */
export interface Simulator {
  /** The origin of both: give it as `apiUrl` and as `kafUrl`. */
  readonly url: string;
  readonly partnerId: number;
  readonly adminSecret: string;
  /** The app tokens that open rooms (`user`) and make them (`admin`). */
  readonly appTokens: {readonly user: AppTokenCredentials; readonly admin: AppTokenCredentials};
  /**
   * The page of each room, as `http://localhost:4000/share/{id}`: whoever follows it is a guest. It is
   * of another origin than KAF.
   */
  readonly shareUrl: string;
  /**
   * Tells KAF of the LTI 1.3 platform, a host backend, whose launches it is to take; in place of
   * the one with the same issuer and client ID.
   */
  registerPlatform(platform: Platform): void;
  readonly faults: Faults;
  readonly counts: Counts;
  /** The rooms there are at this moment. */
  readonly rooms: readonly Room[];
  /** Stops at once: answers that are held back are dropped, rooms being saved are saved. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for Kaltura, and resolves once it listens.
 * @throws Error when the port is taken, the state file is broken, or an option makes no sense
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {port, host, account, appTokens, stateFile, onRefusal} = withDefaults(options);
  const {partnerId, adminSecret, now} = account;
  const tokens = appTokensById(appTokens);
  const rooms = await RoomStore.open(stateFile, now);
  const faults = new FaultPanel();
  const {counts, count} = createCounts();
  const closing = new AbortController();
  const simulation = {
    account,
    sessions: new Sessions(account),
    appTokens: tokens,
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
  app.route('/api_v3', kalturaApi(simulation));
  app.route('/', kaf(simulation));
  app.route('/', hosted(simulation));
  app.notFound(() => applicationError(404, 'There is no such page.'));
  app.all('/share/*', ({req}) => pages.app.fetch(req.raw));
  const listener = getRequestListener(app.fetch, {overrideGlobalObjects: false});
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.listen(port, host);
  await once(server, 'listening');
  const url = origin(server);
  const pages = share(account, url, `http://localhost:${new URL(url).port}`);

  return {
    url,
    shareUrl: pages.url,
    partnerId,
    adminSecret,
    appTokens: BUILT_IN_APP_TOKENS,
    registerPlatform: platform => simulation.platforms.register(platform),
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
