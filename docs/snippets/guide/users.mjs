/* Stands for the sessions of your application. */

const users = new Map([
  ['session-of-jane', {id: 'jane', firstName: 'Jane'}],
  ['session-of-omar', {id: 'omar', firstName: 'Omar'}],
]);

/**
 * Returns the user who is signed in.
 * @param {Request} request
 */
export function findUser(request) {
  const [, session = ''] =
    /(?:^|; )session=([\w-]+)/.exec(
      request.headers.get('cookie') ?? '',
    ) ?? [];
  return users.get(session);
}
