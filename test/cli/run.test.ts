import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {runCli} from './set-up.js';

test('without arguments it says what there is', async () => {
  for (const args of [[], ['--help'], ['-h'], ['help']]) {
    const {code, out, err} = await runCli(args);
    assert.deepEqual([code, err], [0, '']);
    for (const command of ['check', 'simulate', 'key', 'openapi', 'script-tag'])
      assert.match(out, new RegExp(`^  ${command} `, 'm'));
  }
});

test('--version says which one it is', async () => {
  const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
  assert.deepEqual(await runCli(['--version']), {code: 0, out: version, err: ''});
});

for (const name of ['checks', 'toString', '__proto__', '--port'])
  test(`${name} is no command`, async () => {
    const {code, out, err} = await runCli([name]);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /There is no such command/);
  });

for (const name of ['check', 'simulate', 'key', 'openapi', 'script-tag'])
  test(`${name} --help says how to call it`, async () => {
    const {code, out} = await runCli([name, '--help']);
    assert.equal(code, 0);
    assert.match(out, new RegExp(`^kaltura-room ${name}`));
  });

for (const [name, args] of [
  ['simulate', ['--prot', '1']],
  ['simulate', ['--port', '99999']],
  ['simulate', ['--port', '-1']],
  ['simulate', ['4000']],
  ['simulate', ['--platform', 'localhost/api']],
  ['key', ['rsa']],
  ['openapi', ['--yaml']],
] as const)
  test(`${name} ${args.join(' ')} is wrong usage`, async () => {
    const {code, out, err} = await runCli([name, ...args]);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, new RegExp(`kaltura-room ${name} --help`));
  });

test('as a program it exits with the code of its command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/kaltura-room.ts', ...args], {
      encoding: 'utf8',
    });
  const wrong = run('nothing');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /There is no such command/);
  const help = run();
  assert.equal(help.status, 0);
  assert.match(help.stdout, /^kaltura-room <command>/);
  assert.doesNotMatch(help.stdout, /\x1b/);
});
