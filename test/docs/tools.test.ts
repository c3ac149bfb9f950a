import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import {kalturaRooms} from '../../src/server/index.js';
import {startSimulator, type Simulator} from '../../src/simulator/index.js';
import {findFreePort} from '../support/free-port.js';
import {startServer} from '../support/processes.js';
import {runCli} from '../support/run-cli.js';
import {getAccountEnv, getSnippetPath} from './import-snippet.js';
import {serveFetch} from '../support/serve-fetch.js';

/*
 * Runs the snippets of the tools pages, and compares the output of the commands with the files that the
 * pages include. `UPDATE_OUTPUT=1` writes these files.
 */

const COOKIE = 'session=session-of-jane';

/** Compares a text with `tools/output/{name}.txt`. */
function assertMatchesFile(name: string, output: string): void {
  const path = getSnippetPath(`tools/output/${name}.txt`);
  const text = `${output.trimEnd()}\n`;
  if (process.env['UPDATE_OUTPUT']) writeFileSync(path, text);
  assert.equal(text, readFileSync(path, 'utf8'), 'UPDATE_OUTPUT=1 writes the files');
}

/** Replaces free ports with the ports of the documentation. */
const replacePorts = (text: string, ports: Readonly<Record<number, number>>) =>
  Object.entries(ports).reduce(
    (result, [from, to]) => result.replaceAll(`:${from}`, `:${to}`),
    text,
  );

describe('snippets of the tools pages', () => {
  for (const file of ['rooms.test.js', 'faults.test.js', 'instance.test.js'])
    it(`${file} passes`, () => {
      // A test runner inside a test runner reports to its parent, unless this variable is unset.
      const env = {...process.env, NODE_TEST_CONTEXT: undefined};
      const {status, stdout} = spawnSync(
        process.execPath,
        ['--test', getSnippetPath(`tools/${file}`)],
        {env, encoding: 'utf8'},
      );
      assert.equal(status, 0, stdout);
    });
});

describe('the documented output', () => {
  let simulator: Simulator;
  let account: Record<string, string>;
  before(async () => {
    simulator = await startSimulator();
    account = getAccountEnv(simulator);
  });
  after(() => simulator.close());
  const getPorts = () => ({[new URL(simulator.url).port]: 4000});

  for (const command of ['check', 'doctor', 'simulate', 'key', 'script-tag', 'openapi'])
    it(`matches ${command} --help`, async () => {
      assertMatchesFile(`help-${command}`, (await runCli([command, '--help'])).out);
    });

  it('matches --help', async () => {
    assertMatchesFile('help', (await runCli(['--help'])).out);
  });

  it('matches simulate', async () => {
    const server = await startServer(
      [process.execPath, 'dist/cli/kaltura-room.js', 'simulate', '--port', '0'],
      {readyText: 'Press Ctrl-C'},
    );
    const output = server.getOutput();
    await server.stop();
    const port = Number(new URL(/KAF_URL=(\S+)/.exec(output)?.[1] ?? '').port);
    assertMatchesFile('simulate', replacePorts(output, {[port]: 4000}));
  });

  it('matches check', async () => {
    const port = await findFreePort();
    const url = `http://localhost:${port}`;
    const server = await startServer([process.execPath, getSnippetPath('server/server.js')], {
      url,
      env: {...account, PORT: String(port)},
    });
    try {
      const {out} = await runCli(
        [
          ...['check', `${url}/api/kaltura/token`, '--room-id', '1_townhall'],
          ...['--header', `Cookie: ${COOKIE}`],
        ],
        account,
      );
      const output = replacePorts(out, {[port]: 3000, ...getPorts()});
      assertMatchesFile('check', output);
      const lines = output.trimEnd().split('\n');
      assertMatchesFile(
        'check-start',
        [...lines.slice(0, 9), '…', '', ...lines.slice(-1)].join('\n'),
      );
    } finally {
      await server.stop();
    }
  });

  it('matches the failures of check for a backend without authentication', async () => {
    const rooms = kalturaRooms({
      partnerId: simulator.partnerId,
      kafUrl: simulator.url,
      credentials: {adminSecret: simulator.adminSecret},
      authorize: () => ({userId: 'jane'}),
      logger: {info: () => {}, error: () => {}},
    });
    const server = await serveFetch(request => rooms.fetch(request));
    const {code, out} = await runCli([
      ...['check', `${server.url}/token`, '--room-id', '1_townhall'],
      ...['--header', `Cookie: ${COOKIE}`],
    ]);
    await server.close();
    assert.equal(code, 1);
    const failures = out.match(/^FAIL.*\n +got: .*\n +fix: .*$/gm) ?? [];
    assertMatchesFile('check-failed', failures.join('\n'));
  });

  it('matches doctor', async () => {
    const {out} = await runCli(['doctor'], account);
    assertMatchesFile('doctor', out.replace(/clock is -?\d+ s/, 'clock is 0 s'));
  });

  it('matches doctor for a wrong secret', async () => {
    const secret = 'fedcba9876543210fedcba9876543210';
    const {code, out} = await runCli(['doctor'], {...account, KALTURA_ADMIN_SECRET: secret});
    assert.equal(code, 1);
    assertMatchesFile('doctor-failed', out.replace(/clock is -?\d+ s/, 'clock is 0 s'));
  });

  it('matches script-tag', async () => {
    const {out} = await runCli(['script-tag', 'https://cdn.example.com/kaltura-room/room.js']);
    assertMatchesFile('script-tag', out.replace(/sha384-[\w+/=]+/, 'sha384-…'));
  });

  it('matches key', async () => {
    const {out, err} = await runCli(['key']);
    const jwk = JSON.parse(out) as Record<string, string>;
    const shortened = Object.fromEntries(
      Object.entries(jwk).map(([name, value]) => [name, value.length > 6 ? '…' : value]),
    );
    assertMatchesFile('key', `${JSON.stringify(shortened)}\n${err}`);
  });
});
