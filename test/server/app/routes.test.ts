import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Hono} from 'hono';
import {createTestBackend, type Envelope} from '../set-up.js';

const roomId = '1_abcd1234';
const headers = {'content-type': 'application/json'};

describe('routes of kalturaRooms()', () => {
  it('respond to an unknown path with 404 and an envelope', async () => {
    const {app} = createTestBackend();
    const response = await app.request('/nothing', {method: 'POST', body: '{}', headers});
    assert.equal(response.status, 404);
    const {errorCode} = (await response.json()) as Envelope;
    assert.equal(errorCode, 'endpoint-not-found');
  });

  for (const method of ['GET', 'POST', 'PROPFIND'])
    it(`respond to ${method} of an unknown path with 404 and an envelope, inside another app too`, async () => {
      const host = new Hono().route('/api/kaltura', createTestBackend().app);
      const response = await host.request('/api/kaltura/nothing', {method, headers});
      assert.equal(response.status, 404);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const {errorCode} = (await response.json()) as Envelope;
      assert.equal(errorCode, 'endpoint-not-found');
    });

  for (const path of [
    '/token',
    '/token/',
    '/token?x=1',
    '/token/?x=1',
    '/api/kaltura/token',
    '/rooms/token/',
  ])
    it(`respond to ${path} with a launch, because a host may mount them at any path`, async () => {
      const {status} = await createTestBackend().post(path, {roomId});
      assert.equal(status, 200);
    });

  for (const path of ['/token/x', '/tokens', '/token%2F', '/xtoken', '/?/token', '/'])
    it(`respond to ${path} with 404`, async () => {
      const {status} = await createTestBackend().post(path, {roomId});
      assert.equal(status, 404);
    });

  for (const method of ['GET', 'PUT', 'DELETE', 'PROPFIND'])
    it(`respond to ${method} with 405 and POST in the Allow header`, async () => {
      const host = new Hono().route('/api/kaltura', createTestBackend().app);
      const response = await host.request('/api/kaltura/token', {method});
      assert.equal(response.status, 405);
      assert.equal(response.headers.get('allow'), 'POST');
      const {success} = (await response.json()) as Envelope;
      assert.equal(success, false);
    });

  it('forbid caching of launches and errors, inside another app too', async () => {
    const host = new Hono().route('/api/kaltura', createTestBackend().app);
    const post = (body: object) =>
      host.request('/api/kaltura/token', {method: 'POST', headers, body: JSON.stringify(body)});
    const launch = await post({roomId});
    assert.equal(launch.status, 200);
    assert.equal(launch.headers.get('cache-control'), 'no-store');
    const failure = await post({});
    assert.equal(failure.status, 400);
    assert.equal(failure.headers.get('cache-control'), 'no-store');
  });
});
