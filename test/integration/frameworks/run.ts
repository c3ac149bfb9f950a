import {cpSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {inspect} from 'node:util';
import {chromium} from '@playwright/test';
import {findChromium} from '../../support/browsers.js';
import {findFreePort} from '../../support/free-port.js';
import {getNpmCommand, runCommand, startServer} from '../../support/processes.js';
import {apps, HERE, type App} from './apps.js';
import {followTutorials} from './recipe.js';
import {checkTemplates, templateFrameworks} from './types/check-templates.js';
import {checkTypes, typedFrameworks} from './types/check-types.js';
import {startVisit, type Row} from './visit.js';

/*
 * Installs every framework and the packed package, builds an app in each, and tests it in a browser.
 * Runs unit tests of a page in jsdom and happy-dom too:
 * `npm run test:frameworks -- [name of a framework, or of an app such as "react, documentation" …]`. It
 * needs a built `dist`. With names, it uses the existing installation with the current `dist`.
 */

const ROW_TIMEOUT_MS = 60_000;
/** Number of concurrent apps. One builds while the other waits for its browser. */
const CONCURRENT_APPS = 2;
/** Number of concurrent rows of an app. Each row has a new host and a new simulator. */
const CONCURRENT_ROWS = 3;
/** Environment of all commands. It turns off telemetry. */
const QUIET = {
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  DO_NOT_TRACK: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
};

const names = process.argv.slice(2).map(name => name.toLowerCase());
const startedAt = performance.now();
const getSeconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);

if (names.length) updatePackage();
else await runCommand([...getNpmCommand(), 'ci', '--ignore-scripts'], {cwd: HERE, env: QUIET});
console.log(`Installed after ${getSeconds()} s`);
const selected = apps.filter(({name}) => {
  const fullName = name.toLowerCase();
  const [framework = ''] = fullName.split(',');
  return !names.length || names.includes(framework) || names.includes(fullName);
});

const {executablePath, args, env, from} = findChromium();
const browser = await chromium.launch({executablePath, args, env: {...process.env, ...env}});
console.log(`In Chromium ${browser.version()} of ${from}`);

const results: string[] = [];
const total = {passed: 0, failed: 0};
const queue = [...selected];
await Promise.all(Array.from({length: CONCURRENT_APPS}, testApps));
if (!names.length || names.includes('tutorials')) {
  console.log('\n── Tutorials ──');
  results.push(`Tutorials ${addCounts(await followTutorials(browser))}`);
}
await browser.close();
if (!names.length || names.includes('unit-tests'))
  results.push(`Unit tests ${await runUnitTests()}`);
if (!names.length || names.includes('types')) results.push(`Types ${testTypes()}`);
else if (!results.length) total.failed++;
console.log(
  `\nAfter ${getSeconds()} s: ${results.join('; ') || 'the names must be names of frameworks'}`,
);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Adds counts to the total, and returns their text. */
function addCounts({passed, failed}: Counts): string {
  total.passed += passed;
  total.failed += failed;
  return failed ? `${passed} passed and ${failed} FAILED` : `${passed} passed`;
}

/** Checks the types of the elements in the templates of every framework. */
function testTypes(): string {
  console.log('\n── Types ──');
  let passed = 0;
  for (const framework of typedFrameworks) {
    const errors = checkTypes(framework);
    if (errors) console.error(`✖ ${framework}\n${errors}`);
    else console.log(`✔ ${framework}`);
    passed += errors ? 0 : 1;
  }
  for (const framework of templateFrameworks) {
    const errors = checkTemplates(framework);
    if (errors) console.error(`✖ templates of ${framework}\n${errors}`);
    else console.log(`✔ templates of ${framework}`);
    passed += errors ? 0 : 1;
  }
  const count = typedFrameworks.length + templateFrameworks.length;
  return addCounts({passed, failed: count - passed});
}

/** Runs the unit tests of a page in jsdom and happy-dom. */
async function runUnitTests(): Promise<string> {
  console.log('\n── Unit tests ──');
  // The tests of the guide, which need Vitest from this folder.
  const guide = join(HERE, '../../../docs/snippets/guide/testing');
  for (const file of ['room.test.js', 'show-room.js'])
    cpSync(join(guide, file), join(HERE, 'apps/unit-tests/.build', file));
  const vitest = [process.execPath, 'node_modules/vitest/vitest.mjs'];
  try {
    await runCommand([...vitest, 'run', '--root', 'apps/unit-tests'], {cwd: HERE, env: QUIET});
    return addCounts({passed: 1, failed: 0});
  } catch (error) {
    console.error(error);
    return addCounts({passed: 0, failed: 1});
  }
}

/** Tests the apps of the queue, and prints the report of each app at its end. */
async function testApps(): Promise<void> {
  for (let app = queue.shift(); app; app = queue.shift()) {
    const {passed, failed, report} = await testApp(app);
    console.log(`\n── ${app.name} ──\n${report.join('\n')}`);
    results.push(`${app.name} ${addCounts({passed, failed})}`);
  }
}

/** Builds and serves one app, and runs its rows. */
async function testApp(app: App) {
  const counts = {passed: 0, failed: 0};
  const report: string[] = [];
  const env = {...QUIET, ...app.env};
  try {
    app.write?.();
    if (app.build) await runCommand(app.build, {cwd: app.cwd ?? HERE, env});
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const server =
      app.serve &&
      (await startServer(app.serve(port), {url, cwd: HERE, env: {...env, PORT: `${port}`}}));
    const rows = [...app.rows];
    const work = async () => {
      for (let row = rows.shift(); row; row = rows.shift())
        counts[(await runRow(row, app, app.folder ?? url, report)) ? 'passed' : 'failed']++;
    };
    await Promise.all(Array.from({length: CONCURRENT_ROWS}, work));
    await server?.stop();
    if (counts.failed && server) report.push(`Output of ${app.name}:\n${server.getOutput()}`);
  } catch (error) {
    counts.failed++;
    report.push(inspect(error));
  }
  return {...counts, report};
}

async function runRow(
  {name, check}: Row,
  app: App,
  source: string,
  report: string[],
): Promise<boolean> {
  const timeout = new AbortController();
  const visit = await startVisit(app, source, browser);
  try {
    await Promise.race([
      check(visit),
      delay(ROW_TIMEOUT_MS, undefined, timeout).then(() =>
        Promise.reject(new Error(`row must end within ${ROW_TIMEOUT_MS} ms`)),
      ),
    ]);
    report.push(`✔ ${name}`);
    return true;
  } catch (error) {
    report.push(`✖ ${name}\n${inspect(error)}\n${inspect(visit.noise)}`);
    return false;
  } finally {
    timeout.abort();
    await visit.end();
  }
}

/** Replaces the installed package by the current build. */
function updatePackage(): void {
  for (const part of ['dist', 'package.json'])
    cpSync(part, `${HERE}/node_modules/kaltura-room/${part}`, {recursive: true});
}
