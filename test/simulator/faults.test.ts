import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {Endpoint, Fault, Simulator} from '../../src/simulator/index.js';
import {callApi, postRoom, start, writeKs} from './calls.js';

const version = ({url}: Simulator, init?: RequestInit) => fetch(`${url}/version`, init);

async function faulty(test: TestContext, endpoint: Endpoint, fault: Fault): Promise<Simulator> {
  const simulator = await start(test);
  simulator.faults.set(endpoint, fault);
  return simulator;
}

test('a slow answer comes, and comes late', async t => {
  const simulator = await faulty(t, 'version', {kind: 'slow', ms: 30});
  const before = performance.now();
  assert.equal(await (await version(simulator)).text(), 'simulator');
  assert.ok(performance.now() - before >= 29);
});

test('an answer that never comes is held until the caller gives up', async t => {
  const simulator = await faulty(t, 'version', {kind: 'never'});
  await assert.rejects(version(simulator, {signal: AbortSignal.timeout(30)}), {
    name: 'TimeoutError',
  });
});

test('a dropped connection fails, and the room it was to answer with has been made', async t => {
  const simulator = await faulty(t, 'create-room', {kind: 'drop'});
  await assert.rejects(postRoom(simulator), TypeError);
  assert.equal(simulator.rooms.length, 3);
});

test('half a body breaks off in the middle', async t => {
  const simulator = await faulty(t, 'create-room', {kind: 'half-body'});
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

for (const [by, name, value] of [
  [undefined, 'x-frame-options', 'DENY'],
  ['frame-ancestors', 'content-security-policy', "frame-ancestors 'none'"],
] as const)
  test(`a room that may not be framed says so by ${name}, and is a room all the same`, async t => {
    const simulator = await faulty(t, 'view-room', {kind: 'frame-deny', ...(by && {by})});
    const ks = writeKs(simulator);
    const response = await fetch(`${simulator.url}/embeddedrooms/index/view-room/ks/${ks}`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get(name), value);
    assert.match(await response.text(), /Town hall/);
  });

for (const status of [500, 503, 429, 404])
  test(`status ${status} comes with a page, and the request is not acted on`, async t => {
    const simulator = await faulty(t, 'create-room', {kind: 'status', status});
    const response = await postRoom(simulator);
    assert.equal(response.status, status);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(await response.text(), new RegExp(`<h1>Status ${status}</h1>`));
    assert.equal(simulator.rooms.length, 2);
  });

test('an answer of HTML has the HTML that was asked for', async t => {
  const simulator = await faulty(t, 'session.start', {kind: 'html', html: '<p>Maintenance</p>'});
  const response = await fetch(`${simulator.url}/api_v3/service/session/action/start?format=1`);
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
  assert.equal(await response.text(), '<p>Maintenance</p>');
  simulator.faults.set('session.start', {kind: 'status', status: 502, html: 'Bad gateway'});
  const second = await fetch(`${simulator.url}/api_v3/service/session/action/start?format=1`);
  assert.deepEqual([second.status, await second.text()], [502, 'Bad gateway']);
});

test('no content is 204 and empty', async t => {
  const response = await postRoom(await faulty(t, 'create-room', {kind: 'no-content'}));
  assert.deepEqual([response.status, await response.text()], [204, '']);
});

test('a redirect leads to another origin', async t => {
  const to = 'https://elsewhere.example/room';
  const simulator = await faulty(t, 'version', {kind: 'redirect', to});
  const response = await version(simulator, {redirect: 'manual'});
  assert.deepEqual([response.status, response.headers.get('location')], [302, to]);
});

test('access is denied to a KS that is in order', async t => {
  const simulator = await faulty(t, 'view-room', {kind: 'access-denied'});
  const ks = writeKs(simulator);
  const response = await fetch(`${simulator.url}/embeddedrooms/index/view-room/ks/${ks}`);
  assert.equal(response.status, 403);
  assert.match(await response.text(), /<h1>Access Denied<\/h1>/);
});

test('any JSON can be the answer', async t => {
  const simulator = await faulty(t, 'create-room', {kind: 'json', body: {success: true, data: {}}});
  assert.deepEqual(await (await postRoom(simulator)).json(), {success: true, data: {}});
  const body = {success: false, message: 'Room module is off'};
  simulator.faults.set('create-room', {kind: 'json', body, status: 400});
  const response = await postRoom(simulator);
  assert.deepEqual([response.status, await response.json()], [400, body]);
});

for (const action of ['start', 'get', 'end'] as const)
  test(`a fault of session.${action} is met there and nowhere else`, async t => {
    const simulator = await faulty(t, `session.${action}`, {kind: 'json', body: 'fault'});
    for (const asked of ['start', 'get', 'end'])
      assert.equal(
        (await callApi(simulator, 'session', asked, {})) === 'fault',
        asked === action,
        asked,
      );
  });

test('a fault for a number of times is over after them', async t => {
  const simulator = await faulty(t, 'version', {kind: 'status', status: 500, times: 2});
  const statuses = [];
  for (let call = 0; call < 3; call++) statuses.push((await version(simulator)).status);
  assert.deepEqual(statuses, [500, 500, 200]);
});

test('a fault stays until it is cleared, alone or with all others', async t => {
  const simulator = await faulty(t, 'version', {kind: 'no-content'});
  simulator.faults.set('create-room', {kind: 'no-content'});
  simulator.faults.clear('version');
  assert.equal((await version(simulator)).status, 200);
  assert.equal((await postRoom(simulator)).status, 204);
  simulator.faults.clear();
  assert.equal((await postRoom(simulator)).status, 200);
});
