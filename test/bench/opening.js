// @ts-check
import {formatRatio, formatSummary, formatVerdict, printTable} from './format.js';
import {launchChromium} from './launch-chromium.js';
import {KS, ROOM_ID, startSite} from './site.js';
import {BROWSER_ROUNDS, divideByRound, runInTurns, summarize} from './statistics.js';

/** Latencies added to every answer of the page's own server, in milliseconds. */
const LATENCIES = [0, 50, 100];

const KAF_URL = 'https://12345.kaf.kaltura.com';
/** The browser maps these hosts to the stand-in. */
const MAPPED_HOSTS = ['*.kaltura.com'];

/** @typedef {'room address' | 'token request'} Group what the page starts with */

const BASELINE = 'by hand';
const OURS = '<kaltura-room>';

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
  '<style>kaltura-room:not(:defined) {display: block; aspect-ratio: 16 / 9; min-block-size: min(30rem, 100svh)}</style>';

/**
 * @typedef {object} Page
 * @property {Group} group
 * @property {string} name
 * @property {string} markup
 * @property {string} frameUrl the beginning of the URL that its frame must request
 */

/** @type {readonly Page[]} */
const PAGES = [
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

/** Measures and prints the time to the frame, beside a page by hand. */
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
  const site = await startSite(
    Object.fromEntries(PAGES.map(page => [getPath(page), page.markup])),
    {scripts: SCRIPTS, kafUrl: KAF_URL},
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
    const rows = PAGES.map(({group, name}) => ({group, name, results: []}));
    for (const latency of LATENCIES) {
      site.setLatency(latency);
      const times = await runInTurns(PAGES, BROWSER_ROUNDS, openPage);
      for (const [index, page] of PAGES.entries()) {
        const baseline = PAGES.find(({group, name}) => group === page.group && name === BASELINE);
        const ms = times.get(page) ?? [];
        const ratios = divideByRound(ms, (baseline && times.get(baseline)) ?? []);
        rows[index]?.results.push({latency, ms: summarize(ms), ratio: summarize(ratios)});
      }
    }
    return {rows, shift: Math.max(...shifts), longTasks: summarize(longTasks)};
  } finally {
    await browser.close();
    await site.close();
  }
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
function printOpening({rows, shift, longTasks}) {
  console.log(`\
Time to the frame: from the request for a page to the request of its frame over https,
as a multiple of the page by hand: median of ${BROWSER_ROUNDS} rounds (least–most).
Columns: latency added to every answer of the page's own server.
`);
  const addressRows = rows.filter(({group}) => group === 'room address');
  console.log('The page has the address of the room:');
  printRatios(addressRows);

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
 */
const isAtMost = (ratio, limit) =>
  ratio === undefined || limit === undefined
    ? undefined
    : Math.round(100 * ratio) <= Math.round(100 * limit);
