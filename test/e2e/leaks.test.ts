import type {CDPSession, Page} from '@playwright/test';
import {countDomObjects} from '../support/dom-counters.js';
import {expect, onlyChromium, test} from './set-up.js';

/*
 * Counts the nodes and listeners that remain in Chromium after rooms of each kind.
 */

const LANGUAGES = ['en', 'de'];
/** Number of rooms of each lifetime and language. They open at the same time. */
const ROOMS = 10;
/** Lifetimes of rooms: their attributes, and the condition before their removal. */
const LIFETIMES = {
  idle: {attributes: {loading: 'click'}, until: 'rendered'},
  lazy: {attributes: {loading: 'lazy', style: 'margin-top: 9999px'}, until: 'rendered'},
  loading: {launch: 'never', until: 'loading'},
  failed: {launch: 'refused', until: 'error'},
  'failed, until the network returns': {launch: 'offline', until: 'error'},
  'before a retry': {attributes: {'token-url': '/busy'}, until: 'retrying'},
  left: {launch: 'never', until: 'left'},
  reopened: {launch: 'never', until: 'reopened'},
  joining: {until: 'joining'},
  ready: {until: 'ready'},
  'ready, with a toolbar and a warning': {attributes: {controls: ''}, until: 'warned'},
} satisfies Record<string, Lifetime>;

interface Lifetime {
  readonly attributes?: Readonly<Record<string, string>>;
  /** Outcome of `fetchLaunch`. Without it, the room requests a launch from the host backend. */
  readonly launch?: 'never' | 'refused' | 'offline';
  readonly until: string;
}

test(
  'rooms of each lifetime leave no node, listener, timer or element behind',
  onlyChromium,
  async ({page, demo}) => {
    await page.addInitScript(recordTimers);
    await page.route('**/busy', route => route.fulfill({status: 503}));
    await page.goto(`${demo.url}/static.html`);
    const session = await page.context().newCDPSession(page);
    const runAll = async (count: number) => {
      for (const [state, lifetime] of Object.entries<Lifetime>(LIFETIMES)) {
        if (state === 'joining') demo.simulator.faults.set('view-room', {kind: 'never'});
        for (const lang of LANGUAGES) await runAtOnce(page, lang, lifetime, count);
        demo.simulator.faults.clear();
      }
    };

    // The first room of each kind loads modules and styles that all later rooms share.
    await runAll(1);
    const before = await countObjects(page, session);
    await runAll(ROOMS);
    const after = await countObjects(page, session);
    const rooms = Object.keys(LIFETIMES).length * LANGUAGES.length * ROOMS;
    expect(after).toEqual({...before, rooms: before.rooms + rooms});
    expect(after.elements).toBe(0);
    expect(after.timers).toBe(0);
  },
);

/** Inserts rooms at the same time, waits for the condition of each, and removes them. */
const runAtOnce = (page: Page, lang: string, lifetime: Lifetime, count: number) =>
  page.evaluate(
    async ({lang, lifetime, count}) => {
      const box = document.createElement('div');
      box.lang = lang;
      document.body.append(box);
      const nextFrame = () => new Promise(requestAnimationFrame);
      const runRoom = async () => {
        const room = document.createElement('kaltura-room') as HTMLElement & {
          state: string;
          updateComplete: Promise<unknown>;
          leave(): void;
        };
        globalThis.leaks.rooms.push(new WeakRef(room));
        const attributes = {'room-id': '1_townhall', 'token-url': '/api/kaltura/token'};
        for (const [name, value] of Object.entries({...attributes, ...lifetime.attributes}))
          room.setAttribute(name, value);
        const error = {
          refused: {name: 'RoomError', code: 'access-denied', message: 'no'},
          offline: {name: 'RoomError', code: 'endpoint-unreachable', message: 'no'},
          never: undefined,
        }[lifetime.launch ?? 'never'];
        if (lifetime.launch)
          Object.assign(room, {
            fetchLaunch: () =>
              // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
              error ? Promise.reject(error) : new Promise(() => {}),
          });
        const nextEvent = (name: string) =>
          new Promise(resolve => room.addEventListener(`kaltura-room-${name}`, resolve));
        const isRetrying = () =>
          /Trying again|Neuer Versuch/.test(room.shadowRoot?.textContent ?? '');
        const waits: Record<string, () => Promise<unknown>> = {
          rendered: () => room.updateComplete,
          warned: async () => {
            const warned = nextEvent('warning');
            await nextEvent('ready');
            dispatchEvent(new Event('offline'));
            await warned;
            while (!room.shadowRoot?.querySelector('[part=controls]')) await nextFrame();
          },
          joining: async () => {
            while (room.state !== 'joining') await nextFrame();
          },
          retrying: async () => {
            while (!isRetrying()) await nextFrame();
          },
          left: async () => {
            await nextEvent('loading');
            room.leave();
          },
          reopened: async () => {
            await nextEvent('loading');
            room.setAttribute('room-moderator', '');
            await nextEvent('loading');
          },
        };
        const reached = (waits[lifetime.until] ?? (() => nextEvent(lifetime.until)))();
        box.append(room);
        await reached;
        await room.updateComplete;
      };
      await Promise.all(Array.from({length: count}, runRoom));
      box.remove();
    },
    {lang, lifetime, count},
  );

/** Makes the page record its pending timers and the rooms of a test in `leaks`. */
function recordTimers(): void {
  const {setTimeout: set, clearTimeout: clear} = globalThis;
  const timers = new Set<unknown>();
  globalThis.leaks = {rooms: [], timers};
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

/** Counts the nodes, listeners, elements and timers of the page after garbage collection. */
async function countObjects(page: Page, session: CDPSession) {
  // Removed rooms finish their cleanup in the next frame.
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const counters = await countDomObjects(session);
  const leaks = await page.evaluate(() => ({
    rooms: globalThis.leaks.rooms.length,
    elements: globalThis.leaks.rooms.filter(room => room.deref()).length,
    timers: globalThis.leaks.timers.size,
  }));
  return {...counters, ...leaks};
}

declare global {
  var leaks: {readonly rooms: WeakRef<object>[]; readonly timers: ReadonlySet<unknown>};
}
