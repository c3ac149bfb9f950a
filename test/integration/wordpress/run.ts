import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {chromium} from '@playwright/test';
import {startSimulator} from '../../../dist/simulator/index.js';
import {findChromium} from '../../support/browsers.js';
import {unpackDebian, type Debian} from './debian.js';
import {startNodeBackend} from './node-backend.js';
import {startSite} from './site.js';
import {tests} from './tests.js';
import {signInUsers} from './users.js';
import type {TestContext, WordPressTest} from './wordpress-test.js';

/*
 * Tests the plugin of demo/wordpress in a real WordPress: `npm run test:wordpress -- [part of a test
 * name]`. It needs a built `dist`.
 */

const TEST_TIMEOUT_MS = 60_000;

const filter = process.argv[2] ?? '';
const startedAt = performance.now();
const getSeconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);
const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-wordpress-'));
// Also after Ctrl-C: the servers have stopped by then.
process.on('exit', () => rmSync(folder, {recursive: true, force: true, maxRetries: 5}));
/** Stops what has started, even if a later step fails. */
const cleanups: (() => Promise<unknown>)[] = [];

try {
  const debian = await unpackDebian(folder).catch((error: Error) => error);
  if (!(debian instanceof Error)) process.exitCode = (await runTests(debian)) ? 0 : 1;
  else if (process.env['CI']) throw debian;
  else console.log(`WordPress was NOT RUN. ${debian.message}`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  for (const cleanup of cleanups.reverse()) await cleanup().catch(console.error);
  // Ends servers that have not become ready.
  process.exit();
}

/** Starts WordPress, runs the tests, and returns whether all passed. */
async function runTests(debian: Debian): Promise<boolean> {
  console.log(`Unpacked after ${getSeconds()} s`);
  const refusals: string[] = [];
  const simulator = await startSimulator({
    adminSecret: randomBytes(16).toString('hex'),
    onRefusal: (status, reason) => refusals.push(`${status} ${reason}`),
  });
  cleanups.push(() => simulator.close());
  const nodeBackend = await startNodeBackend(simulator);
  cleanups.push(nodeBackend.close);
  const site = await startSite(debian, folder, simulator, nodeBackend.url);
  cleanups.push(site.stop);
  nodeBackend.allowOrigin(site.url);
  const {executablePath, args, env} = findChromium();
  const browser = await chromium.launch({
    executablePath,
    args,
    env: {...process.env, ...env},
  });
  cleanups.push(() => browser.close());
  const users = await signInUsers(browser, site.url);
  console.log(`WordPress is ready after ${getSeconds()} s, at ${site.url}`);

  const context: TestContext = {site, simulator, browser, nodeBackend, refusals, ...users};
  const results: boolean[] = [];
  for (const test of tests.filter(({name}) => name.includes(filter)))
    results.push(await runTest(test, context));
  const failed = results.filter(passed => !passed).length;
  if (failed) console.error(site.readLog());
  console.log(`\nAfter ${getSeconds()} s:\n${results.length - failed} passed, ${failed} failed`);
  return results.length > 0 && failed === 0;
}

/** Runs a test, and returns whether it passed. */
async function runTest({name, run}: WordPressTest, context: TestContext): Promise<boolean> {
  const timer = new AbortController();
  try {
    context.simulator.counts.reset();
    await Promise.race([
      run(context),
      delay(TEST_TIMEOUT_MS, undefined, {signal: timer.signal}).then(() => {
        throw new Error(`The test must end within ${TEST_TIMEOUT_MS} ms`);
      }),
    ]);
    console.log(`✔ ${name}`);
    return true;
  } catch (error) {
    console.error(`✖ ${name}\n`, error);
    return false;
  } finally {
    context.simulator.faults.clear();
    timer.abort();
  }
}
