// @ts-check
import {chromium} from '@playwright/test';
import {findChromium} from '../browsers.js';
import {domCounters} from '../dom-counters.js';
import {summaryOf} from './compare.js';
import {ROOM_ID, startSite} from './site.js';

const LAUNCHES = 1000;
const HOURS = 24;

/**
 * What a thousand launches in one element cost, the first hundred beside the last; and what is left
 * of them, and of what a frame says in a day at one message a second, in exact counts of the DOM.
 */
export async function growth() {
  const site = await startSite({
    page: `<script type="module" src="/room.js"></script><kaltura-room room-id="${ROOM_ID}" token-url="/token"></kaltura-room>`,
  });
  const {executablePath, args, env} = findChromium();
  const browser = await chromium.launch({executablePath, args, env: {...process.env, ...env}});
  const page = await browser.newPage({ignoreHTTPSErrors: true});
  const session = await page.context().newCDPSession(page);
  const counters = () => domCounters(session);
  const launch = () =>
    page.evaluate(async () => {
      const room = /** @type {HTMLElement & {reload(): void}} */ (
        document.querySelector('kaltura-room')
      );
      const start = performance.now();
      const ready = new Promise(done =>
        room.addEventListener('kaltura-room-ready', done, {once: true}),
      );
      room.reload();
      await ready;
      return performance.now() - start;
    });

  try {
    await page.goto(`${site.url}/page`);
    await page.locator('kaltura-room:state(ready)').waitFor({state: 'attached'});
    for (let warm = 0; warm < 20; warm++) await launch();
    const before = await counters();
    const times = [];
    for (let one = 0; one < LAUNCHES; one++) times.push(await launch());
    const afterLaunches = await counters();
    // What KAF's document said, as the browser would have it.
    const day = await page.evaluate(
      async ({hours, origin}) => {
        const room = /** @type {HTMLElement} */ (document.querySelector('kaltura-room'));
        const frame = room.shadowRoot?.querySelector('iframe');
        let heard = 0;
        room.addEventListener('kaltura-room-message', () => void heard++);
        room.addEventListener('kaltura-room-resize', () => void heard++);
        const start = performance.now();
        for (let hour = 0; hour < hours; hour++) {
          for (let second = 0; second < 3600; second++)
            dispatchEvent(
              new MessageEvent('message', {
                data:
                  second % 60
                    ? {subject: 'lti.navigation', second}
                    : {subject: 'lti.frameResize', height: 400 + second},
                origin,
                source: frame?.contentWindow ?? null,
              }),
            );
          dispatchEvent(new Event('offline'));
          dispatchEvent(new Event('online'));
          await new Promise(requestAnimationFrame);
        }
        return {heard, ms: performance.now() - start};
      },
      {hours: HOURS, origin: site.kafUrl},
    );
    const afterDay = await counters();
    return {
      first: summaryOf(times.slice(0, 100)),
      last: summaryOf(times.slice(-100)),
      before,
      afterLaunches,
      afterDay,
      day,
    };
  } finally {
    await browser.close();
    await site.close();
  }
}
