/*
 * Stands for the sessions and users of your application.
 * The cookie `session` names the session.
 */

/**
 * @typedef {object} User
 * @property {string} id
 * @property {string} firstName
 * @property {string} lastName
 * @property {boolean} isHost whether they moderate and create rooms
 * @property {string[]} rooms IDs of the rooms that the user may open
 */

/** @type {Map<string | undefined, User>} */
const USERS_BY_SESSION = new Map([
  [
    'session-of-jane',
    {
      id: 'jane',
      firstName: 'Jane',
      lastName: 'Doe',
      isHost: true,
      rooms: ['1_townhall'],
    },
  ],
  [
    'session-of-omar',
    {
      id: 'omar',
      firstName: 'Omar',
      lastName: 'Khan',
      isHost: false,
      rooms: ['1_townhall'],
    },
  ],
]);

/**
 * Finds the user of a request. Resolves with undefined without one.
 * @param {Request} request
 */
export async function findUser(request) {
  const cookie = request.headers.get('cookie') ?? '';
  const [, session] = /(?:^|; )session=([\w-]+)/.exec(cookie) ?? [];
  return USERS_BY_SESSION.get(session);
}
