import {aTimeout, expect, waitUntil} from '@open-wc/testing';
import type {KalturaRoomElement, RoomErrorCode} from '../../../src/index.js';
import {getWarningSentence} from '../../../src/localization/error-sentence.js';
import {getTranslation} from '../../../src/localization/translations.js';
import {nextEvent} from '../../support/events.js';
import {getPart, getText} from '../../support/room-fixture.js';
import {stubProperty} from '../../support/stub-property.js';
import type {Engine, Outcome, Row} from '../../support/fault-rows.js';

/** Timeout of rooms whose outcome appears before the deadline, on a busy machine too. */
const AMPLE_S = 60;

/** Timeout of rooms whose outcome appears at the deadline. A page loads in it on a busy machine. */
const SHORT_S = 10;

const NAMES = ['loading', 'ready', 'error', 'left', 'warning'] as const;

const engine: Engine = /Firefox/.test(navigator.userAgent)
  ? 'Firefox'
  : /Chrome/.test(navigator.userAgent)
    ? 'Chromium'
    : 'WebKit';

interface TestServer {
  readonly id: string;
  readonly kafUrl: string;
  readonly roomId: string;
  /** The origin of a closed port. */
  readonly refusedUrl: string;
}

const english = getTranslation('en')!;

/** Number of rows that run at the same time. */
const CONCURRENCY = 3;

/** Defines one test for each row. Several rows run at the same time, because they mostly wait. */
export function verifyRows(rows: readonly Row[]): void {
  const engineRows = rows.map(getRowForEngine);
  const results: Promise<void>[] = [];
  before(() => {
    for (const [index, row] of engineRows.entries()) {
      const earlier = results[index - CONCURRENCY]?.catch(() => {});
      results.push(Promise.resolve(earlier).then(() => verifyRow(row)));
    }
    // Each test awaits its own result, so a rejection is not unhandled until then.
    for (const result of results) result.catch(() => {});
  });
  for (const [index, {fault, code, warning}] of engineRows.entries())
    it(`${fault}: ${code ?? warning ?? 'the room opens'}`, () => results[index]).timeout(120_000);
}

/** Returns the row with its outcome in this engine. */
const getRowForEngine = (row: Row): Row => {
  const outcome = row.exceptIn?.[engine];
  return outcome ? replaceOutcome(row, outcome) : row;
};

/** Returns the row with another outcome. */
const replaceOutcome = ({fault, conditions}: Row, outcome: Outcome): Row => ({
  fault,
  conditions,
  ...outcome,
});

/** Verifies the outcome and the recovery of a row. */
async function verifyRow(row: Row): Promise<void> {
  const {conditions, code, warning, atDeadline = false, minSeconds = 0, launches = 1} = row;
  const {auth, language, missingScript} = conditions;
  const options = JSON.stringify({auth, language, script: missingScript});
  const server = (await (
    await fetch('/test-server', {method: 'POST', body: options})
  ).json()) as TestServer;
  const headers = encodeURIComponent(JSON.stringify(conditions.headers ?? {}));
  const host = document.createElement('iframe');
  Object.assign(host, {allow: 'camera; microphone; fullscreen', width: 900, height: 700});
  host.src = `/test-server/${server.id}/page?headers=${headers}`;
  const loaded = nextEvent(host, 'load');
  document.body.append(host);
  await loaded;
  try {
    const page = host.contentWindow as Window & typeof globalThis;
    const room = page.document.querySelector('kaltura-room')!;
    await setFaults(server, row);
    const getPostCount = countPosts(page);
    const seconds = atDeadline ? SHORT_S : AMPLE_S;
    const {ms, events} = await openRoom(room, page, server, row, seconds);

    expect(room.error?.code).to.equal(code);
    expect(room.state).to.equal(code ? 'failed' : 'ready');
    // The room emits exactly one final event.
    expect(events.filter(name => /^(ready|error)/.test(name))).to.deep.equal([
      code ? `error ${code}` : `ready ${Boolean(conditions.afterNavigation) || !row.unconfirmed}`,
    ]);
    expect([...room.warnings]).to.deep.equal(warning ? [warning] : []);
    const warned = events.filter(name => name.startsWith('warning'));
    expect(warned).to.deep.equal(warning ? [`warning ${warning}`] : []);
    if (!code)
      await waitForSentence(room, row.unconfirmed ? english.room.unconfirmed : english.room.ready);
    await waitForSentence(room, code ? english.titles[code] : warning && getWarningText(warning));
    // A timer can fire slightly early.
    expect(ms).to.be.at.least((atDeadline ? seconds : minSeconds) * 1000 - 5);
    if (!atDeadline) expect(ms, 'before the deadline').to.be.below(seconds * 1000);
    expect(getPostCount()).to.equal(launches);
    // A browser may repeat a request after a lost connection, and sends none that CORS forbids.
    if (conditions.endpoint) expect(await countLaunches(server)).to.equal(0);
    else if (conditions.token?.kind !== 'drop')
      expect(await countLaunches(server)).to.equal(launches);
    if (row.recovery) await recover(room, page, server, row);
  } finally {
    host.remove();
    await fetch(`/test-server/${server.id}`, {method: 'DELETE'});
  }
}

/** Counts the POST requests of the page after this call. */
function countPosts(page: Window & typeof globalThis): () => number {
  const realFetch = page.fetch.bind(page);
  let posts = 0;
  page.fetch = (input, init) => {
    if (init?.method === 'POST') posts++;
    return realFetch(input, init);
  };
  return () => posts;
}

const getWarningText = (warning: NonNullable<Row['warning']>) =>
  getWarningSentence(english, warning);

/**
 * Opens the room in the page, and waits for the outcome.
 * @returns the events, and the milliseconds since the start or the navigation
 */
async function openRoom(
  room: KalturaRoomElement,
  page: Window & typeof globalThis,
  server: TestServer,
  {conditions, warning}: Row,
  seconds: number,
): Promise<{ms: number; events: string[]}> {
  const events: string[] = [];
  const record = <Name extends (typeof NAMES)[number]>(name: Name) =>
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
  NAMES.forEach(record);
  if (conditions.stubbed === 'insecure') stubProperty(page, 'isSecureContext', false);
  if (conditions.stubbed === 'offline') stubProperty(page.navigator, 'onLine', false);
  let start = NaN;
  room.addEventListener('kaltura-room-loading', () => (start = performance.now()), {once: true});
  // Without a deadline each: most rows emit only some of these events.
  const once = (name: 'error' | 'ready' | 'warning') =>
    new Promise(resolve => room.addEventListener(`kaltura-room-${name}`, resolve, {once: true}));
  const [failed, ready, warned] = [once('error'), once('ready'), once('warning')];
  if (conditions.expiredLaunch) await setExpiringLaunch(room, server, conditions.expiredLaunch);
  room.timeout = seconds;
  room.roomId = server.roomId;
  if (conditions.expiredLaunch !== 'without token-url')
    room.tokenUrl = getTokenUrl(server, conditions.endpoint);
  room.join();
  const tooLong = aTimeout((seconds + 20) * 1000);
  await Promise.race([ready, failed, tooLong]);
  if (conditions.afterNavigation) {
    await changeFaults(server, {kaf: conditions.afterNavigation});
    start = performance.now();
    navigateFrame(room, page, server);
  }
  if (conditions.stubbed === 'offline when open') setOnline(page, false);
  if (warning) await Promise.race([warned, failed, tooLong]);
  return {ms: performance.now() - start, events};
}

const getTokenUrl = ({id, refusedUrl}: TestServer, endpoint: Row['conditions']['endpoint']) =>
  endpoint === 'refused'
    ? `${refusedUrl}/token`
    : endpoint === 'cross-origin'
      ? `http://127.0.0.1:${location.port}/test-server/${id}/token`
      : `/test-server/${id}/token`;

async function setFaults(server: TestServer, {conditions}: Row): Promise<void> {
  const {host, redirect} = conditions;
  const kafUrl = host === 'unknown' ? 'https://no-such-host.invalid' : server.refusedUrl;
  const to =
    redirect === 'page-origin'
      ? `${location.origin}/__blank`
      : `http://127.0.0.1:${location.port}/frame/elsewhere`;
  await changeFaults(server, {
    token: host ? {kind: 'launch', change: {kafUrl}} : conditions.token,
    kaf: redirect ? {'view-room': {kind: 'redirect', to}} : conditions.kaf,
  });
}

/** Replaces all faults. */
const changeFaults = ({id}: TestServer, faults: object) =>
  fetch(`/test-server/${id}/faults`, {method: 'POST', body: JSON.stringify(faults)});

/** Removes all faults of the servers. */
const repairServer = (server: TestServer, {endpoint}: Row['conditions']) =>
  changeFaults(server, {
    answersAnyPage: endpoint === 'cross-origin',
    listens: endpoint === 'refused',
  });

const countLaunches = async ({id}: TestServer) =>
  ((await (await fetch(`/test-server/${id}/counts`)).json()) as {launches: number}).launches;

/** Navigates the frame of an open room to another page of KAF. */
function navigateFrame(
  room: KalturaRoomElement,
  page: Window & typeof globalThis,
  {kafUrl}: TestServer,
): void {
  // A page may send its first message up to a second before its load event.
  const now = page.performance.now.bind(page.performance);
  stubProperty(page.performance, 'now', () => now() + 1000);
  room.shadowRoot
    ?.querySelector('iframe')
    ?.contentWindow?.location.replace(`${kafUrl}/embeddedrooms/index/view-room/ks/later`);
}

function setOnline(page: Window & typeof globalThis, isOnline: boolean): void {
  stubProperty(page.navigator, 'onLine', isOnline);
  page.dispatchEvent(new page.Event(isOnline ? 'online' : 'offline'));
}

/** Sets a launch that expires after a second, and waits until then. */
async function setExpiringLaunch(
  room: KalturaRoomElement,
  server: TestServer,
  kind: string,
): Promise<void> {
  const expiresAt = Math.floor(Date.now() / 1000) + 1;
  Object.assign(room, {
    loading: 'click',
    launch: {ks: 'djJ8b2YtdGhlLXRlc3Rz', kafUrl: server.kafUrl, expiresAt},
    ...(kind === 'with token-url' && {
      roomId: server.roomId,
      tokenUrl: getTokenUrl(server, undefined),
    }),
  });
  await aTimeout(expiresAt * 1000 - Date.now() + 10);
}

/** Waits until the room shows the sentence. Without one, checks that it shows no error or warning. */
async function waitForSentence(
  room: KalturaRoomElement,
  sentence: string | undefined,
): Promise<void> {
  await room.updateComplete;
  if (!sentence) {
    for (const part of ['error', 'warning']) expect(getPart(room, part) === null).to.be.true;
    return;
  }
  await waitUntil(() => getText(room).includes(sentence), sentence, {timeout: 10_000});
}

/** Performs the recovery of the row, which opens the room. */
async function recover(
  room: KalturaRoomElement,
  page: Window & typeof globalThis,
  server: TestServer,
  {recovery, conditions}: Row,
): Promise<void> {
  await repairServer(server, conditions);
  if (recovery === 'new-tab') return openTab(room, page);
  if (recovery === 'reload') return reloadPage(room, page, server);
  if (recovery === 'warning-ends') {
    setOnline(page, true);
    return waitForSentence(room, undefined);
  }
  room.timeout = AMPLE_S;
  const ready = nextEvent(room, 'kaltura-room-ready');
  if (recovery === 'online') setOnline(page, true);
  else {
    if (conditions.expiredLaunch)
      Object.assign(room, {tokenUrl: getTokenUrl(server, undefined), roomId: server.roomId});
    const retry = getPart(room, 'retry')!;
    if (recovery === 'retry-later') {
      // The button waits for an hour or more, but the page may reload the room.
      expect(retry.ariaDisabled).to.equal('true');
      room.reload();
    } else {
      await waitUntil(() => retry.ariaDisabled !== 'true', 'the button waits', {timeout: 5000});
      retry.click();
    }
  }
  const reopened = await Promise.race([ready, aTimeout(15_000)]);
  expect(reopened).to.have.property('confirmed', true);
  await waitForSentence(room, english.room.ready);
}

/** Reloads the page with the button of the room, and opens the room there. */
async function reloadPage(
  failed: KalturaRoomElement,
  page: Window & typeof globalThis,
  server: TestServer,
): Promise<void> {
  const loaded = nextEvent(page.frameElement as HTMLIFrameElement, 'load');
  getPart(failed, 'reload')!.click();
  await loaded;
  const room = page.document.querySelector('kaltura-room')!;
  expect(room === failed).to.be.false;
  const ready = nextEvent(room, 'kaltura-room-ready');
  Object.assign(room, {tokenUrl: getTokenUrl(server, undefined), roomId: server.roomId});
  room.join();
  expect(await Promise.race([ready, aTimeout(15_000)])).to.have.property('confirmed', true);
}

/** Opens the room in a frame that replaces the new tab. */
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
    expect(tab.contentDocument === null).to.be.true;
    expect(room.state).to.equal('idle');
  } finally {
    page.open = realOpen;
    tab.remove();
  }
}
