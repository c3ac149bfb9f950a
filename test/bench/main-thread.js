// @ts-check
import {chromium} from '@playwright/test';
import {findChromium} from '../browsers.js';
import {summaryOf} from './compare.js';
import {inOneFile, startSite} from './site.js';

const ROUNDS = 9;

/** An element with nothing in it but what Lit needs. */
const EMPTY = `
  import {LitElement, html} from 'lit';
  customElements.define('empty-element', class extends LitElement {
    render() { return html\`<p>Nothing</p>\`; }
  });`;

/** How one of each is written. */
const KINDS = {
  'an iframe': '<iframe></iframe>',
  'an empty Lit element': '<empty-element></empty-element>',
  idle: '<kaltura-room token-url="/token"></kaltura-room>',
  lazy: '<kaltura-room room-id="1_abcd1234" token-url="/token" loading="lazy" style="margin-top: 9999px"></kaltura-room>',
  failed: '<kaltura-room room-id="none" token-url="/token"></kaltura-room>',
};

/** How many at once. */
const CROWDS = [1, 10, 100, 200, 1000];

/**
 * The main thread's time for so many elements of each kind, in milliseconds each: from the markup to
 * the first layout after all of them have rendered.
 */
export async function mainThread() {
  const site = await startSite(
    {page: '<script type="module" src="/room.js"></script><div id="box"></div>'},
    {
      'empty.js': await inOneFile(
        new URL(`data:text/javascript,${encodeURIComponent(EMPTY)}`).href,
      ),
    },
  );
  const {executablePath, args, env} = findChromium();
  const browser = await chromium.launch({executablePath, args, env: {...process.env, ...env}});
  const page = await browser.newPage();
  await page.goto(`${site.url}/page`);
  await page.evaluate(address => import(address), `${site.url}/empty.js`);

  /**
   * @param {string} markup
   * @param {number} count
   */
  const timed = (markup, count) =>
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
    const rows = [];
    for (const count of CROWDS) {
      // A thousand documents are more than a browser has room for.
      const kinds = Object.entries(KINDS).filter(([kind]) => count < 1000 || kind !== 'an iframe');
      /** @type {Record<string, number[]>} */
      const times = {};
      for (let round = -1; round < ROUNDS; round++)
        for (const [kind, markup] of round % 2 ? kinds.toReversed() : kinds) {
          const ms = await timed(markup, count);
          if (round >= 0) (times[kind] ??= []).push(ms);
        }
      const empty = times['an empty Lit element'] ?? [];
      for (const [kind, each] of Object.entries(times))
        rows.push({
          count,
          kind,
          ...summaryOf(each),
          ratio: summaryOf(each.map((ms, round) => ms / (empty[round] ?? NaN))).median,
        });
    }
    return rows;
  } finally {
    await browser.close();
    await site.close();
  }
}
