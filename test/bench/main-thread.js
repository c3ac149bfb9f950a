// @ts-check
import {formatRatio, formatSummary, formatVerdict, printTable} from './format.js';
import {launchChromium} from '../support/launch-chromium.js';
import {bundle, startSite} from './site.js';
import {BROWSER_ROUNDS, divideByRound, runInTurns, summarize} from './statistics.js';

/** A Lit element that renders one paragraph. */
const EMPTY_ELEMENT = `
  import {LitElement, html} from 'lit';
  customElements.define('empty-element', class extends LitElement {
    render() { return html\`<p>Nothing</p>\`; }
  });`;

/** The markup of one element of each kind. */
const KINDS = {
  iframe: '<iframe></iframe>',
  'empty Lit element': '<empty-element></empty-element>',
  idle: '<kaltura-room token-url="/token"></kaltura-room>',
  lazy: '<kaltura-room room-id="1_abcd1234" token-url="/token" loading="lazy" style="margin-top: 9999px"></kaltura-room>',
  failed: '<kaltura-room room-id="none" token-url="/token"></kaltura-room>',
};

const COUNTS = [1, 10, 100, 200, 1000];

/** Time that each of 200 idle rooms may take. */
const IDLE_LIMIT_MS = 0.3;
/** The time of each of 1,000 idle rooms may be this many times the time of each of 100. */
const GROWTH_LIMIT = 1.5;

/** @typedef {{kind: string, markup: string, count: number}} Crowd elements of one kind */

/** Measures and prints the time that many elements at once take on the main thread. */
export async function benchMainThread() {
  const results = await measureMainThread();
  printMainThread(results);
  return results;
}

/** Measures the time from the markup to the first layout after all elements have rendered. */
async function measureMainThread() {
  const site = await startSite(
    {page: '<script type="module" src="/room.js"></script><div id="box"></div>'},
    {scripts: {'empty-element.js': await bundle(EMPTY_ELEMENT)}},
  );
  const browser = await launchChromium();
  const page = await browser.newPage();

  /** @param {Crowd} crowd */
  const measureEach = ({markup, count}) =>
    page.evaluate(
      async ({markup, count}) => {
        const box = /** @type {HTMLElement} */ (document.querySelector('#box'));
        const start = performance.now();
        box.innerHTML = markup.repeat(count);
        const elements = /** @type {{updateComplete?: Promise<unknown>}[]} */ ([...box.children]);
        for (const element of elements) await element.updateComplete;
        box.getBoundingClientRect();
        const ms = performance.now() - start;
        box.textContent = '';
        await new Promise(requestAnimationFrame);
        return ms / count;
      },
      {markup, count},
    );

  try {
    await page.goto(`${site.url}/page`);
    await page.evaluate(url => import(url), `${site.url}/empty-element.js`);
    await page.evaluate(() => customElements.whenDefined('kaltura-room').then(() => {}));
    const crowds = COUNTS.flatMap(count =>
      Object.entries(KINDS)
        // The browser runs out of memory with 1,000 documents.
        .filter(([kind]) => count < 1000 || kind !== 'iframe')
        .map(([kind, markup]) => ({kind, markup, count})),
    );
    const times = await runInTurns(crowds, BROWSER_ROUNDS, measureEach);
    const rows = [...times].map(([{kind, count}, rounds]) => ({
      kind,
      count,
      ...summarize(rounds),
      rounds,
    }));
    /** @param {number} count */
    const findIdleRounds = count =>
      rows.find(row => row.kind === 'idle' && row.count === count)?.rounds ?? [];
    return {
      rows,
      idleMs: summarize(findIdleRounds(200)),
      growth: summarize(divideByRound(findIdleRounds(1000), findIdleRounds(100))),
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

/** @param {Awaited<ReturnType<typeof measureMainThread>>} results */
function printMainThread({rows, idleMs, growth}) {
  console.log(`\
Main thread: milliseconds for each element, from the markup to the layout of all of them,
median of ${BROWSER_ROUNDS} rounds (least–most).
`);
  printTable(
    Object.keys(KINDS).map(kind => ({
      kind,
      ...Object.fromEntries(
        COUNTS.map(count => {
          const row = rows.find(row => row.kind === kind && row.count === count);
          return [`${count.toLocaleString('en')} at once`, row ? formatSummary(row) : ''];
        }),
      ),
    })),
  );
  printTable([
    {
      target: `200 idle rooms: ≤ ${IDLE_LIMIT_MS} ms each`,
      measured: formatSummary(idleMs),
      verdict: formatVerdict(idleMs.median <= IDLE_LIMIT_MS),
    },
    {
      target: `1,000 idle rooms: ≤ ${GROWTH_LIMIT} times the ms each of 100`,
      measured: formatSummary(growth, formatRatio),
      verdict: formatVerdict(growth.median <= GROWTH_LIMIT),
    },
  ]);
}
