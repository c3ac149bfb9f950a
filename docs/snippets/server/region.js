import {kalturaRooms} from 'kaltura-room/server';
import {authorize} from './authorize.js';

const {env} = process;

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  credentials: {adminSecret: env.KALTURA_ADMIN_SECRET},
  // #region options
  kafUrl: 'https://12345.kaf.kaltura.com',
  apiUrl: 'https://api.eu.kaltura.com',
  // #endregion options
  authorize,
});
