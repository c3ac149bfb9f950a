import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {runCli} from './support.js';

const COMMANDS = ['check', 'doctor', 'simulate', 'key', 'openapi', 'script-tag'];

describe('run()', () => {
  for (const args of [[], ['--help'], ['-h'], ['help']])
    it(`lists the commands for the arguments [${args.join(' ')}]`, async () => {
      const {code, out, err} = await runCli(args);
      assert.deepEqual({code, err}, {code: 0, err: ''});
      for (const command of COMMANDS) assert.match(out, new RegExp(`^  ${command} `, 'm'));
    });

  it('prints the version of the package for --version', async () => {
    const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
    assert.deepEqual(await runCli(['--version']), {code: 0, out: version, err: ''});
  });

  for (const name of ['checks', 'toString', '__proto__', '--port'])
    it(`rejects the unknown command ${name}`, async () => {
      const {code, out, err} = await runCli([name]);
      assert.deepEqual({code, out}, {code: 2, out: ''});
      assert.match(err, /Unknown command/);
    });

  for (const name of COMMANDS)
    it(`prints the help of ${name} in at most 80 columns`, async () => {
      const {code, out} = await runCli([name, '--help']);
      assert.equal(code, 0);
      assert.match(out, new RegExp(`^kaltura-room ${name}`));
      assert.deepEqual(
        out.split('\n').filter(line => line.length > 80),
        [],
      );
    });

  const wrongUsage: readonly {command: string; args: readonly string[]; message: RegExp}[] = [
    {command: 'simulate', args: ['--prot', '1'], message: /Unknown option '--prot'/},
    {command: 'simulate', args: ['--port', '99999'], message: /--port must be an integer/},
    {command: 'simulate', args: ['--port', '-1'], message: /--port/},
    {command: 'simulate', args: ['4000'], message: /takes only options; got 1 other/},
    {command: 'simulate', args: ['--platform', 'localhost/api'], message: /--platform must be/},
    {command: 'simulate', args: ['--ks-in', 'header'], message: /--ks-in must be path or query/},
    {command: 'key', args: ['rsa'], message: /takes only options; got 1 other/},
    {command: 'openapi', args: ['--yaml'], message: /Unknown option '--yaml'/},
    {command: 'script-tag', args: ['a', 'b'], message: /at most 1 argument; got 2/},
  ];
  for (const {command, args, message} of wrongUsage)
    it(`rejects ${command} ${args.join(' ')}, and mentions the help`, async () => {
      const {code, out, err} = await runCli([command, ...args]);
      assert.deepEqual({code, out}, {code: 2, out: ''});
      assert.match(err, message);
      assert.match(err, new RegExp(`kaltura-room ${command} --help`));
    });
});

describe('the program kaltura-room', () => {
  const runProgram = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/kaltura-room.ts', ...args], {
      encoding: 'utf8',
    });

  it('exits with the code of its command', () => {
    const {status, stderr} = runProgram('nothing');
    assert.equal(status, 2);
    assert.match(stderr, /Unknown command/);
  });

  it('prints no colors to a pipe', () => {
    const {status, stdout} = runProgram();
    assert.equal(status, 0);
    assert.match(stdout, /^kaltura-room <command>/);
    assert.doesNotMatch(stdout, /\x1b/);
  });
});
