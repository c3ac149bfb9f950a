/*
 * Stands for the sessions of your application. The cookie has a random
 * ID of the session. It must not be the user ID, because anyone can
 * send any cookie.
 */
const SESSIONS = new Map([
  ['session-of-jane', {userId: 'jane', isHost: true}],
  ['session-of-omar', {userId: 'omar', isHost: false}],
]);

/**
 * Finds the session of a request. Returns undefined without one.
 * @param {string | null | undefined} cookie
 */
export function readSession(cookie) {
  const [, id = ''] =
    /(?:^|; )host-session=([\w-]+)/.exec(cookie ?? '') ?? [];
  return SESSIONS.get(id);
}
