import {kalturaRooms} from 'kaltura-room/server';
import {readSession} from './session.js';

const {env} = process;

export const rooms = kalturaRooms({
  partnerId: Number(env.KALTURA_PARTNER_ID),
  kafUrl: env.KAF_URL,
  credentials: {adminSecret: env.KALTURA_ADMIN_SECRET},
  // `context` is the second argument of rooms.fetch().
  authorize(request, access, context) {
    const session =
      context?.session ?? readSession(request.headers.get('cookie'));
    return (
      session && {userId: session.userId, createRooms: session.isHost}
    );
  },
});
