import type {CDPSession, Page} from '@playwright/test';
import {domCounters} from '../dom-counters.js';
import {expect, onlyChromium, test} from './set-up.js';

/*
 * Counts the nodes and listeners that remain in Chromium after a thousand rooms.
 */

/** How a room is made, what is waited for before it is removed, and how often. */
const LIVES = {
  idle: {attributes: {loading: 'click'}, until: 'drawn', times: 150},
  lazy: {attributes: {loading: 'lazy', style: 'margin-top: 9999px'}, until: 'drawn', times: 100},
  loading: {launch: 'never', until: 'loading', times: 100},
  failed: {launch: 'refused', until: 'error', times: 100},
  'failed, to open once there is a network': {launch: 'offline', until: 'error', times: 100},
  'about to try again': {attributes: {'token-url': '/busy'}, until: 'again', times: 100},
  left: {launch: 'never', until: 'left', times: 100},
  'opened anew': {launch: 'never', until: 'anew', times: 100},
  joining: {until: 'joining', times: 50},
  ready: {until: 'ready', times: 50},
  'ready, with a bar and a warning': {attributes: {controls: ''}, until: 'warned', times: 50},
} satisfies Record<string, Life>;

interface Life {
  readonly attributes?: Readonly<Record<string, string>>;
  /** What its own function answers; without one it asks the host backend. */
  readonly launch?: 'never' | 'refused' | 'offline';
  readonly until: string;
  readonly times: number;
}

const leavesNothing = 'a thousand rooms leave no node, listener, timer or element behind';
test(leavesNothing, onlyChromium, async ({page, demo}) => {
  test.setTimeout(120_000);
  await page.addInitScript(countTimers);
  await page.route('**/busy', route => route.fulfill({status: 503}));
  await page.goto(`${demo.url}/static.html`);
  const session = await page.context().newCDPSession(page);
  const liveAll = async (share: number) => {
    for (const [state, life] of Object.entries<Life>(LIVES)) {
      if (state === 'joining') demo.simulator.faults.set('view-room', {kind: 'never'});
      for (const lang of ['en', 'de'])
        for (let left = (life.times * share) / 2; left > 0; left -= 10)
          await liveAtOnce(page, lang, {...life, times: Math.min(left, 10)});
      demo.simulator.faults.clear();
    }
  };

  // What a first one of each loads and keeps for all is there.
  await liveAll(0.04);
  const before = await counted(page, session);
  await liveAll(1);
  const after = await counted(page, session);
  expect(after).toEqual({...before, made: before.made + 1000});
  expect(after.elements).toBe(0);
  expect(after.timers).toBe(0);
});

/** Has rooms live at once, each until then. */
const liveAtOnce = (page: Page, lang: string, life: Life) =>
  page.evaluate(
    async ({lang, life}) => {
      const box = document.createElement('div');
      box.lang = lang;
      document.body.append(box);
      const soon = () => new Promise(requestAnimationFrame);
      const one = async () => {
        const room = document.createElement('kaltura-room') as HTMLElement & {
          state: string;
          updateComplete: Promise<unknown>;
          leave(): void;
        };
        globalThis.leaks.made.push(new WeakRef(room));
        const attributes = {'room-id': '1_townhall', 'token-url': '/api/kaltura/token'};
        for (const [name, value] of Object.entries({...attributes, ...life.attributes}))
          room.setAttribute(name, value);
        const error = {
          refused: {name: 'RoomError', code: 'access-denied', message: 'no'},
          offline: {name: 'RoomError', code: 'endpoint-unreachable', message: 'no'},
          never: undefined,
        }[life.launch ?? 'never'];
        if (life.launch)
          Object.assign(room, {
            fetchLaunch: () =>
              // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
              error ? Promise.reject(error) : new Promise(() => {}),
          });
        const told = (name: string) =>
          new Promise(resolve => room.addEventListener(`kaltura-room-${name}`, resolve));
        const isAgain = () => /Trying again|Neuer Versuch/.test(room.shadowRoot?.textContent ?? '');
        const waits: Record<string, () => Promise<unknown>> = {
          drawn: () => room.updateComplete,
          warned: async () => {
            const warned = told('warning');
            await told('ready');
            dispatchEvent(new Event('offline'));
            await warned;
            while (!room.shadowRoot?.querySelector('[part=controls]')) await soon();
          },
          joining: async () => {
            while (room.state !== 'joining') await soon();
          },
          again: async () => {
            while (!isAgain()) await soon();
          },
          left: async () => {
            await told('loading');
            room.leave();
          },
          anew: async () => {
            await told('loading');
            room.setAttribute('room-moderator', '');
            await told('loading');
          },
        };
        const reached = (waits[life.until] ?? (() => told(life.until)))();
        box.append(room);
        await reached;
        await room.updateComplete;
      };
      await Promise.all(Array.from({length: life.times}, one));
      box.remove();
    },
    {lang, life},
  );

/** Counts in the page which timers were set, and neither went off nor were cleared. */
function countTimers(): void {
  const {setTimeout: set, clearTimeout: clear} = globalThis;
  const timers = new Set<unknown>();
  globalThis.leaks = {made: [], timers};
  globalThis.setTimeout = ((work: () => void, ms?: number) => {
    const timer = set(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
    return timer;
  }) as typeof set;
  globalThis.clearTimeout = timer => {
    timers.delete(timer);
    clear(timer);
  };
}

/** What there is of each, once what nobody holds is gone. */
async function counted(page: Page, session: CDPSession) {
  // What was stopped a moment ago has yet to hear of it.
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const counters = await domCounters(session);
  const own = await page.evaluate(() => ({
    made: globalThis.leaks.made.length,
    elements: globalThis.leaks.made.filter(room => room.deref()).length,
    timers: globalThis.leaks.timers.size,
  }));
  return {...counters, ...own};
}

declare global {
  var leaks: {readonly made: WeakRef<object>[]; readonly timers: ReadonlySet<unknown>};
}
