import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {Endpoint, Fault, Simulator} from '../../src/simulator/index.js';
import {callApi, postRoom, startTestSimulator, writeKs} from './calls.js';

const fetchVersion = ({url}: Simulator, init?: RequestInit) => fetch(`${url}/version`, init);

async function startWithFault(
  test: TestContext,
  endpoint: Endpoint,
  fault: Fault,
): Promise<Simulator> {
  const simulator = await startTestSimulator(test);
  simulator.faults.set(endpoint, fault);
  return simulator;
}

describe('faults', () => {
  it("'slow' delays the response", async t => {
    const simulator = await startWithFault(t, 'version', {kind: 'slow', ms: 30});
    const before = performance.now();
    assert.equal(await (await fetchVersion(simulator)).text(), 'simulator');
    assert.ok(performance.now() - before >= 29);
  });

  it("'never' holds the response back until the client aborts", async t => {
    const simulator = await startWithFault(t, 'version', {kind: 'never'});
    await assert.rejects(fetchVersion(simulator, {signal: AbortSignal.timeout(30)}), {
      name: 'TimeoutError',
    });
  });

  it("'drop' destroys the connection after create-room has created the room", async t => {
    const simulator = await startWithFault(t, 'create-room', {kind: 'drop'});
    await assert.rejects(postRoom(simulator), TypeError);
    assert.equal(simulator.rooms.length, 3);
  });

  it("'half-body' ends the connection in the middle of the body", async t => {
    const simulator = await startWithFault(t, 'create-room', {kind: 'half-body'});
    const response = await postRoom(simulator);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'application/json');
    let received = '';
    await assert.rejects(async () => {
      for await (const chunk of response.body ?? []) received += Buffer.from(chunk).toString();
    }, TypeError);
    assert.match(received, /^\{"success":true/);
    assert.doesNotMatch(received, /\}$/);
    assert.equal(simulator.rooms.length, 3);
  });

  for (const {by, header, value} of [
    {by: undefined, header: 'x-frame-options', value: 'DENY'},
    {by: 'frame-ancestors', header: 'content-security-policy', value: "frame-ancestors 'none'"},
  ] as const)
    it(`'frame-deny' sends the room with ${header}`, async t => {
      const simulator = await startWithFault(t, 'view-room', {kind: 'frame-deny', ...(by && {by})});
      const ks = writeKs(simulator);
      const response = await fetch(`${simulator.url}/embeddedrooms/index/view-room/ks/${ks}`);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get(header), value);
      assert.match(await response.text(), /Town hall/);
    });

  for (const status of [500, 503, 429, 404])
    it(`'status' sends a page with ${status}, and create-room creates no room`, async t => {
      const simulator = await startWithFault(t, 'create-room', {kind: 'status', status});
      const response = await postRoom(simulator);
      assert.equal(response.status, status);
      assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
      assert.match(await response.text(), new RegExp(`<h1>Status ${status}</h1>`));
      assert.equal(simulator.rooms.length, 2);
    });

  it("'html' and 'status' send the given HTML", async t => {
    const simulator = await startWithFault(t, 'session.start', {
      kind: 'html',
      html: '<p>Maintenance</p>',
    });
    const response = await fetch(`${simulator.url}/api_v3/service/session/action/start?format=1`);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    assert.equal(await response.text(), '<p>Maintenance</p>');
    simulator.faults.set('session.start', {kind: 'status', status: 502, html: 'Bad gateway'});
    const second = await fetch(`${simulator.url}/api_v3/service/session/action/start?format=1`);
    assert.deepEqual([second.status, await second.text()], [502, 'Bad gateway']);
  });

  it("'no-content' sends an empty response with status 204", async t => {
    const response = await postRoom(await startWithFault(t, 'create-room', {kind: 'no-content'}));
    assert.deepEqual([response.status, await response.text()], [204, '']);
  });

  it("'redirect' leads to another origin", async t => {
    const to = 'https://elsewhere.example/room';
    const simulator = await startWithFault(t, 'version', {kind: 'redirect', to});
    const response = await fetchVersion(simulator, {redirect: 'manual'});
    assert.deepEqual([response.status, response.headers.get('location')], [302, to]);
  });

  it("'access-denied' rejects a valid KS", async t => {
    const simulator = await startWithFault(t, 'view-room', {kind: 'access-denied'});
    const ks = writeKs(simulator);
    const response = await fetch(`${simulator.url}/embeddedrooms/index/view-room/ks/${ks}`);
    assert.equal(response.status, 403);
    assert.match(await response.text(), /<h1>Access Denied<\/h1>/);
  });

  it("'json' sends any JSON, with any status", async t => {
    const simulator = await startWithFault(t, 'create-room', {
      kind: 'json',
      body: {success: true, data: {}},
    });
    assert.deepEqual(await (await postRoom(simulator)).json(), {success: true, data: {}});
    const body = {success: false, message: 'Room module is off'};
    simulator.faults.set('create-room', {kind: 'json', body, status: 400});
    const response = await postRoom(simulator);
    assert.deepEqual([response.status, await response.json()], [400, body]);
  });

  for (const action of ['start', 'get', 'end'] as const)
    it(`a fault of session.${action} applies to that action only`, async t => {
      const simulator = await startWithFault(t, `session.${action}`, {kind: 'json', body: 'fault'});
      for (const called of ['start', 'get', 'end'])
        assert.equal(
          (await callApi(simulator, 'session', called, {})) === 'fault',
          called === action,
          called,
        );
    });

  it('a fault ends after its number of times', async t => {
    const simulator = await startWithFault(t, 'version', {kind: 'status', status: 500, times: 2});
    const statuses = [];
    for (let call = 0; call < 3; call++) statuses.push((await fetchVersion(simulator)).status);
    assert.deepEqual(statuses, [500, 500, 200]);
  });

  it('a fault lasts until clear(), for its endpoint or for all', async t => {
    const simulator = await startWithFault(t, 'version', {kind: 'no-content'});
    simulator.faults.set('create-room', {kind: 'no-content'});
    simulator.faults.clear('version');
    assert.equal((await fetchVersion(simulator)).status, 200);
    assert.equal((await postRoom(simulator)).status, 204);
    simulator.faults.clear();
    assert.equal((await postRoom(simulator)).status, 200);
  });
});
