import {kalturaRooms} from 'kaltura-room/server';
import {findUser} from './users.js';

const {env} = process;

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  credentials: {adminSecret: env.KALTURA_ADMIN_SECRET},
  async authorize(request) {
    const user = await findUser(request);
    if (!user) return null;
    const {id, firstName, lastName, isHost} = user;
    return {
      userId: id,
      firstName,
      lastName,
      roomModerator: isHost,
      chatModerator: isHost,
      createRooms: isHost,
    };
  },
});
