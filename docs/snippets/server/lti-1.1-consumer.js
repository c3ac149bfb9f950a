import {kalturaRooms} from 'kaltura-room/server';
import {authorize} from './authorize.js';

const {env} = process;

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  auth: 'lti-1.1',
  lti: {
    consumerKey: 'www.example.com',
    sharedSecret: env.KALTURA_LTI_SECRET,
  },
  authorize,
});
