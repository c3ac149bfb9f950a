import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {test} from 'node:test';
import {environmentOf} from '../../src/cli/simulate.js';
import {BUILT_IN_ROOMS, startSimulator} from '../../src/simulator/index.js';
import {runCli} from './set-up.js';

/** Runs the program until it has said where it listens. */
async function simulate(...args: string[]) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli/kaltura-room.ts', 'simulate', '--port', '0', ...args],
    {stdio: ['ignore', 'pipe', 'pipe']},
  );
  const said: string[] = [];
  createInterface(child.stdout).on('line', line => void said.push(line));
  const told = createInterface(child.stderr);
  const [ready] = (await once(told, 'line')) as [string];
  const exported = said.flatMap(line => {
    const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return {child, ready, said, told, env: Object.fromEntries(exported)};
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  test(`says what a backend needs, and runs until ${signal}`, async () => {
    const {child, ready, said, env} = await simulate();
    try {
      assert.match(ready, /Ctrl-C/);
      assert.match(env['KAF_URL'] ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal(env['KALTURA_PARTNER_ID'], '12345');
      assert.equal(env['KALTURA_ADMIN_SECRET'], '0123456789abcdef0123456789abcdef');
      assert.ok(said.some(line => /^# +1_townhall {2}Town hall$/.test(line)));
      assert.equal((await fetch(`${env['KAF_URL']}/version`)).status, 200);
      const page = said
        .map(line => /^#.* (http\S+\/share\/)\{id\}:$/.exec(line)?.[1])
        .find(Boolean);
      const {status, headers} = await fetch(`${page}1_townhall`);
      assert.deepEqual([status, headers.get('content-type')], [200, 'text/html; charset=UTF-8']);
    } finally {
      child.kill(signal);
    }
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

test('takes launches by LTI 1.3 of the host that --platform names, and says whom it refuses', async () => {
  const {child, env, told} = await simulate('--platform', 'http://localhost:3000/api/kaltura/');
  try {
    const init = (iss: string) => {
      const query = new URLSearchParams({iss, client_id: 'kaltura-kaf', login_hint: 'a'});
      query.set('target_link_uri', `${env['KAF_URL']}/embeddedrooms/index/view-room`);
      return fetch(`${env['KAF_URL']}/hosted/index/oidc-init?${query}`, {redirect: 'manual'});
    };
    const {headers} = await init('http://localhost:3000');
    const sent = new URL(headers.get('location') ?? '');
    assert.equal(sent.origin + sent.pathname, 'http://localhost:3000/api/kaltura/lti/authorize');
    assert.equal(sent.searchParams.get('client_id'), 'kaltura-kaf');

    const refused = once(told, 'line');
    assert.equal((await init('http://localhost:3001')).status, 403);
    assert.deepEqual(await refused, ['Refused (403): No platform is registered for this iss.']);

    const forged = once(told, 'line');
    const line = encodeURIComponent('\x1b]52;c;eA==\x07\nexport KAF_URL=http://evil.example');
    await fetch(`${env['KAF_URL']}/hosted/index/oidc-init?${line}=1&${line}=2`);
    assert.match(String(await forged), /^Refused \(\d+\): \P{C}* export KAF_URL\P{C}*$/u);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
});

test('keeps the rooms in the file that --state names', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-simulate-'));
  const file = join(folder, 'rooms.json');
  const {child} = await simulate('--state', file);
  try {
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {rooms: []});
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(folder, {recursive: true, force: true});
  }
});

test('says that a port is taken, and a way on', async () => {
  const first = await startSimulator();
  try {
    const {port} = new URL(first.url);
    const {code, out, err} = await runCli(['simulate', '--port', port]);
    assert.deepEqual([code, out], [1, '']);
    assert.equal(err, `Port ${port} is in use: choose another, such as --port ${Number(port) + 1}`);
  } finally {
    await first.close();
  }
});

test('says that a state file is broken', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-simulate-'));
  const file = join(folder, 'rooms.json');
  writeFileSync(file, 'no JSON');
  try {
    const {code, err} = await runCli(['simulate', '--port', '0', '--state', file]);
    assert.equal(code, 1);
    assert.match(err, /cannot read its state file .*rooms\.json/);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
});

test('what it prints is for a shell, whatever a room is called', () => {
  const lines = environmentOf({
    url: 'http://127.0.0.1:4000',
    shareUrl: 'http://localhost:4000/share/{id}',
    partnerId: 12345,
    adminSecret: 'secret',
    appTokens: {
      user: {id: '1_user0000', token: 'aa', hashType: 'SHA256'},
      admin: {id: '1_admin000', token: 'bb', hashType: 'SHA1'},
    },
    rooms: BUILT_IN_ROOMS.map(room => ({...room, name: 'Room\nexport PATH=/evil'})),
  }).split('\n');
  assert.ok(lines.every(line => /^(export \w+=\S+|#.*)$/.test(line)));
  assert.ok(!lines.some(line => line.startsWith('export PATH')));
  for (const line of [
    ...['APP_TOKEN_ID=1_user0000', 'APP_TOKEN=aa', 'APP_TOKEN_HASH=SHA256'],
    ...['ADMIN_APP_TOKEN_ID=1_admin000', 'ADMIN_APP_TOKEN=bb', 'ADMIN_APP_TOKEN_HASH=SHA1'],
  ])
    assert.ok(lines.includes(`export KALTURA_${line}`), line);
});
