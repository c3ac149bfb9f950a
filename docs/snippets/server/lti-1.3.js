import {kalturaRooms} from 'kaltura-room/server';
import {authorize} from './authorize.js';

const {env} = process;

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  // For new rooms:
  credentials: {adminSecret: env.KALTURA_ADMIN_SECRET},
  auth: 'lti-1.3',
  lti13: {
    issuer: env.LTI13_ISSUER ?? 'https://www.example.com',
    clientId: 'kaltura-kaf',
    deploymentId: '1',
    privateKeys: [JSON.parse(env.LTI13_KEY)],
  },
  authorize,
});
