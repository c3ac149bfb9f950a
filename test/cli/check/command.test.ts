import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CheckPlan} from '../../../src/cli/check/check-plan.js';
import {connectionChecks} from '../../../src/cli/check/endpoints/connection-checks.js';
import {Evidence} from '../../../src/cli/check/evidence.js';
import {runChecks} from '../../../src/cli/check/run-checks.js';
import {COOKIE, listen, createBackend, runCli, useSimulator} from '../support.js';

const simulator = useSimulator();
const LTI_SECRET = 'lti-secret';
const SECRET_HEADER = `Cookie: ${COOKIE}`;

/** Runs `check` against our own backend. */
async function check(
  args: readonly string[],
  {colour = false, backend = createBackend(simulator()).fetch} = {},
) {
  const {origin, close} = await listen(backend);
  try {
    const env = {KALTURA_ADMIN_SECRET: simulator().adminSecret, KALTURA_LTI_SECRET: LTI_SECRET};
    const url = `${origin}/api/kaltura/token?user=42`;
    return await runCli(['check', url, '--header', SECRET_HEADER, ...args], env, colour);
  } finally {
    await close();
  }
}

test('says a line for each check, and the sum', async () => {
  const {code, out} = await check(['--room-id', '1_townhall']);
  assert.equal(code, 0);
  assert.match(out, /^http:\/\/127\.0\.0\.1:\d+\/api\/kaltura\/token\n/, 'without the query');
  assert.match(out, /^ok {4}ks-type {2,}the KS is of type USER$/m);
  assert.match(out, /^skip {2}cors-page {2,}.* \(not checked: --page-origin is not set\)$/m);
  assert.match(out, /\n\d+ passed, 0 failed, \d+ skipped$/);
});

test('says of a fault what was expected, what came and how to fix it, and exits with 1', async () => {
  const own = createBackend(simulator());
  const backend = async (request: Request) => {
    const answer = await own.fetch(request);
    answer.headers.delete('cache-control');
    return answer;
  };
  const {code, out} = await check(['--room-id', '1_townhall'], {backend});
  assert.equal(code, 1);
  assert.match(
    out,
    /^FAIL {2}launch-no-store {2,}expected: .*\n +got: no such header\n +fix: Send/m,
  );
});

test('is one JSON document for machines', async () => {
  const {out} = await check(['--room-id', '1_townhall', '--json']);
  const report = JSON.parse(out) as Record<string, unknown> & {checks: Record<string, string>[]};
  assert.deepEqual(Object.keys(report), ['url', 'passed', 'failed', 'skipped', 'checks']);
  assert.equal(report['failed'], 0);
  assert.equal(Number(report['passed']) + Number(report['skipped']), report.checks.length);
  const {id, expected, fix, status, got} = report.checks[0] ?? {};
  assert.deepEqual([id, status, got], ['reachable', 'pass', 'a response']);
  assert.ok(expected && fix);
});

test('colours for a terminal alone', async () => {
  const plain = await check(['--room-id', '1_townhall']);
  const coloured = await check(['--room-id', '1_townhall'], {colour: true});
  const escape = String.fromCharCode(27);
  assert.ok(!plain.out.includes(escape));
  assert.ok(coloured.out.includes(`${escape}[32mok`));
});

test('says no KS, secret or value of a header, in lines or JSON', async () => {
  for (const format of [[], ['--json']]) {
    const {out, err} = await check(['--room-id', '1_townhall', ...format]);
    for (const secret of [COOKIE, COOKIE.split('=')[1] ?? '', simulator().adminSecret, 'djJ8'])
      assert.ok(!`${out}${err}`.includes(secret));
  }
});

test('a backend that mirrors what it is asked gets nothing printed', async () => {
  const mirror = async (request: Request) => {
    const said = [...request.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const echoed = {
      success: true,
      data: {auth: 'lti-1.1', action: said, fields: {[COOKIE]: 7}},
      said,
    };
    return Response.json(echoed, {
      headers: {
        'content-type': `text/${COOKIE}`,
        'access-control-allow-origin': COOKIE,
        'cache-control': COOKIE,
        date: COOKIE,
      },
    });
  };
  const {code, out} = await check(['--room-id', '1_townhall'], {backend: mirror});
  assert.equal(code, 1);
  assert.ok(!out.includes('open-sesame'));
});

test('says what the right request is refused with, on one line, and nothing that may be secret', async () => {
  const said = (error: unknown, errorCode?: string) =>
    check(['--room-id', '1_townhall'], {
      backend: () => Response.json({success: false, errorCode, error}, {status: 403}),
    }).then(({out}) => /launch-status .*\n +got: (.*)\n +fix/.exec(out)?.[1]);
  const escape = String.fromCharCode(27);
  assert.equal(await said('not this room', 'access-denied'), '403, access-denied: not this room');
  assert.equal(await said('line\n\u2028by' + `${escape}line`), '403, line by line');
  assert.equal(await said({some: 'object'}), '403');
  assert.equal(await said('long '.repeat(100)), `403, ${'long '.repeat(40)}…`);
  const {adminSecret} = simulator();
  const token = `eyJhbGciOiJSUzI1NiJ9.eyJub25jZSI6IjEyMyJ9abcdefgh`;
  for (const secret of [
    COOKIE,
    'open-sesame-4711',
    adminSecret,
    LTI_SECRET,
    `djJ8${'Ab1+'.repeat(9)}`,
  ])
    assert.equal(await said(`no session ${secret} here`), '403, no session … here');
  assert.ok(!(await said(token))?.includes('eyJub25jZSI6IjEyMyJ9abcdefgh'));
});

test('exits with 2 where nobody answers, and says so', async () => {
  const {origin, close} = await listen(() => new Response());
  await close();
  const {code, out} = await runCli(['check', `${origin}/token`, '--room-id', '1_townhall']);
  assert.equal(code, 2);
  assert.match(out, /FAIL {2}reachable .*\n +got: no response \(ECONNREFUSED\)/);
});

test('waits for no answer longer than its deadline', {timeout: 3000}, async () => {
  const {origin, close} = await listen(() => new Promise<Response>(() => {}));
  try {
    const plan = {tokenUrl: new URL(origin), roomId: '1_townhall', headers: [], create: false};
    const {isReachable, checks} = await runChecks(plan, 50);
    assert.equal(isReachable, false);
    assert.deepEqual(
      checks.map(({id, status}) => [id, status]),
      [['reachable', 'fail']],
    );
  } finally {
    await close();
  }
});

test('an endpoint by plain http is safe on this machine alone', async () => {
  const https = connectionChecks.find(({id}) => id === 'https');
  const judged = async (tokenUrl: string, createUrl?: string, more: Partial<CheckPlan> = {}) =>
    (
      await https?.evaluate(
        new Evidence(
          {
            tokenUrl: new URL(tokenUrl),
            createUrl: createUrl === undefined ? undefined : new URL(createUrl),
            roomId: '1_townhall',
            headers: [],
            create: false,
            ...more,
          },
          new Map(),
        ),
      )
    )?.status;
  assert.equal(await judged('https://www.example.com/token'), 'pass');
  assert.equal(await judged('http://localhost:3000/token'), 'pass');
  assert.equal(await judged('http://www.example.com/token'), 'fail');
  assert.equal(await judged('http://localhost.example.com/token'), 'fail');
  assert.equal(
    await judged('https://www.example.com/token', 'http://www.example.com/rooms'),
    'fail',
  );
  const keys = {jwksUrl: new URL('http://www.example.com/jwks')};
  const login = {authorizeUrl: new URL('http://www.example.com/authorize')};
  for (const plain of [keys, login])
    assert.equal(await judged('https://www.example.com/token', undefined, plain), 'fail');
});

const URL_AND_ROOM = ['https://www.example.com/token', '--room-id', '1_townhall'];
const WRONG: readonly (readonly [
  args: readonly string[],
  says: RegExp,
  env?: Record<string, string>,
])[] = [
  [[], /needs one URL, of the token endpoint; got 0/],
  [['https://www.example.com/token'], /--room-id/],
  [[...URL_AND_ROOM, 'session=hidden'], /got 2 arguments. Put quotes around a header/],
  [['ftp://www.example.com', '--room-id', '1_townhall'], /http or https URL/],
  [['https://jane:hidden@www.example.com', '--room-id', '1_townhall'], /without user and password/],
  [['https://www.example.com', '--room-id', 'hidden'], /such as 1_abcd1234/],
  [[...URL_AND_ROOM, '--header', 'hidden'], /'Name: value'/],
  [[...URL_AND_ROOM, '--header', 'Cookie: hid\nden'], /'Name: value'/],
  [[...URL_AND_ROOM, '--create'], /--create requires --create-url/],
  [[...URL_AND_ROOM, '--kaf-url', 'https://12345.kaf.kaltura.com/hidden'], /bare https origin/],
  [[...URL_AND_ROOM, '--page-origin', 'http://www.example.com'], /bare https origin/],
  [[...URL_AND_ROOM, '--jwks-url', 'hidden'], /--jwks-url must be an http or https URL/],
  [[...URL_AND_ROOM, '--authorize-url', 'hidden'], /--authorize-url must be an http or https URL/],
  [[...URL_AND_ROOM, '--secret', 'hidden'], /Unknown option '--secret'/],
  [[...URL_AND_ROOM, '--room-id'], /--room-id/],
  [URL_AND_ROOM, /KALTURA_PARTNER_ID must be a number/, {KALTURA_PARTNER_ID: 'hidden'}],
  [URL_AND_ROOM, /KALTURA_ADMIN_SECRET must have at least 8/, {KALTURA_ADMIN_SECRET: 'hidden'}],
];
for (const [args, says, env = {}] of WRONG)
  test(`check ${args.join(' ')} ${Object.keys(env).join(' ')} is wrong usage: ${says.source}`, async () => {
    const {code, out, err} = await runCli(['check', ...args], env);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, says);
    assert.doesNotMatch(err, /hidden/);
    assert.match(err, /kaltura-room check --help/);
  });

test('--help says why the secret is no option', async () => {
  const {code, out} = await runCli(['check', '--help']);
  assert.equal(code, 0);
  assert.match(out, /KALTURA_ADMIN_SECRET/);
  assert.match(out, /every user of this machine can see the\sarguments/);
});
