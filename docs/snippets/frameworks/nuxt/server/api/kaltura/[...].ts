import type {H3Event} from 'h3';
import {kalturaRooms, type KalturaRooms} from 'kaltura-room/server';

let rooms: KalturaRooms<H3Event> | undefined;

/** Creates it with the first request: a build has no secrets. */
function getRooms() {
  rooms ??= kalturaRooms({
    partnerId: Number(process.env.KALTURA_PARTNER_ID),
    kafUrl: process.env.KAF_URL,
    credentials: {adminSecret: process.env.KALTURA_ADMIN_SECRET},
    // Your server middleware sets `event.context.user`.
    authorize(request, access, event: H3Event) {
      const {user} = event.context;
      if (!user) return null;
      return {
        userId: user.id,
        firstName: user.name,
        roomModerator: user.isHost,
      };
    },
  });
  return rooms;
}

export default defineEventHandler(event =>
  getRooms().fetch(toWebRequest(event), event),
);
