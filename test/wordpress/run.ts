import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as after} from 'node:timers/promises';
import {chromium} from '@playwright/test';
import {startSimulator} from '../../dist/simulator/index.js';
import {findChromium} from '../browsers.js';
import {bringDebian} from './debian.js';
import {startNode} from './node-backend.js';
import {openPeople} from './people.js';
import {rows} from './rows.js';
import type {Row, World} from './row.js';
import {startSite} from './site.js';

/*
 * Brings up a real WordPress with the plugin of demo/wordpress, and holds it to the rows:
 * `npm run test:wordpress -- [part of a sentence]`. `dist` must have been built.
 */

const ROW_TIMEOUT_MS = 30_000;

const wanted = process.argv[2] ?? '';
const since = performance.now();
const seconds = () => ((performance.now() - since) / 1000).toFixed(0);
const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-wordpress-'));
// However it ends, Ctrl-C too; by then what was started is stopped.
process.on('exit', () => rmSync(folder, {recursive: true, force: true, maxRetries: 5}));
/** Of whatever was started, even where the next thing was not. */
const stops: (() => Promise<unknown>)[] = [];

try {
  const debian = await bringDebian(folder).catch((error: Error) => error);
  if (!(debian instanceof Error)) process.exitCode = (await hold(debian)) ? 0 : 1;
  else if (process.env['CI']) throw debian;
  else console.log(`WordPress was NOT RUN. ${debian.message}`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  for (const stop of stops.reverse()) await stop().catch(console.error);
  // What had not come up by then ends with this.
  process.exit();
}

/** Whether all rows hold. */
async function hold(debian: Awaited<ReturnType<typeof bringDebian>>): Promise<boolean> {
  console.log(`Unpacked after ${seconds()} s`);
  const refusals: string[] = [];
  const simulator = await startSimulator({
    adminSecret: randomBytes(16).toString('hex'),
    onRefusal: (status, why) => refusals.push(`${status} ${why}`),
  });
  stops.push(() => simulator.close());
  const node = await startNode(simulator);
  stops.push(node.close);
  const site = await startSite(debian, folder, simulator, node.url);
  stops.push(site.stop);
  node.allow(site.url);
  const {executablePath, args, env} = findChromium();
  const browser = await chromium.launch({
    executablePath,
    args,
    env: {...process.env, ...env},
  });
  stops.push(() => browser.close());
  const people = await openPeople(browser, site.url);
  console.log(`WordPress is up after ${seconds()} s, at ${site.url}`);

  const world: World = {site, simulator, browser, node, refusals, ...people};
  const results: boolean[] = [];
  for (const row of rows.filter(([sentence]) => sentence.includes(wanted)))
    results.push(await holds(row, world));
  const failed = results.filter(passed => !passed).length;
  if (failed) console.error(site.log());
  console.log(`\nAfter ${seconds()} s: ${results.length - failed} passed, ${failed} failed`);
  return results.length > 0 && failed === 0;
}

async function holds([sentence, check]: Row, world: World): Promise<boolean> {
  const limit = new AbortController();
  try {
    world.simulator.counts.reset();
    await Promise.race([
      check(world),
      after(ROW_TIMEOUT_MS, undefined, limit).then(() =>
        Promise.reject(new Error('took too long')),
      ),
    ]);
    console.log(`✔ ${sentence}`);
    return true;
  } catch (error) {
    console.error(`✖ ${sentence}\n`, error);
    return false;
  } finally {
    world.simulator.faults.clear();
    limit.abort();
  }
}
