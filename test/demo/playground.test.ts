import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {contrast} from '../../demo/playground/contrast.js';
import {controlOf, elementsOf} from '../../demo/playground/manifest.js';
import {redacted, withoutSecrets} from '../../demo/playground/redact.js';
import {SCENARIOS} from '../../demo/playground/scenarios.js';
import {startDemo} from '../../demo/server.js';
import {ENDPOINTS, startSimulator} from '../../src/simulator/index.js';

type Demo = Awaited<ReturnType<typeof startDemo>>;

async function withDemo(use: (demo: Demo) => Promise<void>): Promise<void> {
  const demo = await startDemo({port: 0, simulatorPort: 0});
  try {
    await use(demo);
  } finally {
    await demo.close();
  }
}

/** Asks for a scenario as the page does, but for the headers given. */
const choose = (demo: Demo, scenario: unknown, headers: Record<string, string> = {}) =>
  fetch(`${demo.url}/api/simulator/faults`, {
    method: 'POST',
    headers: {'content-type': 'application/json', origin: demo.url, ...headers},
    body: JSON.stringify({scenario}),
  });
const chosen = async (demo: Demo) =>
  ((await (await fetch(`${demo.url}/api/playground`)).json()) as {scenario: unknown}).scenario;
const launch = (demo: Demo) =>
  fetch(`${demo.url}/api/kaltura/token`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    redirect: 'manual',
    body: JSON.stringify({roomId: '1_townhall'}),
  });
const version = (demo: Demo) => fetch(`${demo.simulator?.url}/version`).then(({status}) => status);

test('a scenario turns the knobs of the simulator, until there is none', () =>
  withDemo(async demo => {
    assert.equal(await chosen(demo), null);
    assert.equal((await choose(demo, 'kaf-down')).status, 204);
    assert.equal(await chosen(demo), 'kaf-down');
    await assert.rejects(version(demo));
    assert.equal((await choose(demo, 'signed-out')).status, 204);
    assert.equal(await version(demo), 200);
    assert.equal((await choose(demo, null)).status, 204);
    assert.equal(await chosen(demo), null);
  }));

for (const {id, answer} of SCENARIOS.filter(({answer}) => answer))
  test(`what the token endpoint answers, and well again: ${id}`, () =>
    withDemo(async demo => {
      await choose(demo, id);
      const refused = await launch(demo);
      assert.equal(refused.status, answer?.status);
      assert.equal(
        refused.headers.get('content-type'),
        answer?.status === 204 ? null : answer?.html ? 'text/html' : 'application/json',
      );
      assert.ok(refused.headers.has('content-security-policy'));
      if (answer?.errorCode) {
        const body = (await refused.json()) as {success: boolean; errorCode: string};
        assert.deepEqual([body.success, body.errorCode], [false, answer.errorCode]);
      }
      await choose(demo, null);
      assert.equal((await launch(demo)).status, 200);
    }));

test('an answer that breaks off, and a launch that is over', () =>
  withDemo(async demo => {
    await choose(demo, 'server-half');
    const half = await launch(demo);
    await assert.rejects(half.text());
    await choose(demo, 'launch-over');
    const {data} = (await (await launch(demo)).json()) as {data: {ks: string; expiresAt: number}};
    assert.equal(data.expiresAt, 1);
    assert.match(data.ks, /^djJ8/);
  }));

for (const [who, headers] of Object.entries({
  'another site': {origin: 'https://evil.example'},
  'a name of another site': {origin: 'http://evil.example:8080'},
  'a form of another site': {'content-type': 'text/plain'},
  'a site beside it': {'sec-fetch-site': 'same-site'},
  'no page': {origin: ''},
}))
  test(`${who} sets no scenario`, () =>
    withDemo(async demo => {
      assert.equal((await choose(demo, 'kaf-down', headers)).status, 403);
      assert.equal(await chosen(demo), null);
      assert.equal(await version(demo), 200);
    }));

test('there are no scenarios but those of the list', () =>
  withDemo(async demo => {
    for (const other of ['', 'none', '__proto__', 7, {kind: 'never'}, ['kaf-down'], undefined])
      assert.equal((await choose(demo, other)).status, 400, JSON.stringify(other));
    assert.equal(await chosen(demo), null);
  }));

test('with a Kaltura of its own the demo has no knobs', async () => {
  const kaltura = await startSimulator();
  const {partnerId, adminSecret, url: kafUrl} = kaltura;
  const demo = await startDemo({
    port: 0,
    simulatorPort: 0,
    account: {partnerId, adminSecret, kafUrl},
  });
  try {
    assert.equal((await choose(demo, 'kaf-down')).status, 404);
    assert.deepEqual(await (await fetch(`${demo.url}/api/playground`)).json(), {
      auth: 'ks',
      hasSimulator: false,
      scenario: null,
    });
  } finally {
    await demo.close();
    await kaltura.close();
  }
});

test('each scenario has a name of its own, and faults of endpoints that there are', () => {
  assert.equal(new Set(SCENARIOS.map(({id}) => id)).size, SCENARIOS.length);
  for (const {id, faults, answer, plays} of SCENARIOS) {
    assert.equal([faults, answer, plays].filter(Boolean).length, 1, id);
    for (const endpoint of Object.keys(faults ?? {}))
      assert.ok((ENDPOINTS as readonly string[]).includes(endpoint), endpoint);
  }
});

test('each attribute of the elements has a control of its kind', () => {
  const manifest = JSON.parse(
    readFileSync(new URL('../../dist/custom-elements.json', import.meta.url), 'utf8'),
  ) as Parameters<typeof elementsOf>[0];
  const kinds = (tagName: string) =>
    Object.fromEntries(
      elementsOf(manifest)
        .get(tagName)!
        .attributes.map(({name, type}) => [name, controlOf(type.text).kind]),
    );
  const room = kinds('kaltura-room');
  assert.deepEqual(
    ['room-id', 'controls', 'loading', 'timeout', 'headers'].map(name => room[name]),
    ['text', 'boolean', 'choice', 'number', 'json'],
  );
  const creator = kinds('kaltura-room-creator');
  assert.deepEqual(
    ['create-url', 'allow-another', 'credentials', 'defaults', 'templates'].map(
      name => creator[name],
    ),
    ['text', 'boolean', 'choice', 'json', 'json'],
  );
  assert.deepEqual(controlOf("'omit' | 'same-origin'").choices, ['omit', 'same-origin']);
});

test('the log leaves out what is a secret by its name or by its looks', () => {
  const ks = 'djJ8MTIzNDV8'.repeat(8);
  for (const value of [ks, {ks: 'short'}, {a: {accessToken: 'short'}}, [`x?ks=short`], {data: ks}])
    assert.doesNotMatch(redacted(value), /short|djJ8/);
  assert.equal(redacted({name: 'Stand-up', ids: [1, null]}), '{"name":"Stand-up","ids":[1,null]}');
  assert.equal(redacted(undefined), 'undefined');
  assert.equal(withoutSecrets(`GET https://x/?ks=${ks}&a=b`), 'GET https://x/?ks=…&a=b');
});

test('contrast is as WCAG has it', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#ffffff', '#767676').toFixed(2), '4.54');
});
