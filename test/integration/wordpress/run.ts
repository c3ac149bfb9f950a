import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import {startSimulator} from '../../../dist/simulator/index.js';
import {launchChromium} from '../../support/launch-chromium.js';
import {unpackDebian} from './debian.js';
import {startNodeBackend} from './node-backend.js';
import {startSite} from './site.js';
import {tests} from './tests.js';
import {signInUsers} from './users.js';
import type {TestContext} from './wordpress-test.js';

/*
 * Tests the plugin of demo/wordpress in a real WordPress: `npm run test:wordpress -- [part of a test
 * name]`. It needs a built `dist`.
 */

const TEST_TIMEOUT_MS = 60_000;

const filter = process.argv[2] ?? '';
const selectedTests = tests.filter(({name}) => name.includes(filter));
if (selectedTests.length === 0) throw new Error(`${filter}: no name of a test contains this text`);

const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-wordpress-'));
// Also after Ctrl-C: the servers have stopped by then.
process.on('exit', () => rmSync(folder, {recursive: true, force: true, maxRetries: 5}));
const debian = await unpackDebian(folder).catch((error: Error) => error);
if (debian instanceof Error && process.env['CI']) throw debian;

if (debian instanceof Error) describe('the plugin in WordPress', {skip: debian.message});
else
  describe('the plugin in WordPress', () => {
    let context: TestContext;
    let passed = 0;
    /** Stops what has started, even if a later step fails. */
    const cleanups: (() => Promise<unknown>)[] = [];

    before(async () => {
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
      const browser = await launchChromium();
      cleanups.push(() => browser.close());
      const users = await signInUsers(browser, site.url);
      context = {site, simulator, browser, nodeBackend, refusals, ...users};
    });
    after(async () => {
      if (context && passed < selectedTests.length) console.error(context.site.readLog());
      for (const cleanup of cleanups.reverse()) await cleanup();
    });
    beforeEach(() => context.simulator.counts.reset());
    afterEach(() => context.simulator.faults.clear());

    for (const test of selectedTests) {
      it(test.name, {timeout: TEST_TIMEOUT_MS}, async () => {
        await test.run(context);
        passed++;
      });
    }
  });
