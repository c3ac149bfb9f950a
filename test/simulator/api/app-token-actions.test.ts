import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {test, type TestContext} from 'node:test';
import {decodeKs, SESSION_TYPE} from '../../../src/server/kaltura/ks.js';
import {APP_TOKEN_STATUS, type AppToken, type Simulator} from '../../../src/simulator/index.js';
import {assertIncludes, callApi, createRoom, start, viewRoom, writeKs} from '../calls.js';

const NOW_S = 1_800_000_000;
const now = () => NOW_S * 1000;
const TOKEN = {id: '1_mytoken0', token: '0123456789abcdef'} as const satisfies AppToken;

async function widgetKs(simulator: Simulator): Promise<string> {
  const widgetId = `_${simulator.partnerId}`;
  const answer = await callApi(simulator, 'session', 'startWidgetSession', {widgetId});
  return (answer as {ks: string}).ks;
}

/** What appToken.startSession answers to one who knows the token, and asks for `params`. */
async function startSession(
  simulator: Simulator,
  {id, token, hashType = 'SHA1'}: AppToken,
  params: object = {},
): Promise<{ks: string; code?: string}> {
  const ks = await widgetKs(simulator);
  const tokenHash = createHash(hashType).update(`${ks}${token}`).digest('hex');
  const body = {ks, id, tokenHash, ...params};
  return (await callApi(simulator, 'appToken', 'startSession', body)) as {ks: string};
}

/** What the KS says that an account with this token gives out. */
async function sessionOf(test: TestContext, token: Partial<AppToken>, params: object = {}) {
  const simulator = await start(test, {now, appTokens: [{...TOKEN, ...token}]});
  const answer = await startSession(simulator, {...TOKEN, ...token}, params);
  assert.equal(answer.code, undefined);
  return decodeKs(answer.ks, simulator.adminSecret);
}

test('the app token that opens rooms opens one, and can do nothing else', async t => {
  const simulator = await start(t, {now});
  const answer = await startSession(simulator, simulator.appTokens.user, {
    userId: 'jane',
    type: 2,
    expiry: 60,
    sessionPrivileges: 'entryId:1_townhall,roomModerator:1,firstName:Zoë',
  });
  assert.deepEqual(answer, {
    objectType: 'KalturaSessionInfo',
    ks: answer.ks,
    sessionType: 0,
    partnerId: 12345,
    userId: 'jane',
    expiry: NOW_S + 60,
    privileges:
      'sessionid:1_openroom,apptoken:1_openroom,actionslimit:-1,entryId:1_townhall,roomModerator:1,firstName:Zoë',
  });
  const {page} = await viewRoom(simulator, answer.ks);
  assert.match(page, /<li>Room moderator<\/li>/);
  assertIncludes(await callApi(simulator, 'session', 'get', {ks: answer.ks}), {
    code: 'INVALID_ACTIONS_LIMIT',
  });
});

test('the app token that makes rooms makes one', async t => {
  const simulator = await start(t);
  const {ks} = await startSession(simulator, simulator.appTokens.admin, {userId: 'owner'});
  assert.equal((await createRoom(simulator, {ks})).success, true);
  assert.equal(simulator.rooms.at(-1)?.ownerId, 'owner');
});

for (const hashType of ['MD5', 'SHA1', 'SHA256', 'SHA512'] as const)
  test(`a token of type ${hashType} is proven by that hash alone`, async t => {
    const token = {...TOKEN, hashType};
    const simulator = await start(t, {appTokens: [token]});
    assert.match((await startSession(simulator, token)).ks, /^djJ8/);
    const other = {...TOKEN, hashType: hashType === 'SHA1' ? 'SHA256' : 'SHA1'} as const;
    assertIncludes(await startSession(simulator, other), {
      code: 'INVALID_APP_TOKEN_HASH',
      message: 'Invalid application token hash',
      objectType: 'KalturaAPIException',
      args: [],
    });
  });

test('a token without a type is proven by SHA-1', async t => {
  assert.equal((await sessionOf(t, {}, {userId: 'jane'})).userId, 'jane');
});

test('a hash is of the KS that calls, of the whole token, and in lower case', async t => {
  const simulator = await start(t, {appTokens: [TOKEN]});
  const hash = createHash('sha1')
    .update(`${await widgetKs(simulator)}${TOKEN.token}`)
    .digest('hex');
  const ks = writeKs(simulator, {privileges: {}});
  const ofCaller = createHash('sha1').update(`${ks}${TOKEN.token}`).digest('hex');
  for (const tokenHash of [hash, '', ofCaller.slice(1), ofCaller.toUpperCase(), TOKEN.token])
    assertIncludes(await startSession(simulator, TOKEN, {ks, tokenHash}), {
      code: 'INVALID_APP_TOKEN_HASH',
    });
  assert.match((await startSession(simulator, TOKEN, {ks, tokenHash: ofCaller})).ks, /^djJ8/);
});

const REFUSED = [
  [{status: APP_TOKEN_STATUS.disabled}, 'APP_TOKEN_NOT_ACTIVE', 'not active'],
  [{status: APP_TOKEN_STATUS.deleted}, 'APP_TOKEN_ID_NOT_FOUND', 'not found'],
  [{expiry: NOW_S - 1}, 'APP_TOKEN_EXPIRED', 'expired'],
] as const;

for (const [token, code, what] of REFUSED)
  test(`a token with ${JSON.stringify(token)} is ${what}`, async t => {
    const simulator = await start(t, {now, appTokens: [{...TOKEN, ...token}]});
    assert.deepEqual(await startSession(simulator, TOKEN), {
      code,
      message: `Application token id "1_mytoken0" ${what}`,
      objectType: 'KalturaAPIException',
      args: {ID: '1_mytoken0'},
    });
  });

test('a token that is none is not found, and whoever has no KS is told to get one', async t => {
  const simulator = await start(t);
  assertIncludes(await startSession(simulator, TOKEN), {code: 'APP_TOKEN_ID_NOT_FOUND'});
  assertIncludes(await startSession(simulator, simulator.appTokens.user, {ks: undefined}), {
    code: 'MISSING_KS',
  });
  assertIncludes(await startSession(simulator, simulator.appTokens.user, {ks: 'nonsense'}), {
    code: 'INVALID_KS',
  });
});

for (const name of ['id', 'tokenHash'])
  test(`a session by app token cannot be asked for without ${name}`, async t => {
    const simulator = await start(t);
    assertIncludes(await startSession(simulator, simulator.appTokens.user, {[name]: undefined}), {
      code: 'MISSING_MANDATORY_PARAMETER',
      args: {PARAM_NAME: name},
    });
  });

test('the user and the type of a token win over the request', async t => {
  const asked = {userId: 'jane', type: 2};
  assertIncludes(await sessionOf(t, {}, asked), {userId: 'jane', type: SESSION_TYPE.admin});
  assertIncludes(await sessionOf(t, {}), {userId: '', type: SESSION_TYPE.user});
  const token = {sessionUserId: 'kiosk', sessionType: SESSION_TYPE.user};
  assertIncludes(await sessionOf(t, token, asked), {userId: 'kiosk', type: SESSION_TYPE.user});
});

test('a session of no known type is refused', async t => {
  const simulator = await start(t, {appTokens: [TOKEN]});
  assertIncludes(await startSession(simulator, TOKEN, {type: 1}), {code: 'INVALID_ENUM_VALUE'});
});

const EXPIRIES = [
  [{}, {}, 86_400],
  [{}, {expiry: 60}, 60],
  [{sessionDuration: 300}, {}, 300],
  [{sessionDuration: 300}, {expiry: 0}, 300],
  [{sessionDuration: 300}, {expiry: 301}, 300],
  [{sessionDuration: 300, expiry: NOW_S + 20}, {expiry: 60}, 20],
  [{expiry: NOW_S + 20}, {expiry: 10}, 10],
] as const;

for (const [token, params, lasts] of EXPIRIES)
  test(`a session asked for with ${JSON.stringify(params)} of a token with ${JSON.stringify(token)} lasts ${lasts} s`, async t => {
    assert.equal((await sessionOf(t, token, params)).expiry, NOW_S + lasts);
  });

test('what a request asks for is dropped where the server reads it or the token has it', async t => {
  const sessionPrivileges =
    'role:adminRole,entryId:1_townhall,actionslimit:5,setrole:9,disableentitlement,sessionid:x,apptoken:y,privacycontext:z';
  const {privileges} = await sessionOf(
    t,
    {sessionPrivileges: 'role:viewerRole,setrole:7'},
    {sessionPrivileges},
  );
  assert.deepEqual(privileges, {
    sessionid: TOKEN.id,
    apptoken: TOKEN.id,
    role: 'viewerRole',
    setrole: '7',
    entryId: '1_townhall',
  });
});

test('a token without actionslimit gives sessions that can call the API, whatever is asked', async t => {
  const simulator = await start(t, {appTokens: [TOKEN]});
  const {ks} = await startSession(simulator, TOKEN, {sessionPrivileges: 'actionslimit:-1'});
  assertIncludes(await callApi(simulator, 'session', 'get', {ks}), {
    privileges: 'sessionid:1_mytoken0,apptoken:1_mytoken0',
  });
});

test('what the simulator does not write is refused, on a token as in a request', async t => {
  const wild = {...TOKEN, sessionPrivileges: 'sview:*'};
  const simulator = await start(t, {appTokens: [wild]});
  assertIncludes(await startSession(simulator, wild), {code: 'SIMULATOR_REFUSES'});
  const {user} = simulator.appTokens;
  assertIncludes(await startSession(simulator, user, {sessionPrivileges: 'firstName:a*b'}), {
    code: 'SIMULATOR_REFUSES',
  });
});

test('ending one session of a token ends all of them', async t => {
  const simulator = await start(t);
  const first = await startSession(simulator, simulator.appTokens.admin);
  const second = await startSession(simulator, simulator.appTokens.admin);
  await callApi(simulator, 'session', 'end', {ks: first.ks});
  assert.equal((await createRoom(simulator, {ks: second.ks})).success, false);
});

test('sessions by app token are counted', async t => {
  const simulator = await start(t);
  await startSession(simulator, simulator.appTokens.user);
  assertIncludes(simulator.counts, {'session.startWidgetSession': 1, 'appToken.startSession': 1});
});
