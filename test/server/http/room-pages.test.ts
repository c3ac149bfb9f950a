import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Hono} from 'hono';
import {roomPages, type RoomPagesOptions} from '../../../src/server/index.js';

const OPTIONS = {
  kafUrl: 'https://12345.kaf.kaltura.com',
  scriptUrl: '/kaltura-room/room.js',
  tokenUrl: '/api/kaltura/token',
};
const app = (options: Partial<RoomPagesOptions> = {}) =>
  new Hono().route('/join', roomPages({...OPTIONS, ...options}));

test('a room has a page that may do what it is for, and nothing else', async () => {
  const response = await app().request('/join/1_abcd1234');
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
  const text = await response.text();
  assert.match(text, /room-id="1_abcd1234"\s+token-url="\/api\/kaltura\/token"/);
  assert.match(text, /<script type="module" src="\/kaltura-room\/room.js">/);
  const policy = response.headers.get('content-security-policy') ?? '';
  for (const directive of [
    /default-src 'self'/,
    /frame-src https:\/\/12345\.kaf\.kaltura\.com/,
    /frame-ancestors 'none'/,
    /style-src 'sha256-/,
    /require-trusted-types-for 'script'/,
  ])
    assert.match(policy, directive);
  assert.doesNotMatch(policy, /unsafe/);
  assert.match(response.headers.get('permissions-policy') ?? '', /camera=\(self "https:\/\/12345/);
});

test('a token endpoint on another server may be asked', async () => {
  const response = await app({tokenUrl: 'https://api.example.com/token'}).request(
    '/join/1_abcd1234',
  );
  assert.match(
    response.headers.get('content-security-policy') ?? '',
    /connect-src [^;]*https:\/\/api\.example\.com/,
  );
});

for (const id of ['1_abcd123', 'x', '%22%3E%3Cscript%3E', '1_abcd1234x', ''])
  test(`/join/${id} is no room`, async () => {
    assert.equal((await app().request(`/join/${id}`)).status, 404);
  });

test('what the host gives is text to the page', async () => {
  const hostile = '"><script>alert(1)</script>';
  const response = await app({title: hostile, lang: hostile}).request('/join/1_abcd1234');
  assert.doesNotMatch(await response.text(), /<script>alert/);
});

for (const option of [{kafUrl: 'http://kaf.example.com'}, {auth: 'saml' as 'ks'}, {scriptUrl: ''}])
  test(`${JSON.stringify(option)} is refused at once`, () => {
    assert.throws(() => app(option), {name: 'RoomError', code: 'attribute-invalid'});
  });
