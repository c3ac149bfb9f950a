// @ts-check
import {mkdirSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import '../size.js';
import {ROUNDS, ratioOf} from './compare.js';
import {crowd} from './crowd.js';
import {mintKs} from './mint-ks.js';
import {growth} from './growth.js';
import {mainThread} from './main-thread.js';
import {opening} from './opening.js';
import {tokenRoute} from './token-route.js';
import {warming} from './warming.js';

/*
 * How fast the host backend and a room are, beside what they are compared with in the same run:
 * `npm run bench`.
 * Says which targets are met; the exit code is 1 only where a request failed.
 */

const results = new URL('../../.cache/bench.json', import.meta.url);
const machine = `${cpus()[0]?.model ?? 'an unknown processor'}, ${cpus().length} cores, Node ${process.version}`;
console.log(
  `${machine}. Times a second of processor time: medians of ${ROUNDS} rounds in turns, slowest to fastest in brackets.\n`,
);

const ks = await mintKs();
const route = await tokenRoute();
const many = await crowd();
const MB = 2 ** 20;

/**
 * @param {string} what
 * @param {import('./compare.js').Rate} rate
 * @param {string} beside
 * @param {import('./compare.js').Rate} other
 * @param {number} target
 */
const row = (what, rate, beside, other, target) => {
  const ratio = ratioOf(rate, other);
  return {
    what,
    rate: told(rate),
    beside,
    'its rate': told(other),
    ratio: ratio.toFixed(2),
    target: `≥ ${target}`,
    met: ratio >= target,
  };
};
/** @param {Pick<import('./compare.js').Rate, 'median' | 'slowest' | 'fastest'>} rate */
const told = ({median, slowest, fastest}) =>
  `${round(median)} (${round(slowest)}–${round(fastest)})`;
/** @param {number} value */
const round = value => Math.round(value).toLocaleString('en');

const mint = ks['mint a KS'];
const heapGrowth = (many.after.heap - many.before.heap) / MB;
const rssGrowth = (many.after.rss - many.before.rss) / MB;
const rows = [
  row('mint a KS', mint, 'its bare node:crypto', ks['its bare node:crypto'], 0.8),
  row('mint a KS', mint, 'sign an HS256 JWT (jose)', ks['sign an HS256 JWT (jose)'], 1),
  row(
    'POST /token',
    route['POST /token'],
    'an empty Hono route',
    route['an empty Hono route'],
    0.5,
  ),
];
console.table(rows);
console.log(
  `${many.clients} clients, ${round(many.requests)} requests over HTTP: ${round(many.perSecond)} a second, ${many.errors.length} errors;`,
  `heap ${(many.before.heap / MB).toFixed(1)} MB at first, ${(many.after.heap / MB).toFixed(1)} MB at the end;`,
  `RSS ${(many.before.rss / MB).toFixed(0)} MB, ${(many.after.rss / MB).toFixed(0)} MB.`,
);
const flat = heapGrowth < 2 && rssGrowth < 20;
console.log(
  `No error: ${many.errors.length ? 'not met' : 'met'}. Flat memory (heap +2 MB, RSS +20 MB at most): ${flat ? 'met' : 'not met'}.`,
);
for (const error of new Set(many.errors)) console.error(error);

/** @param {{median: number, least: number, most: number}} summary */
const spread = ({median, least, most}) => `${tidy(median)} (${tidy(least)}–${tidy(most)})`;
/** @param {number} value */
const tidy = value => Number(value.toPrecision(3)).toLocaleString('en');

console.log('\nFrom the request for a page to the frame’s at KAF, by https, in milliseconds.\n');
const opened = await opening();
console.table(
  opened.rows.map(({latency, name, ratio, requests, scripts, ...times}) => ({
    'added latency': latency,
    page: name,
    ms: spread(times),
    'beside by hand': ratio.toFixed(2),
    ...(name === '<kaltura-room>' && {target: '≤ 1.05', met: ratio <= 1.05}),
    'requests, scripts apart': requests.join(' or '),
    scripts,
  })),
);
console.log(
  `<kaltura-room> from first paint to ready: layout shift ${opened.shift} (target 0), long tasks ${opened.longTasks}.`,
);

console.log('\nWhether a connection opened early is the one that the frame uses.\n');
const warmed = await warming();
console.table(warmed);

console.log('\nThe main thread, from the markup to the layout of so many, in milliseconds each.\n');
const threads = await mainThread();
console.table(
  threads.map(({count, kind, ratio, ...times}) => ({
    count,
    kind,
    'ms each': spread(times),
    'beside an empty Lit element': ratio.toFixed(2),
    ...(/^(idle|lazy|failed)$/.test(kind) && {target: '≤ 1.5', met: ratio <= 1.5}),
  })),
);

console.log('\nA thousand launches in one element, and a day of messages.\n');
const grown = await growth();
console.table({
  'ms a launch, the first 100': spread(grown.first),
  'ms a launch, the last 100': spread(grown.last),
  'nodes, documents, listeners before': Object.values(grown.before).join(', '),
  'after 1,000 launches': Object.values(grown.afterLaunches).join(', '),
  'after 86,400 messages': Object.values(grown.afterDay).join(', '),
  'messages heard': `${round(grown.day.heard)} in ${tidy(grown.day.ms)} ms`,
});

mkdirSync(new URL('.', results), {recursive: true});
const all = {machine, ks, route, crowd: many, opened, warmed, threads, grown};
writeFileSync(results, JSON.stringify(all, null, 2));
if (many.errors.length) process.exitCode = 1;
