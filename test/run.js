// @ts-check
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative, sep} from 'node:path';
import {fileURLToPath} from 'node:url';

/*
 * Runs the tests: `node test/run.js [node] [browser] [e2e] [part of a path …]`. Without a kind it
 * runs all three, without a part of a path all files. The last line is `N passed, N failed`.
 */

/** Which folder of `test` holds which kind; a file in none of them is a mistake. */
const FOLDERS = {
  node: ['.', 'cli', 'demo', 'server', 'simulator'],
  browser: ['creator', 'define', 'host', 'room', 'words'],
  e2e: ['e2e'],
};

/**
 * @typedef {keyof typeof FOLDERS} Kind
 * @typedef {{passed: number, failed: number, names?: string[]}} Counts
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'kaltura-room-test-'));
process.on('exit', () => rmSync(temporary, {recursive: true, force: true, maxRetries: 5}));

/** @type {Record<Kind, (files: string[]) => Promise<Counts>>} */
const RUN = {
  async node(files) {
    const results = join(temporary, 'node.tap');
    const code = await run([
      ...['--import', 'tsx', '--test', '--test-concurrency=4'],
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=tap', `--test-reporter-destination=${results}`],
      ...files,
    ]);
    return counted(code, () => {
      const tap = readFileSync(results, 'utf8');
      const sum = (/** @type {string} */ what) =>
        Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(tap)?.[1]);
      return {passed: sum('pass'), failed: sum('fail') + sum('cancelled')};
    });
  },

  async browser(files) {
    const results = join(temporary, 'browser.json');
    const code = await run(['node_modules/@web/test-runner/dist/bin.js', '--files', ...files], {
      TEST_COUNTS: results,
    });
    return counted(code, () => JSON.parse(readFileSync(results, 'utf8')));
  },

  async e2e(files) {
    const results = join(temporary, 'e2e.json');
    const code = await run(
      [
        ...[
          'node_modules/@playwright/test/cli.js',
          'test',
          '--config=test/e2e/playwright.config.ts',
        ],
        ...['--reporter=list,json', ...files.map(file => `${file.replaceAll('.', '\\.')}$`)],
      ],
      {PLAYWRIGHT_JSON_OUTPUT_FILE: results},
    );
    return counted(code, () => {
      const {stats, errors} = JSON.parse(readFileSync(results, 'utf8'));
      return {
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky + errors.length,
      };
    });
  },
};

const kinds = /** @type {Kind[]} */ (Object.keys(FOLDERS));
const words = process.argv.slice(2);
const asked = kinds.filter(kind => words.includes(kind));
const parts = words.filter(word => !kinds.some(kind => kind === word));

/** @type {import('node:child_process').ChildProcess | undefined} */
let running;
/** The end of what it said. */
let output = '';
let interrupted = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  // Each kind ends its browsers on SIGINT; the second one means at once.
  process.on(signal, () => {
    running?.kill(interrupted ? 'SIGKILL' : 'SIGINT');
    interrupted = true;
  });
}

const files = testFiles();
const total = {passed: 0, failed: 0};
/** What the end of the output says of failures: the other kinds end with theirs. */
const last = /** @type {string[]} */ ([]);
for (const file of files.filter(file => !kindOf(file))) {
  console.error(`${file} is in no folder of any kind of test: see FOLDERS in test/run.js`);
  total.failed++;
}
for (const kind of asked.length > 0 ? asked : kinds) {
  if (interrupted) break;
  const chosen = files.filter(
    file =>
      kindOf(file) === kind && (parts.length === 0 || parts.some(part => file.includes(part))),
  );
  // A part of a path need not be in every kind; otherwise a kind without tests is a mistake.
  if (chosen.length === 0 && parts.length > 0) continue;
  console.log(`\n── ${kind} ──`);
  if (chosen.length === 0) console.error(`No tests of this kind in ${FOLDERS[kind].join(', ')}`);
  const {
    passed,
    failed,
    names = [],
  } = chosen.length > 0 ? await RUN[kind](chosen) : {passed: 0, failed: 1};
  total.passed += passed;
  total.failed += failed;
  if (names.length > 0) last.push(`\nFailed, ${kind}:`, ...names);
}
if (interrupted) total.failed++;
console.log(last.join('\n'));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** Every test file, as a path from the root with `/`. */
function testFiles() {
  return readdirSync(join(root, 'test'), {recursive: true, encoding: 'utf8'})
    .filter(name => name.endsWith('.test.ts') && !name.includes('node_modules'))
    .map(name => `test/${name.split(sep).join('/')}`)
    .sort();
}

/**
 * @param {string} file
 * @returns {Kind | undefined}
 */
function kindOf(file) {
  const folder = relative('test', file).split(sep).slice(0, -1)[0] ?? '.';
  return kinds.find(kind => FOLDERS[kind].includes(folder));
}

/**
 * Runs Node in a process group of its own, so that Ctrl-C reaches it once, and by us.
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} the exit code
 */
function run(args, env) {
  return new Promise(resolve => {
    running = spawn(process.execPath, args, {
      cwd: root,
      // What a browser that was cut short leaves behind goes with the folder.
      env: {...process.env, TMPDIR: temporary, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    output = '';
    for (const [from, to] of /** @type {const} */ ([
      [running.stdout, process.stdout],
      [running.stderr, process.stderr],
    ]))
      from?.on('data', text => {
        to.write(text);
        output = (output + text).slice(-4000);
      });
    running.once('error', error => {
      console.error(error);
      resolve(1);
    });
    running.once('close', code => resolve(code ?? 1));
  });
}

/**
 * The counts of a run that ended with `code`: results that are missing, or that explain no bad
 * exit, are a failure too.
 * @param {number} code
 * @param {() => Counts} read
 * @returns {Counts}
 */
function counted(code, read) {
  try {
    const {passed, failed, names} = read();
    if (!Number.isInteger(passed + failed)) throw new Error('The results cannot be read');
    return {passed, failed: failed || (code === 0 && passed > 0 ? 0 : 1), ...(names && {names})};
  } catch (error) {
    return {passed: 0, failed: 1, names: [`No results (${error}), after:`, output]};
  }
}
