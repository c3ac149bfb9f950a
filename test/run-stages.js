// @ts-check
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';

/*
 * Runs tests and checks of a built project in stages: `node test/run-stages.js [name of a stage …]`.
 * Without a name it runs the stages of `DEFAULT_STAGES`, and with `all` every stage.
 * Stages run one after the other, because the processes of one stage keep two cores busy. Each prints its
 * output when it ends. Then follow the failures of all stages, the time of each stage, and the line
 * `N passed, N failed`, which sums the stages. A check counts only if it fails.
 */

/** Versions of Node that are tested in addition to the installed version. */
const [NODE_22, NODE_24] = ['22.23.3', '24.9.0'];

/** Tests of what depends on the version of Node: streams, crypto, HTTP and timers. */
const NODE_TESTS = [
  'test/run.js node test/cli/ test/contract/ test/server/app test/server/http',
  'test/server/kaltura test/server/lti test/server/store/stores test/simulator/',
].join(' ');

/** Commands of the stages. The stages that find most mistakes come first. */
const STAGES = /** @type {Readonly<Record<string, string>>} */ ({
  check: 'npm run --silent check:built',
  node: 'node test/run.js node',
  e2e: 'node test/run.js e2e',
  frameworks: 'node --import tsx --test-reporter=spec test/integration/frameworks/run.ts',
  browser: 'node test/run.js browser',
  wordpress: 'node --import tsx --test-reporter=spec test/integration/wordpress/run.ts',
  'node 24': `npx -y node@${NODE_24} ${NODE_TESTS}`,
  'node 22': `npx -y node@${NODE_22} ${NODE_TESTS}`,
  runtimes: 'node --import tsx --test-reporter=spec test/integration/runtimes/run.ts',
  // The Chromium that npm brings, for machines without a browser.
  'packed Chromium': 'node test/run.js browser e2e test/room/frame.test test/e2e/whole-path',
});

/** The stages that need no packages of their own. */
const DEFAULT_STAGES = ['node', 'e2e', 'browser'];

/** @type {Readonly<Record<string, Record<string, string>>>} */
const ENV = {'packed Chromium': {BROWSERS: 'packed'}};

/** @typedef {{passed: number, failed: number, seconds: number, output: string}} Result */

const root = fileURLToPath(new URL('..', import.meta.url));
const selected = process.argv.slice(2);
const names =
  selected.length === 0 ? DEFAULT_STAGES : selected[0] === 'all' ? Object.keys(STAGES) : selected;
const unknown = names.filter(name => !Object.hasOwn(STAGES, name));
if (unknown.length > 0) {
  console.error(
    `A stage must be all, ${Object.keys(STAGES).join(', ')}; got ${unknown.join(', ')}`,
  );
  process.exit(2);
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let running;
let interrupted = false;
// Ctrl-C sends SIGINT to the stage too.
process.on('SIGINT', () => (interrupted = true));
process.on('SIGTERM', () => {
  interrupted = true;
  running?.kill();
});

/** @type {string[]} */
const times = [];
/** @type {string[]} */
const failures = [];
const total = {passed: 0, failed: 0};
for (const name of names) {
  if (interrupted) break;
  const {passed, failed, seconds, output} = await runStage(name);
  console.log(`\n══ ${name} ══\n${output.trimEnd()}`);
  times.push(`${failed > 0 ? '✖' : '✔'} ${name}: ${seconds} s`);
  if (failed > 0)
    failures.push(`\n══ ${name}, without the tests that passed ══\n${omitPassed(output)}`);
  total.passed += passed;
  total.failed += failed;
}
if (interrupted) total.failed++;
console.log(failures.join('\n'));
console.log(`\n${times.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * Returns the output without the lines of passed tests, and without empty lines.
 * @param {string} output
 */
function omitPassed(output) {
  return output
    .split('\n')
    .filter(line => !/^\s*(?:[✔✓▶].*)?$/.test(line))
    .join('\n');
}

/**
 * Runs a stage. A stage that exits with an error counts at least one failure.
 * @param {string} name
 * @returns {Promise<Result>}
 */
function runStage(name) {
  const startedAt = performance.now();
  console.log(`${name} runs`);
  return new Promise(resolve => {
    const [program = '', ...args] = STAGES[name]?.split(' ') ?? [];
    const child = spawn(program, args, {
      cwd: root,
      env: {...process.env, ...ENV[name]},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running = child;
    let [output, stdout] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text;
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', text => (output += text));
    // A program that does not start closes too.
    child.once('error', error => (output += `${error}\n`));
    child.once('close', code => {
      const {passed, failed} = readCounts(stdout);
      resolve({
        passed,
        failed: failed || (code === 0 ? 0 : 1),
        seconds: Math.round((performance.now() - startedAt) / 1000),
        output,
      });
    });
  });
}

/**
 * Reads the counts of a stage: the last line of `test/run.js`, or the summary of Node's spec reporter.
 * @param {string} stdout
 */
function readCounts(stdout) {
  const [, passed, failed] =
    Array.from(stdout.matchAll(/^(\d+) passed, (\d+) failed$/gm)).at(-1) ?? [];
  if (passed) return {passed: Number(passed), failed: Number(failed)};
  const readTotal = (/** @type {string} */ name) =>
    Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(stdout)?.[1] ?? 0);
  return {passed: readTotal('pass'), failed: readTotal('fail') + readTotal('cancelled')};
}
