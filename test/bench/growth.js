// @ts-check
import {countDomObjects} from '../support/dom-counters.js';
import {formatCount, formatNumber, formatSummary, printTable} from './format.js';
import {launchChromium} from '../support/launch-chromium.js';
import {ROOM_ID, startSite} from './site.js';
import {summarize} from './statistics.js';

const LAUNCHES = 1000;
const HOURS = 24;

/** Measures and prints whether launches and messages leave anything behind in the page. */
export async function benchGrowth() {
  const results = await measureGrowth();
  const {first, last, before, afterLaunches, afterDay, day} = results;
  console.log(
    `Growth: ${formatCount(LAUNCHES)} launches in one element, then a day of messages.\n`,
  );
  printTable([
    {launches: 'first 100', 'ms each, median (least–most)': formatSummary(first)},
    {launches: 'last 100', 'ms each, median (least–most)': formatSummary(last)},
  ]);
  printTable([
    {when: 'before', ...before},
    {when: `after ${formatCount(LAUNCHES)} launches`, ...afterLaunches},
    {
      when: `after ${formatCount(day.received)} messages in ${formatNumber(day.ms)} ms`,
      ...afterDay,
    },
  ]);
  return results;
}

/**
 * Measures the time of the first and the last hundred launches in one element, and counts the nodes,
 * documents and listeners before and after. A day has one message per second.
 */
async function measureGrowth() {
  const site = await startSite({
    page: `<script type="module" src="/room.js"></script><kaltura-room room-id="${ROOM_ID}" token-url="/token"></kaltura-room>`,
  });
  const browser = await launchChromium();
  const page = await browser.newPage({ignoreHTTPSErrors: true});
  const session = await page.context().newCDPSession(page);
  const counters = () => countDomObjects(session);
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
    // The events that the browser dispatches for messages of KAF's document.
    const day = await page.evaluate(
      async ({hours, origin}) => {
        const room = /** @type {HTMLElement} */ (document.querySelector('kaltura-room'));
        const frame = room.shadowRoot?.querySelector('iframe');
        let received = 0;
        room.addEventListener('kaltura-room-message', () => void received++);
        room.addEventListener('kaltura-room-resize', () => void received++);
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
        return {received, ms: performance.now() - start};
      },
      {hours: HOURS, origin: site.kafUrl},
    );
    const afterDay = await counters();
    return {
      first: summarize(times.slice(0, 100)),
      last: summarize(times.slice(-100)),
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
