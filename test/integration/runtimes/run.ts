import {cpSync} from 'node:fs';
import {after, afterEach, before, describe, it} from 'node:test';
import {startSimulator} from '../../../dist/simulator/index.js';
import {findFreePort} from '../../support/free-port.js';
import {
  getNpmCommand,
  runCommand,
  startServer,
  type RunningServer,
} from '../../support/processes.js';
import {startEndless} from './endless.js';
import type {Host} from './host.js';
import {createLti13Options, getPlatform} from './platform.js';
import {HERE, copyHosts, getServers} from './servers.js';
import {tests} from './tests.js';

/*
 * Installs every runtime and the packed package, and runs the same tests on each server:
 * `npm run test:runtimes -- [name of a server …]`. It needs a built `dist`. With names, it uses the
 * existing installation with the current `dist`.
 */

const TEST_TIMEOUT_MS = 30_000;
const PAGE_ORIGIN = 'https://pages.example';
/** Environment of all commands. It turns off telemetry and update checks. */
const ENV = {
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  DENO_NO_UPDATE_CHECK: '1',
  NO_COLOR: '1',
  PAGE_ORIGIN,
  LTI13: JSON.stringify(await createLti13Options()),
};

const names = process.argv.slice(2).map(name => name.toLowerCase());
const servers = getServers().filter(
  ({name}) => names.length === 0 || names.includes(name.toLowerCase()),
);
if (servers.length === 0) throw new Error(`${names.join(', ')}: no server has this name`);

if (names.length > 0)
  cpSync('dist', 'test/integration/runtimes/node_modules/kaltura-room/dist', {recursive: true});
else await runCommand([...getNpmCommand(), 'ci', '--ignore-scripts'], {cwd: HERE});
copyHosts();

for (const {name, build, serve} of servers) {
  describe(name, () => {
    let host: Host;
    let server: RunningServer | undefined;
    let passed = 0;
    const serverTests = tests.filter(({servers}) => servers?.includes(name) ?? true);
    const cleanups: (() => unknown)[] = [];

    before(async () => {
      const simulator = await startSimulator();
      cleanups.push(() => simulator.close());
      const endless = await startEndless();
      cleanups.push(() => endless.close());
      const [port, unusedPort] = [await findFreePort(), await findFreePort()];
      const url = `http://127.0.0.1:${port}`;
      const env = {
        ...ENV,
        PORT: `${port}`,
        KALTURA_PARTNER_ID: `${simulator.partnerId}`,
        KALTURA_ADMIN_SECRET: simulator.adminSecret,
        KAF_URL: simulator.url,
        UNREACHABLE_URL: `http://127.0.0.1:${unusedPort}`,
        ENDLESS_URL: endless.url,
        APP_TOKENS: JSON.stringify(simulator.appTokens),
      };
      simulator.registerPlatform(getPlatform(url));
      if (build) await runCommand(build, {cwd: HERE, env});
      server = await startServer(serve(port), {url, cwd: HERE, env});
      cleanups.push(server.stop);
      const {waitForDisconnect} = endless;
      host = {name, url, simulator, pageOrigin: PAGE_ORIGIN, waitForDisconnect};
    });
    after(async () => {
      for (const cleanup of cleanups.reverse()) await cleanup();
      if (server && passed < serverTests.length)
        console.error(`Output of ${name}:\n${server.getOutput()}`);
    });
    afterEach(() => host.simulator.faults.clear());

    for (const test of serverTests) {
      it(test.name, {timeout: TEST_TIMEOUT_MS}, async () => {
        await test.run(host);
        passed++;
      });
    }
  });
}
