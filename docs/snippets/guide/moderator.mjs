import {kalturaRooms} from 'kaltura-room/server';
import {findUser} from './users.mjs';

// #region authorize
const moderators = new Map([['1_townhall', ['jane']]]);

export const rooms = kalturaRooms({
  partnerId: Number(process.env.KALTURA_PARTNER_ID),
  kafUrl: process.env.KAF_URL,
  credentials: {adminSecret: process.env.KALTURA_ADMIN_SECRET},
  authorize: (request, access) => {
    const user = findUser(request); // your own function
    if (!user) return null;
    return {
      userId: user.id,
      firstName: user.firstName,
      roomModerator:
        access.action === 'view-room' &&
        moderators.get(access.roomId)?.includes(user.id),
      createRooms: user.id === 'jane',
    };
  },
});
// #endregion authorize
