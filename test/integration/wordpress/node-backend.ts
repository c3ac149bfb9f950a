import {once} from 'node:events';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {serve} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {cors} from 'hono/cors';
import {kalturaRooms, roomPages} from '../../../dist/server/index.js';
import type {Simulator} from '../../../dist/simulator/index.js';

const CDN = fileURLToPath(new URL('../../../dist/cdn', import.meta.url));

/** Starts a separate host backend, for WordPress pages with handwritten elements. */
export async function startNodeBackend({partnerId, url, adminSecret}: Simulator) {
  const allowedOrigins: string[] = [];
  const createRooms = () =>
    kalturaRooms({
      partnerId,
      kafUrl: url,
      credentials: {adminSecret},
      allowedOrigins,
      authorize: () => ({userId: 'guest', firstName: 'Gino'}),
      logger: {info() {}, error: console.error},
    });
  let rooms = createRooms();
  const script = serveStatic({
    root: CDN,
    rewriteRequestPath: path => path.slice('/kaltura-room'.length),
  });
  const pages = roomPages({
    kafUrl: url,
    scriptUrl: '/kaltura-room/room.js',
    tokenUrl: '/api/kaltura/token',
  });
  const app = new Hono()
    .get('/kaltura-room/*', cors(), script)
    .get('/join/*', ({req}) => pages.fetch(req.raw))
    .all('/api/kaltura/*', ({req}) => rooms.fetch(req.raw));
  const server = serve({fetch: app.fetch, hostname: '127.0.0.1', port: 0}) as Server;
  if (!server.listening) await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Allows requests of pages of this origin. */
    allowOrigin(origin: string) {
      allowedOrigins.push(origin);
      rooms = createRooms();
    },
    close: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
