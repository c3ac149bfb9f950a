import assert from 'node:assert/strict';
import {test} from 'node:test';
import {decodeKs, SESSION_TYPE} from '../../../src/server/kaltura/ks.js';
import {
  assertIncludes,
  callApi,
  createRoom,
  start,
  viewRoom,
  writeAdminKs,
  writeKs,
} from '../calls.js';

const NOW_S = 1_800_000_000;
const now = () => NOW_S * 1000;

test('session.start answers a KS that says what was asked for', async t => {
  const simulator = await start(t, {now});
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
  [undefined, 86_400],
  [1_000_000, 86_400],
  ['3600', 3600],
  ['soon', 0],
] as const;

for (const [asked, got] of EXPIRIES)
  test(`a session asked for ${asked} seconds lasts ${got}`, async t => {
    const simulator = await start(t, {now});
    const {adminSecret: secret, partnerId} = simulator;
    const ks = await callApi(simulator, 'session', 'start', {secret, partnerId, expiry: asked});
    assert.equal(decodeKs(ks as string, secret).expiry, NOW_S + got);
  });

const REFUSED = [
  [
    {secret: undefined},
    'MISSING_MANDATORY_PARAMETER',
    'Missing parameter "secret"',
    {PARAM_NAME: 'secret'},
  ],
  [
    {secret: 'wrong'},
    'START_SESSION_ERROR',
    'Error while starting session for partner [12345]',
    {PID: '12345'},
  ],
  [
    {partnerId: 99},
    'START_SESSION_ERROR',
    'Error while starting session for partner [99]',
    {PID: '99'},
  ],
  [
    {partnerId: undefined},
    'START_SESSION_ERROR',
    'Error while starting session for partner []',
    {PID: ''},
  ],
  [
    {type: 1},
    'INVALID_ENUM_VALUE',
    'Invalid enumeration value "1" for parameter "type", expecting enumeration type "KalturaSessionType"',
    {ENUM_VAL: '1', PARAM_NAME: 'type', ENUM_TYPE: 'KalturaSessionType'},
  ],
] as const;

for (const [params, code, message, args] of REFUSED)
  test(`session.start with ${JSON.stringify(params)} answers ${code}`, async t => {
    const simulator = await start(t);
    const {adminSecret: secret, partnerId} = simulator;
    const answer = await callApi(simulator, 'session', 'start', {secret, partnerId, ...params});
    assert.deepEqual(answer, {code, message, objectType: 'KalturaAPIException', args});
  });

for (const privileges of ['*', 'edit:*', 'bad name:1', 'a:1:2'])
  test(`the simulator says that it does not write the privilege ${privileges}`, async t => {
    const simulator = await start(t);
    const {adminSecret: secret, partnerId} = simulator;
    const answer = await callApi(simulator, 'session', 'start', {secret, partnerId, privileges});
    assertIncludes(answer, {code: 'SIMULATOR_REFUSES'});
  });

test('session.startWidgetSession answers a KS of nobody, without a secret', async t => {
  const simulator = await start(t, {now});
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

for (const [widgetId, code, message] of [
  [undefined, 'MISSING_MANDATORY_PARAMETER', 'Missing parameter "widgetId"'],
  ['12345', 'INVALID_WIDGET_ID', 'Unknown widget [12345]'],
  ['_99', 'INVALID_WIDGET_ID', 'Unknown widget [_99]'],
] as const)
  test(`there is no widget ${widgetId}`, async t => {
    const answer = await callApi(await start(t), 'session', 'startWidgetSession', {widgetId});
    assertIncludes(answer, {code, message, objectType: 'KalturaAPIException'});
  });

test('session.get says what a KS says', async t => {
  const simulator = await start(t, {now});
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

test('session.get says what another KS says, such as one that may make no call', async t => {
  const simulator = await start(t);
  const session = writeKs(simulator, {userId: 'zoë', privileges: {actionslimit: '-1'}});
  const answer = await callApi(simulator, 'session', 'get', {ks: writeAdminKs(simulator), session});
  assertIncludes(answer, {userId: 'zoë', privileges: 'actionslimit:-1'});
});

test('a KS that is missing, malformed, foreign or expired opens no session', async t => {
  const simulator = await start(t, {now});
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

for (const action of ['get', 'end'])
  for (const actionslimit of ['-1', '0'])
    test(`a KS with actionslimit:${actionslimit} cannot call session.${action}`, async t => {
      const simulator = await start(t);
      const ks = writeKs(simulator, {privileges: {actionslimit}});
      const answer = await callApi(simulator, 'session', action, {ks});
      assertIncludes(answer, {code: 'INVALID_ACTIONS_LIMIT', args: []});
    });

test('a KS with actions left can call', async t => {
  const simulator = await start(t);
  const ks = writeKs(simulator, {privileges: {actionslimit: '5'}});
  assertIncludes(await callApi(simulator, 'session', 'get', {ks}), {userId: 'jane'});
});

test('an ended session is dead everywhere, however its KS is padded', async t => {
  const simulator = await start(t);
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

test('ending one session of a group ends the group', async t => {
  const simulator = await start(t);
  const inGroup = (sessionid: string) =>
    writeKs(simulator, {privileges: {entryId: '1_townhall', sessionid}});
  await callApi(simulator, 'session', 'end', {ks: inGroup('a')});
  assert.equal((await viewRoom(simulator, inGroup('a'))).status, 403);
  assert.equal((await viewRoom(simulator, inGroup('b'))).status, 200);
});

test('a group stays ended for a day', async t => {
  let nowMs = NOW_S * 1000;
  const simulator = await start(t, {now: () => nowMs});
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
