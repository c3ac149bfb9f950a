// @ts-check
import {Hono} from 'hono';
import {getCookie, setCookie} from 'hono/cookie';
import {kalturaRooms} from 'kaltura-room/server';

/*
 * The host backend, as you would write it: it decides who is signed in and what they may do. In this
 * demo, a cookie names the person, and anyone can set it. Your backend reads its own session.
 */

/** @type {Map<string | undefined, import('kaltura-room/server').Grant>} */
const GRANTS = new Map([
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
 * Creates the host backend, and two routes that change the signed-in person.
 * @param {Pick<import('kaltura-room/server').KalturaRoomsOptions, 'partnerId' | 'kafUrl' | 'apiUrl' | 'credentials' | 'auth' | 'lti13'>} account
 * @param {string} defaultPerson who is signed in if there is no cookie
 */
export function createBackend(account, defaultPerson) {
  const {kafUrl} = account;
  const rooms = kalturaRooms({
    ...account,
    logger: {info: () => {}, error: (fields, message) => console.error(message, fields)},
    authorize(request) {
      const person = /(?:^|; )person=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
      return GRANTS.get(person ?? defaultPerson);
    },
  });
  return new Hono()
    .all('/api/kaltura/*', ({req}) => rooms.fetch(req.raw))
    .get('/api/me', context =>
      context.json({person: getCookie(context, 'person') ?? defaultPerson, kafUrl}),
    )
    .post('/api/sign-in', async context => {
      const {person} = (await context.req.json().catch(() => null)) ?? {};
      if (context.req.header('content-type') !== 'application/json' || !/^\w+$/.test(person))
        return context.body(null, 400);
      setCookie(context, 'person', person, {httpOnly: true, sameSite: 'Lax', path: '/'});
      return context.body(null, 204);
    });
}
