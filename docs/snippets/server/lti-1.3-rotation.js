import {kalturaRooms} from 'kaltura-room/server';
import {authorize} from './authorize.js';

const {env} = process;

/** The first key signs. The key set at /lti/jwks has all keys. */
const keys = [env.LTI13_KEY, env.LTI13_NEXT_KEY].filter(Boolean);

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  auth: 'lti-1.3',
  lti13: {
    issuer: env.LTI13_ISSUER ?? 'https://www.example.com',
    clientId: 'kaltura-kaf',
    deploymentId: '1',
    privateKeys: keys.map(key => JSON.parse(key)),
  },
  authorize,
});
