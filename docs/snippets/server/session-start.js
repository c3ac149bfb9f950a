import {kalturaRooms} from 'kaltura-room/server';
import {authorize} from './authorize.js';

const {env} = process;

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  // #region credentials
  credentials: {
    adminSecret: env.KALTURA_ADMIN_SECRET,
    strategy: 'session.start',
  },
  // #endregion credentials
  authorize,
});
