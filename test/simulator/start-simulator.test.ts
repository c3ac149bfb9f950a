import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {waitUntil} from '../support/wait-until.js';
import {
  DEVELOPMENT_ADMIN_SECRET,
  ENDPOINTS,
  startSimulator,
  type Simulator,
} from '../../src/simulator/index.js';
import {
  assertIncludes,
  callApi,
  createRoom,
  startTestSimulator,
  viewRoom,
  writeAdminKs,
  writeKs,
} from './calls.js';

/** Returns the counts that are not 0. */
const getNonZeroCounts = ({counts}: Simulator) =>
  Object.fromEntries(ENDPOINTS.flatMap(name => (counts[name] ? [[name, counts[name]]] : [])));

describe('startSimulator()', () => {
  it('starts without options, on a loopback address', async t => {
    const {url, partnerId, adminSecret, rooms} = await startTestSimulator(t);
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(partnerId, 12345);
    assert.equal(adminSecret, DEVELOPMENT_ADMIN_SECRET);
    assert.deepEqual(
      rooms.map(({id, name}) => [id, name]),
      [
        ['1_townhall', 'Town hall'],
        ['1_standup0', 'Daily stand-up'],
      ],
    );
  });

  it('accepts another partner ID and admin secret', async t => {
    const secret = 'fedcba9876543210fedcba9876543210';
    const simulator = await startTestSimulator(t, {partnerId: 77, adminSecret: secret});
    const started = await callApi(simulator, 'session', 'start', {secret, partnerId: 77});
    assert.match(started as string, /^djJ8/);
    const rejected = {secret: DEVELOPMENT_ADMIN_SECRET, partnerId: 77};
    assertIncludes(await callApi(simulator, 'session', 'start', rejected), {
      code: 'START_SESSION_ERROR',
    });
    assert.equal((await viewRoom(simulator, writeKs(simulator))).status, 200);
  });

  for (const host of ['0.0.0.0', '::', 'example.com', '192.168.0.1', '127.0.0.1.example.com'])
    it(`rejects the host ${host}`, async () => {
      await assert.rejects(startSimulator({host}), /host must be a loopback host/);
    });

  const TOKEN = {id: '1_mytoken0', token: 'value'};
  for (const {name, options, message} of [
    {name: 'NaN as partner ID', options: {partnerId: NaN}, message: /^partnerId must be/},
    {name: '0 as partner ID', options: {partnerId: 0}, message: /^partnerId must be/},
    {
      name: 'an empty admin secret',
      options: {adminSecret: ''},
      message: /^adminSecret must not be empty/,
    },
    {
      name: 'an app token with an empty ID',
      options: {appTokens: [{...TOKEN, id: ''}]},
      message: /^appTokens must be objects with an id and a token/,
    },
    {
      name: 'an app token with an empty token',
      options: {appTokens: [{...TOKEN, token: ''}]},
      message: /^appTokens must be objects with an id and a token/,
    },
  ])
    it(`rejects ${name}`, async () => {
      await assert.rejects(startSimulator(options), {message});
    });

  it('rejects two app tokens with the same ID', async () => {
    await assert.rejects(
      startSimulator({appTokens: [TOKEN, TOKEN]}),
      /appTokens must have different ids/,
    );
  });

  it('rejects a port that is in use', async t => {
    const {url} = await startTestSimulator(t);
    await assert.rejects(startSimulator({port: Number(new URL(url).port)}), {code: 'EADDRINUSE'});
  });
});

describe('a simulator', () => {
  it('responds to /version with a text', async t => {
    const {url} = await startTestSimulator(t);
    const response = await fetch(`${url}/version`);
    assert.deepEqual([response.status, await response.text()], [200, 'simulator']);
  });

  it('responds to unknown paths with an application error', async t => {
    const {url} = await startTestSimulator(t);
    for (const path of ['/', '/embeddedrooms/index/create-room', '/embeddedrooms/room-page.ts']) {
      const response = await fetch(url + path);
      assert.equal(response.status, 404, path);
      assert.match(await response.text(), /Application Error/);
    }
  });

  it('counts each request once, with or without a response, until reset()', async t => {
    const simulator = await startTestSimulator(t);
    const ks = writeAdminKs(simulator);
    assert.deepEqual(getNonZeroCounts(simulator), {});

    await callApi(simulator, 'session', 'start', {});
    await callApi(simulator, 'session', 'get', {ks});
    await callApi(simulator, 'session', 'renew', {});
    await createRoom(simulator);
    await createRoom(simulator, {name: ''});
    await viewRoom(simulator, ks);
    await fetch(`${simulator.url}/api_v3/service/session/action/start`, {method: 'OPTIONS'});
    simulator.faults.set('version', {kind: 'drop'});
    await assert.rejects(fetch(`${simulator.url}/version`));

    assert.deepEqual(getNonZeroCounts(simulator), {
      'session.start': 1,
      'session.get': 1,
      'create-room': 2,
      'view-room': 1,
      version: 1,
    });
    assert.equal(simulator.counts.adminKsInBrowser, 1);
    simulator.counts.reset();
    assert.deepEqual(getNonZeroCounts(simulator), {});
    assert.equal(simulator.counts.adminKsInBrowser, 0);
  });

  it('drops held responses on close(), which may be called twice', async () => {
    const simulator = await startSimulator();
    simulator.faults.set('version', {kind: 'never'});
    simulator.faults.set('view-room', {kind: 'slow', ms: 3_600_000});
    const held = [fetch(`${simulator.url}/version`), viewRoom(simulator, writeKs(simulator))];
    const failures = Promise.all(held.map(response => assert.rejects(response)));
    await waitUntil(
      'both requests to arrive',
      () => simulator.counts.version + simulator.counts['view-room'] === 2,
    );

    await Promise.all([simulator.close(), simulator.close()]);
    await failures;
    await assert.rejects(fetch(simulator.url));
  });
});
