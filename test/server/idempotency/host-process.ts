import {serve} from '@hono/node-server';
import {Redis} from 'ioredis';
import {createClient} from 'redis';
import {kalturaRooms} from '../../../src/server/index.js';
import {redisStore} from '../../../src/server/redis.js';

/*
 * One process of a host: the host backend on a port of its own, as a parent of a test starts it.
 * `node host-process.ts {client} {redis} {kaltura} {partnerId} {adminSecret} {seconds}`
 */

const [client, redisUrl = '', url = '', partnerId, adminSecret = '', timeout] =
  process.argv.slice(2);

const rooms = kalturaRooms({
  partnerId: Number(partnerId),
  kafUrl: url,
  apiUrl: url,
  credentials: {adminSecret, strategy: 'session.start'},
  authorize: () => ({userId: 'jane', createRooms: true}),
  store: redisStore(client === 'ioredis' ? new Redis(redisUrl) : await connected()),
  upstreamTimeout: Number(timeout),
  logger: {info: () => {}, error: (fields, message) => console.error(message, fields)},
});
const server = serve({fetch: rooms.fetch, port: 0, hostname: '127.0.0.1'}, ({port}) =>
  process.send?.(port),
);
// A parent that is gone leaves nothing behind.
process.on('disconnect', () => {
  server.close();
  process.exit();
});

async function connected() {
  const nodeRedis = createClient({url: redisUrl});
  nodeRedis.on('error', () => {});
  await nodeRedis.connect();
  return nodeRedis;
}
