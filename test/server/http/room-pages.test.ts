import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {runInNewContext} from 'node:vm';
import {Hono} from 'hono';
import {roomPages, type RoomPagesOptions} from '../../../src/server/index.js';

const OPTIONS = {
  kafUrl: 'https://12345.kaf.kaltura.com',
  scriptUrl: '/kaltura-room/room.js',
  tokenUrl: '/api/kaltura/token',
};
const createApp = (options: Partial<RoomPagesOptions> = {}) => {
  const pages = roomPages({...OPTIONS, ...options});
  return new Hono().get('/join/*', ({req}) => pages.fetch(req.raw));
};

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

  it('serves the same page at an address with a slash at the end', async () => {
    const [page, withSlash] = await Promise.all(
      ['/join/1_abcd1234', '/join/1_abcd1234/'].map(async path => {
        const response = await createApp().request(path);
        return {status: response.status, text: await response.text()};
      }),
    );
    assert.equal(withSlash?.status, 200);
    assert.deepEqual(withSlash, page);
  });

  for (const {path, location} of [
    {path: '/join/1_abcd1234.', location: './1_abcd1234'},
    {path: '/join/1_abcd1234)', location: './1_abcd1234'},
    {path: '/join/1_abcd1234%22%3E,', location: './1_abcd1234'},
    {path: '/join/1_abcd1234%E3%80%82', location: './1_abcd1234'},
    {path: '/join/1_abcd1234./', location: '../1_abcd1234'},
    {path: '/join/1_abcd1234.?a=b?c', location: './1_abcd1234?a=b?c'},
  ])
    it(`redirects ${path} to ${location}`, async () => {
      const response = await createApp().request(path);
      assert.equal(response.status, 302);
      assert.equal(response.headers.get('location'), location);
    });

  it('lets the page call a token endpoint on another server', async () => {
    const app = createApp({tokenUrl: 'https://api.example.com/token'});
    const response = await app.request('/join/1_abcd1234');
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /connect-src [^;]*https:\/\/api\.example\.com/);
  });

  for (const id of ['1_abcd123', 'x', '%22%3E%3Cscript%3E', '1_abcd1234x', ''])
    it(`responds with 404 to the malformed room ID "${id}"`, async () => {
      assert.equal((await createApp().request(`/join/${id}`)).status, 404);
    });

  it('responds with 404 to a path of a million dots within 5 s', async () => {
    const request = () => createApp().request(`/join/${'.'.repeat(1_000_000)}a`);
    // Interrupts a search that starts again at each dot, which would take hours.
    const response = runInNewContext('request()', {request}, {timeout: 5000}) as Promise<Response>;
    assert.equal((await response).status, 404);
  });

  for (const {lang, dir} of [
    {lang: 'fr', dir: 'ltr'},
    {lang: 'he', dir: 'rtl'},
    {lang: 'ar-EG', dir: 'rtl'},
  ])
    it(`sets the text direction ${dir} for the language ${lang}`, async () => {
      const response = await createApp({lang}).request('/join/1_abcd1234');
      assert.match(await response.text(), new RegExp(`<html lang="${lang}" dir="${dir}">`));
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
