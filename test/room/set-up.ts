import {fixture, html} from '@open-wc/testing';
import '../../src/define.js';
import type {KalturaRoomElement} from '../../src/index.js';
import {mockFetch, type PendingRequest, type FetchMock} from '../mock-fetch.js';

/** The tests' server under its other name: another origin, which stands for KAF. */
export const KAF = `http://127.0.0.1:${location.port}`;
export const ROOM = '1_abcd1234';
export const OTHER_ROOM = '1_efgh5678';

/** A KS for the tests' KAF; `behaviour` says how it answers. */
export const buildKs = (behaviour = '') => `djJ8-of-the-tests-${behaviour}`;

/** An answer of the token endpoint. */
export const buildLaunchResponse = (behaviour = '', more: object = {}) => ({
  success: true,
  data: {ks: buildKs(behaviour), kafUrl: KAF, ...more},
});

/** A launch by LTI 1.1; `behaviour` says how the page that it is posted to answers. */
export const buildLti11Launch = (behaviour = 'lti', more: object = {}) => ({
  auth: 'lti-1.1' as const,
  action: `${KAF}/frame/${behaviour}`,
  fields: {oauth_signature: 'c2lnbmF0dXJl+/=', custom_entryId: ROOM},
  ...more,
});

/** A launch by LTI 1.3; `behaviour` says how the page of its first step answers. */
export const buildLti13Launch = (behaviour = 'oidc-init', more: object = {}) => ({
  auth: 'lti-1.3' as const,
  url: `${KAF}/frame/${behaviour}`,
  ...more,
});

export interface RenderedRoom {
  readonly room: KalturaRoomElement;
  readonly fetchMock: FetchMock;
  /** The names of the room's events so far, in order, without `kaltura-room-`. */
  readonly events: string[];
}

const NAMES = ['loading', 'ready', 'error', 'left', 'message', 'resize', 'warning'] as const;

/** Gives back the real `fetch`; for `afterEach`. */
export let restoreFetch = (): void => {};

/** What `template` shows, its requests held. The room in it is the first there is. */
export async function renderRoom(
  template = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`,
): Promise<RenderedRoom> {
  const fetchMock = mockFetch();
  restoreFetch = () => fetchMock.restore();
  const root = await fixture<HTMLElement>(template);
  const room = root.matches('kaltura-room') ? root : root.querySelector('kaltura-room');
  return {room: room as KalturaRoomElement, fetchMock, events: room ? recordEvents(room) : []};
}

/** Records the events of a room. */
export function recordEvents(room: Element): string[] {
  const events: string[] = [];
  for (const name of NAMES)
    room.addEventListener(`kaltura-room-${name}`, () => void events.push(name));
  return events;
}

export const getFrame = (room: HTMLElement) => room.shadowRoot?.querySelector('iframe') ?? null;
export const getText = (room: HTMLElement) => room.shadowRoot?.textContent ?? '';
export const getPart = (room: HTMLElement, part: string) =>
  room.shadowRoot?.querySelector<HTMLElement>(`[part~=${part}]`) ?? null;

/**
 * Answers the token request and the reachability request, and waits until the room is ready.
 * @param launch what the token endpoint answers, or how the room of a launch by KS behaves
 */
export async function openRoom(
  {room, fetchMock}: RenderedRoom,
  launch: string | object = '',
): Promise<HTMLIFrameElement> {
  const ready = nextEvent(room, 'kaltura-room-ready');
  (await fetchMock.next()).answerJson(
    typeof launch === 'string' ? buildLaunchResponse(launch) : {success: true, data: launch},
  );
  (await nextProbe(fetchMock)).answer();
  await ready;
  return getFrame(room)!;
}

/** The room's frame, once it has one: a moment after the launch was asked for. */
export async function waitForFrame(room: HTMLElement): Promise<HTMLIFrameElement> {
  // No longer than it takes to see it before it loads.
  while (!getFrame(room)) await nextTask();
  return getFrame(room)!;
}

/** The room's frame, once a page of KAF has loaded in it. */
export async function waitForLoadedFrame(room: HTMLElement): Promise<HTMLIFrameElement> {
  const frame = await waitForFrame(room);
  do await nextEvent(frame, 'load');
  while (frame.contentDocument);
  return frame;
}

/** The next request, which must be the one that asks whether KAF's host answers. */
export async function nextProbe(fetchMock: FetchMock): Promise<PendingRequest> {
  const call = await fetchMock.next();
  if (call.mode !== 'no-cors') throw new Error(`expected a no-cors request, got ${call.url}`);
  return call;
}

/** A room whose first launch failed, so that its panel offers a new tab. */
export async function renderFailedRoom(): Promise<RenderedRoom> {
  const rendered = await renderRoom();
  const failed = nextEvent(rendered.room, 'kaltura-room-error');
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
  await nextProbe(rendered.fetchMock);
  reportBlockedFrame();
  await failed;
  await rendered.room.updateComplete;
  return rendered;
}

/** Has `window.open` give a blank frame, which stands for a tab, since no test may open one. */
export async function withStubbedTab(
  test: (frame: HTMLIFrameElement) => Promise<void>,
): Promise<void> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  try {
    await withStubbedOpen(frame.contentWindow, () => test(frame));
  } finally {
    frame.remove();
  }
}

/** Has `window.open` give `opened`. */
export async function withStubbedOpen(
  opened: Window | null,
  test: () => Promise<void>,
): Promise<void> {
  const realOpen = window.open.bind(window);
  window.open = () => opened;
  try {
    await test();
  } finally {
    window.open = realOpen;
  }
}

/** Has the page's policy (CSP) tell what it keeps back, as the browser would. */
export const reportViolation = (init: Partial<SecurityPolicyViolationEventInit>) =>
  document.dispatchEvent(
    new SecurityPolicyViolationEvent('securitypolicyviolation', {
      ...{documentURI: location.href, disposition: 'enforce', originalPolicy: '', statusCode: 200},
      ...{violatedDirective: '', effectiveDirective: '', ...init},
    }),
  );

/** Has the page's policy keep KAF from the frame, for which no other attempt is made. */
export const reportBlockedFrame = () =>
  reportViolation({effectiveDirective: 'frame-src', blockedURI: KAF});

/** Answers each request from here on, as long as the test goes on. */
export async function answerAll(
  fetchMock: FetchMock,
  answer: (call: PendingRequest) => void,
): Promise<void> {
  for (;;) answer(await fetchMock.next());
}

/** A turn of the event loop: what was queued before has run. */
export const nextTask = () =>
  new Promise<void>(resolve => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Waits until this holds, for as long as a test may take. */
export async function waitUntil(holds: () => unknown): Promise<void> {
  while (!holds()) await nextTask();
}

/** Waits until the room is in this state, and shows it. */
export async function waitForState(room: KalturaRoomElement, state: KalturaRoomElement['state']) {
  await waitUntil(() => room.state === state);
  await room.updateComplete;
}

/** Has the frame post `data` to the page. */
export const postFromFrame = (frame: HTMLIFrameElement, data: unknown) =>
  frame.contentWindow?.postMessage({say: data}, '*');

/** How the page in the frame was asked for. */
export async function getFrameRequest(room: HTMLElement, frame: HTMLIFrameElement) {
  const answered = nextEvent(room, 'kaltura-room-message');
  frame.contentWindow?.postMessage({ask: 'request'}, '*');
  return (await answered).data as {method: string; path: string; body: string};
}

/** The next event of this name, with its own type. */
export const nextEvent = <Name extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  name: Name,
) =>
  new Promise<HTMLElementEventMap[Name]>(resolve =>
    target.addEventListener(name, resolve, {once: true}),
  );
