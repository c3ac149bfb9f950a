import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Hono} from 'hono';
import {roomPages, type RoomPagesOptions} from '../../../src/server/index.js';

const OPTIONS = {
  kafUrl: 'https://12345.kaf.kaltura.com',
  scriptUrl: '/kaltura-room/room.js',
  tokenUrl: '/api/kaltura/token',
};
const createApp = (options: Partial<RoomPagesOptions> = {}) =>
  new Hono().route('/join', roomPages({...OPTIONS, ...options}));

describe('roomPages()', () => {
  it('serves a page with the room and a strict policy', async () => {
    const response = await createApp().request('/join/1_abcd1234');
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    const page = await response.text();
    assert.match(page, /room-id="1_abcd1234"\s+token-url="\/api\/kaltura\/token"/);
    assert.match(page, /<script type="module" src="\/kaltura-room\/room.js">/);
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
    const permissions = response.headers.get('permissions-policy') ?? '';
    assert.match(permissions, /camera=\(self "https:\/\/12345/);
  });

  it('lets the page call a token endpoint on another server', async () => {
    const app = createApp({tokenUrl: 'https://api.example.com/token'});
    const response = await app.request('/join/1_abcd1234');
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /connect-src [^;]*https:\/\/api\.example\.com/);
  });

  for (const id of ['1_abcd123', 'x', '%22%3E%3Cscript%3E', '1_abcd1234x', ''])
    it(`answers 404 to the malformed room ID "${id}"`, async () => {
      assert.equal((await createApp().request(`/join/${id}`)).status, 404);
    });

  it('escapes the options in the page', async () => {
    const hostile = '"><script>alert(1)</script>';
    const app = createApp({title: hostile, lang: hostile});
    const response = await app.request('/join/1_abcd1234');
    assert.doesNotMatch(await response.text(), /<script>alert/);
  });

  for (const options of [
    {kafUrl: 'http://kaf.example.com'},
    {auth: 'saml' as 'ks'},
    {scriptUrl: ''},
  ])
    it(`throws for the options ${JSON.stringify(options)}`, () => {
      assert.throws(() => createApp(options), {name: 'RoomError', code: 'attribute-invalid'});
    });
});
