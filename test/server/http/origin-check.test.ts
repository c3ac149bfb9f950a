import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Hono} from 'hono';
import {isAllowedOrigin} from '../../../src/server/http/origin-check.js';
import {setup} from '../set-up.js';

const LISTED = 'https://www.example.com';
const host = 'rooms.example.com';
const callers: [boolean, string, Record<string, string>][] = [
  [true, 'no page at all', {}],
  [true, 'a page of its own', {'sec-fetch-site': 'same-origin', origin: `https://${host}`}],
  [
    true,
    'a page of its own, behind a proxy',
    {'sec-fetch-site': 'same-origin', origin: 'https://www.public.example'},
  ],
  [true, 'a person', {'sec-fetch-site': 'none'}],
  [true, 'a page of its own, by plain http', {origin: `http://${host}`, host}],
  [true, 'a listed page', {'sec-fetch-site': 'cross-site', origin: LISTED}],
  [true, 'a listed page, in a browser that says less', {origin: LISTED, host}],
  [
    false,
    'a page of another site',
    {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'},
  ],
  [
    false,
    'a page of a sub-domain',
    {'sec-fetch-site': 'same-site', origin: 'https://blog.example.com'},
  ],
  [false, 'a sandboxed page', {'sec-fetch-site': 'cross-site', origin: 'null'}],
  [false, 'a page of another site that hides its origin', {'sec-fetch-site': 'cross-site'}],
  [
    false,
    'a page of another site, in a browser that says less',
    {origin: 'https://evil.example', host},
  ],
  [false, 'a sandboxed page, in a browser that says less', {origin: 'null', host}],
  [false, 'a page of another port', {origin: `http://${host}:8080`, host}],
  [
    false,
    'a page whose name begins like a listed one',
    {'sec-fetch-site': 'cross-site', origin: `${LISTED}.evil.example`},
  ],
  [
    false,
    'a listed page by plain http',
    {'sec-fetch-site': 'cross-site', origin: 'http://www.example.com'},
  ],
];
for (const [allowed, label, headers] of callers)
  test(`${allowed ? 'answers' : 'refuses'} ${label}`, () => {
    assert.equal(isAllowedOrigin(new Headers(headers), [LISTED]), allowed);
  });

const roomId = '1_abcd1234';
const from = (origin: string) => ({
  'content-type': 'application/json',
  'sec-fetch-site': 'cross-site',
  origin,
});

for (const path of ['/token', '/rooms'])
  test(`POST ${path} of another site's page asks nobody who it is`, async () => {
    let asked = 0;
    const {post, calls} = setup({authorize: () => (asked++, null)});
    const {status, json} = await post(path, {roomId}, {headers: from('https://evil.example')});
    assert.deepEqual([status, json.errorCode], [403, 'origin-not-allowed']);
    assert.deepEqual([asked, calls.length], [0, 0]);
  });

test('a listed page may ask, with its cookies; another may not even before asking', async () => {
  const app = new Hono().route('/api', setup({allowedOrigins: [LISTED]}).app);
  const preflight = (origin: string) =>
    app.request('/api/token', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,idempotency-key,x-wp-nonce',
      },
    });
  const {headers} = await preflight(LISTED);
  assert.equal(headers.get('access-control-allow-origin'), LISTED);
  assert.equal(headers.get('access-control-allow-credentials'), 'true');
  assert.match(headers.get('access-control-allow-headers') ?? '', /idempotency-key,x-wp-nonce/);
  const other = await preflight('https://evil.example');
  assert.equal(other.headers.get('access-control-allow-origin'), null);
});

test('a listed page can read the answer, the refusals too', async () => {
  const {post} = setup({allowedOrigins: [LISTED]});
  const {status, response} = await post('/token', {roomId}, {headers: from(LISTED)});
  assert.equal(status, 200);
  assert.equal(response.headers.get('access-control-allow-origin'), LISTED);
  const refused = await post('/token', {roomId: 'x'}, {headers: from(LISTED)});
  assert.equal(refused.status, 400);
  assert.equal(refused.response.headers.get('access-control-allow-origin'), LISTED);
  assert.equal(refused.response.headers.get('access-control-expose-headers'), 'Retry-After,Date');
});
