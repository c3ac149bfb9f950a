import {cpSync} from 'node:fs';
import {setTimeout as after} from 'node:timers/promises';
import {chromium} from '@playwright/test';
import {findChromium} from '../browsers.js';
import {freePort} from '../free-port.js';
import {apps, HERE, type App} from './apps.js';
import {run, serve} from './processes.js';
import {followReadme} from './recipe.js';
import {templateFaults, templated} from './types/template-faults.js';
import {typeFaults, typedFrameworks} from './types/type-faults.js';
import {startVisit, type Row} from './visit.js';

/*
 * Installs every framework, builds an app in each with the package as it is packed, and drives it
 * in a browser: `npm run test:frameworks -- [name of a framework …]`. `dist` must have been built.
 * With names, what is installed already is used, with `dist` as it is now.
 */

const ROW_TIMEOUT_MS = 60_000;
/** Rows, each with a host and a Kaltura of its own. */
const AT_ONCE = 3;
/** What is the same for all; no command of these may reach out. */
const QUIET = {
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  DO_NOT_TRACK: '1',
  NO_COLOR: '1',
};

const names = process.argv.slice(2).map(name => name.toLowerCase());
const since = performance.now();
const seconds = () => ((performance.now() - since) / 1000).toFixed(0);

if (names.length) refresh();
else await run([...npm(), 'ci', '--ignore-scripts'], QUIET, HERE);
console.log(`Installed after ${seconds()} s`);
const chosen = apps.filter(({name}) => {
  const [first = ''] = name.toLowerCase().split(',');
  return !names.length || names.includes(first);
});

const {executablePath, args, env, from} = findChromium();
const browser = await chromium.launch({executablePath, args, env: {...process.env, ...env}});
console.log(`In Chromium ${browser.version()} of ${from}`);

const results: string[] = [];
let failures = 0;
for (const app of chosen) {
  const {passed, failed} = await tryOut(app);
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
if (!names.length || names.includes('types')) results.push(`Types ${typesHold()}`);
else if (!results.length) failures++;
console.log(`\nAfter ${seconds()} s: ${results.join('; ') || 'there is no such framework'}`);
process.exit(failures ? 1 : 0);

/** Holds the types of the elements in every framework's templates. */
function typesHold(): string {
  console.log('\n── Types ──');
  let passed = 0;
  for (const framework of typedFrameworks) {
    const faults = typeFaults(framework);
    if (faults) console.error(`✖ ${framework}\n${faults}`);
    else console.log(`✔ ${framework}`);
    passed += faults ? 0 : 1;
  }
  for (const framework of templated) {
    const faults = templateFaults(framework);
    if (faults) console.error(`✖ templates of ${framework}\n${faults}`);
    else console.log(`✔ templates of ${framework}`);
    passed += faults ? 0 : 1;
  }
  const failed = typedFrameworks.length + templated.length - passed;
  failures += failed;
  return failed ? `${passed} passed and ${failed} FAILED` : `${passed} passed`;
}

/** Builds one app, serves it, and holds it to the rows. */
async function tryOut(app: App) {
  console.log(`\n── ${app.name} ──`);
  const counts = {passed: 0, failed: 0};
  const env = {...QUIET, ...app.env};
  try {
    app.write?.();
    if (app.build) await run(app.build, env, app.cwd ?? HERE);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server =
      app.serve && (await serve(app.serve(port), url, {...env, PORT: `${port}`}, HERE));
    const left = [...app.rows];
    const work = async () => {
      for (let row = left.shift(); row; row = left.shift())
        counts[(await runRow(row, app, app.folder ?? url)) ? 'passed' : 'failed']++;
    };
    await Promise.all(Array.from({length: AT_ONCE}, work));
    await server?.stop();
    if (counts.failed && server) console.error(`${app.name} said:\n${server.said()}`);
  } catch (error) {
    counts.failed++;
    console.error(error);
  }
  return counts;
}

async function runRow({name, check}: Row, app: App, from: string): Promise<boolean> {
  const limit = new AbortController();
  const visit = await startVisit(app, from, browser);
  try {
    await Promise.race([
      check(visit),
      after(ROW_TIMEOUT_MS, undefined, limit).then(() =>
        Promise.reject(new Error('took too long')),
      ),
    ]);
    console.log(`✔ ${name}`);
    return true;
  } catch (error) {
    console.error(`✖ ${name}\n`, error, visit.noise);
    return false;
  } finally {
    limit.abort();
    await visit.end();
  }
}

/** Puts the package as it is now in place of the one that was installed. */
function refresh(): void {
  for (const part of ['dist', 'package.json'])
    cpSync(part, `${HERE}/node_modules/kaltura-room/${part}`, {recursive: true});
}

function npm() {
  const script = process.env['npm_execpath'];
  return script ? [process.execPath, script] : ['npm'];
}
