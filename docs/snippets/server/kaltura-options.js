import {kalturaRooms} from 'kaltura-room/server';
import {authorize} from './authorize.js';

const {env} = process;

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  credentials: {adminSecret: env.KALTURA_ADMIN_SECRET},
  authorize,
  // #region options
  launchPrivileges: ({userId}) => ({
    userId,
    email: `${userId}@example.com`,
  }),
  locale: true,
  returnUrl: ({roomId}) => `https://www.example.com/after/${roomId}`,
  viewRoomPath: '/embeddedrooms/index/view-room',
  ksIn: 'query',
  adminPrivileges: {disableentitlement: ''},
  // #endregion options
});
