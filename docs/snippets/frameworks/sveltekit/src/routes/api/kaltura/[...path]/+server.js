import {env} from '$env/dynamic/private';
import {kalturaRooms} from 'kaltura-room/server';

let rooms;

/** Creates it with the first request: a build has no secrets. */
function getRooms() {
  rooms ??= kalturaRooms({
    partnerId: Number(env.KALTURA_PARTNER_ID),
    kafUrl: env.KAF_URL,
    credentials: {adminSecret: env.KALTURA_ADMIN_SECRET},
    // Your `hooks.server.js` sets `locals.user`.
    authorize: (request, access, {locals}) =>
      locals.user
        ? {userId: locals.user.id, firstName: locals.user.name}
        : null,
  });
  return rooms;
}

export const fallback = event => getRooms().fetch(event.request, event);
