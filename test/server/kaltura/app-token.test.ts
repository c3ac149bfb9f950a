import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {describe, it} from 'node:test';
import {NOW, createTestBackend, json, type KalturaCall} from '../set-up.js';

const roomId = '1_abcd1234';
const TOKEN = '5f3e2d1c0b9a88776655443322110099';
const ADMIN_TOKEN = '99887766554433221100aabbccddeeff';
const ks = 'djJ8MTIzNDV8abcdefghij';
const widgetKs = 'djJ8MTIzNDV8d2lkZ2V0d2lkZ2V0';
const user = {id: '1_usertokn', token: TOKEN, hashType: 'SHA256'} as const;
const admin = {id: '1_admintkn', token: ADMIN_TOKEN} as const;
const exception = (code: string) => ({
  objectType: 'KalturaAPIException',
  code,
  message: code,
  args: [],
});

/** A Kaltura API whose `appToken.startSession` grants the requested session, changed by `info`. */
function kalturaApi(
  info: object = {},
  widget: unknown = {ks: widgetKs, partnerId: 12345, userId: 0},
) {
  return ({url, body}: KalturaCall): Response => {
    if (url.endsWith('/service/session/action/startWidgetSession')) return json(widget);
    if (url.endsWith('/service/appToken/action/startSession'))
      return json({
        objectType: 'KalturaSessionInfo',
        ks,
        partnerId: 12345,
        userId: body['userId'],
        expiry: NOW + 45,
        sessionType: body['type'],
        privileges: `actionslimit:-1,${body['sessionPrivileges'] as string},sessionid:x,apptoken:x`,
        ...info,
      });
    return json({success: true, data: {id: roomId}});
  };
}
const appTokens = {credentials: {appTokens: {user, admin}}};

describe('credentials.appTokens', () => {
  it('creates the session of a guest without sending the token', async () => {
    const {post, kalturaCalls} = createTestBackend(appTokens, kalturaApi());
    const {answer} = await post('/token', {roomId});
    assert.deepEqual(answer.data, {
      auth: 'ks',
      kafUrl: 'https://12345.kaf.kaltura.com',
      ks,
      expiresAt: NOW + 45,
    });
    const [widget, session] = kalturaCalls.map(({body}) => body);
    assert.deepEqual(widget, {format: 1, partnerId: 12345, widgetId: '_12345'});
    assert.deepEqual(session, {
      format: 1,
      partnerId: 12345,
      ks: widgetKs,
      id: user.id,
      tokenHash: createHash('sha256')
        .update(widgetKs + TOKEN)
        .digest('hex'),
      userId: 'jane@example.com',
      type: 0,
      expiry: 60,
      sessionPrivileges: `actionslimit:-1,entryId:${roomId},role:viewerRole,firstName:Jane,roomModerator:0,chatModerator:0`,
    });
    assert.ok(!JSON.stringify(kalturaCalls).includes(TOKEN));
  });

  it('creates rooms with the admin token, hashed by SHA1 by default', async () => {
    const {post, kalturaCalls} = createTestBackend(
      appTokens,
      kalturaApi({privileges: 'sessionid:x,apptoken:x'}),
    );
    const {status} = await post('/rooms', {name: 'Room'});
    assert.equal(status, 201);
    const session = kalturaCalls[1]?.body;
    assert.equal(session?.['id'], admin.id);
    assert.equal(session?.['type'], 2);
    const hash = createHash('sha1')
      .update(widgetKs + ADMIN_TOKEN)
      .digest('hex');
    assert.equal(session?.['tokenHash'], hash);
    assert.equal(kalturaCalls[2]?.body['ks'], ks);
  });

  it('creates no room without an admin token, and does not call Kaltura', async () => {
    const {post, kalturaCalls} = createTestBackend(
      {credentials: {appTokens: {user}}},
      kalturaApi(),
    );
    const {status, answer} = await post('/rooms', {name: 'Room'});
    assert.equal(status, 404);
    assert.equal(answer.errorCode, 'endpoint-not-found');
    assert.equal(kalturaCalls.length, 0);
  });

  it('creates no room with an admin token that has an actionslimit', async () => {
    const {post, log, kalturaCalls} = createTestBackend(appTokens, kalturaApi());
    const {status, answer} = await post('/rooms', {name: 'Room'});
    assert.equal(status, 502);
    assert.equal(answer.errorCode, 'kaltura-refused');
    assert.match(log(), /1_admintkn must not have an actionslimit/);
    assert.equal(kalturaCalls.length, 2);
  });

  const requested = `entryId:${roomId},role:viewerRole,firstName:Jane,roomModerator:0,chatModerator:0`;
  const failures = [
    {
      name: 'the token has no actionslimit, which Kaltura ignores in a request',
      info: {privileges: `${requested},sessionid:x,apptoken:x`},
      logLine: /1_usertokn must have actionslimit:-1 in its own sessionPrivileges/,
    },
    {
      name: 'the token has another actionslimit',
      info: {privileges: `actionslimit:-10,${requested}`},
      logLine: /must have actionslimit:-1/,
    },
    {
      name: 'the token has a second actionslimit',
      info: {privileges: `actionslimit:-1,${requested},actionslimit:9`},
      logLine: /actionslimit/,
    },
    {
      name: 'the token has no privileges',
      info: {privileges: null},
      logLine: /must have actionslimit/,
    },
    {
      name: 'the token has a role of its own',
      info: {privileges: `actionslimit:-1,${requested}`.replace('viewerRole', 'adminRole')},
      logLine: /must not change the privilege role/,
    },
    {
      name: 'the token has a second role, without a value',
      info: {privileges: `role,actionslimit:-1,${requested}`},
      logLine: /must not change the privilege role/,
    },
    {
      name: 'the token is for another room',
      info: {privileges: `actionslimit:-1,${requested}`.replace(roomId, '1_other123')},
      logLine: /must not change the privilege entryId/,
    },
    {
      name: 'the token makes every guest a moderator',
      info: {privileges: `actionslimit:-1,${requested},roomModerator:1`},
      logLine: /must not change the privilege roomModerator/,
    },
    {
      name: 'the token creates ADMIN sessions',
      info: {sessionType: 2},
      logLine: /must create sessions of type 0; got type 2/,
    },
    {
      name: 'the token is bound to a user',
      info: {userId: 'robot'},
      logLine: /must not be bound to a user/,
    },
    {
      name: 'the token is disabled',
      info: exception('APP_TOKEN_NOT_ACTIVE'),
      logLine: /NOT_ACTIVE/,
    },
    {name: 'the token has expired', info: exception('APP_TOKEN_EXPIRED'), logLine: /EXPIRED/},
    {
      name: 'the value or the hash type is wrong',
      info: exception('INVALID_APP_TOKEN_HASH'),
      logLine: /HASH: app token 1_usertokn has another token or hashType than SHA256/,
    },
    {
      name: 'the token is unknown',
      info: exception('APP_TOKEN_ID_NOT_FOUND'),
      logLine: /NOT_FOUND/,
    },
    {
      name: 'the account is unknown',
      widget: exception('PARTNER_NOT_FOUND'),
      logLine: /PARTNER_NOT_FOUND/,
    },
    {
      name: 'Kaltura returns a KS of version 1',
      info: {ks: 'NjQ1ZjgxZDliNWVm'},
      code: 'kaltura-invalid',
      logLine: /appToken/,
    },
    {
      name: 'Kaltura returns a session of a day',
      info: {expiry: NOW + 86_400},
      code: 'kaltura-invalid',
      logLine: /at most 60 s; got 86400 s: check the clock/,
    },
    {
      name: 'Kaltura returns no expiry',
      info: {expiry: null},
      code: 'kaltura-invalid',
      logLine: /appToken\.startSession/,
    },
    {
      name: 'Kaltura returns no widget session',
      widget: {},
      code: 'kaltura-invalid',
      logLine: /startWidgetSession/,
    },
  ];
  for (const {name, info = {}, widget, code = 'kaltura-refused', logLine} of failures)
    it(`makes POST /token respond with 502 ${code} without a KS, and logs the reason, if ${name}`, async () => {
      const {post, log} = createTestBackend(appTokens, kalturaApi(info, widget));
      const {status, text, answer} = await post('/token', {roomId});
      assert.equal(status, 502);
      assert.equal(answer.errorCode, code);
      assert.match(log(), logLine);
      assert.doesNotMatch(text + log(), new RegExp(`${TOKEN}|djJ8|"[0-9a-f]{40,}"`));
    });
});
