import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {computeContrast} from '../../demo/playground/contrast.js';
import {parseControlType, parseManifest} from '../../demo/playground/manifest.js';
import {redact, redactText} from '../../demo/playground/redact.js';
import {SCENARIOS} from '../../demo/playground/scenarios.js';
import {THEMES, replaceValue, resolveValue} from '../../demo/playground/themes.js';
import {startDemo} from '../../demo/server.js';
import {ENDPOINTS} from '../../src/simulator/index.js';
import {startRealAccountDemo} from './real-account-demo.js';

type Demo = Awaited<ReturnType<typeof startDemo>>;

async function withDemo(check: (demo: Demo) => Promise<void>): Promise<void> {
  const demo = await startDemo({port: 0, simulatorPort: 0});
  try {
    await check(demo);
  } finally {
    await demo.close();
  }
}

/** Chooses a scenario as the page does. `headers` replace the headers of the page. */
const chooseScenario = (demo: Demo, scenario: unknown, headers: Record<string, string> = {}) =>
  fetch(`${demo.url}/api/simulator/faults`, {
    method: 'POST',
    headers: {'content-type': 'application/json', origin: demo.url, ...headers},
    body: JSON.stringify({scenario}),
  });
const getScenario = async (demo: Demo) =>
  ((await (await fetch(`${demo.url}/api/playground`)).json()) as {scenario: unknown}).scenario;
const requestLaunch = (demo: Demo) =>
  fetch(`${demo.url}/api/kaltura/token`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    redirect: 'manual',
    body: JSON.stringify({roomId: '1_townhall'}),
  });
const requestVersion = (demo: Demo) =>
  fetch(`${demo.simulator?.url}/version`).then(({status}) => status);

describe('a scenario', () => {
  it('sets faults of the simulator until another scenario replaces it', () =>
    withDemo(async demo => {
      assert.equal(await getScenario(demo), null);
      assert.equal((await chooseScenario(demo, 'kaf-down')).status, 204);
      assert.equal(await getScenario(demo), 'kaf-down');
      await assert.rejects(requestVersion(demo));
      assert.equal((await chooseScenario(demo, 'signed-out')).status, 204);
      assert.equal(await requestVersion(demo), 200);
      assert.equal((await chooseScenario(demo, null)).status, 204);
      assert.equal(await getScenario(demo), null);
    }));

  for (const {id, tokenResponse} of SCENARIOS)
    if (tokenResponse)
      it(`replaces the response of the token endpoint: ${id}`, () =>
        withDemo(async demo => {
          await chooseScenario(demo, id);
          const response = await requestLaunch(demo);
          assert.equal(response.status, tokenResponse.status);
          const type = tokenResponse.html ? 'text/html' : 'application/json';
          assert.equal(
            response.headers.get('content-type'),
            tokenResponse.status === 204 ? null : type,
          );
          assert.ok(response.headers.has('content-security-policy'));
          if (tokenResponse.errorCode) {
            const body = (await response.json()) as {success: boolean; errorCode: string};
            assert.equal(body.success, false);
            assert.equal(body.errorCode, tokenResponse.errorCode);
          }
          await chooseScenario(demo, null);
          assert.equal((await requestLaunch(demo)).status, 200);
        }));

  it('cuts off the response of the token endpoint: server-half', () =>
    withDemo(async demo => {
      await chooseScenario(demo, 'server-half');
      const response = await requestLaunch(demo);
      await assert.rejects(response.text());
    }));

  it('returns an expired launch: launch-over', () =>
    withDemo(async demo => {
      await chooseScenario(demo, 'launch-over');
      const response = await requestLaunch(demo);
      const {data} = (await response.json()) as {data: {ks: string; expiresAt: number}};
      assert.equal(data.expiresAt, 1);
      assert.match(data.ks, /^djJ8/);
    }));

  for (const {label, headers} of [
    {label: 'another site', headers: {origin: 'https://evil.example'}},
    {label: 'another host name', headers: {origin: 'http://evil.example:8080'}},
    {label: 'a form of another site', headers: {'content-type': 'text/plain'}},
    {label: 'a page of the same site', headers: {'sec-fetch-site': 'same-site'}},
    {label: 'a client that is not a page', headers: {origin: ''}},
  ])
    it(`cannot be chosen by ${label}`, () =>
      withDemo(async demo => {
        assert.equal((await chooseScenario(demo, 'kaf-down', headers)).status, 403);
        assert.equal(await getScenario(demo), null);
        assert.equal(await requestVersion(demo), 200);
      }));

  it('must be in the list', () =>
    withDemo(async demo => {
      for (const id of ['', 'none', '__proto__', 7, {kind: 'never'}, ['kaf-down'], undefined])
        assert.equal((await chooseScenario(demo, id)).status, 400, JSON.stringify(id));
      assert.equal(await getScenario(demo), null);
    }));

  it('cannot be chosen with a real account', async t => {
    const {demo} = await startRealAccountDemo(t);
    assert.equal((await chooseScenario(demo, 'kaf-down')).status, 404);
    assert.deepEqual(await (await fetch(`${demo.url}/api/playground`)).json(), {
      auth: 'ks',
      hasSimulator: false,
      scenario: null,
    });
  });
});

describe('SCENARIOS', () => {
  it('have unique IDs', () => {
    assert.equal(new Set(SCENARIOS.map(({id}) => id)).size, SCENARIOS.length);
  });

  for (const {id, faults, tokenResponse, tokenFault} of SCENARIOS)
    it(`have exactly one effect, on existing endpoints: ${id}`, () => {
      assert.equal([faults, tokenResponse, tokenFault].filter(Boolean).length, 1);
      for (const endpoint of Object.keys(faults ?? {}))
        assert.ok((ENDPOINTS as readonly string[]).includes(endpoint), endpoint);
    });
});

describe('parseControlType()', () => {
  const declarations = parseManifest(
    JSON.parse(
      readFileSync(new URL('../../dist/custom-elements.json', import.meta.url), 'utf8'),
    ) as Parameters<typeof parseManifest>[0],
  );

  for (const {tagName, attribute, kind} of [
    {tagName: 'kaltura-room', attribute: 'room-id', kind: 'text'},
    {tagName: 'kaltura-room', attribute: 'controls', kind: 'boolean'},
    {tagName: 'kaltura-room', attribute: 'loading', kind: 'choice'},
    {tagName: 'kaltura-room', attribute: 'timeout', kind: 'number'},
    {tagName: 'kaltura-room', attribute: 'headers', kind: 'json'},
    {tagName: 'kaltura-room-creator', attribute: 'create-url', kind: 'text'},
    {tagName: 'kaltura-room-creator', attribute: 'allow-another', kind: 'boolean'},
    {tagName: 'kaltura-room-creator', attribute: 'credentials', kind: 'choice'},
    {tagName: 'kaltura-room-creator', attribute: 'defaults', kind: 'json'},
    {tagName: 'kaltura-room-creator', attribute: 'templates', kind: 'json'},
  ])
    it(`returns the kind "${kind}" for ${attribute} of <${tagName}>`, () => {
      const type = declarations.get(tagName)?.attributes.find(({name}) => name === attribute)
        ?.type.text;
      assert.ok(type);
      assert.equal(parseControlType(type).kind, kind);
    });

  it('returns the choices of a union of strings', () => {
    const {choices} = parseControlType("'omit' | 'same-origin'");
    assert.deepEqual(choices, ['omit', 'same-origin']);
  });
});

describe('redact()', () => {
  const ks = 'djJ8MTIzNDV8'.repeat(8);

  it('removes secrets by their name or their form', () => {
    for (const value of [
      ks,
      {ks: 'short'},
      {a: {accessToken: 'short'}},
      ['x?ks=short'],
      {data: ks},
    ])
      assert.doesNotMatch(redact(value), /short|djJ8/);
    assert.equal(redactText(`GET https://x/?ks=${ks}&a=b`), 'GET https://x/?ks=…&a=b');
  });

  it('keeps other values', () => {
    assert.equal(redact({name: 'Stand-up', ids: [1, null]}), '{"name":"Stand-up","ids":[1,null]}');
    assert.equal(redact(undefined), 'undefined');
  });
});

describe('computeContrast()', () => {
  it('returns the contrast ratio of WCAG', () => {
    assert.equal(computeContrast('#000000', '#ffffff'), 21);
    assert.equal(computeContrast('#ffffff', '#767676').toFixed(2), '4.54');
  });
});

describe('resolveValue()', () => {
  it('returns the part of the color scheme', () => {
    assert.equal(resolveValue('light-dark(#ffffff, #000000)', false), '#ffffff');
    assert.equal(resolveValue('light-dark(#ffffff, #000000)', true), '#000000');
    assert.equal(resolveValue('0.5rem', true), '0.5rem');
  });
});

describe('replaceValue()', () => {
  it('replaces the part of the color scheme', () => {
    const value = 'light-dark(#ffffff, #000000)';
    assert.equal(replaceValue(value, '#123456', false), 'light-dark(#123456, #000000)');
    assert.equal(replaceValue(value, '#123456', true), 'light-dark(#ffffff, #123456)');
  });

  it('replaces a single value in both schemes', () => {
    assert.equal(replaceValue('#ffffff', '#123456', true), '#123456');
    assert.equal(replaceValue(undefined, '1rem', false), '1rem');
  });
});

describe('THEMES', () => {
  const TEXT_CONTRAST = 4.5;
  const BORDER_CONTRAST = 3;
  /** Value of `--kaltura-room-danger` without a theme. */
  const DANGER = 'light-dark(#b3261e, #ff9d94)';
  /** Surfaces of the playground, on which the form stands. */
  const PAGE = 'light-dark(#ffffff, #18202d)';

  interface Pair {
    readonly name: string;
    /** A custom property, without `--kaltura-room-`. */
    readonly foreground: string;
    /** A custom property, or `page`. */
    readonly background: string;
    readonly minimum: number;
  }
  const PAIRS: readonly Pair[] = [
    {
      name: 'text on the accent',
      foreground: 'on-accent',
      background: 'accent',
      minimum: TEXT_CONTRAST,
    },
    {name: 'text', foreground: 'color', background: 'background', minimum: TEXT_CONTRAST},
    {name: 'text of the form', foreground: 'color', background: 'page', minimum: TEXT_CONTRAST},
    {
      name: 'muted text',
      foreground: 'muted-color',
      background: 'background',
      minimum: TEXT_CONTRAST,
    },
    {name: 'errors', foreground: 'danger', background: 'background', minimum: TEXT_CONTRAST},
    {
      name: 'borders',
      foreground: 'border-color',
      background: 'background',
      minimum: BORDER_CONTRAST,
    },
    {
      name: 'borders of the form',
      foreground: 'border-color',
      background: 'page',
      minimum: BORDER_CONTRAST,
    },
  ];
  const SCHEMES = [
    {scheme: 'light', isDark: false},
    {scheme: 'dark', isDark: true},
  ];

  for (const {label, values} of THEMES.slice(1))
    describe(label, () => {
      const getColor = (name: string, isDark: boolean) => {
        const defaults: Record<string, string> = {danger: DANGER, page: PAGE};
        const value = values[`--kaltura-room-${name}`] ?? defaults[name];
        assert.ok(value, `${label} must have ${name}`);
        return resolveValue(value, isDark);
      };

      for (const {scheme, isDark} of SCHEMES)
        for (const {name, foreground, background, minimum} of PAIRS)
          it(`has enough contrast in the ${scheme} scheme: ${name}`, () => {
            const [color, on] = [getColor(foreground, isDark), getColor(background, isDark)];
            const contrast = computeContrast(color, on);
            assert.ok(contrast >= minimum, `${contrast.toFixed(2)} of ${color} on ${on}`);
          });
    });
});
