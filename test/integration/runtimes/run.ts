import {cpSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {startSimulator} from '../../../dist/simulator/index.js';
import {findFreePort} from '../../support/free-port.js';
import {getNpmCommand, runCommand, startServer} from '../../support/processes.js';
import {startEndless} from './endless.js';
import type {Host, Row} from './host.js';
import {createLti13Options, getPlatform} from './platform.js';
import {rows} from './rows.js';
import {HERE, copyHosts, getServers, type Server} from './servers.js';

/*
 * Installs every runtime and the packed package, and runs one suite on each server:
 * `npm run test:runtimes -- [name of a server …]`. It needs a built `dist`. With names, it uses the
 * existing installation with the current `dist`.
 */

const ROW_TIMEOUT_MS = 30_000;
const PAGE_ORIGIN = 'https://pages.example';
/** Environment of all commands. It turns off telemetry and update checks. */
const QUIET = {
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  DENO_NO_UPDATE_CHECK: '1',
  NO_COLOR: '1',
  PAGE_ORIGIN,
};

const lti13 = JSON.stringify(await createLti13Options());
const names = process.argv.slice(2).map(name => name.toLowerCase());
const startedAt = performance.now();
const getSeconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);

if (names.length)
  cpSync('dist', 'test/integration/runtimes/node_modules/kaltura-room/dist', {recursive: true});
else await runCommand([...getNpmCommand(), 'ci', '--ignore-scripts'], {cwd: HERE});
copyHosts();
console.log(`Installed after ${getSeconds()} s`);
const selected = getServers().filter(
  ({name}) => !names.length || names.includes(name.toLowerCase()),
);

const results: string[] = [];
const total = {passed: 0, failed: 0};
for (const server of selected) {
  const {passed, failed} = await runSuite(server);
  total.passed += passed;
  total.failed += failed;
  results.push(
    `${server.name} ${failed ? `${passed} passed and ${failed} FAILED` : `${passed} passed`}`,
  );
}
if (!selected.length) total.failed++;
console.log(`\nAfter ${getSeconds()} s: ${results.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);

/** Runs the suite on one server, with a new simulator. */
async function runSuite({name, build, serve: command}: Server) {
  console.log(`\n── ${name} ──`);
  const [simulator, endless] = await Promise.all([startSimulator(), startEndless()]);
  const [port, unusedPort] = [await findFreePort(), await findFreePort()];
  const env = {
    ...QUIET,
    PORT: `${port}`,
    KALTURA_PARTNER_ID: `${simulator.partnerId}`,
    KALTURA_ADMIN_SECRET: simulator.adminSecret,
    KAF_URL: simulator.url,
    UNREACHABLE_URL: `http://127.0.0.1:${unusedPort}`,
    ENDLESS_URL: endless.url,
    APP_TOKENS: JSON.stringify(simulator.appTokens),
    LTI13: lti13,
  };
  const url = `http://127.0.0.1:${port}`;
  simulator.registerPlatform(getPlatform(url));
  const counts = {passed: 0, failed: 0};
  try {
    if (build) await runCommand(build, {cwd: HERE, env});
    const server = await startServer(command(port), {url, cwd: HERE, env});
    const host = {
      name,
      url,
      simulator,
      pageOrigin: PAGE_ORIGIN,
      waitForDisconnect: endless.waitForDisconnect,
    };
    for (const row of rows.filter(({servers}) => servers?.includes(name) ?? true)) {
      const passed = await runRow(row, host);
      simulator.faults.clear();
      counts[passed ? 'passed' : 'failed']++;
    }
    await server.stop();
    if (counts.failed) console.error(`Output of ${name}:\n${server.getOutput()}`);
  } catch (error) {
    counts.failed++;
    console.error(error);
  }
  endless.close();
  await simulator.close();
  return counts;
}

async function runRow({name, check}: Row, host: Host): Promise<boolean> {
  const timeout = new AbortController();
  try {
    await Promise.race([
      check(host),
      delay(ROW_TIMEOUT_MS, undefined, timeout).then(() =>
        Promise.reject(new Error(`row must end within ${ROW_TIMEOUT_MS} ms`)),
      ),
    ]);
    console.log(`✔ ${name}`);
    return true;
  } catch (error) {
    console.error(`✖ ${name}\n`, error);
    return false;
  } finally {
    timeout.abort();
  }
}
