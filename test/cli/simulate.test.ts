import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {after, before, describe, it} from 'node:test';
import {formatEnvironment, parseInstance} from '../../src/cli/simulate.js';
import {encodeKs} from '../../src/server/index.js';
import {BUILT_IN_ROOMS, startSimulator} from '../../src/simulator/index.js';
import {runCli} from './support.js';

/** Starts the program, and waits until the simulator runs. */
async function startProgram(...args: string[]) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli/kaltura-room.ts', 'simulate', '--port', '0', ...args],
    {stdio: ['ignore', 'pipe', 'pipe']},
  );
  const stdoutLines: string[] = [];
  createInterface(child.stdout).on('line', line => void stdoutLines.push(line));
  const stderr = createInterface(child.stderr);
  const [notice] = (await once(stderr, 'line')) as [string];
  const variables = stdoutLines.flatMap(line => {
    const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return {
    child,
    notice,
    stdoutLines,
    stderr,
    env: Object.fromEntries(variables),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

describe('kaltura-room simulate', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kaltura-room-simulate-'));
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`prints the environment of a backend, and runs until ${signal}`, async () => {
      const {child, notice, stdoutLines, env} = await startProgram();
      try {
        assert.match(notice, /Ctrl-C/);
        assert.match(env['KAF_URL'] ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
        assert.equal(env['KALTURA_PARTNER_ID'], '12345');
        assert.equal(env['KALTURA_ADMIN_SECRET'], '0123456789abcdef0123456789abcdef');
        assert.ok(stdoutLines.some(line => /^# +1_townhall {2}Town hall$/.test(line)));
        assert.equal((await fetch(`${env['KAF_URL']}/version`)).status, 200);
        const page = stdoutLines
          .map(line => /^#.* (http\S+\/share\/)\{id\}:$/.exec(line)?.[1])
          .find(Boolean);
        const {status, headers} = await fetch(`${page}1_townhall`);
        assert.equal(status, 200);
        assert.equal(headers.get('content-type'), 'text/html; charset=UTF-8');
      } finally {
        child.kill(signal);
      }
      assert.deepEqual(await once(child, 'exit'), [0, null]);
    });

  it('accepts LTI 1.3 launches of the host of --platform, and logs rejected launches', async () => {
    const {env, stderr, stop} = await startProgram(
      '--platform',
      'http://localhost:3000/api/kaltura/',
    );
    try {
      const initiate = (iss: string) => {
        const query = new URLSearchParams({iss, client_id: 'kaltura-kaf', login_hint: 'a'});
        query.set('target_link_uri', `${env['KAF_URL']}/embeddedrooms/index/view-room`);
        return fetch(`${env['KAF_URL']}/hosted/index/oidc-init?${query}`, {redirect: 'manual'});
      };
      const {headers} = await initiate('http://localhost:3000');
      const login = new URL(headers.get('location') ?? '');
      assert.equal(
        login.origin + login.pathname,
        'http://localhost:3000/api/kaltura/lti/authorize',
      );
      assert.equal(login.searchParams.get('client_id'), 'kaltura-kaf');

      const rejected = once(stderr, 'line');
      assert.equal((await initiate('http://localhost:3001')).status, 403);
      assert.match(String(await rejected), /^Rejected \(403\): .*\biss\b/);

      const refused = once(stderr, 'line');
      await fetch(`${env['KAF_URL']}/api_v3/?service=session&action=start&secret=x&partnerId=7`);
      assert.match(String(await refused), /^Rejected \(200\): session\.start .*partner \[7\]/);

      const forged = once(stderr, 'line');
      const line = encodeURIComponent('\x1b]52;c;eA==\x07\nexport KAF_URL=http://evil.example');
      await fetch(`${env['KAF_URL']}/hosted/index/oidc-init?${line}=1&${line}=2`);
      assert.match(String(await forged), /^Rejected \(\d+\): \P{C}* export KAF_URL\P{C}*$/u);
    } finally {
      await stop();
    }
  });

  it('applies the rules of the instance to the room page', async () => {
    const {env, stop} = await startProgram(
      ...['--view-room-path', '/rooms/view', '--ks-in', 'query'],
      ...['--require-privilege', 'userId', '--require-privilege', 'email'],
    );
    try {
      const open = async (privileges: Record<string, string>) => {
        const expiry = Math.floor(Date.now() / 1000) + 60;
        const content = {partnerId: 12345, userId: 'jane', type: 0, expiry, privileges} as const;
        const ks = encodeKs(content, env['KALTURA_ADMIN_SECRET'] ?? '');
        return (await fetch(`${env['KAF_URL']}/rooms/view?ks=${ks}`)).status;
      };
      const entryId = '1_townhall';
      assert.equal(await open({entryId, userId: 'jane', email: 'jane@example.com'}), 200);
      assert.equal(await open({entryId, userId: 'jane'}), 403);
    } finally {
      await stop();
    }
  });

  it('stores the rooms in the file of --state', async () => {
    const file = join(folder, 'rooms.json');
    const {stop} = await startProgram('--state', file);
    try {
      assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {rooms: []});
    } finally {
      await stop();
    }
  });

  it('suggests another port if the port is in use', async () => {
    const first = await startSimulator();
    try {
      const {port} = new URL(first.url);
      const {code, out, err} = await runCli(['simulate', '--port', port]);
      assert.deepEqual({code, out}, {code: 1, out: ''});
      assert.equal(
        err,
        `Port ${port} is in use. Choose another port, for example with --port ${Number(port) + 1}.`,
      );
    } finally {
      await first.close();
    }
  });

  it('fails if the state file is not JSON', async () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, 'no JSON');
    const {code, err} = await runCli(['simulate', '--port', '0', '--state', file]);
    assert.equal(code, 1);
    assert.match(err, /state file .*broken\.json/);
  });
});

describe('parseInstance()', () => {
  it('returns no rules without options', () => {
    assert.deepEqual(parseInstance({}), {});
  });

  it('converts every option into an option of the simulator', () => {
    assert.deepEqual(
      parseInstance({
        'view-room-path': '/rooms/view',
        'ks-in': 'query',
        'require-privilege': ['userId', 'email'],
        'require-lti-parameter': ['launch_presentation_locale'],
        'allow-role': ['viewerRole'],
        entitlement: true,
      }),
      {
        viewRoomPath: '/rooms/view',
        ksIn: 'query',
        requiredPrivileges: ['userId', 'email'],
        requiredLtiParameters: ['launch_presentation_locale'],
        allowedRoles: ['viewerRole'],
        hasEntitlement: true,
      },
    );
  });
});

describe('formatEnvironment()', () => {
  const lines = formatEnvironment({
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

  it('prints one shell command or comment per line, whatever the names of the rooms', () => {
    assert.ok(lines.every(line => /^(export \w+=\S+|#.*)$/.test(line)));
    assert.ok(!lines.some(line => line.startsWith('export PATH')));
  });

  it('exports both app tokens', () => {
    for (const line of [
      ...['APP_TOKEN_ID=1_user0000', 'APP_TOKEN=aa', 'APP_TOKEN_HASH=SHA256'],
      ...['ADMIN_APP_TOKEN_ID=1_admin000', 'ADMIN_APP_TOKEN=bb', 'ADMIN_APP_TOKEN_HASH=SHA1'],
    ])
      assert.ok(lines.includes(`export KALTURA_${line}`), line);
  });
});
