// @ts-check
import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {benchCrowd} from './crowd.js';
import {benchGrowth} from './growth.js';
import {benchMainThread} from './main-thread.js';
import {benchMintKs} from './mint-ks.js';
import {benchOpening} from './opening.js';
import {benchRedisStore} from './redis-store.js';
import {benchTokenRoute} from './token-route.js';
import {benchWarming} from './warming.js';

/*
 * Measures the host backend and a room beside what they are compared with, and prints which targets
 * they meet.
 *
 *   npm run bench                             all parts
 *   node test/bench/bench.js opening growth   some parts, with the files that are in `dist`
 *   BENCH_ROUNDS=3 npm run bench              fewer rounds in the browser
 *
 * A target that is not met does not change the exit code; a failed request does.
 */

const RESULTS = new URL('../../.cache/bench.json', import.meta.url);

/** @type {Record<string, () => Promise<unknown>>} */
const PARTS = {
  size: async () => {
    execFileSync(process.execPath, ['node_modules/size-limit/bin.js'], {stdio: 'inherit'});
  },
  'mint-ks': benchMintKs,
  'token-route': benchTokenRoute,
  'redis-store': benchRedisStore,
  crowd: benchCrowd,
  opening: benchOpening,
  warming: benchWarming,
  'main-thread': benchMainThread,
  growth: benchGrowth,
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PARTS);
const unknownNames = names.filter(name => !Object.hasOwn(PARTS, name));
if (unknownNames.length)
  throw new Error(
    `Parts must be among ${Object.keys(PARTS).join(', ')}; got ${unknownNames.join(', ')}`,
  );

const machine = `${cpus()[0]?.model ?? 'an unknown processor'}, ${cpus().length} cores, Node ${process.version}`;
console.log(`${machine}\n`);

/** @type {Record<string, unknown>} */
const results = {machine};
for (const name of names) {
  console.log(`── ${name} ──\n`);
  results[name] = await PARTS[name]?.();
}
mkdirSync(new URL('.', RESULTS), {recursive: true});
writeFileSync(RESULTS, JSON.stringify(results, null, 2));
