import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {getRequestListener} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {RoomError, kalturaRooms} from '../../dist/server/index.js';
import {startSimulator, type Simulator} from '../../dist/simulator/index.js';
import {passOn, passOnSocket} from './pass-on.js';

/** A request for a launch, as the host backend received it. */
export interface TokenRequest {
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What serves one app and its host backend on one origin, with a Kaltura of its own on another. */
export interface Host {
  readonly url: string;
  readonly simulator: Simulator;
  /** What was asked for so far. */
  readonly tokens: readonly TokenRequest[];
  /** From now on nobody may open a room. */
  refuse(): void;
  /** Holds back the answers to what is asked for from now on, until what it returns is called. */
  hold(): () => void;
  close(): Promise<void>;
}

/**
 * @param from the folder with what was built; the URL of the server that renders it, where there
 *     is one
 */
export async function startHost(from: string): Promise<Host> {
  const isServer = from.startsWith('http:');
  const simulator = await startSimulator();
  const tokens: TokenRequest[] = [];
  let isRefused = false;
  let gate = Promise.resolve();

  const rooms = kalturaRooms({
    partnerId: simulator.partnerId,
    kafUrl: simulator.url,
    credentials: {adminSecret: simulator.adminSecret},
    logger: {info: () => {}, error: (fields, message) => console.error(message, fields)},
    authorize(_request, {action}) {
      if (isRefused && action === 'view-room') throw new RoomError('access-denied', 'as told');
      return {
        userId: 'jane',
        firstName: 'Jane',
        roomModerator: true,
        chatModerator: true,
        createRooms: true,
      };
    },
  });
  const app = new Hono()
    .use('/api/kaltura/token', async ({req}, next) => {
      const body = (await req.raw.clone().json()) as TokenRequest['body'];
      tokens.push({headers: req.raw.headers, body});
      await gate;
      await next();
    })
    .route('/api/kaltura', rooms);
  if (!isServer) app.use(serveStatic({root: from}));

  const listener = getRequestListener(app.fetch, {overrideGlobalObjects: false});
  const server = createServer((incoming, outgoing) => {
    if (isServer && !incoming.url?.startsWith('/api/kaltura/')) passOn(from, incoming, outgoing);
    else void listener(incoming, outgoing);
  });
  if (isServer) server.on('upgrade', (incoming, socket) => passOnSocket(from, incoming, socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    // Another site than the simulator's, to a browser.
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    simulator,
    tokens,
    refuse: () => void (isRefused = true),
    hold() {
      let release = () => {};
      gate = new Promise(resolve => (release = resolve));
      return release;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await simulator.close();
    },
  };
}
