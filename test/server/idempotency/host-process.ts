import {serve} from '@hono/node-server';
import {Redis} from 'ioredis';
import {createClient} from 'redis';
import {kalturaRooms} from '../../../src/server/index.js';
import {redisStore} from '../../../src/server/redis.js';

/*
 * One process of a host, which a test starts as a child. It serves the host backend on a free port,
 * and sends the port to the test.
 *
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
  store: redisStore(client === 'ioredis' ? new Redis(redisUrl) : await connectNodeRedis()),
  upstreamTimeout: Number(timeout),
  logger: {info: () => {}, error: (fields, message) => console.error(message, fields)},
});
const server = serve({fetch: rooms.fetch, port: 0, hostname: '127.0.0.1'}, ({port}) =>
  process.send?.(port),
);
// Ends with the test.
process.on('disconnect', () => {
  server.close();
  process.exit();
});

async function connectNodeRedis() {
  const nodeRedis = createClient({url: redisUrl});
  nodeRedis.on('error', () => {});
  await nodeRedis.connect();
  return nodeRedis;
}
