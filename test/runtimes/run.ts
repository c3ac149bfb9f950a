import {cpSync} from 'node:fs';
import {setTimeout as after} from 'node:timers/promises';
import {startSimulator} from '../../dist/simulator/index.js';
import {freePort} from '../free-port.js';
import {startEndless} from './endless.js';
import type {Host, Row} from './host.js';
import {lti13Options, platformAt} from './platform.js';
import {run, serve} from './processes.js';
import {rows} from './rows.js';
import {servers, type Server} from './servers.js';

/*
 * Installs every runtime, serves the package as it is packed in each, and holds it to one suite:
 * `npm run test:runtimes -- [name of a server …]`. `dist` must have been built. With names, what is
 * installed already is used, with `dist` as it is now.
 */

const ROW_TIMEOUT_MS = 30_000;
const PAGE_ORIGIN = 'https://pages.example';
/** What is the same for all; no command of these may reach out. */
const QUIET = {
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  DENO_NO_UPDATE_CHECK: '1',
  NO_COLOR: '1',
  PAGE_ORIGIN,
};

const lti13 = JSON.stringify(await lti13Options());
const names = process.argv.slice(2).map(name => name.toLowerCase());
const since = performance.now();
const seconds = () => ((performance.now() - since) / 1000).toFixed(0);

if (names.length) cpSync('dist', 'test/runtimes/node_modules/kaltura-room/dist', {recursive: true});
else await run([...npm(), 'ci', '--ignore-scripts'], {});
console.log(`Installed after ${seconds()} s`);
const chosen = servers().filter(({name}) => !names.length || names.includes(name.toLowerCase()));

const results: string[] = [];
let failures = 0;
for (const server of chosen) {
  const {passed, failed} = await tryIn(server);
  failures += failed;
  results.push(
    `${server.name} ${failed ? `${passed} passed and ${failed} FAILED` : `${passed} passed`}`,
  );
}
if (!chosen.length) failures++;
console.log(`\nAfter ${seconds()} s: ${results.join(', ')}`);
process.exit(failures ? 1 : 0);

/** Runs the suite in one server, with a Kaltura of its own. */
async function tryIn({name, build, serve: command}: Server) {
  console.log(`\n── ${name} ──`);
  const [simulator, endless] = await Promise.all([startSimulator(), startEndless()]);
  const [port, nobody] = [await freePort(), await freePort()];
  const env = {
    ...QUIET,
    PORT: `${port}`,
    KALTURA_PARTNER_ID: `${simulator.partnerId}`,
    KALTURA_ADMIN_SECRET: simulator.adminSecret,
    KAF_URL: simulator.url,
    UNREACHABLE_URL: `http://127.0.0.1:${nobody}`,
    ENDLESS_URL: endless.url,
    APP_TOKENS: JSON.stringify(simulator.appTokens),
    LTI13: lti13,
  };
  const url = `http://127.0.0.1:${port}`;
  simulator.registerPlatform(platformAt(url));
  const counts = {passed: 0, failed: 0};
  try {
    if (build) await run(build, env);
    const server = await serve(command(port), url, env);
    const host = {name, url, simulator, pageOrigin: PAGE_ORIGIN, endlessEnded: endless.ended};
    for (const row of rows) {
      const passed = await runRow(row, host);
      simulator.faults.clear();
      counts[passed ? 'passed' : 'failed']++;
    }
    await server.stop();
    if (counts.failed) console.error(`${name} said:\n${server.said()}`);
  } catch (error) {
    counts.failed++;
    console.error(error);
  }
  endless.close();
  await simulator.close();
  return counts;
}

async function runRow({name, check}: Row, host: Host): Promise<boolean> {
  const limit = new AbortController();
  try {
    await Promise.race([
      check(host),
      after(ROW_TIMEOUT_MS, undefined, limit).then(() =>
        Promise.reject(new Error('took too long')),
      ),
    ]);
    console.log(`✔ ${name}`);
    return true;
  } catch (error) {
    console.error(`✖ ${name}\n`, error);
    return false;
  } finally {
    limit.abort();
  }
}

function npm() {
  const script = process.env['npm_execpath'];
  return script ? [process.execPath, script] : ['npm'];
}
