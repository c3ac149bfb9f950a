import assert from 'node:assert/strict';
import {MOUNT, post, type Answer, type Host, type HostTest} from '../host.js';

const roomId = '1_townhall';
const tokenRequest = {roomId, roomModerator: true};

/** Checks that a response of KAF is the room page of a moderator. */
async function assertRoom(page: Response): Promise<void> {
  const html = await page.text();
  assert.equal(page.status, 200, html.slice(0, 1000));
  assert.match(html, /Town hall/);
  assert.match(html, /Zoë/);
  assert.match(html, /Room moderator/);
}

const createFormRequest = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
});

/** Begins an LTI 1.3 launch as a new tab does. Returns the authorization URL, to which KAF redirects. */
async function beginLti13(host: Host) {
  const {data, status, text} = await post(host, '/lti-1.3/token', tokenRequest);
  assert.deepEqual([status, data?.['auth']], [200, 'lti-1.3'], text);
  const launch = new URL(String(data?.['url']));
  assert.equal(launch.origin, host.simulator.url);
  launch.searchParams.delete('lti_storage_target');
  const redirect = await fetch(launch, {redirect: 'manual'});
  const authorizationUrl = new URL(redirect.headers.get('location') ?? '');
  assert.equal(
    authorizationUrl.origin + authorizationUrl.pathname,
    `${host.url}${MOUNT}/lti-1.3/lti/authorize`,
  );
  const cookie = redirect.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {authorizationUrl, cookie};
}

/** Parses the form that sends the token to KAF. */
function parseForm(html: string): {action: string; fields: Record<string, string>} {
  const [, action = ''] = /<form method="post" action="([^"]*)">/.exec(html) ?? [];
  const inputs = html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  const fields = [...inputs].map(([, name = '', value = '']): [string, string] => [name, value]);
  return {action, fields: Object.fromEntries(fields)};
}

/** Requests authorization by either method, from a frame of another site. */
const authorizeLti13 = ({origin, pathname, search}: URL, method: string) =>
  fetch(origin + pathname + (method === 'GET' ? search : ''), {
    ...(method === 'POST' && createFormRequest(Object.fromEntries(new URLSearchParams(search)))),
    headers: {'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe'},
  });

async function assertErrorPage(page: Response, status: number, code: string): Promise<void> {
  assert.equal(page.status, status);
  assert.equal(page.headers.get('cache-control'), 'no-store');
  assert.match(page.headers.get('content-type') ?? '', /^text\/html\b/);
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  assert.match(await page.text(), new RegExp(`<code>${code}</code>`));
}

const getKs = ({data}: Answer) => String(data?.['ks']);

/** Tests of each authentication method, up to the room page. */
export const authenticationTests: readonly HostTest[] = [
  {
    name: 'an app token opens the room',
    run: async host => {
      const {url} = host.simulator;
      const ks = getKs(await post(host, '/app-token/token', tokenRequest));
      await assertRoom(await fetch(`${url}/embeddedrooms/index/view-room/ks/${ks}`));
    },
  },
  {
    name: 'an app token creates a room',
    run: async host => {
      const {status, text} = await post(host, '/app-token/rooms', {name: 'By app token'});
      assert.equal(status, 201, text);
    },
  },
  {
    name: 'a signed LTI 1.1 form opens the room',
    run: async host => {
      const {data, status, text} = await post(host, '/lti/token', tokenRequest);
      assert.deepEqual([status, data?.['auth']], [200, 'lti-1.1'], text);
      const fields = data?.['fields'] as Record<string, string>;
      await assertRoom(await fetch(String(data?.['action']), createFormRequest(fields)));
    },
  },
  ...['GET', 'POST'].map((method): HostTest => ({
    name: `an LTI 1.3 login by ${method} opens the room`,
    run: async host => {
      const {authorizationUrl, cookie} = await beginLti13(host);
      const page = await authorizeLti13(authorizationUrl, method);
      const html = await page.text();
      assert.equal(page.status, 200, html);
      assert.equal(page.headers.get('cache-control'), 'no-store');
      const {action, fields} = parseForm(html);
      assert.equal(new URL(action).origin, host.simulator.url);
      await assertRoom(await fetch(action, {...createFormRequest(fields), headers: {cookie}}));
    },
  })),
  {
    name: 'an LTI 1.3 login hint is valid once',
    run: async host => {
      const {authorizationUrl} = await beginLti13(host);
      assert.equal((await authorizeLti13(authorizationUrl, 'GET')).status, 200);
      await assertErrorPage(await authorizeLti13(authorizationUrl, 'GET'), 403, 'launch-expired');
    },
  },
  {
    name: 'an LTI 1.3 token is sent to KAF only',
    run: async host => {
      const {authorizationUrl} = await beginLti13(host);
      authorizationUrl.searchParams.set('redirect_uri', 'https://evil.example/');
      await assertErrorPage(await authorizeLti13(authorizationUrl, 'GET'), 400, 'invalidRequest');
    },
  },
  {
    name: 'the JWKS endpoint returns the public keys without private members',
    run: async host => {
      const answer = await fetch(`${host.url}${MOUNT}/lti-1.3/lti/jwks`);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('cache-control') ?? '', /^public, max-age=\d+$/);
      const {keys} = (await answer.json()) as {keys: object[]};
      const members = keys.map(key => Object.keys(key).sort().join(' '));
      assert.deepEqual(members, ['alg e kid kty n use']);
    },
  },
];
