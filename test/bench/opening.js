// @ts-check
import {fileURLToPath} from 'node:url';
import {chromium} from '@playwright/test';
import {findChromium} from '../browsers.js';
import {summaryOf} from './compare.js';
import {KS, ROOM_ID, inOneFile, startSite} from './site.js';

const ROUNDS = 9;

/** What is added to every answer of the page's own server, in milliseconds. */
const LATENCIES = [0, 50, 100, 200];

/** A page as one writes it by hand: it fetches the token and sets `src`. */
const BY_HAND = `
  const answer = await fetch('/token', {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({roomId: '${ROOM_ID}'}),
  });
  const {data: {ks, kafUrl}} = await answer.json();
  document.querySelector('iframe').src = kafUrl + '/embeddedrooms/index/view-room/ks/' + ks;`;

/** What else is on a page: the first text costs a browser time. */
const TEXT = '<p>Welcome to the meeting.';
const room = `<kaltura-room room-id="${ROOM_ID}" token-url="/token"></kaltura-room>${TEXT}`;
/** What the README gives a page, so that nothing moves as the element comes. */
const SPACE =
  '<style>kaltura-room:not(:defined) {display: block; aspect-ratio: 16 / 9; min-block-size: min(30rem, 100svh)}</style>';

const PRELOADED =
  '<link rel="modulepreload" href="/opening.js"><link rel="modulepreload" href="/schemas.js">';
const LAUNCHED = `<script type="module" src="/room.js"></script><kaltura-room room-id="${ROOM_ID}"></kaltura-room>${TEXT}
  <script>document.querySelector('kaltura-room').launch = {ks: '${KS}', kafUrl: '{kaf}'}</script>`;

const PAGES = {
  'by hand': '<script type="module" src="/by-hand.js"></script><iframe></iframe>' + TEXT,
  '<kaltura-room>': `${SPACE}<script type="module" src="/room.js"></script>${room}`,
  'with its parts preloaded': `${PRELOADED}<script type="module" src="/room.js"></script>${room}`,
  'in one file': `<script type="module" src="/in-one-file.js"></script>${room}`,
  'with its launch': LAUNCHED,
  'with both': PRELOADED + LAUNCHED,
};

/** @typedef {keyof typeof PAGES} Name */

/**
 * From the request for a page to the frame's at KAF, by https, in milliseconds, and what the page
 * asked of anybody on its way: the element beside a page by hand, itself in one file, and itself
 * with a launch that the page has; in turns, each time in a browser that has seen none of them.
 */
export async function opening() {
  const site = await startSite(PAGES, {
    'by-hand.js': BY_HAND,
    'in-one-file.js': await inOneFile(
      fileURLToPath(new URL('../../dist/room/define.js', import.meta.url)),
    ),
  });
  const {executablePath, args, env} = findChromium();
  const browser = await chromium.launch({executablePath, args, env: {...process.env, ...env}});
  const shifts = /** @type {number[]} */ ([]);
  const longTasks = /** @type {number[]} */ ([]);

  /** @param {Name} name */
  const once = async name => {
    const context = await browser.newContext({ignoreHTTPSErrors: true});
    const page = await context.newPage();
    await page.addInitScript(() => {
      const seen = {shift: 0, longTasks: 0};
      Object.assign(globalThis, {seen});
      new PerformanceObserver(list => {
        for (const entry of list.getEntries())
          seen.shift += /** @type {{value: number} & PerformanceEntry} */ (entry).value;
      }).observe({type: 'layout-shift', buffered: true});
      new PerformanceObserver(list => void (seen.longTasks += list.getEntries().length)).observe({
        type: 'longtask',
        buffered: true,
      });
    });
    site.asked();
    await page.goto(`${site.url}/${encodeURIComponent(name)}`);
    await page.frameLocator('iframe').locator('script').waitFor({state: 'attached'});
    if (name !== 'by hand')
      await page.locator('kaltura-room:state(ready)').waitFor({state: 'attached'});
    if (name === '<kaltura-room>') {
      const seen = await page.evaluate(() => /** @type {any} */ (globalThis).seen);
      shifts.push(seen.shift);
      longTasks.push(seen.longTasks);
    }
    await context.close();
    const [first, ...requests] = site.asked();
    const frame = requests.find(({what}) => what.includes('view-room'));
    const isScript = (/** @type {{what: string}} */ {what}) => what.endsWith('.js');
    return {
      ms: (frame?.at ?? NaN) - (first?.at ?? NaN),
      requests: requests
        .filter(one => !isScript(one))
        .map(({what}) => what)
        .join(' | '),
      scripts: requests.filter(isScript).length,
    };
  };

  try {
    const names = /** @type {Name[]} */ (Object.keys(PAGES));
    const rows = [];
    for (const latency of LATENCIES) {
      site.delay(latency);
      /** @type {Record<string, Awaited<ReturnType<typeof once>>[]>} */
      const runs = {};
      // There and back, so that a slow moment of the machine meets all; the first warms up.
      for (let round = -1; round < ROUNDS; round++)
        for (const name of round % 2 ? names.toReversed() : names) {
          const run = await once(name);
          if (round >= 0) (runs[name] ??= []).push(run);
        }
      const byHand = runs['by hand'] ?? [];
      for (const name of names) {
        const these = runs[name] ?? [];
        rows.push({
          latency,
          name,
          ...summaryOf(these.map(({ms}) => ms)),
          ratio: summaryOf(these.map(({ms}, round) => ms / (byHand[round]?.ms ?? NaN))).median,
          requests: [...new Set(these.map(({requests}) => requests))],
          scripts: Math.max(...these.map(({scripts}) => scripts)),
        });
      }
    }
    return {rows, shift: Math.max(...shifts), longTasks: summaryOf(longTasks).median};
  } finally {
    await browser.close();
    await site.close();
  }
}
