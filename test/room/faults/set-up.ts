import {aTimeout, expect, waitUntil} from '@open-wc/testing';
import type {KalturaRoomElement, RoomErrorCode} from '../../../src/index.js';
import {getTranslation} from '../../../src/localization/translations.js';
import {nextEvent, getPart, getText} from '../set-up.js';
import type {Detection} from './detections.js';
import type {Engine, Outcome, Row} from './rows.js';

/** The seconds that a room has to open where it is known before that what is wrong. */
const AMPLE_S = 30;

/** The seconds where only the deadline tells: as few as a page needs to load on a busy machine. */
const SHORT_S = 10;

/** The same where something was cut, and nobody may find out. */
const CUT_S = 12;

/** The seconds in which most of it is known, on a busy machine too. */
const SOON = [0, 15] as const;

const NAMES = ['loading', 'ready', 'error', 'left', 'warning'] as const;

export const engine: Engine = /Firefox/.test(navigator.userAgent)
  ? 'Firefox'
  : /Chrome/.test(navigator.userAgent)
    ? 'Chromium'
    : 'WebKit';

type Cut = Pick<Detection, 'code' | 'to'>;

interface Rig {
  readonly id: string;
  readonly kafUrl: string;
  readonly roomId: string;
  /** The origin of a port where nothing listens. */
  readonly refusedUrl: string;
}

const english = getTranslation('en')!;

/** How many rows are held at a time. */
const AT_A_TIME = 3;

/** Holds each row to what it says: one `it` for each. */
export function holds(rows: readonly Row[]): void {
  fewAtATime(
    rows.map(rowHere).map(row => ({
      name: `${row.fault}: ${row.code ?? row.warning ?? 'the room opens'}`,
      run: () => hold(row),
    })),
  );
}

/** One `it` for each, of which some run at a time: they wait, most of it. */
export function fewAtATime(
  jobs: readonly {readonly name: string; run: () => Promise<void>}[],
): void {
  const results: Promise<void>[] = [];
  before(() => {
    for (const [index, {run}] of jobs.entries()) {
      const earlier = results[index - AT_A_TIME]?.catch(() => {});
      results.push(Promise.resolve(earlier).then(run));
    }
    // They are waited for one after the other.
    for (const result of results) result.catch(() => {});
  });
  for (const [index, {name}] of jobs.entries()) it(name, () => results[index]).timeout(120_000);
}

/** The row with the outcome that it has in this engine. */
export const rowHere = (row: Row): Row => {
  const outcome = row.but?.[engine];
  return outcome ? only(row, outcome) : row;
};

/** The row with another outcome in place of its own. */
const only = ({fault, wrong}: Row, outcome: Outcome): Row => ({fault, wrong, ...outcome});

/**
 * Holds a row to what it says.
 * @param cut what is taken out of the scripts before
 */
export async function hold(row: Row, cut?: Cut): Promise<void> {
  const {wrong, code, warning, late = false, launches = 1} = row;
  const {way, language, script} = wrong;
  const make = JSON.stringify({way, language, script, cut: cut && {...cut, code: cut.code.source}});
  const rig = (await (await fetch('/rig', {method: 'POST', body: make})).json()) as Rig;
  const headers = encodeURIComponent(JSON.stringify(wrong.headers ?? {}));
  const host = document.createElement('iframe');
  Object.assign(host, {allow: 'camera; microphone; fullscreen', width: 900, height: 700});
  host.src = `/rig/${rig.id}/page?headers=${headers}`;
  const loaded = nextEvent(host, 'load');
  document.body.append(host);
  await loaded;
  try {
    const page = host.contentWindow as Window & typeof globalThis;
    const room = page.document.querySelector('kaltura-room')!;
    await setFaults(rig, row);
    const asked = countPosts(page);
    const seconds = late ? SHORT_S : cut ? CUT_S : AMPLE_S;
    const {ms, events} = await opened(room, page, rig, row, seconds);

    if (cut) await isCut(rig);
    expect(room.error?.code).to.equal(code);
    expect(room.state).to.equal(code ? 'failed' : 'ready');
    // One event for it, and no other end.
    expect(events.filter(name => /^(ready|error)/.test(name))).to.deep.equal([
      code ? `error ${code}` : `ready ${Boolean(wrong.later) || !row.unconfirmed}`,
    ]);
    expect([...room.warnings]).to.deep.equal(warning ? [warning] : []);
    const warned = events.filter(name => name.startsWith('warning'));
    expect(warned).to.deep.equal(warning ? [`warning ${warning}`] : []);
    if (!code) await said(room, row.unconfirmed ? english.room.unconfirmed : english.room.ready);
    await said(room, code ? english.errors[code] : warning && warningOf(warning));
    const [least, most] = late ? [seconds, seconds + 8] : (row.within ?? SOON);
    // A timer may go off a moment early.
    expect(ms).to.be.within(least * 1000 - 5, most * 1000);
    expect(asked()).to.equal(launches);
    // A browser sends again by itself what was cut, and lets nothing through that CORS forbids.
    if (wrong.endpoint) expect(await launchesOf(rig)).to.equal(0);
    else if (wrong.token?.kind !== 'drop') expect(await launchesOf(rig)).to.equal(launches);
    if (row.wayOn) await goOn(room, page, rig, row);
  } finally {
    host.remove();
    await fetch(`/rig/${rig.id}`, {method: 'DELETE'});
  }
}

/** Counts what the page posts from now on. */
function countPosts(page: Window & typeof globalThis): () => number {
  const realFetch = page.fetch.bind(page);
  let posts = 0;
  page.fetch = (input, init) => {
    if (init?.method === 'POST') posts++;
    return realFetch(input, init);
  };
  return () => posts;
}

const warningOf = (warning: NonNullable<Row['warning']>) =>
  ({...english.errors, ...english.warnings})[warning];

/**
 * Has the page open the room, and waits for what there is to be said of it.
 * @returns its events, and how long it took from when it began to open, or went on to another page
 */
async function opened(
  room: KalturaRoomElement,
  page: Window & typeof globalThis,
  rig: Rig,
  {wrong, warning}: Row,
  seconds: number,
): Promise<{ms: number; events: string[]}> {
  const events: string[] = [];
  const hear = <Name extends (typeof NAMES)[number]>(name: Name) =>
    room.addEventListener(`kaltura-room-${name}`, event => {
      const {error, confirmed, code} = event as {
        error?: {code: RoomErrorCode};
        confirmed?: boolean;
        code?: string;
      };
      events.push(
        [name, error?.code ?? confirmed ?? code].filter(part => part !== undefined).join(' '),
      );
    });
  NAMES.forEach(hear);
  if (wrong.pretended === 'insecure') pretend(page, 'isSecureContext', false);
  if (wrong.pretended === 'offline') pretend(page.navigator, 'onLine', false);
  let start = NaN;
  room.addEventListener('kaltura-room-loading', () => (start = performance.now()), {once: true});
  const failed = nextEvent(room, 'kaltura-room-error');
  const ready = nextEvent(room, 'kaltura-room-ready');
  const warned = nextEvent(room, 'kaltura-room-warning');
  if (wrong.asleep) await sleepThrough(room, rig, wrong.asleep);
  room.timeout = seconds;
  room.roomId = rig.roomId;
  if (wrong.asleep !== 'without') room.tokenUrl = tokenUrlOf(rig, wrong.endpoint);
  room.join();
  const tooLong = aTimeout((seconds + 8) * 1000);
  await Promise.race([ready, failed, tooLong]);
  if (wrong.later) {
    await changeFaults(rig, {kaf: wrong.later});
    start = performance.now();
    moveOn(room, page, rig);
  }
  if (wrong.pretended === 'offline later') setOnline(page, false);
  if (warning) await Promise.race([warned, failed, tooLong]);
  return {ms: performance.now() - start, events};
}

const tokenUrlOf = ({id, refusedUrl}: Rig, endpoint: Row['wrong']['endpoint']) =>
  endpoint === 'refused'
    ? `${refusedUrl}/token`
    : endpoint === 'foreign'
      ? `http://127.0.0.1:${location.port}/rig/${id}/token`
      : `/rig/${id}/token`;

async function setFaults(rig: Rig, {wrong}: Row): Promise<void> {
  const {host, redirect} = wrong;
  const kafUrl = host === 'unknown' ? 'https://no-such-host.invalid' : rig.refusedUrl;
  const to =
    redirect === 'home'
      ? `${location.origin}/__blank`
      : `http://127.0.0.1:${location.port}/frame/elsewhere`;
  await changeFaults(rig, {
    token: host ? {kind: 'launch', change: {kafUrl}} : wrong.token,
    kaf: redirect ? {'view-room': {kind: 'redirect', to}} : wrong.kaf,
  });
}

/** Sets these in place of all before. */
const changeFaults = ({id}: Rig, faults: object) =>
  fetch(`/rig/${id}/faults`, {method: 'POST', body: JSON.stringify(faults)});

/** All that was wrong with servers is put right, there. */
const mend = (rig: Rig, {endpoint}: Row['wrong']) =>
  changeFaults(rig, {answersAnyPage: endpoint === 'foreign', listens: endpoint === 'refused'});

/** Fails where the scripts had nothing to cut. */
async function isCut({id}: Rig): Promise<void> {
  const {cuts} = (await (await fetch(`/rig/${id}/counts`)).json()) as {cuts: number};
  if (!cuts) throw new Error('there was nothing to cut');
}

const launchesOf = async ({id}: Rig) =>
  ((await (await fetch(`/rig/${id}/counts`)).json()) as {launches: number}).launches;

/** After a while in the meeting, its frame goes on to another page of KAF. */
function moveOn(room: KalturaRoomElement, page: Window & typeof globalThis, {kafUrl}: Rig): void {
  // A page may have spoken a second before it had loaded.
  const now = page.performance.now.bind(page.performance);
  pretend(page.performance, 'now', () => now() + 1000);
  room.shadowRoot
    ?.querySelector('iframe')
    ?.contentWindow?.location.replace(`${kafUrl}/embeddedrooms/index/view-room/ks/later`);
}

function setOnline(page: Window & typeof globalThis, isOnline: boolean): void {
  pretend(page.navigator, 'onLine', isOnline);
  page.dispatchEvent(new page.Event(isOnline ? 'online' : 'offline'));
}

/** Gives a launch that lasts a second, and waits until that is over. */
async function sleepThrough(room: KalturaRoomElement, rig: Rig, way: string): Promise<void> {
  const expiresAt = Math.floor(Date.now() / 1000) + 1;
  Object.assign(room, {
    loading: 'click',
    launch: {ks: 'djJ8b2YtdGhlLXRlc3Rz', kafUrl: rig.kafUrl, expiresAt},
    ...(way === 'with token-url' && {roomId: rig.roomId, tokenUrl: tokenUrlOf(rig, undefined)}),
  });
  await aTimeout(expiresAt * 1000 - Date.now() + 10);
}

function pretend(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, {value, configurable: true});
}

/** Waits until the room shows this sentence, and no other error or warning where there is none. */
async function said(room: KalturaRoomElement, sentence: string | undefined): Promise<void> {
  await room.updateComplete;
  if (!sentence) {
    expect(getPart(room, 'error') ?? getPart(room, 'warning')).to.be.null;
    return;
  }
  await waitUntil(() => getText(room).includes(sentence), sentence, {timeout: 10_000});
}

/** Takes the way on that the row names, which leads into the room. */
async function goOn(
  room: KalturaRoomElement,
  page: Window & typeof globalThis,
  rig: Rig,
  {wayOn, wrong}: Row,
): Promise<void> {
  await mend(rig, wrong);
  if (wayOn === 'new-tab') return openTab(room, page);
  if (wayOn === 'back') {
    setOnline(page, true);
    return said(room, undefined);
  }
  room.timeout = AMPLE_S;
  const ready = nextEvent(room, 'kaltura-room-ready');
  if (wayOn === 'online') setOnline(page, true);
  else {
    if (wrong.asleep)
      Object.assign(room, {tokenUrl: tokenUrlOf(rig, undefined), roomId: rig.roomId});
    getPart(room, 'retry')!.click();
  }
  const came = await Promise.race([ready, aTimeout(15_000)]);
  expect(came).to.have.property('confirmed', true);
  await said(room, english.room.ready);
}

/** Takes the room to a tab, for which a frame of the tests' own page stands: no test may open one. */
async function openTab(room: KalturaRoomElement, page: Window & typeof globalThis): Promise<void> {
  const tab = document.createElement('iframe');
  document.body.append(tab);
  const realOpen = page.open.bind(page);
  page.open = () => tab.contentWindow;
  try {
    const left = nextEvent(room, 'kaltura-room-left');
    const loaded = nextEvent(tab, 'load');
    getPart(room, 'new-tab')!.click();
    await left;
    await loaded;
    expect(tab.contentDocument).to.be.null;
    expect(room.state).to.equal('idle');
  } finally {
    page.open = realOpen;
    tab.remove();
  }
}
