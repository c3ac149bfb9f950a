// @ts-check
import {Hono} from 'hono';
import {getCookie, setCookie} from 'hono/cookie';
import {kalturaRooms} from 'kaltura-room/server';

/*
 * The host backend, as a customer would write it: who is signed in, and what that person may do.
 * Here a cookie simply says who it is; yours asks its own session.
 */

/** @type {Record<string, import('kaltura-room/server').Grant>} */
const PEOPLE = {
  moderator: {
    userId: 'mona@example.com',
    firstName: 'Mona',
    lastName: 'Moderator',
    roomModerator: true,
    chatModerator: true,
    createRooms: true,
  },
  guest: {userId: 'gino@example.com', firstName: 'Gino', lastName: 'Guest'},
};

/**
 * @param {{partnerId: number, adminSecret: string, kafUrl: string}} account
 */
export function backend({partnerId, adminSecret, kafUrl}) {
  const rooms = kalturaRooms({
    partnerId,
    kafUrl,
    credentials: {adminSecret},
    logger: {info: () => {}, error: (fields, message) => console.error(message, fields)},
    authorize(request) {
      const person = /(?:^|; )person=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
      return PEOPLE[person ?? 'moderator'] ?? null;
    },
  });
  return new Hono()
    .route('/api/kaltura', rooms)
    .get('/api/me', context =>
      context.json({person: getCookie(context, 'person') ?? 'moderator', kafUrl}),
    )
    .post('/api/sign-in', async context => {
      const {person} = await context.req.json();
      setCookie(context, 'person', String(person), {httpOnly: true, sameSite: 'Lax', path: '/'});
      return context.body(null, 204);
    });
}
