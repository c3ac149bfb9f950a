import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {decodeKs, SESSION_TYPE} from '../../../src/server/kaltura/ks.js';
import {
  assertIncludes,
  callApi,
  createRoom,
  startTestSimulator,
  viewRoom,
  writeAdminKs,
  writeKs,
} from '../calls.js';

const NOW_S = 1_800_000_000;
const now = () => NOW_S * 1000;

describe('session.start', () => {
  it('returns a KS with the requested content', async t => {
    const simulator = await startTestSimulator(t, {now});
    const ks = await callApi(simulator, 'session', 'start', {
      secret: simulator.adminSecret,
      partnerId: simulator.partnerId,
      userId: 'jane.doe@example.com',
      type: 2,
      expiry: 60,
      privileges: ' role:viewerRole,, disableentitlement,entryId:1_abcd1234,role:adminRole',
    });
    assert.deepEqual(decodeKs(ks as string, simulator.adminSecret), {
      partnerId: 12345,
      userId: 'jane.doe@example.com',
      type: SESSION_TYPE.admin,
      expiry: NOW_S + 60,
      privileges: {role: 'adminRole', disableentitlement: '', entryId: '1_abcd1234'},
    });
  });

  const EXPIRIES = [
    {requested: undefined, lifetime: 86_400},
    {requested: 1_000_000, lifetime: 86_400},
    {requested: '3600', lifetime: 3600},
    {requested: 'soon', lifetime: 0},
  ] as const;

  for (const {requested, lifetime} of EXPIRIES)
    it(`starts a session of ${lifetime} s for the expiry ${requested}`, async t => {
      const simulator = await startTestSimulator(t, {now});
      const {adminSecret: secret, partnerId} = simulator;
      const ks = await callApi(simulator, 'session', 'start', {
        secret,
        partnerId,
        expiry: requested,
      });
      assert.equal(decodeKs(ks as string, secret).expiry, NOW_S + lifetime);
    });

  const REJECTED = [
    {
      params: {secret: undefined},
      code: 'MISSING_MANDATORY_PARAMETER',
      message: 'Missing parameter "secret"',
      args: {PARAM_NAME: 'secret'},
    },
    {
      params: {secret: 'wrong'},
      code: 'START_SESSION_ERROR',
      message: 'Error while starting session for partner [12345]',
      args: {PID: '12345'},
    },
    {
      params: {partnerId: 99},
      code: 'START_SESSION_ERROR',
      message: 'Error while starting session for partner [99]',
      args: {PID: '99'},
    },
    {
      params: {partnerId: undefined},
      code: 'START_SESSION_ERROR',
      message: 'Error while starting session for partner []',
      args: {PID: ''},
    },
    {
      params: {type: 1},
      code: 'INVALID_ENUM_VALUE',
      message:
        'Invalid enumeration value "1" for parameter "type", expecting enumeration type "KalturaSessionType"',
      args: {ENUM_VAL: '1', PARAM_NAME: 'type', ENUM_TYPE: 'KalturaSessionType'},
    },
  ] as const;

  for (const {params, code, message, args} of REJECTED)
    it(`responds to ${JSON.stringify(params)} with ${code}`, async t => {
      const simulator = await startTestSimulator(t);
      const {adminSecret: secret, partnerId} = simulator;
      const result = await callApi(simulator, 'session', 'start', {secret, partnerId, ...params});
      assert.deepEqual(result, {code, message, objectType: 'KalturaAPIException', args});
    });

  for (const privileges of ['*', 'edit:*', 'bad name:1', 'a:1:2'])
    it(`rejects the unsupported privilege ${privileges}`, async t => {
      const simulator = await startTestSimulator(t);
      const {adminSecret: secret, partnerId} = simulator;
      const result = await callApi(simulator, 'session', 'start', {secret, partnerId, privileges});
      assertIncludes(result, {code: 'SIMULATOR_REFUSES'});
    });
});

describe('session.startWidgetSession', () => {
  it('returns an anonymous KS without a secret', async t => {
    const simulator = await startTestSimulator(t, {now});
    const started = await callApi(simulator, 'session', 'startWidgetSession', {widgetId: '_12345'});
    const {ks} = started as {ks: string};
    assert.deepEqual(started, {
      objectType: 'KalturaStartWidgetSessionResponse',
      partnerId: 12345,
      ks,
      userId: 0,
    });
    assert.deepEqual(decodeKs(ks, simulator.adminSecret), {
      partnerId: 12345,
      userId: '0',
      type: SESSION_TYPE.user,
      expiry: NOW_S + 86_400,
      privileges: {widget: '1'},
    });
    const {status, page} = await viewRoom(simulator, ks);
    assert.deepEqual([status, page.includes('Application Error')], [500, true]);
  });

  for (const {widgetId, code, message} of [
    {
      widgetId: undefined,
      code: 'MISSING_MANDATORY_PARAMETER',
      message: 'Missing parameter "widgetId"',
    },
    {widgetId: '12345', code: 'INVALID_WIDGET_ID', message: 'Unknown widget [12345]'},
    {widgetId: '_99', code: 'INVALID_WIDGET_ID', message: 'Unknown widget [_99]'},
  ] as const)
    it(`rejects the widget ${widgetId}`, async t => {
      const result = await callApi(await startTestSimulator(t), 'session', 'startWidgetSession', {
        widgetId,
      });
      assertIncludes(result, {code, message, objectType: 'KalturaAPIException'});
    });
});

describe('session.get', () => {
  it('returns the content of the caller’s KS', async t => {
    const simulator = await startTestSimulator(t, {now});
    const privileges = {entryId: '1_townhall', disableentitlement: ''};
    const ks = writeKs(simulator, {expiry: NOW_S + 1, privileges});
    assert.deepEqual(await callApi(simulator, 'session', 'get', {ks}), {
      objectType: 'KalturaSessionInfo',
      sessionType: 0,
      partnerId: 12345,
      userId: 'jane',
      expiry: NOW_S + 1,
      privileges: 'entryId:1_townhall,disableentitlement',
    });
  });

  it('returns the content of another KS, which may forbid calls', async t => {
    const simulator = await startTestSimulator(t);
    const session = writeKs(simulator, {userId: 'zoë', privileges: {actionslimit: '-1'}});
    const result = await callApi(simulator, 'session', 'get', {
      ks: writeAdminKs(simulator),
      session,
    });
    assertIncludes(result, {userId: 'zoë', privileges: 'actionslimit:-1'});
  });

  it('rejects a KS that is missing, malformed, foreign or expired', async t => {
    const simulator = await startTestSimulator(t, {now});
    const invalid = async (ks: string, id: string) => {
      assert.deepEqual(await callApi(simulator, 'session', 'get', {ks}), {
        code: 'INVALID_KS',
        message: `Invalid KS "${id}", Error "-1,INVALID_STR"`,
        objectType: 'KalturaAPIException',
        args: {KSID: id, ERR_CODE: '-1', ERR_DESC: 'INVALID_STR'},
      });
    };
    const foreignPartner = writeKs({...simulator, partnerId: 99}, {expiry: NOW_S + 60});
    const foreignSecret = writeKs({...simulator, adminSecret: 'other'}, {expiry: NOW_S + 60});

    assert.deepEqual(await callApi(simulator, 'session', 'get', {}), {
      code: 'MISSING_KS',
      message: 'Missing KS, session not established',
      objectType: 'KalturaAPIException',
      args: [],
    });
    await invalid('nonsense', 'nonsense');
    await invalid(foreignPartner, foreignPartner);
    await invalid(foreignSecret, foreignSecret);
    await invalid(writeKs(simulator, {expiry: NOW_S}), 'EXPIRED');
  });

  it('accepts a KS with a positive actionslimit', async t => {
    const simulator = await startTestSimulator(t);
    const ks = writeKs(simulator, {privileges: {actionslimit: '5'}});
    assertIncludes(await callApi(simulator, 'session', 'get', {ks}), {userId: 'jane'});
  });
});

describe('session.end', () => {
  it('invalidates the KS for the API and for KAF, with any padding', async t => {
    const simulator = await startTestSimulator(t);
    const user = writeKs(simulator);
    const admin = writeAdminKs(simulator, {privileges: {a: '1234567'}});
    assert.match(admin, /=$/);

    assert.equal(await callApi(simulator, 'session', 'end', {ks: user}), null);
    assert.equal(await callApi(simulator, 'session', 'end', {ks: admin}), null);

    for (const ks of [user, admin, admin.replaceAll('=', '')])
      for (const action of ['get', 'end'])
        assertIncludes(await callApi(simulator, 'session', action, {ks}), {
          code: 'INVALID_KS',
          message: 'Invalid KS "LOGOUT", Error "-1,INVALID_STR"',
        });
    assert.equal((await viewRoom(simulator, user)).status, 403);
    assertIncludes(await createRoom(simulator, {ks: admin}), {
      success: false,
      errorCode: 'invalidRequest',
    });
    assert.equal((await viewRoom(simulator, writeKs(simulator))).status, 200);
  });

  it('ends all sessions of a group', async t => {
    const simulator = await startTestSimulator(t);
    const inGroup = (sessionid: string) =>
      writeKs(simulator, {privileges: {entryId: '1_townhall', sessionid}});
    await callApi(simulator, 'session', 'end', {ks: inGroup('a')});
    assert.equal((await viewRoom(simulator, inGroup('a'))).status, 403);
    assert.equal((await viewRoom(simulator, inGroup('b'))).status, 200);
  });

  it('keeps a group ended for a day', async t => {
    let nowMs = NOW_S * 1000;
    const simulator = await startTestSimulator(t, {now: () => nowMs});
    const ks = writeKs(simulator, {
      expiry: NOW_S + 200_000,
      privileges: {entryId: '1_townhall', sessionid: 'a'},
    });
    const other = writeKs(simulator, {expiry: NOW_S + 60, privileges: {sessionid: 'a'}});
    await callApi(simulator, 'session', 'end', {ks: other});
    nowMs += 86_399_000;
    assert.equal((await viewRoom(simulator, ks)).status, 403);
    nowMs += 1000;
    assert.equal((await viewRoom(simulator, ks)).status, 200);
  });
});

describe('session.get and session.end', () => {
  for (const action of ['get', 'end'])
    for (const actionslimit of ['-1', '0'])
      it(`reject a KS with actionslimit:${actionslimit}: ${action}`, async t => {
        const simulator = await startTestSimulator(t);
        const ks = writeKs(simulator, {privileges: {actionslimit}});
        const result = await callApi(simulator, 'session', action, {ks});
        assertIncludes(result, {code: 'INVALID_ACTIONS_LIMIT', args: []});
      });
});
