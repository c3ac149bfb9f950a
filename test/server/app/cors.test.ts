import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Hono} from 'hono';
import {setup} from '../set-up.js';

const LISTED = 'https://www.example.com';
const roomId = '1_abcd1234';
const headersFrom = (origin: string) => ({
  'content-type': 'application/json',
  'sec-fetch-site': 'cross-site',
  origin,
});

describe('allowedOrigins', () => {
  for (const path of ['/token', '/rooms'])
    it(`makes POST ${path} refuse a page of another site before authorize() runs`, async () => {
      let authorizeCalls = 0;
      const {post, calls} = setup({authorize: () => (authorizeCalls++, null)});
      const headers = headersFrom('https://evil.example');
      const {status, json} = await post(path, {roomId}, {headers});
      assert.deepEqual([status, json.errorCode], [403, 'origin-not-allowed']);
      assert.deepEqual([authorizeCalls, calls.length], [0, 0]);
    });

  it('lets only a listed page pass its preflight, with cookies', async () => {
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

  it('lets a listed page read launches and refusals', async () => {
    const {post} = setup({allowedOrigins: [LISTED]});
    const init = {headers: headersFrom(LISTED)};
    const launch = await post('/token', {roomId}, init);
    assert.equal(launch.status, 200);
    assert.equal(launch.response.headers.get('access-control-allow-origin'), LISTED);
    const refusal = await post('/token', {roomId: 'x'}, init);
    assert.equal(refusal.status, 400);
    assert.equal(refusal.response.headers.get('access-control-allow-origin'), LISTED);
    assert.equal(refusal.response.headers.get('access-control-expose-headers'), 'Retry-After,Date');
  });

  it('logs and answers the Origin and the Host of a refused page', async () => {
    const {post, log} = setup();
    const headers = {...headersFrom('http://192.168.1.20:5173'), host: 'localhost:3000'};
    const {json} = await post('/token', {roomId}, {headers});
    const reason = /got Origin "http:\/\/192\.168\.1\.20:5173" with Host "localhost:3000"/;
    assert.match(json.error ?? '', reason);
    assert.match(log().replaceAll('\\"', '"'), reason);
  });

  for (const origin of ['http://192.168.1.20:5173', 'capacitor://localhost', 'tauri://localhost'])
    it(`lets the page ${origin} read launches if it is listed`, async () => {
      const {post} = setup({allowedOrigins: [origin]});
      const {status, response} = await post('/token', {roomId}, {headers: headersFrom(origin)});
      assert.equal(status, 200);
      assert.equal(response.headers.get('access-control-allow-origin'), origin);
    });
});
