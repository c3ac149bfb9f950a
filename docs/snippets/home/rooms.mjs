// #region rooms
import {kalturaRooms} from 'kaltura-room/server';

export const rooms = kalturaRooms({
  partnerId: Number(process.env.KALTURA_PARTNER_ID),
  kafUrl: process.env.KAF_URL,
  credentials: {adminSecret: process.env.KALTURA_ADMIN_SECRET},
  authorize: async request => {
    const user = await findUser(request); // Your own session
    if (!user) return null; // The answer is 401
    return {
      userId: user.id,
      firstName: user.name,
      roomModerator: user.isHost,
    };
  },
});
// #endregion rooms

/** @param {Request} request */
async function findUser(request) {
  const isJane = request.headers.get('cookie') === 'session=jane';
  return isJane ? {id: 'jane', name: 'Jane', isHost: true} : undefined;
}
