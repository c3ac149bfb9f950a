import {Redis} from 'ioredis';
import {kalturaRooms} from 'kaltura-room/server';
import {redisStore} from 'kaltura-room/server/redis';
import {authorize} from './authorize.js';

const {env} = process;

export const client = new Redis(env.REDIS_URL);
client.on('error', error => console.error(error.message));

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  credentials: {adminSecret: env.KALTURA_ADMIN_SECRET},
  authorize,
  store: redisStore(client),
});
