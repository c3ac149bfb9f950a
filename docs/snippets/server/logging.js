import {kalturaRooms} from 'kaltura-room/server';
import {pino} from 'pino';
import {authorize} from './authorize.js';

const {env} = process;

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  credentials: {adminSecret: env.KALTURA_ADMIN_SECRET},
  authorize,
  logger: pino({name: 'rooms'}),
});
