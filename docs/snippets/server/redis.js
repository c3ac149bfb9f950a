import {kalturaRooms} from 'kaltura-room/server';
import {redisStore} from 'kaltura-room/server/redis';
import {createClient} from 'redis';
import {authorize} from './authorize.js';

const {env} = process;

export const client = createClient({url: env.REDIS_URL});
client.on('error', error => console.error(error.message));
await client.connect();

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  credentials: {adminSecret: env.KALTURA_ADMIN_SECRET},
  authorize,
  store: redisStore(client),
});
