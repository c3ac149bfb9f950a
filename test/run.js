// @ts-check
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative, sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import {findChromium} from './browsers.js';

/*
 * Runs the tests: `node test/run.js [node] [browser] [e2e] [part of a path …]`. Without a kind it
 * runs all three, without a part of a path all files. The last line is `N passed, N failed`; the
 * lines before it count the tests that were skipped, and give the reason of each.
 */

/** Which folder of `test` holds which kind; a file in none of them is a mistake. */
const FOLDERS = {
  node: ['.', 'cli', 'contract', 'demo', 'server', 'simulator'],
  browser: ['browser', 'creator', 'define', 'room'],
  e2e: ['e2e'],
};

/**
 * @typedef {keyof typeof FOLDERS} Kind
 * @typedef {{passed: number, failed: number, names?: string[], skipped?: string[]}} Counts
 * @typedef {{code: number, output: string}} Ended how a process ended, and the end of what it said
 */

/** Whether the tests in a file wait for deadlines, most of their time. */
const waits = (/** @type {string} */ file) =>
  /^test\/room\/(faults|launching|recovering|warnings)/.test(file);

const root = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'kaltura-room-test-'));
process.on('exit', () => rmSync(temporary, {recursive: true, force: true, maxRetries: 5}));

/** @type {Record<Kind, (files: string[]) => Promise<Counts>>} */
const RUN = {
  async node(files) {
    const results = join(temporary, 'node.tap');
    const ended = await run([
      ...['--import', 'tsx', '--test', '--test-concurrency=4'],
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=tap', `--test-reporter-destination=${results}`],
      ...files,
    ]);
    return counted(ended, () => {
      const tap = readFileSync(results, 'utf8');
      const sum = (/** @type {string} */ what) =>
        Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(tap)?.[1]);
      return {
        passed: sum('pass'),
        failed: sum('fail') + sum('cancelled'),
        skipped: [...tap.matchAll(/^ *ok \d+ - (.*) # SKIP ?(.*)$/gm)].map(
          ([, name = '', reason]) => skip(name, reason),
        ),
      };
    });
  },

  async browser(files) {
    // A Chromium that must be unpacked is unpacked once, for both.
    findChromium();
    // Two at a time, each in browsers of its own, for a page in the background has no focus: half of
    // the time goes by in tests that wait for a deadline.
    const halves = [files.filter(waits), files.filter(file => !waits(file))];
    const counts = await Promise.all(
      halves
        .filter(half => half.length > 0)
        .map(async (half, number) => {
          const results = join(temporary, `browser-${number}.json`);
          const ended = await run(
            ['node_modules/@web/test-runner/dist/bin.js', '--files', ...half],
            {TEST_COUNTS: results},
          );
          return counted(ended, () => JSON.parse(readFileSync(results, 'utf8')));
        }),
    );
    return {
      passed: counts.reduce((sum, {passed}) => sum + passed, 0),
      failed: counts.reduce((sum, {failed}) => sum + failed, 0),
      names: counts.flatMap(({names = []}) => names),
      skipped: counts.flatMap(({skipped = []}) => skipped).map(name => skip(name)),
    };
  },

  async e2e(files) {
    const results = join(temporary, 'e2e.json');
    const ended = await run(
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
    return counted(ended, () => {
      const {stats, errors, suites} = JSON.parse(readFileSync(results, 'utf8'));
      return {
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky + errors.length,
        skipped: skippedIn(suites),
      };
    });
  },
};

const kinds = /** @type {Kind[]} */ (Object.keys(FOLDERS));
const words = process.argv.slice(2);
const asked = kinds.filter(kind => words.includes(kind));
const parts = words.filter(word => !kinds.some(kind => kind === word));

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let interrupted = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  // Each kind ends its browsers on SIGINT; the second one means at once.
  process.on(signal, () => {
    for (const child of running) child.kill(interrupted ? 'SIGKILL' : 'SIGINT');
    interrupted = true;
  });
}

const files = testFiles();
const total = {passed: 0, failed: 0};
/** What the end of the output says of failures: the other kinds end with theirs. */
const last = /** @type {string[]} */ ([]);
const allSkipped = /** @type {string[]} */ ([]);
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
    skipped = [],
  } = chosen.length > 0 ? await RUN[kind](chosen) : {passed: 0, failed: 1};
  total.passed += passed;
  total.failed += failed;
  if (names.length > 0) last.push(`\nFailed, ${kind}:`, ...names);
  allSkipped.push(...skipped.map(test => `${kind} ${test}`));
}
if (interrupted) total.failed++;
if (allSkipped.length > 0) {
  last.push(`\n${allSkipped.length} skipped:`, ...allSkipped);
  if (process.env['CI'] && !findChromium().isPacked) {
    last.push('CI is set, and Chromium is installed: no test may be skipped.');
    total.failed++;
  }
}
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
 * Returns a skipped test and its reason, as the end of the output shows them.
 * @param {string} name
 * @param {string} [reason]
 */
function skip(name, reason) {
  return `${name}\n  ${reason || 'No reason is given.'}`;
}

/**
 * Returns the skipped tests of these suites of Playwright's JSON report.
 * @param {Suite[]} suites
 * @returns {string[]}
 * @typedef {{type: string, description?: string}} Annotation
 * @typedef {{status: string, projectName: string, annotations: Annotation[]}} Test
 * @typedef {{title: string, file: string, tests: Test[]}} Spec
 * @typedef {{specs: Spec[], suites?: Suite[]}} Suite
 */
function skippedIn(suites) {
  return suites.flatMap(({specs, suites = []}) => [
    ...specs.flatMap(({title, file, tests}) =>
      tests
        .filter(({status}) => status === 'skipped')
        .map(({projectName, annotations}) => {
          const reason = annotations.find(({type}) => type === 'skip')?.description;
          return skip(`[${projectName}] test/e2e/${file}: ${title}`, reason);
        }),
    ),
    ...skippedIn(suites),
  ]);
}

/**
 * Runs Node in a process group of its own, so that Ctrl-C reaches it once, and by us.
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<Ended>}
 */
function run(args, env) {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      // What a browser that was cut short leaves behind goes with the folder.
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
 * The counts of a run that has ended: results that are missing, or that explain no bad exit, are a
 * failure too.
 * @param {Ended} ended
 * @param {() => Counts} read
 * @returns {Counts}
 */
function counted({code, output}, read) {
  try {
    const {passed, failed, ...others} = read();
    if (!Number.isInteger(passed + failed)) throw new Error('The results cannot be read');
    return {passed, failed: failed || (code === 0 && passed > 0 ? 0 : 1), ...others};
  } catch (error) {
    return {passed: 0, failed: 1, names: [`No results (${error}), after:`, output]};
  }
}
