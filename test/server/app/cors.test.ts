import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Hono} from 'hono';
import {createTestBackend} from '../set-up.js';

const LISTED = 'https://www.example.com';
const roomId = '1_abcd1234';
const headersFrom = (origin: string) => ({
  'content-type': 'application/json',
  'sec-fetch-site': 'cross-site',
  origin,
});

describe('allowedOrigins', () => {
  for (const path of ['/token', '/rooms'])
    it(`makes POST ${path} reject a page of another site before it calls authorize()`, async () => {
      let authorizeCalls = 0;
      const {post, kalturaCalls} = createTestBackend({authorize: () => (authorizeCalls++, null)});
      const headers = headersFrom('https://evil.example');
      const {status, answer} = await post(path, {roomId}, {headers});
      assert.equal(status, 403);
      assert.equal(answer.errorCode, 'origin-not-allowed');
      assert.equal(authorizeCalls, 0);
      assert.equal(kalturaCalls.length, 0);
    });

  it('lets only a listed page pass a preflight request, with cookies', async () => {
    const app = new Hono().route('/api', createTestBackend({allowedOrigins: [LISTED]}).app);
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

  it('lets a listed page read launches and errors', async () => {
    const {post} = createTestBackend({allowedOrigins: [LISTED]});
    const init = {headers: headersFrom(LISTED)};
    const launch = await post('/token', {roomId}, init);
    assert.equal(launch.status, 200);
    assert.equal(launch.response.headers.get('access-control-allow-origin'), LISTED);
    const failure = await post('/token', {roomId: 'x'}, init);
    assert.equal(failure.status, 400);
    assert.equal(failure.response.headers.get('access-control-allow-origin'), LISTED);
    assert.equal(failure.response.headers.get('access-control-expose-headers'), 'Retry-After,Date');
  });

  it('names the Origin and the Host of a rejected page in the log and in the response', async () => {
    const {post, log} = createTestBackend();
    const headers = {...headersFrom('http://192.168.1.20:5173'), host: 'localhost:3000'};
    const {answer} = await post('/token', {roomId}, {headers});
    const reason = /got Origin "http:\/\/192\.168\.1\.20:5173" with Host "localhost:3000"/;
    assert.match(answer.error ?? '', reason);
    assert.match(log().replaceAll('\\"', '"'), reason);
  });

  for (const origin of ['http://192.168.1.20:5173', 'capacitor://localhost', 'tauri://localhost'])
    it(`lets the page ${origin} read launches if it is listed`, async () => {
      const {post} = createTestBackend({allowedOrigins: [origin]});
      const {status, response} = await post('/token', {roomId}, {headers: headersFrom(origin)});
      assert.equal(status, 200);
      assert.equal(response.headers.get('access-control-allow-origin'), origin);
    });
});
