import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {getRequestListener} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {RoomError, kalturaRooms} from '../../../dist/server/index.js';
import {startSimulator, type Simulator} from '../../../dist/simulator/index.js';
import {forwardRequest, forwardSocket} from './forward-request.js';

/** A request for a launch, as the host backend received it. */
export interface TokenRequest {
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A server for one app and its host backend, with a new simulator on another origin. */
export interface Host {
  readonly url: string;
  readonly simulator: Simulator;
  /** The requests for launches so far. */
  readonly tokenRequests: readonly TokenRequest[];
  /** Denies access to all rooms from now on. */
  denyAccess(): void;
  /** Delays the responses to token requests until the returned function is called. */
  holdTokenResponses(): () => void;
  close(): Promise<void>;
}

/**
 * Starts the server.
 * @param source the output folder of the build, or the URL of the server that renders the app
 */
export async function startHost(source: string): Promise<Host> {
  const isServer = source.startsWith('http:');
  const simulator = await startSimulator();
  const tokenRequests: TokenRequest[] = [];
  let isDenied = false;
  let gate = Promise.resolve();

  const rooms = kalturaRooms({
    partnerId: simulator.partnerId,
    kafUrl: simulator.url,
    credentials: {adminSecret: simulator.adminSecret},
    logger: {info: () => {}, error: (fields, message) => console.error(message, fields)},
    authorize(_request, {action}) {
      if (isDenied && action === 'view-room')
        throw new RoomError('access-denied', 'denied by the test');
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
      tokenRequests.push({headers: req.raw.headers, body});
      await gate;
      await next();
    })
    .all('/api/kaltura/*', ({req}) => rooms.fetch(req.raw));
  if (!isServer) app.use(serveStatic({root: source}));

  const listener = getRequestListener(app.fetch, {overrideGlobalObjects: false});
  const server = createServer((incoming, outgoing) => {
    if (isServer && !incoming.url?.startsWith('/api/kaltura/'))
      forwardRequest(source, incoming, outgoing);
    else void listener(incoming, outgoing);
  });
  if (isServer) server.on('upgrade', (incoming, socket) => forwardSocket(source, incoming, socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    // Browsers treat `localhost` and the simulator's 127.0.0.1 as different sites.
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    simulator,
    tokenRequests,
    denyAccess: () => void (isDenied = true),
    holdTokenResponses() {
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
