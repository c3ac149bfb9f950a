/**
 * Stands for the sessions of your application.
 * @param {string | null | undefined} cookie
 */
export function readSession(cookie) {
  const [, userId] = /\bhost-session=(\w+)/.exec(cookie ?? '') ?? [];
  return userId ? {userId} : undefined;
}
