// @ts-check
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative, sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import {findChromium} from './support/browsers.js';
import {BROWSER_FOLDERS} from './support/bundle-tests.js';

/*
 * Runs the tests: `node test/run.js [node] [browser] [e2e] [part of a path …]`. Without a kind it
 * runs all three, without a part of a path all files. The output ends with the skipped tests and
 * their reasons, and with the line `N passed, N failed`.
 */

/** Folders of `test` by kind of test. Each test file must be in a folder of this table. */
const FOLDERS = {
  node: [
    '.',
    'cli',
    'contract',
    'demo',
    'docs',
    'frameworks',
    'react',
    'scripts',
    'server',
    'simulator',
    'support',
  ],
  browser: BROWSER_FOLDERS,
  e2e: ['e2e'],
};

/**
 * @typedef {keyof typeof FOLDERS} Kind
 * @typedef {{passed: number, failed: number, names?: string[], skipped?: string[]}} Counts
 * @typedef {{code: number, output: string}} ProcessResult exit code, and the end of the output
 */

/** Browser tests of logic that uses no API in which engines differ. They run in Chromium only. */
const CHROMIUM_ONLY = [
  'test/browser/',
  'test/creator/accessibility.', // axe reads the same tree in each engine.
  'test/creator/bad-input.',
  'test/creator/controllers/',
  'test/creator/create-request.',
  'test/creator/draft-key.',
  'test/creator/form-model.',
  'test/creator/idempotency.property.',
  'test/creator/input-methods.', // The tests dispatch the key events of each engine themselves.
  'test/creator/invalid-attributes.',
  'test/creator/language.',
  'test/creator/outcome.',
  'test/creator/parts-and-slots.', // The shadow tree has the same parts and slots in each engine.
  'test/creator/room-link.',
  'test/creator/server-field-error.',
  'test/creator/translated-page.', // The tests change texts as a translating browser does.
  'test/creator/validation.',
  'test/room/access.', // axe, as above
  'test/room/frame/launch-target.',
  'test/room/frame/lti-storage.', // a map without a frame; `lti-13.test.ts` uses it in a frame
  'test/room/language.',
  'test/room/preview.', // The tests simulate the events of a preview.
  'test/room/random-actions.property.',
  'test/room/reconnect.', // The tests dispatch `online` and answer requests themselves.
  'test/room/relaunching.',
  'test/room/room-warnings.',
  'test/room/translated-page.', // as in `creator`
];

/** Browser tests that mostly wait for real pages. Together, they take as long as all others. */
const WAITING = ['test/room/faults/', 'test/room/lti-13.', 'test/room/recovering.'];

/**
 * Lanes of the browser tests, which run at the same time, each in browsers of its own. Within a browser,
 * one page runs at a time, because a page in the background has no focus.
 * @type {{includes: (file: string) => boolean, env?: Record<string, string>}[]}
 */
const LANES = [
  {includes: isForChromium, env: {BROWSERS: process.env['BROWSERS'] || 'chromium'}},
  {includes: isWaiting},
  {includes: file => !isWaiting(file) && !isForChromium(file)},
];

/** @param {string} file */
function isForChromium(file) {
  return CHROMIUM_ONLY.some(path => file.startsWith(path));
}

/** @param {string} file */
function isWaiting(file) {
  return WAITING.some(path => file.startsWith(path));
}

const root = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'kaltura-room-test-'));
process.on('exit', () => rmSync(temporary, {recursive: true, force: true, maxRetries: 5}));

/** @type {Record<Kind, (files: string[]) => Promise<Counts>>} */
const RUN = {
  async node(files) {
    const results = join(temporary, 'node.tap');
    const result = await run([
      '--import',
      'tsx',
      '--test',
      '--test-concurrency=4',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${results}`,
      ...files,
    ]);
    return readCounts(result, () => {
      const tap = readFileSync(results, 'utf8');
      const readTotal = (/** @type {string} */ name) =>
        Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1]);
      return {
        passed: readTotal('pass'),
        failed: readTotal('fail') + readTotal('cancelled'),
        skipped: [...tap.matchAll(/^ *ok \d+ - (.*) # SKIP ?(.*)$/gm)].map(
          ([, name = '', reason]) => formatSkippedTest(name, reason),
        ),
      };
    });
  },

  async browser(files) {
    // Unpacks Chromium once, before the lanes start.
    findChromium();
    const counts = await Promise.all(
      LANES.map(async (lane, number) => {
        const laneFiles = files.filter(lane.includes);
        if (laneFiles.length === 0) return {passed: 0, failed: 0};
        const results = join(temporary, `browser-${number}.json`);
        const result = await run(
          ['node_modules/@web/test-runner/dist/bin.js', '--files', ...laneFiles],
          {...lane.env, TEST_COUNTS: results},
        );
        return /** @type {Counts} */ (
          readCounts(result, () => JSON.parse(readFileSync(results, 'utf8')))
        );
      }),
    );
    return {
      passed: counts.reduce((sum, {passed}) => sum + passed, 0),
      failed: counts.reduce((sum, {failed}) => sum + failed, 0),
      names: counts.flatMap(({names = []}) => names),
      skipped: counts.flatMap(({skipped = []}) => skipped).map(name => formatSkippedTest(name)),
    };
  },

  async e2e(files) {
    const results = join(temporary, 'e2e.json');
    const result = await run(
      [
        'node_modules/@playwright/test/cli.js',
        'test',
        '--config=test/e2e/playwright.config.ts',
        '--reporter=list,json',
        ...files.map(file => `${file.replaceAll('.', '\\.')}$`),
      ],
      {PLAYWRIGHT_JSON_OUTPUT_FILE: results},
    );
    return readCounts(result, () => {
      const {stats, errors, suites} = JSON.parse(readFileSync(results, 'utf8'));
      return {
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky + errors.length,
        skipped: formatSkippedTests(suites),
      };
    });
  },
};

const kinds = /** @type {Kind[]} */ (Object.keys(FOLDERS));
const args = process.argv.slice(2);
const requestedKinds = kinds.filter(kind => args.includes(kind));
const pathParts = args.filter(arg => !kinds.some(kind => kind === arg));

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let interrupted = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  // The runner of each kind closes its browsers on the first signal. The second signal kills it.
  process.on(signal, () => {
    for (const child of running) child.kill(interrupted ? 'SIGKILL' : 'SIGINT');
    interrupted = true;
  });
}

const files = findTestFiles();
const total = {passed: 0, failed: 0};
/** Lines at the end of the output. Browser tests have no list of failures of their own. */
const summary = /** @type {string[]} */ ([]);
const skippedTests = /** @type {string[]} */ ([]);
for (const file of files.filter(file => !getKind(file))) {
  console.error(`${file} must be in a folder of FOLDERS in test/run.js`);
  total.failed++;
}
for (const kind of requestedKinds.length > 0 ? requestedKinds : kinds) {
  if (interrupted) break;
  const chosen = files.filter(
    file =>
      getKind(file) === kind &&
      (pathParts.length === 0 || pathParts.some(part => file.includes(part))),
  );
  // Without a part of a path, a kind without tests is an error.
  if (chosen.length === 0 && pathParts.length > 0) continue;
  console.log(`\n── ${kind} ──`);
  if (chosen.length === 0) console.error(`No tests of this kind in ${FOLDERS[kind].join(', ')}`);
  const {
    passed,
    failed,
    names = [],
    skipped = [],
  } = chosen.length > 0 ? await RUN[kind](chosen) : {passed: 0, failed: 1};
  total.passed += passed;
  total.failed += failed;
  if (names.length > 0) summary.push(`\nFailed, ${kind}:`, ...names);
  skippedTests.push(...skipped.map(test => `${kind} ${test}`));
}
if (interrupted) total.failed++;
if (skippedTests.length > 0) {
  summary.push(`\n${skippedTests.length} skipped:`, ...skippedTests);
  if (process.env['CI'] && !findChromium().isPacked) {
    summary.push('CI is set, and Chromium is installed: no test may be skipped.');
    total.failed++;
  }
}
console.log(summary.join('\n'));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** Returns the paths of all test files, relative to the root, with `/`. */
function findTestFiles() {
  return readdirSync(join(root, 'test'), {recursive: true, encoding: 'utf8'})
    .filter(name => name.endsWith('.test.ts') && !name.includes('node_modules'))
    .map(name => `test/${name.split(sep).join('/')}`)
    .sort();
}

/**
 * @param {string} file
 * @returns {Kind | undefined}
 */
function getKind(file) {
  const folder = relative('test', file).split(sep).slice(0, -1)[0] ?? '.';
  return kinds.find(kind => FOLDERS[kind].includes(folder));
}

/**
 * Formats a skipped test and its reason for the end of the output.
 * @param {string} name
 * @param {string} [reason]
 */
function formatSkippedTest(name, reason) {
  return `${name}\n  ${reason || 'No reason is given.'}`;
}

/**
 * Formats the skipped tests in suites of Playwright's JSON report.
 * @param {Suite[]} suites
 * @returns {string[]}
 * @typedef {{type: string, description?: string}} Annotation
 * @typedef {{status: string, projectName: string, annotations: Annotation[]}} Test
 * @typedef {{title: string, file: string, tests: Test[]}} Spec
 * @typedef {{specs: Spec[], suites?: Suite[]}} Suite
 */
function formatSkippedTests(suites) {
  return suites.flatMap(({specs, suites = []}) => [
    ...specs.flatMap(({title, file, tests}) =>
      tests
        .filter(({status}) => status === 'skipped')
        .map(({projectName, annotations}) => {
          const reason = annotations.find(({type}) => type === 'skip')?.description;
          return formatSkippedTest(`[${projectName}] test/e2e/${file}: ${title}`, reason);
        }),
    ),
    ...formatSkippedTests(suites),
  ]);
}

/**
 * Runs Node in a new process group, so that only this script forwards Ctrl-C to it.
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<ProcessResult>}
 */
function run(args, env) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      // The exit of this script removes this folder, and with it the files of killed browsers.
      env: {...process.env, TMPDIR: temporary, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    running.add(child);
    let output = '';
    for (const [from, to] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]))
      from?.on('data', text => {
        to.write(text);
        output = (output + text).slice(-4000);
      });
    const end = (/** @type {number | null} */ code) => {
      running.delete(child);
      resolve({code: code ?? 1, output});
    };
    child.once('error', error => {
      console.error(error);
      end(1);
    });
    child.once('close', end);
  });
}

/**
 * Returns the counts of a finished run. Missing results and an unexplained exit code count as a
 * failure.
 * @param {ProcessResult} result
 * @param {() => Counts} read
 * @returns {Counts}
 */
function readCounts({code, output}, read) {
  try {
    const {passed, failed, ...others} = read();
    if (!Number.isInteger(passed + failed)) throw new Error('The results must contain integers');
    return {passed, failed: failed || (code === 0 && passed > 0 ? 0 : 1), ...others};
  } catch (error) {
    return {passed: 0, failed: 1, names: [`No results (${error}), after:`, output]};
  }
}
