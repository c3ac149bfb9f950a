import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {encodeKs, type KsContent} from '../../../src/server/index.js';
import {NOW, SECRET, SESSION_START, createTestBackend, json, type KalturaCall} from '../set-up.js';

const roomId = '1_abcd1234';
const credentials = SESSION_START;

/** Content of the session that a launch of these tests requests. */
const requested: KsContent = {
  partnerId: 12345,
  userId: 'jane@example.com',
  type: 0,
  expiry: NOW + 60,
  privileges: {
    actionslimit: '-1',
    entryId: roomId,
    role: 'viewerRole',
    firstName: 'Jane',
    roomModerator: '0',
    chatModerator: '0',
  },
};
const ks = encodeKs(requested, SECRET);

describe('credentials.strategy "session.start"', () => {
  it('requests the session from the option apiUrl', async () => {
    const apiUrl = 'https://api.eu.kaltura.com';
    const {post, kalturaCalls} = createTestBackend({apiUrl, credentials}, () => json(ks));
    const {answer} = await post('/token', {roomId});
    assert.equal(answer.data?.['ks'], ks);
    assert.equal(answer.data['expiresAt'], NOW + 60);
    const [{url, init, body}] = kalturaCalls as [KalturaCall];
    assert.equal(url, 'https://api.eu.kaltura.com/api_v3/service/session/action/start');
    assert.equal(new Headers(init.headers).get('content-type'), 'application/json');
    assert.equal(init.redirect, 'manual');
    assert.deepEqual(body, {
      format: 1,
      partnerId: 12345,
      secret: SECRET,
      userId: 'jane@example.com',
      type: 0,
      expiry: 60,
      privileges: `actionslimit:-1,entryId:${roomId},role:viewerRole,firstName:Jane,roomModerator:0,chatModerator:0`,
    });
  });

  for (const {kafUrl, apiUrl} of [
    {kafUrl: 'http://127.0.0.1:4000', apiUrl: 'http://127.0.0.1:4000'},
    {kafUrl: 'https://12345.kaf.kaltura.com', apiUrl: 'https://www.kaltura.com'},
  ])
    it(`requests the session from ${apiUrl} by default if kafUrl is ${kafUrl}`, async () => {
      const {post, kalturaCalls} = createTestBackend({kafUrl, credentials}, () => json(ks));
      await post('/token', {roomId});
      assert.equal(new URL(kalturaCalls[0]?.url ?? '').origin, apiUrl);
    });

  const failures = [
    {
      name: 'rejects the secret',
      response: {
        objectType: 'KalturaAPIException',
        code: 'START_SESSION_ERROR',
        message: 'Error while starting session for partner [1]',
        args: {PID: '1'},
      },
      code: 'kaltura-refused',
    },
    {name: 'is text that is not a KS', response: '<xml>', code: 'kaltura-invalid'},
    {
      name: 'is a KS of version 1',
      response: 'NjQ1ZjgxZDliNWVmY2ZmZjlmY2VmODhhZWE3',
      code: 'kaltura-invalid',
    },
    {
      name: 'has a secret as its error code',
      response: {objectType: 'KalturaAPIException', code: SECRET},
      code: 'kaltura-invalid',
    },
    {name: 'is another object', response: {ok: true}, code: 'kaltura-invalid'},
  ];
  for (const {name, response, code} of failures)
    it(`makes POST /token respond with 502 ${code} without the secret if a response of Kaltura with status 200 ${name}`, async () => {
      const {post, log} = createTestBackend({credentials}, () => json(response));
      const {status, text, answer} = await post('/token', {roomId});
      assert.equal(status, 502);
      assert.equal(answer.errorCode, code);
      assert.doesNotMatch(text + log(), new RegExp(SECRET));
    });

  it('makes POST /token respond with the expiry of a session that Kaltura shortened', async () => {
    const shortened = encodeKs({...requested, expiry: NOW + 20}, SECRET);
    const {post} = createTestBackend({credentials}, () => json(shortened));
    const {answer} = await post('/token', {roomId});
    assert.equal(answer.data?.['ks'], shortened);
    assert.equal(answer.data['expiresAt'], NOW + 20);
  });

  const {privileges} = requested;
  const differences: {
    name: string;
    change: Partial<KsContent>;
    secret?: string;
    logLine: RegExp;
  }[] = [
    {name: 'an ADMIN session', change: {type: 2}, logLine: /type 0; got type 2/},
    {name: 'a session of another user', change: {userId: 'root'}, logLine: /the requested user/},
    {
      name: 'a session of another account',
      change: {partnerId: 54321},
      logLine: /partner 12345; got partner 54321/,
    },
    {
      name: 'a session of a day',
      change: {expiry: NOW + 86_400},
      logLine: /at most 60 s; got 86400 s: check the clock/,
    },
    {
      name: 'a session that can call the API',
      change: {privileges: {entryId: roomId, role: 'viewerRole'}},
      logLine: /privilege actionslimit/,
    },
    {
      name: 'a session of another room',
      change: {privileges: {...privileges, entryId: '1_other123'}},
      logLine: /privilege entryId/,
    },
    {
      name: 'a session of a moderator',
      change: {privileges: {...privileges, roomModerator: '1'}},
      logLine: /privilege roomModerator/,
    },
    {
      name: 'a session that another secret encrypts',
      change: {},
      secret: 'another secret',
      logLine: /adminSecret/,
    },
  ];
  for (const {name, change, secret = SECRET, logLine} of differences)
    it(`makes POST /token respond with 502 kaltura-invalid without a KS, and logs the reason, if Kaltura returns ${name}`, async () => {
      const granted = encodeKs({...requested, ...change}, secret);
      const {post, log} = createTestBackend({credentials}, () => json(granted));
      const {status, text, answer} = await post('/token', {roomId});
      assert.equal(status, 502);
      assert.equal(answer.errorCode, 'kaltura-invalid');
      assert.match(log(), logLine);
      assert.doesNotMatch(text + log(), new RegExp(`${SECRET}|djJ8`));
    });

  it('creates no room with a USER session', async () => {
    const granted = encodeKs({...requested, privileges: {}}, SECRET);
    const {post, kalturaCalls} = createTestBackend({credentials}, () => json(granted));
    const {status, answer} = await post('/rooms', {name: 'Room'});
    assert.equal(status, 502);
    assert.equal(answer.errorCode, 'kaltura-invalid');
    assert.equal(kalturaCalls.length, 1);
  });

  it('logs the address of the API if the connection fails, but does not respond with it', async () => {
    const apiUrl = 'https://api.internal.example';
    const {post, log} = createTestBackend({apiUrl, credentials}, () =>
      Promise.reject(new TypeError('fetch failed')),
    );
    const {text} = await post('/token', {roomId});
    assert.doesNotMatch(text, /internal\.example/);
    assert.match(log(), /internal\.example/);
  });

  it("passes on Kaltura's Retry-After header", async () => {
    const headers = {'retry-after': '7'};
    const {post} = createTestBackend({credentials}, () => new Response('', {status: 429, headers}));
    const {status, response, answer} = await post('/token', {roomId});
    assert.equal(status, 429);
    assert.equal(answer.errorCode, 'rate-limited');
    assert.equal(response.headers.get('retry-after'), '7');
  });
});
