import assert from 'node:assert/strict';
import type {Browser, BrowserContext, Page} from '@playwright/test';

/** Users of the site. The login name of each is its role. */
const LOGINS = ['subscriber', 'contributor', 'author', 'editor', 'administrator'] as const;
export type User = 'visitor' | (typeof LOGINS)[number];

const responses: Promise<string>[] = [];
/** Records a response that no page received, for {@link Users.getResponses}. */
export const recordResponse = (response: string) => void responses.push(Promise.resolve(response));

/** The users, each with a browser context of their own. */
export interface Users {
  /** Opens a page as a user. */
  readonly openPage: (user: User) => Promise<Page>;
  /** Returns the headers and the body of each response. */
  readonly getResponses: () => Promise<string[]>;
}

/** Signs in a user with the form of wp-login.php. */
export async function signIn({request}: BrowserContext, login: (typeof LOGINS)[number]) {
  await request.get('/wp-login.php');
  const form = {log: login, pwd: `password-of-${login}`, testcookie: '1'};
  const response = await request.post('/wp-login.php', {form, maxRedirects: 0});
  assert.equal(response.status(), 302, `${login} must be signed in`);
}

/** Signs in all users, each in a context of their own. */
export async function signInUsers(browser: Browser, url: string): Promise<Users> {
  const contexts = new Map<User, BrowserContext>();
  for (const user of ['visitor', ...LOGINS] as const) {
    const context = await browser.newContext({baseURL: url});
    context.setDefaultTimeout(30_000);
    context.on('response', response =>
      responses.push(
        // A redirect or an aborted response has no body.
        response
          .text()
          .catch(() => '')
          .then(text => `${response.url()} ${JSON.stringify(response.headers())} ${text}`),
      ),
    );
    contexts.set(user, context);
  }
  await Promise.all(LOGINS.map(login => signIn(contexts.get(login)!, login)));
  return {
    openPage: async user => contexts.get(user)!.newPage(),
    getResponses: () => Promise.all(responses),
  };
}
