// @ts-check
import {Hono} from 'hono';
import {getCookie, setCookie} from 'hono/cookie';
import {kalturaRooms} from 'kaltura-room/server';

/*
 * The host backend, as a customer would write it: who is signed in, and what that person may do.
 * Here a cookie simply says who it is; yours asks its own session.
 */

/** @type {Map<string | undefined, import('kaltura-room/server').Grant>} */
const PEOPLE = new Map([
  [
    'moderator',
    {
      userId: 'mona@example.com',
      firstName: 'Mona',
      lastName: 'Moderator',
      roomModerator: true,
      chatModerator: true,
      createRooms: true,
    },
  ],
  ['guest', {userId: 'gino@example.com', firstName: 'Gino', lastName: 'Guest'}],
]);

/**
 * @param {Pick<import('kaltura-room/server').KalturaRoomsOptions, 'partnerId' | 'kafUrl' | 'apiUrl' | 'credentials' | 'auth' | 'lti13'>} account
 * @param {string} visitor who one is before one has said so
 */
export function backend(account, visitor) {
  const {kafUrl} = account;
  const rooms = kalturaRooms({
    ...account,
    logger: {info: () => {}, error: (fields, message) => console.error(message, fields)},
    authorize(request) {
      const person = /(?:^|; )person=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
      return PEOPLE.get(person ?? visitor);
    },
  });
  return new Hono()
    .route('/api/kaltura', rooms)
    .get('/api/me', context =>
      context.json({person: getCookie(context, 'person') ?? visitor, kafUrl}),
    )
    .post('/api/sign-in', async context => {
      const {person} = await context.req.json().catch(() => ({}));
      if (context.req.header('content-type') !== 'application/json' || !/^\w+$/.test(person))
        return context.body(null, 400);
      setCookie(context, 'person', person, {httpOnly: true, sameSite: 'Lax', path: '/'});
      return context.body(null, 204);
    });
}
