import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {describe, it, type TestContext} from 'node:test';
import {decodeKs, SESSION_TYPE} from '../../../src/server/kaltura/ks.js';
import {APP_TOKEN_STATUS, type AppToken, type Simulator} from '../../../src/simulator/index.js';
import {
  assertIncludes,
  callApi,
  createRoom,
  startTestSimulator,
  viewRoom,
  writeKs,
} from '../calls.js';

const NOW_S = 1_800_000_000;
const now = () => NOW_S * 1000;
const TOKEN = {id: '1_mytoken0', token: '0123456789abcdef'} as const satisfies AppToken;

async function startWidgetSession(simulator: Simulator): Promise<string> {
  const widgetId = `_${simulator.partnerId}`;
  const result = await callApi(simulator, 'session', 'startWidgetSession', {widgetId});
  return (result as {ks: string}).ks;
}

/** Calls appToken.startSession with the hash of the token, and with `params`. */
async function startSession(
  simulator: Simulator,
  {id, token, hashType = 'SHA1'}: AppToken,
  params: object = {},
): Promise<{ks: string; code?: string}> {
  const ks = await startWidgetSession(simulator);
  const tokenHash = createHash(hashType).update(`${ks}${token}`).digest('hex');
  const body = {ks, id, tokenHash, ...params};
  return (await callApi(simulator, 'appToken', 'startSession', body)) as {ks: string};
}

/** Starts a session with this token, and returns the content of its KS. */
async function readSession(test: TestContext, token: Partial<AppToken>, params: object = {}) {
  const simulator = await startTestSimulator(test, {now, appTokens: [{...TOKEN, ...token}]});
  const result = await startSession(simulator, {...TOKEN, ...token}, params);
  assert.equal(result.code, undefined);
  return decodeKs(result.ks, simulator.adminSecret);
}

describe('appToken.startSession', () => {
  it('opens a room with the built-in user token, and allows no API call', async t => {
    const simulator = await startTestSimulator(t, {now});
    const result = await startSession(simulator, simulator.appTokens.user, {
      userId: 'jane',
      type: 2,
      expiry: 60,
      sessionPrivileges: 'entryId:1_townhall,roomModerator:1,firstName:Zoë',
    });
    assert.deepEqual(result, {
      objectType: 'KalturaSessionInfo',
      ks: result.ks,
      sessionType: 0,
      partnerId: 12345,
      userId: 'jane',
      expiry: NOW_S + 60,
      privileges:
        'sessionid:1_openroom,apptoken:1_openroom,actionslimit:-1,entryId:1_townhall,roomModerator:1,firstName:Zoë',
    });
    const {page} = await viewRoom(simulator, result.ks);
    assert.match(page, /<li>Room moderator<\/li>/);
    assertIncludes(await callApi(simulator, 'session', 'get', {ks: result.ks}), {
      code: 'INVALID_ACTIONS_LIMIT',
    });
  });

  it('creates a room with the built-in admin token', async t => {
    const simulator = await startTestSimulator(t);
    const {ks} = await startSession(simulator, simulator.appTokens.admin, {userId: 'owner'});
    assert.equal((await createRoom(simulator, {ks})).success, true);
    assert.equal(simulator.rooms.at(-1)?.ownerId, 'owner');
  });

  for (const hashType of ['MD5', 'SHA1', 'SHA256', 'SHA512'] as const)
    it(`accepts only a ${hashType} hash for a token of that type`, async t => {
      const token = {...TOKEN, hashType};
      const simulator = await startTestSimulator(t, {appTokens: [token]});
      assert.match((await startSession(simulator, token)).ks, /^djJ8/);
      const other = {...TOKEN, hashType: hashType === 'SHA1' ? 'SHA256' : 'SHA1'} as const;
      assertIncludes(await startSession(simulator, other), {
        code: 'INVALID_APP_TOKEN_HASH',
        message: 'Invalid application token hash',
        objectType: 'KalturaAPIException',
        args: [],
      });
    });

  it('uses SHA-1 for a token without a type', async t => {
    assert.equal((await readSession(t, {}, {userId: 'jane'})).userId, 'jane');
  });

  it('requires the hash of the caller’s KS and the whole token, in lower case', async t => {
    const simulator = await startTestSimulator(t, {appTokens: [TOKEN]});
    const hash = createHash('sha1')
      .update(`${await startWidgetSession(simulator)}${TOKEN.token}`)
      .digest('hex');
    const ks = writeKs(simulator, {privileges: {}});
    const callerHash = createHash('sha1').update(`${ks}${TOKEN.token}`).digest('hex');
    for (const tokenHash of [hash, '', callerHash.slice(1), callerHash.toUpperCase(), TOKEN.token])
      assertIncludes(await startSession(simulator, TOKEN, {ks, tokenHash}), {
        code: 'INVALID_APP_TOKEN_HASH',
      });
    assert.match((await startSession(simulator, TOKEN, {ks, tokenHash: callerHash})).ks, /^djJ8/);
  });

  const REJECTED = [
    {
      token: {status: APP_TOKEN_STATUS.disabled},
      code: 'APP_TOKEN_NOT_ACTIVE',
      reason: 'not active',
    },
    {
      token: {status: APP_TOKEN_STATUS.deleted},
      code: 'APP_TOKEN_ID_NOT_FOUND',
      reason: 'not found',
    },
    {token: {expiry: NOW_S - 1}, code: 'APP_TOKEN_EXPIRED', reason: 'expired'},
  ] as const;

  for (const {token, code, reason} of REJECTED)
    it(`rejects a token with ${JSON.stringify(token)}: ${reason}`, async t => {
      const simulator = await startTestSimulator(t, {now, appTokens: [{...TOKEN, ...token}]});
      assert.deepEqual(await startSession(simulator, TOKEN), {
        code,
        message: `Application token id "1_mytoken0" ${reason}`,
        objectType: 'KalturaAPIException',
        args: {ID: '1_mytoken0'},
      });
    });

  it('rejects an unknown token, and a missing or invalid KS', async t => {
    const simulator = await startTestSimulator(t);
    assertIncludes(await startSession(simulator, TOKEN), {code: 'APP_TOKEN_ID_NOT_FOUND'});
    assertIncludes(await startSession(simulator, simulator.appTokens.user, {ks: undefined}), {
      code: 'MISSING_KS',
    });
    assertIncludes(await startSession(simulator, simulator.appTokens.user, {ks: 'nonsense'}), {
      code: 'INVALID_KS',
    });
  });

  for (const name of ['id', 'tokenHash'])
    it(`requires the parameter ${name}`, async t => {
      const simulator = await startTestSimulator(t);
      assertIncludes(await startSession(simulator, simulator.appTokens.user, {[name]: undefined}), {
        code: 'MISSING_MANDATORY_PARAMETER',
        args: {PARAM_NAME: name},
      });
    });

  it('prefers the user and the type of the token to the request', async t => {
    const requested = {userId: 'jane', type: 2};
    assertIncludes(await readSession(t, {}, requested), {userId: 'jane', type: SESSION_TYPE.admin});
    assertIncludes(await readSession(t, {}), {userId: '', type: SESSION_TYPE.user});
    const token = {sessionUserId: 'kiosk', sessionType: SESSION_TYPE.user};
    assertIncludes(await readSession(t, token, requested), {
      userId: 'kiosk',
      type: SESSION_TYPE.user,
    });
  });

  it('rejects an unknown session type', async t => {
    const simulator = await startTestSimulator(t, {appTokens: [TOKEN]});
    assertIncludes(await startSession(simulator, TOKEN, {type: 1}), {code: 'INVALID_ENUM_VALUE'});
  });

  const EXPIRIES = [
    {token: {}, params: {}, lifetime: 86_400},
    {token: {}, params: {expiry: 60}, lifetime: 60},
    {token: {sessionDuration: 300}, params: {}, lifetime: 300},
    {token: {sessionDuration: 300}, params: {expiry: 0}, lifetime: 300},
    {token: {sessionDuration: 300}, params: {expiry: 301}, lifetime: 300},
    {token: {sessionDuration: 300, expiry: NOW_S + 20}, params: {expiry: 60}, lifetime: 20},
    {token: {expiry: NOW_S + 20}, params: {expiry: 10}, lifetime: 10},
  ] as const;

  for (const {token, params, lifetime} of EXPIRIES)
    it(`starts a session of ${lifetime} s for the token ${JSON.stringify(token)} and the request ${JSON.stringify(params)}`, async t => {
      assert.equal((await readSession(t, token, params)).expiry, NOW_S + lifetime);
    });

  it('drops requested privileges that are reserved or that the token has', async t => {
    const sessionPrivileges =
      'role:adminRole,entryId:1_townhall,actionslimit:5,setrole:9,disableentitlement,sessionid:x,apptoken:y,privacycontext:z';
    const {privileges} = await readSession(
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

  it('drops a requested actionslimit, so that the session can call the API', async t => {
    const simulator = await startTestSimulator(t, {appTokens: [TOKEN]});
    const {ks} = await startSession(simulator, TOKEN, {sessionPrivileges: 'actionslimit:-1'});
    assertIncludes(await callApi(simulator, 'session', 'get', {ks}), {
      privileges: 'sessionid:1_mytoken0,apptoken:1_mytoken0',
    });
  });

  it('rejects unsupported privileges, of a token and of a request', async t => {
    const wild = {...TOKEN, sessionPrivileges: 'sview:*'};
    const simulator = await startTestSimulator(t, {appTokens: [wild]});
    assertIncludes(await startSession(simulator, wild), {code: 'SIMULATOR_REFUSES'});
    const {user} = simulator.appTokens;
    assertIncludes(await startSession(simulator, user, {sessionPrivileges: 'firstName:a*b'}), {
      code: 'SIMULATOR_REFUSES',
    });
  });

  it('starts a group: the end of one session ends all sessions of the token', async t => {
    const simulator = await startTestSimulator(t);
    const first = await startSession(simulator, simulator.appTokens.admin);
    const second = await startSession(simulator, simulator.appTokens.admin);
    await callApi(simulator, 'session', 'end', {ks: first.ks});
    assert.equal((await createRoom(simulator, {ks: second.ks})).success, false);
  });

  it('increments the counts', async t => {
    const simulator = await startTestSimulator(t);
    await startSession(simulator, simulator.appTokens.user);
    assertIncludes(simulator.counts, {'session.startWidgetSession': 1, 'appToken.startSession': 1});
  });
});
