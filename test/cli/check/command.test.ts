import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {CheckPlan} from '../../../src/cli/check/check-plan.js';
import {connectionChecks} from '../../../src/cli/check/endpoints/connection-checks.js';
import {Evidence} from '../../../src/cli/check/evidence.js';
import {runChecks} from '../../../src/cli/check/run-checks.js';
import {COOKIE, createBackend, runCli, useSimulator} from '../support.js';
import {changeResponseHeaders} from './mutate-backend.js';
import {serveFetch} from '../../support/serve-fetch.js';

const simulator = useSimulator();
const LTI_SECRET = 'lti-secret';
const ESCAPE = String.fromCharCode(27);

/** Runs `check` with a valid backend by default, and all secrets. */
async function check(
  args: readonly string[] = [],
  {colour = false, backend = createBackend(simulator()).fetch} = {},
) {
  const {url: origin, close} = await serveFetch(backend);
  try {
    const env = {KALTURA_ADMIN_SECRET: simulator().adminSecret, KALTURA_LTI_SECRET: LTI_SECRET};
    const url = `${origin}/api/kaltura/token?user=42`;
    const options = ['--room-id', '1_townhall', '--header', `Cookie: ${COOKIE}`];
    return await runCli(['check', url, ...options, ...args], env, colour);
  } finally {
    await close();
  }
}

describe('kaltura-room check', () => {
  it('prints the URL without its query, one line per check, and the sum', async () => {
    const {code, out} = await check();
    assert.equal(code, 0);
    assert.match(out, /^http:\/\/127\.0\.0\.1:\d+\/api\/kaltura\/token\n/);
    assert.match(out, /^ok {4}ks-type {2,}the KS is of type USER$/m);
    assert.match(out, /^skip {2}cors-page {2,}.* \(not checked: --page-origin is not set\)$/m);
    assert.match(out, /\n\d+ passed, 0 failed, \d+ skipped$/);
  });

  it('prints the expected result, the actual result and a fix for a failed check', async () => {
    const removeCacheControl = changeResponseHeaders(headers => headers.delete('cache-control'));
    const backend = removeCacheControl(createBackend(simulator()).fetch);
    const {code, out} = await check([], {backend});
    assert.equal(code, 1);
    assert.match(
      out,
      /^FAIL {2}launch-no-store {2,}expected: .*\n +got: no directive no-store\n +fix: Send/m,
    );
  });

  it('prints one JSON document for --json', async () => {
    const {out} = await check(['--json']);
    const report = JSON.parse(out) as Record<string, unknown> & {checks: Record<string, string>[]};
    assert.deepEqual(Object.keys(report), ['url', 'passed', 'failed', 'skipped', 'checks']);
    assert.equal(report['failed'], 0);
    assert.equal(Number(report['passed']) + Number(report['skipped']), report.checks.length);
    const {id, expected, fix, status, got} = report.checks[0] ?? {};
    assert.deepEqual({id, status, got}, {id: 'reachable', status: 'pass', got: 'a response'});
    assert.ok(expected && fix);
  });

  it('prints colors only if the terminal has colors', async () => {
    const plain = await check();
    const colored = await check([], {colour: true});
    assert.ok(!plain.out.includes(ESCAPE));
    assert.ok(colored.out.includes(`${ESCAPE}[32mok`));
  });

  it('explains why a secret is not an option', async () => {
    const {out} = await runCli(['check', '--help']);
    assert.match(out, /KALTURA_ADMIN_SECRET/);
    assert.match(out, /every user of this machine can see the\sarguments/);
  });

  it('exits with 2 if the endpoint does not respond', async () => {
    const {url: origin, close} = await serveFetch(() => new Response());
    await close();
    const {code, out} = await runCli(['check', `${origin}/token`, '--room-id', '1_townhall']);
    assert.equal(code, 2);
    assert.match(out, /FAIL {2}reachable .*\n +got: no response \(ECONNREFUSED\)/);
  });
});

describe('the output of kaltura-room check', () => {
  for (const args of [[], ['--json']])
    it(`contains no KS, secret or value of a header: ${args.join(' ') || 'text'}`, async () => {
      const {out, err} = await check(args);
      for (const secret of [COOKIE, 'open-sesame-4711', simulator().adminSecret, 'djJ8'])
        assert.ok(!`${out}${err}`.includes(secret));
    });

  it('contains no header value that a backend returns', async () => {
    const backend = async (request: Request) => {
      const text = [...request.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
      const launch = {auth: 'lti-1.1', action: text, fields: {[COOKIE]: 7}};
      return Response.json(
        {success: true, data: launch, text},
        {
          headers: {
            'content-type': `text/${COOKIE}`,
            'access-control-allow-origin': COOKIE,
            'cache-control': COOKIE,
            date: COOKIE,
          },
        },
      );
    };
    const {code, out} = await check([], {backend});
    assert.equal(code, 1);
    assert.ok(!out.includes('open-sesame'));
  });
});

describe('the description of a rejected launch', () => {
  const describeError = async (error: unknown, errorCode?: string) => {
    const backend = () => Response.json({success: false, errorCode, error}, {status: 403});
    const {out} = await check([], {backend});
    return /launch-status .*\n +got: (.*)\n +fix/.exec(out)?.[1];
  };

  const rows = [
    {
      content: 'the status, the code and the text',
      error: 'not this room',
      errorCode: 'access-denied',
      expected: '403, access-denied: not this room',
    },
    {
      content: 'one line without control characters',
      error: `line\n\u2028by${ESCAPE}line`,
      expected: '403, line by line',
    },
    {
      content: 'only the status if error is not a text',
      error: {some: 'object'},
      expected: '403',
    },
    {
      content: 'at most 200 characters of the text',
      error: 'long '.repeat(100),
      expected: `403, ${'long '.repeat(40)}…`,
    },
  ];
  for (const {content, error, errorCode, expected} of rows)
    it(`contains ${content}`, async () => {
      assert.equal(await describeError(error, errorCode), expected);
    });

  const secrets = [
    {name: 'a header', getSecret: () => COOKIE},
    {name: 'the value of a cookie', getSecret: () => 'open-sesame-4711'},
    {name: 'the admin secret', getSecret: () => simulator().adminSecret},
    {name: 'the secret of LTI', getSecret: () => LTI_SECRET},
    {name: 'a KS', getSecret: () => `djJ8${'Ab1+'.repeat(9)}`},
  ];
  for (const {name, getSecret} of secrets)
    it(`does not contain ${name}`, async () => {
      assert.equal(await describeError(`no session ${getSecret()} here`), '403, no session … here');
    });

  it('does not contain the payload of a JWT', async () => {
    const payload = 'eyJub25jZSI6IjEyMyJ9abcdefgh';
    const text = await describeError(`eyJhbGciOiJSUzI1NiJ9.${payload}`);
    assert.ok(text !== undefined && !text.includes(payload));
  });
});

describe('runChecks()', () => {
  it('fails reachable after the timeout', {timeout: 3000}, async () => {
    const {url: origin, close} = await serveFetch(() => new Promise<Response>(() => {}));
    try {
      const plan = {tokenUrl: new URL(origin), roomId: '1_townhall', headers: [], create: false};
      const {isReachable, checks} = await runChecks(plan, 50);
      assert.equal(isReachable, false);
      assert.deepEqual(
        checks.map(({id, status}) => ({id, status})),
        [{id: 'reachable', status: 'fail'}],
      );
    } finally {
      await close();
    }
  });
});

describe('the check https', () => {
  const https = connectionChecks.find(({id}) => id === 'https');
  const evaluate = async (urls: Partial<CheckPlan>) => {
    const plan = {
      tokenUrl: new URL('https://www.example.com/token'),
      roomId: '1_townhall',
      headers: [],
      create: false,
      ...urls,
    };
    const result = await https?.evaluate(new Evidence(plan, new Map()));
    return result?.status;
  };

  for (const {url, expected} of [
    {url: 'https://www.example.com/token', expected: 'pass'},
    {url: 'http://localhost:3000/token', expected: 'pass'},
    {url: 'http://www.example.com/token', expected: 'fail'},
    {url: 'http://localhost.example.com/token', expected: 'fail'},
  ])
    it(`has the result ${expected} for ${url}`, async () => {
      assert.equal(await evaluate({tokenUrl: new URL(url)}), expected);
    });

  for (const name of ['createUrl', 'jwksUrl', 'authorizeUrl'] as const)
    it(`fails for http in ${name}`, async () => {
      assert.equal(await evaluate({[name]: new URL('http://www.example.com/')}), 'fail');
    });
});

describe('the arguments of kaltura-room check', () => {
  const URL_AND_ROOM = ['https://www.example.com/token', '--room-id', '1_townhall'];
  const rows: readonly {
    args: readonly string[];
    env?: Record<string, string>;
    message: RegExp;
  }[] = [
    {args: [], message: /needs one URL, of the token endpoint; got 0/},
    {args: ['https://www.example.com/token'], message: /--room-id is required/},
    {args: [...URL_AND_ROOM, 'session=hidden'], message: /got 2 arguments.*quotes around a header/},
    {
      args: ['ftp://www.example.com', '--room-id', '1_townhall'],
      message: /must be an http or https URL/,
    },
    {
      args: ['https://jane:hidden@www.example.com', '--room-id', '1_townhall'],
      message: /without user and password/,
    },
    {args: ['https://www.example.com', '--room-id', 'hidden'], message: /such as 1_abcd1234/},
    {args: [...URL_AND_ROOM, '--header', 'hidden'], message: /'Name: value'/},
    {args: [...URL_AND_ROOM, '--header', 'Coo kie: hidden'], message: /'Name: value'/},
    {args: [...URL_AND_ROOM, '--header', 'Cookie: hid\nden'], message: /in one line; got U\+000A/},
    {args: [...URL_AND_ROOM, '--header', 'Cookie: hidden=…'], message: /Latin-1.*; got U\+2026/},
    {args: [...URL_AND_ROOM, '--header', 'Cookie: hidden\u200b'], message: /got U\+200B/},
    {args: [...URL_AND_ROOM, '--create'], message: /--create requires --create-url/},
    {
      args: [...URL_AND_ROOM, '--kaf-url', 'https://12345.kaf.kaltura.com/hidden'],
      message: /--kaf-url must be a bare https origin/,
    },
    {
      args: [...URL_AND_ROOM, '--page-origin', 'http://www.example.com/hidden'],
      message: /--page-origin must be an exact origin/,
    },
    {
      args: [...URL_AND_ROOM, '--jwks-url', 'hidden'],
      message: /--jwks-url must be an http or https URL/,
    },
    {
      args: [...URL_AND_ROOM, '--authorize-url', 'hidden'],
      message: /--authorize-url must be an http or https URL/,
    },
    {args: [...URL_AND_ROOM, '--secret', 'hidden'], message: /Unknown option '--secret'/},
    {args: [...URL_AND_ROOM, '--room-id'], message: /--room-id/},
    {
      args: URL_AND_ROOM,
      env: {KALTURA_PARTNER_ID: 'hidden'},
      message: /KALTURA_PARTNER_ID must be a number/,
    },
    {
      args: URL_AND_ROOM,
      env: {KALTURA_ADMIN_SECRET: 'hidden'},
      message: /KALTURA_ADMIN_SECRET must have at least 8/,
    },
  ];
  for (const {args, env = {}, message} of rows)
    it(`are rejected for [${[...args, ...Object.keys(env)].join(' ')}]: ${message.source}`, async () => {
      const {code, out, err} = await runCli(['check', ...args], env);
      assert.deepEqual({code, out}, {code: 2, out: ''});
      assert.match(err, message);
      assert.doesNotMatch(err, /hidden/);
      assert.match(err, /kaltura-room check --help/);
    });
});
