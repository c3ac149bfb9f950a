import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {after, before, describe, it} from 'node:test';
import {formatEnvironment, parseInstance} from '../../src/cli/simulate.js';
import {encodeKs} from '../../src/server/index.js';
import {BUILT_IN_ROOMS, startSimulator} from '../../src/simulator/index.js';
import {waitUntil} from '../support/wait-until.js';
import {getUnixTime, runCli} from './support.js';

/** The last room that the program prints. */
const LAST_ROOM = BUILT_IN_ROOMS.at(-1)?.id ?? '';

/** Starts the program, and waits until it has printed all that it prints at the start. */
async function startProgram(...args: string[]) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'src/cli/kaltura-room.ts', 'simulate', '--port', '0', ...args],
    {stdio: ['ignore', 'pipe', 'pipe']},
  );
  const stdoutLines: string[] = [];
  const stderrLines: string[] = [];
  createInterface(child.stdout).on('line', line => void stdoutLines.push(line));
  createInterface(child.stderr).on('line', line => void stderrLines.push(line));
  /** Stops the program, and returns its exit code and the signal that ended it. */
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    try {
      await waitUntil('the exit', () => child.exitCode !== null || child.signalCode !== null);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    return {code: child.exitCode, signal: child.signalCode};
  };
  try {
    await waitUntil('the rooms in stdout', () =>
      stdoutLines.some(line => line.includes(LAST_ROOM)),
    );
    await waitUntil('the notice in stderr', () => stderrLines.length > 0);
  } catch (error) {
    await stop('SIGKILL');
    throw error;
  }
  const variables = stdoutLines.flatMap(line => {
    const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return {
    notice: stderrLines[0] ?? '',
    stdoutLines,
    env: Object.fromEntries(variables),
    /** Returns the first line that stderr has after the notice. */
    readRejection: async () => {
      await waitUntil('a rejection in stderr', () => stderrLines.length > 1);
      return stderrLines[1] ?? '';
    },
    stop,
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
      const {notice, stdoutLines, env, stop} = await startProgram();
      let exit: unknown;
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
        exit = await stop(signal);
      }
      assert.deepEqual(exit, {code: 0, signal: null});
    });

  describe('with --platform', () => {
    const initiate = (kafUrl: string, iss: string) => {
      const query = new URLSearchParams({iss, client_id: 'kaltura-kaf', login_hint: 'a'});
      query.set('target_link_uri', `${kafUrl}/embeddedrooms/index/view-room`);
      return fetch(`${kafUrl}/hosted/index/oidc-init?${query}`, {redirect: 'manual'});
    };
    const startWithPlatform = () =>
      startProgram('--platform', 'http://localhost:3000/api/kaltura/');

    it('accepts LTI 1.3 launches of that host', async () => {
      const {env, stop} = await startWithPlatform();
      try {
        const {headers} = await initiate(env['KAF_URL'] ?? '', 'http://localhost:3000');
        const login = new URL(headers.get('location') ?? '');
        assert.equal(
          login.origin + login.pathname,
          'http://localhost:3000/api/kaltura/lti/authorize',
        );
        assert.equal(login.searchParams.get('client_id'), 'kaltura-kaf');
      } finally {
        await stop();
      }
    });

    it('rejects and logs LTI 1.3 launches of another host', async () => {
      const {env, readRejection, stop} = await startWithPlatform();
      try {
        const {status} = await initiate(env['KAF_URL'] ?? '', 'http://localhost:3001');
        assert.equal(status, 403);
        assert.match(await readRejection(), /^Rejected \(403\): .*\biss\b/);
      } finally {
        await stop();
      }
    });
  });

  it('logs rejected API calls', async () => {
    const {env, readRejection, stop} = await startProgram();
    try {
      await fetch(`${env['KAF_URL']}/api_v3/?service=session&action=start&secret=x&partnerId=7`);
      assert.match(await readRejection(), /^Rejected \(200\): session\.start .*partner \[7\]/);
    } finally {
      await stop();
    }
  });

  it('logs no control characters, and one line for each rejection', async () => {
    const {env, readRejection, stop} = await startProgram();
    try {
      const name = encodeURIComponent('\x1b]52;c;eA==\x07\nexport KAF_URL=http://evil.example');
      await fetch(`${env['KAF_URL']}/hosted/index/oidc-init?${name}=1&${name}=2`);
      assert.match(await readRejection(), /^Rejected \(\d+\): \P{C}* export KAF_URL\P{C}*$/u);
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
        const expiry = getUnixTime() + 60;
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
