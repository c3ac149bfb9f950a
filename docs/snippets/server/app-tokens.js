import {kalturaRooms} from 'kaltura-room/server';
import {authorize} from './authorize.js';

const {env} = process;

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  credentials: {
    appTokens: {
      user: {
        id: env.KALTURA_APP_TOKEN_ID,
        token: env.KALTURA_APP_TOKEN,
        hashType: 'SHA256',
      },
      admin: {
        id: env.KALTURA_ADMIN_APP_TOKEN_ID,
        token: env.KALTURA_ADMIN_APP_TOKEN,
        hashType: 'SHA256',
      },
    },
  },
  authorize,
});
