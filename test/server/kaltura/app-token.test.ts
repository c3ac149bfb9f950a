import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {test} from 'node:test';
import {NOW, json, setup, type UpstreamCall} from '../set-up.js';

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

/** Kaltura, whose answer to `appToken.startSession` is `info` over what was asked. */
function kaltura(info: object = {}, widget: unknown = {ks: widgetKs, partnerId: 12345, userId: 0}) {
  return ({url, body}: UpstreamCall): Response => {
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

test('an app token makes the session, and its value stays here', async () => {
  const {post, calls} = setup(appTokens, kaltura());
  const {json: answer} = await post('/token', {roomId});
  assert.deepEqual(answer.data, {
    auth: 'ks',
    kafUrl: 'https://12345.kaf.kaltura.com',
    ks,
    expiresAt: NOW + 45,
  });
  const [widget, session] = calls.map(({body}) => body);
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
  assert.ok(!JSON.stringify(calls).includes(TOKEN));
});

test('rooms are created by the token for it, hashed by SHA1 unless it says so', async () => {
  const {post, calls} = setup(appTokens, kaltura({privileges: 'sessionid:x,apptoken:x'}));
  const {status} = await post('/rooms', {name: 'Room'});
  assert.equal(status, 201);
  const session = calls[1]?.body;
  assert.deepEqual([session?.['id'], session?.['type']], [admin.id, 2]);
  const hash = createHash('sha1')
    .update(widgetKs + ADMIN_TOKEN)
    .digest('hex');
  assert.equal(session?.['tokenHash'], hash);
  assert.equal(calls[2]?.body['ks'], ks);
});

test('without a token for it no room is created, and nothing is asked of Kaltura', async () => {
  const {post, calls} = setup({credentials: {appTokens: {user}}}, kaltura());
  const {status, json: answer} = await post('/rooms', {name: 'Room'});
  assert.deepEqual([status, answer.errorCode], [404, 'endpoint-not-found']);
  assert.equal(calls.length, 0);
});

const asked = `entryId:${roomId},role:viewerRole,firstName:Jane,roomModerator:0,chatModerator:0`;
const faults: [string, object, unknown, string, RegExp][] = [
  [
    'lacks actionslimit, which Kaltura drops from a request',
    {privileges: `${asked},sessionid:x,apptoken:x`},
    undefined,
    'kaltura-refused',
    /1_usertokn lacks actionslimit:-1 among its own sessionPrivileges/,
  ],
  [
    'has another actionslimit',
    {privileges: `actionslimit:-10,${asked}`},
    undefined,
    'kaltura-refused',
    /lacks actionslimit:-1/,
  ],
  [
    'has a role of its own',
    {privileges: `actionslimit:-1,${asked}`.replace('viewerRole', 'adminRole')},
    undefined,
    'kaltura-refused',
    /changes the privilege role/,
  ],
  [
    'is for another room',
    {privileges: `actionslimit:-1,${asked}`.replace(roomId, '1_other123')},
    undefined,
    'kaltura-refused',
    /changes the privilege entryId/,
  ],
  [
    'has a moderator of its own beside the asked one',
    {privileges: `actionslimit:-1,${asked},roomModerator:1`},
    undefined,
    'kaltura-refused',
    /changes the privilege roomModerator/,
  ],
  [
    'has a role without a value beside the asked one',
    {privileges: `role,actionslimit:-1,${asked}`},
    undefined,
    'kaltura-refused',
    /changes the privilege role/,
  ],
  [
    'has an actionslimit of its own beside -1',
    {privileges: `actionslimit:-1,${asked},actionslimit:9`},
    undefined,
    'kaltura-refused',
    /actionslimit/,
  ],
  ['has no privileges', {privileges: null}, undefined, 'kaltura-refused', /lacks actionslimit/],
  ['makes ADMIN sessions', {sessionType: 2}, undefined, 'kaltura-refused', /type 2, where 0/],
  ['is bound to a user', {userId: 'robot'}, undefined, 'kaltura-refused', /user of its own/],
  ['is disabled', exception('APP_TOKEN_NOT_ACTIVE'), undefined, 'kaltura-refused', /NOT_ACTIVE/],
  ['has expired', exception('APP_TOKEN_EXPIRED'), undefined, 'kaltura-refused', /EXPIRED/],
  [
    'is another',
    exception('INVALID_APP_TOKEN_HASH'),
    undefined,
    'kaltura-refused',
    /HASH: the app token 1_usertokn has another token or hashType than SHA256/,
  ],
  ['is unknown', exception('APP_TOKEN_ID_NOT_FOUND'), undefined, 'kaltura-refused', /NOT_FOUND/],
  ['gives a KS of version 1', {ks: 'NjQ1ZjgxZDliNWVm'}, undefined, 'kaltura-invalid', /appToken/],
  ['gives no expiry', {expiry: null}, undefined, 'kaltura-invalid', /appToken\.startSession/],
  ['finds no widget session', {}, {}, 'kaltura-invalid', /startWidgetSession/],
  ['finds no partner', {}, exception('PARTNER_NOT_FOUND'), 'kaltura-refused', /PARTNER_NOT_FOUND/],
];
for (const [label, info, widget, code, line] of faults)
  test(`an app token that ${label}: 502 ${code}, the log says why, and nobody gets a KS`, async () => {
    const {post, log} = setup(appTokens, kaltura(info, widget));
    const {status, text, json: answer} = await post('/token', {roomId});
    assert.deepEqual([status, answer.errorCode], [502, code]);
    assert.match(log(), line);
    assert.doesNotMatch(text + log(), new RegExp(`${TOKEN}|djJ8|"[0-9a-f]{40,}"`));
  });

test('an admin token with an actionslimit is told apart, since KAF could create nothing by it', async () => {
  const {post, log, calls} = setup(appTokens, kaltura());
  const {status, json: answer} = await post('/rooms', {name: 'Room'});
  assert.deepEqual([status, answer.errorCode], [502, 'kaltura-refused']);
  assert.match(log(), /1_admintkn has an actionslimit/);
  assert.equal(calls.length, 2);
});
