// @ts-check
import {formatSummary, printTable} from './format.js';
import {launchChromium} from './launch-chromium.js';
import {bundle, startSite} from './site.js';
import {BROWSER_ROUNDS, runInTurns, summarize} from './statistics.js';

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
    }));
    return rows;
  } finally {
    await browser.close();
    await site.close();
  }
}

/** @param {Awaited<ReturnType<typeof measureMainThread>>} rows */
function printMainThread(rows) {
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
}
