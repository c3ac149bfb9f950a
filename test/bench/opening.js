// @ts-check
import {readFileSync} from 'node:fs';
import {formatRatio, formatSummary, formatVerdict, printTable} from './format.js';
import {launchChromium} from '../support/launch-chromium.js';
import {PEERS, downloadPeer} from './peers.js';
import {KS, ROOM_ID, bundle, startSite} from './site.js';
import {BROWSER_ROUNDS, divideByRound, runInTurns, summarize} from './statistics.js';

/** Latencies added to every answer of the page's own server, in milliseconds. */
const LATENCIES = [0, 50, 100];

const KAF_URL = 'https://12345.kaf.kaltura.com';
const WHEREBY_URL = 'https://bench.whereby.com/room';
const DAILY_URL = 'https://bench.daily.co/room';
/** The browser maps these hosts to the stand-in, which answers for all of them. */
const MAPPED_HOSTS = ['*.kaltura.com', '*.whereby.com', '*.daily.co'];

/** @typedef {'room address' | 'token request'} Group what the page starts with */

const BASELINE = 'by hand';
const OURS = '<kaltura-room>';
const WHEREBY = '<whereby-embed>';
const DAILY = 'Daily createFrame()';

const ROOM_PATH = '/embeddedrooms/index/view-room/ks/';
const SCRIPTS = {
  'by-hand-address.js': `
    document.querySelector('iframe').src = '${KAF_URL}${ROOM_PATH}${KS}';`,
  'by-hand-token.js': `
    const response = await fetch('/token', {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({roomId: '${ROOM_ID}'}),
    });
    const {data: {ks, kafUrl}} = await response.json();
    document.querySelector('iframe').src = kafUrl + '${ROOM_PATH}' + ks;`,
};

/** Text, because the first text on a page costs the browser time. */
const TEXT = '<p>Welcome to the meeting.</p>';

/** The style of the README that reserves the space of a room until its script runs. */
const SPACE =
  '<style>kaltura-room:not(:defined) {display: block; overflow: clip}' +
  "kaltura-room:not(:defined)::before {content: ''; display: block; aspect-ratio: 16 / 9; " +
  'min-block-size: min(30rem, 100svh)}</style>';

/**
 * @typedef {object} Page
 * @property {Group} group
 * @property {string} name
 * @property {string} markup
 * @property {string} frameUrl the beginning of the URL that its frame must request
 */

/** @type {readonly Page[]} */
const OWN_PAGES = [
  {
    group: 'room address',
    name: BASELINE,
    markup: `<script type="module" src="/by-hand-address.js"></script><iframe></iframe>${TEXT}`,
    frameUrl: KAF_URL,
  },
  {
    group: 'room address',
    name: OURS,
    markup: `${SPACE}<script type="module" src="/room.js"></script>
      <kaltura-room room-id="${ROOM_ID}"></kaltura-room>${TEXT}
      <script>document.querySelector('kaltura-room').launch = {ks: '${KS}', kafUrl: '${KAF_URL}'}</script>`,
    frameUrl: KAF_URL,
  },
  {
    group: 'token request',
    name: BASELINE,
    markup: `<script type="module" src="/by-hand-token.js"></script><iframe></iframe>${TEXT}`,
    frameUrl: KAF_URL,
  },
  {
    group: 'token request',
    name: OURS,
    markup: `${SPACE}<script type="module" src="/room.js"></script>
      <kaltura-room room-id="${ROOM_ID}" token-url="/token"></kaltura-room>${TEXT}`,
    frameUrl: KAF_URL,
  },
];

/** @type {Page} */
const WHEREBY_PAGE = {
  group: 'room address',
  name: WHEREBY,
  // The script follows the element: before it, a classic script would block the parser.
  markup: `<whereby-embed room="${WHEREBY_URL}"></whereby-embed><script src="/whereby-embed.js"></script>${TEXT}`,
  frameUrl: WHEREBY_URL,
};

/** @type {Page} */
const DAILY_PAGE = {
  group: 'room address',
  name: DAILY,
  markup: `<script type="module" src="/daily.js"></script><div id="room"></div>${TEXT}`,
  frameUrl: DAILY_URL,
};

/** A page in the token group may take this many times as long as the page by hand. */
const TOKEN_LIMITS = new Map([
  [0, 1.3],
  [50, 1.15],
  [100, 1.08],
]);

/**
 * @typedef {object} Row
 * @property {Group} group
 * @property {string} name
 * @property {{latency: number, ms: Summary, ratio: Summary}[]} results time to the frame, and its
 *   ratio to the page by hand of the same group
 *
 * @typedef {import('./statistics.js').Summary} Summary
 */

/** Measures and prints the time to the frame, beside a page by hand and beside peers. */
export async function benchOpening() {
  const results = await measureOpening();
  printOpening(results);
  return results;
}

/**
 * Measures the time from the request for a page to the request of its frame. Every run has a browser
 * context of its own with an empty cache.
 */
async function measureOpening() {
  const {pages, scripts, skipped} = await preparePages();
  const site = await startSite(
    Object.fromEntries(pages.map(page => [getPath(page), page.markup])),
    {scripts, kafUrl: KAF_URL},
  );
  const browser = await launchChromium(MAPPED_HOSTS.map(host => `MAP ${host} ${site.kafAddress}`));
  /** @type {number[]} */
  const shifts = [];
  /** @type {number[]} */
  const longTasks = [];

  /** @param {Page} page */
  const openPage = async page => {
    const context = await browser.newContext({ignoreHTTPSErrors: true});
    const tab = await context.newPage();
    // On every page, so that observing costs all of them the same.
    await tab.addInitScript(observePage);
    site.takeRequests();
    await tab.goto(`${site.url}/${encodeURIComponent(getPath(page))}`);
    await tab.frameLocator('iframe').locator('script').waitFor({state: 'attached'});
    if (page.name === OURS) {
      await tab.locator('kaltura-room:state(ready)').waitFor({state: 'attached'});
      const {shift, longTaskCount} = await tab.evaluate(
        () => /** @type {any} */ (globalThis).observed,
      );
      shifts.push(shift);
      longTasks.push(longTaskCount);
    }
    await context.close();
    return measureFrameRequest(page, site.takeRequests());
  };

  try {
    /** @type {Row[]} */
    const rows = pages.map(({group, name}) => ({group, name, results: []}));
    for (const latency of LATENCIES) {
      site.setLatency(latency);
      const times = await runInTurns(pages, BROWSER_ROUNDS, openPage);
      for (const [index, page] of pages.entries()) {
        const baseline = pages.find(({group, name}) => group === page.group && name === BASELINE);
        const ms = times.get(page) ?? [];
        const ratios = divideByRound(ms, (baseline && times.get(baseline)) ?? []);
        rows[index]?.results.push({latency, ms: summarize(ms), ratio: summarize(ratios)});
      }
    }
    return {rows, skipped, shift: Math.max(...shifts), longTasks: summarize(longTasks)};
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Returns all pages and scripts, without the peers that npm cannot download. */
async function preparePages() {
  const whereby = downloadPeer(PEERS.whereby);
  const daily = downloadPeer(PEERS.daily);
  /** @type {Record<string, string>} */
  const scripts = {...SCRIPTS};
  /** @type {Page[]} */
  const peerPages = [];
  /** @type {{name: string, reason: string}[]} */
  const skipped = [];
  if ('path' in whereby) {
    scripts['whereby-embed.js'] = readFileSync(whereby.path, 'utf8');
    peerPages.push(WHEREBY_PAGE);
  } else skipped.push({name: WHEREBY, reason: whereby.reason});
  if ('path' in daily) {
    scripts['daily.js'] = await bundle(`
      import Daily from ${JSON.stringify(daily.path)};
      Daily.createFrame(document.querySelector('#room')).join({url: '${DAILY_URL}'});`);
    peerPages.push(DAILY_PAGE);
  } else skipped.push({name: DAILY, reason: daily.reason});
  return {pages: [...OWN_PAGES, ...peerPages], scripts, skipped};
}

/** @param {Page} page */
const getPath = ({group, name}) => `${group}: ${name}`;

/** Counts layout shifts and long tasks. Runs in the page, before its scripts. */
function observePage() {
  const observed = {shift: 0, longTaskCount: 0};
  Object.assign(globalThis, {observed});
  new PerformanceObserver(list => {
    for (const entry of list.getEntries())
      observed.shift += /** @type {PerformanceEntry & {value: number}} */ (entry).value;
  }).observe({type: 'layout-shift', buffered: true});
  new PerformanceObserver(list => {
    observed.longTaskCount += list.getEntries().length;
  }).observe({type: 'longtask', buffered: true});
}

/**
 * Returns the time between the request for a page and the navigation request of its frame.
 * @param {Page} page
 * @param {readonly import('./site.js').LoggedRequest[]} requests
 */
function measureFrameRequest(page, requests) {
  const start = requests.find(({destination}) => destination === 'document');
  const frame = requests.find(({destination}) => destination === 'iframe');
  if (!start || !frame || !`https://${frame.url}`.startsWith(page.frameUrl))
    throw new Error(`${getPath(page)}: frame must request ${page.frameUrl}; got ${frame?.url}`);
  return frame.at - start.at;
}

/** @param {Awaited<ReturnType<typeof measureOpening>>} results */
function printOpening({rows, skipped, shift, longTasks}) {
  console.log(`\
Time to the frame: from the request for a page to the request of its frame over https,
as a multiple of the page by hand: median of ${BROWSER_ROUNDS} rounds (least–most).
Columns: latency added to every answer of the page's own server.
`);
  for (const {name, reason} of skipped) console.log(`Skipped ${name}: ${reason}\n`);

  const addressRows = rows.filter(({group}) => group === 'room address');
  console.log('The page has the address of the room:');
  printRatios(addressRows);
  const ours = findRatios(addressRows, OURS);
  const daily = findRatios(addressRows, DAILY);
  const whereby = findRatios(addressRows, WHEREBY);
  printTargets([
    {target: `${OURS} ≤ ${DAILY}`, isMet: index => isAtMost(ours[index], daily[index])},
    {
      target: `${OURS} ≤ ${WHEREBY} + 0.10`,
      isMet: index => isAtMost(ours[index], whereby[index], 0.1),
    },
    {
      target: `${OURS} ≤ ${WHEREBY} (no target)`,
      isMet: index => isAtMost(ours[index], whereby[index]),
    },
  ]);

  const tokenRows = rows.filter(({group}) => group === 'token request');
  console.log('The page requests a token first:');
  printRatios(tokenRows);
  const oursWithToken = findRatios(tokenRows, OURS);
  printTargets([
    {
      target: `${OURS} ≤ ${[...TOKEN_LIMITS.values()].map(formatRatio).join(' / ')}`,
      isMet: index => isAtMost(oursWithToken[index], TOKEN_LIMITS.get(LATENCIES[index] ?? NaN)),
    },
  ]);
  console.log(
    `${OURS} until it is ready: layout shift ${shift.toFixed(4)} (target 0: ${formatVerdict(shift === 0)}), long tasks ${formatSummary(longTasks)}.\n`,
  );
}

/** @param {readonly Row[]} rows */
const printRatios = rows =>
  printTable(
    rows.map(({name, results}) => ({
      page: name,
      ...toColumns(index => {
        const ratio = results[index]?.ratio;
        return ratio ? formatSummary(ratio, formatRatio) : '';
      }),
    })),
  );

/** @param {readonly {target: string, isMet: (index: number) => boolean | undefined}[]} targets */
const printTargets = targets =>
  printTable(
    targets.map(({target, isMet}) => ({
      target,
      ...toColumns(index => {
        const verdict = isMet(index);
        return verdict === undefined ? 'not measured' : formatVerdict(verdict);
      }),
    })),
  );

/**
 * Returns the cells of a row, one for each latency.
 * @param {(index: number) => string} formatCell
 */
const toColumns = formatCell =>
  Object.fromEntries(LATENCIES.map((latency, index) => [`${latency} ms`, formatCell(index)]));

/**
 * Returns the median ratios of a page, one for each latency, as the table shows them.
 * @param {readonly Row[]} rows
 * @param {string} pageName
 */
const findRatios = (rows, pageName) =>
  rows
    .find(({name}) => name === pageName)
    ?.results.map(({ratio}) => Number(ratio.median.toFixed(2))) ?? [];

/**
 * @param {number | undefined} ratio
 * @param {number | undefined} limit
 * @param {number} [tolerance]
 */
const isAtMost = (ratio, limit, tolerance = 0) =>
  ratio === undefined || limit === undefined
    ? undefined
    : Math.round(100 * ratio) <= Math.round(100 * (limit + tolerance));
