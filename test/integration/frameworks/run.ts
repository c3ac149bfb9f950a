import {cpSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {chromium} from '@playwright/test';
import {findChromium} from '../../support/browsers.js';
import {findFreePort} from '../../support/free-port.js';
import {apps, HERE, type App} from './apps.js';
import {run, serve} from './processes.js';
import {followReadme} from './recipe.js';
import {checkTemplates, templateFrameworks} from './types/check-templates.js';
import {checkTypes, typedFrameworks} from './types/check-types.js';
import {startVisit, type Row} from './visit.js';

/*
 * Installs every framework and the packed package, builds an app in each, and tests it in a browser:
 * `npm run test:frameworks -- [name of a framework …]`. It needs a built `dist`. With names, it uses
 * the existing installation with the current `dist`.
 */

const ROW_TIMEOUT_MS = 60_000;
/** Number of concurrent rows. Each row has a new host and a new simulator. */
const CONCURRENCY = 3;
/** Environment of all commands. It turns off telemetry. */
const QUIET = {
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  DO_NOT_TRACK: '1',
  NO_COLOR: '1',
};

const names = process.argv.slice(2).map(name => name.toLowerCase());
const startedAt = performance.now();
const getSeconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);

if (names.length) updatePackage();
else await run([...getNpmCommand(), 'ci', '--ignore-scripts'], QUIET, HERE);
console.log(`Installed after ${getSeconds()} s`);
const selected = apps.filter(({name}) => {
  const [first = ''] = name.toLowerCase().split(',');
  return !names.length || names.includes(first);
});

const {executablePath, args, env, from} = findChromium();
const browser = await chromium.launch({executablePath, args, env: {...process.env, ...env}});
console.log(`In Chromium ${browser.version()} of ${from}`);

const results: string[] = [];
let failures = 0;
for (const app of selected) {
  const {passed, failed} = await testApp(app);
  failures += failed;
  results.push(
    `${app.name} ${failed ? `${passed} passed and ${failed} FAILED` : `${passed} passed`}`,
  );
}
if (!names.length || names.includes('readme')) {
  console.log('\n── README ──');
  const failed = await followReadme(browser);
  failures += failed;
  results.push(`README ${failed ? `${failed} FAILED` : 'passed'}`);
}
await browser.close();
if (!names.length || names.includes('types')) results.push(`Types ${testTypes()}`);
else if (!results.length) failures++;
console.log(
  `\nAfter ${getSeconds()} s: ${results.join('; ') || 'the names must be names of frameworks'}`,
);
process.exit(failures ? 1 : 0);

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
  const failed = typedFrameworks.length + templateFrameworks.length - passed;
  failures += failed;
  return failed ? `${passed} passed and ${failed} FAILED` : `${passed} passed`;
}

/** Builds and serves one app, and runs its rows. */
async function testApp(app: App) {
  console.log(`\n── ${app.name} ──`);
  const counts = {passed: 0, failed: 0};
  const env = {...QUIET, ...app.env};
  try {
    app.write?.();
    if (app.build) await run(app.build, env, app.cwd ?? HERE);
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const server =
      app.serve && (await serve(app.serve(port), url, {...env, PORT: `${port}`}, HERE));
    const queue = [...app.rows];
    const work = async () => {
      for (let row = queue.shift(); row; row = queue.shift())
        counts[(await runRow(row, app, app.folder ?? url)) ? 'passed' : 'failed']++;
    };
    await Promise.all(Array.from({length: CONCURRENCY}, work));
    await server?.stop();
    if (counts.failed && server) console.error(`Output of ${app.name}:\n${server.getOutput()}`);
  } catch (error) {
    counts.failed++;
    console.error(error);
  }
  return counts;
}

async function runRow({name, check}: Row, app: App, source: string): Promise<boolean> {
  const timeout = new AbortController();
  const visit = await startVisit(app, source, browser);
  try {
    await Promise.race([
      check(visit),
      delay(ROW_TIMEOUT_MS, undefined, timeout).then(() =>
        Promise.reject(new Error(`row must end within ${ROW_TIMEOUT_MS} ms`)),
      ),
    ]);
    console.log(`✔ ${name}`);
    return true;
  } catch (error) {
    console.error(`✖ ${name}\n`, error, visit.noise);
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

function getNpmCommand() {
  const script = process.env['npm_execpath'];
  return script ? [process.execPath, script] : ['npm'];
}
