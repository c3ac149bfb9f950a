import assert from 'node:assert/strict';
import {MOUNT, post, type Answer, type Host, type Row} from '../host.js';

const roomId = '1_townhall';
const asked = {roomId, roomModerator: true};

/** Holds an answer of KAF to be the room, open for a moderator. */
async function assertRoom(page: Response): Promise<void> {
  const html = await page.text();
  assert.equal(page.status, 200, html.slice(0, 1000));
  assert.match(html, /Town hall/);
  assert.match(html, /Zoë/);
  assert.match(html, /Room moderator/);
}

const form = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
});

/** Begins an LTI 1.3 launch as a tab of its own does, and gives what KAF then asks the host. */
async function beginLti13(host: Host) {
  const {data, status, text} = await post(host, '/lti-1.3/token', asked);
  assert.deepEqual([status, data?.['auth']], [200, 'lti-1.3'], text);
  const launch = new URL(String(data?.['url']));
  assert.equal(launch.origin, host.simulator.url);
  launch.searchParams.delete('lti_storage_target');
  const begun = await fetch(launch, {redirect: 'manual'});
  const to = new URL(begun.headers.get('location') ?? '');
  assert.equal(to.origin + to.pathname, `${host.url}${MOUNT}/lti-1.3/lti/authorize`);
  const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {to, cookie};
}

/** The form of the page that carries the token to KAF. */
function formOf(html: string): {action: string; fields: Record<string, string>} {
  const [, action = ''] = /<form method="post" action="([^"]*)">/.exec(html) ?? [];
  const inputs = html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  const fields = [...inputs].map(([, name = '', value = '']): [string, string] => [name, value]);
  return {action, fields: Object.fromEntries(fields)};
}

/** KAF asks by either method; frames of other sites come here. */
const askLti13 = ({origin, pathname, search}: URL, method: string) =>
  fetch(origin + pathname + (method === 'GET' ? search : ''), {
    ...(method === 'POST' && form(Object.fromEntries(new URLSearchParams(search)))),
    headers: {'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe'},
  });

async function assertFailedPage(page: Response, status: number, code: string): Promise<void> {
  assert.equal(page.status, status);
  assert.equal(page.headers.get('cache-control'), 'no-store');
  assert.match(page.headers.get('content-type') ?? '', /^text\/html\b/);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  assert.match(await page.text(), new RegExp(`<code>${code}</code>`));
}

const ksOf = ({data}: Answer) => String(data?.['ks']);

/** Each way in which Kaltura lets people in, to the end. */
export const waysIn: readonly Row[] = [
  {
    name: 'an app token opens the room',
    check: async host => {
      const {url} = host.simulator;
      const ks = ksOf(await post(host, '/app-token/token', asked));
      await assertRoom(await fetch(`${url}/embeddedrooms/index/view-room/ks/${ks}`));
    },
  },
  {
    name: 'an app token creates a room',
    check: async host => {
      const {status, text} = await post(host, '/app-token/rooms', {name: 'By app token'});
      assert.equal(status, 201, text);
    },
  },
  {
    name: 'a form signed by LTI 1.1 opens the room',
    check: async host => {
      const {data, status, text} = await post(host, '/lti/token', asked);
      assert.deepEqual([status, data?.['auth']], [200, 'lti-1.1'], text);
      const fields = data?.['fields'] as Record<string, string>;
      await assertRoom(await fetch(String(data?.['action']), form(fields)));
    },
  },
  ...['GET', 'POST'].map((method): Row => ({
    name: `a login by LTI 1.3 opens the room, where KAF asks by ${method}`,
    check: async host => {
      const {to, cookie} = await beginLti13(host);
      const page = await askLti13(to, method);
      const html = await page.text();
      assert.equal(page.status, 200, html);
      assert.equal(page.headers.get('cache-control'), 'no-store');
      const {action, fields} = formOf(html);
      assert.equal(new URL(action).origin, host.simulator.url);
      await assertRoom(await fetch(action, {...form(fields), headers: {cookie}}));
    },
  })),
  {
    name: 'a login hint is good once',
    check: async host => {
      const {to} = await beginLti13(host);
      assert.equal((await askLti13(to, 'GET')).status, 200);
      await assertFailedPage(await askLti13(to, 'GET'), 403, 'launch-expired');
    },
  },
  {
    name: 'a token goes nowhere but to KAF',
    check: async host => {
      const {to} = await beginLti13(host);
      to.searchParams.set('redirect_uri', 'https://evil.example/');
      await assertFailedPage(await askLti13(to, 'GET'), 400, 'invalidRequest');
    },
  },
  {
    name: 'the public keys are there for KAF, and nothing private with them',
    check: async host => {
      const answer = await fetch(`${host.url}${MOUNT}/lti-1.3/lti/jwks`);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('cache-control') ?? '', /^public, max-age=\d+$/);
      const {keys} = (await answer.json()) as {keys: object[]};
      const members = keys.map(key => Object.keys(key).sort().join(' '));
      assert.deepEqual(members, ['alg e kid kty n use']);
    },
  },
];
