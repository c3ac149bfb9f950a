import assert from 'node:assert/strict';
import type {Browser, BrowserContext, Page} from '@playwright/test';

const SIGNED_IN = ['sam', 'cora', 'alex', 'eddi', 'ada'] as const;
export type Person = 'visitor' | (typeof SIGNED_IN)[number];

const answers: Promise<string>[] = [];
/** Keeps an answer that no page was sent, for {@link People.received}. */
export const keep = (answer: string) => void answers.push(Promise.resolve(answer));

/** Somebody in a browser of their own. */
export interface People {
  /** sam is a subscriber, cora a contributor, alex an author, eddi an editor, ada an administrator. */
  readonly as: (person: Person) => Promise<Page>;
  /** All that they were sent: the headers and the body of each answer. */
  readonly received: () => Promise<string[]>;
}

/** Signs everybody in, as wp-login.php does. */
export async function openPeople(browser: Browser, url: string): Promise<People> {
  const contexts = new Map<Person, BrowserContext>();
  for (const person of ['visitor', ...SIGNED_IN] as const) {
    const context = await browser.newContext({baseURL: url});
    context.setDefaultTimeout(10_000);
    context.on('response', response =>
      answers.push(
        // A redirect has no body, nor has what was dropped.
        response
          .text()
          .catch(() => '')
          .then(text => `${response.url()} ${JSON.stringify(response.headers())} ${text}`),
      ),
    );
    contexts.set(person, context);
  }
  await Promise.all(
    SIGNED_IN.map(async person => {
      const {request} = contexts.get(person)!;
      await request.get('/wp-login.php');
      const form = {log: person, pwd: `a-word-for-${person}`, testcookie: '1'};
      const answer = await request.post('/wp-login.php', {form, maxRedirects: 0});
      assert.equal(answer.status(), 302, `${person} is signed in`);
    }),
  );
  return {
    as: async person => contexts.get(person)!.newPage(),
    received: () => Promise.all(answers),
  };
}
