import {fixture, html} from '@open-wc/testing';
import '../../src/define.js';
import type {KalturaRoomElement} from '../../src/index.js';
import {holdFetch, type HeldCall, type HeldFetch} from '../held-fetch.js';

/** The tests' server under its other name: another origin, which stands for KAF. */
export const KAF = `http://127.0.0.1:${location.port}`;
export const ROOM = '1_abcd1234';
export const OTHER_ROOM = '1_efgh5678';

/** A KS for the tests' KAF; `behaviour` says how it answers. */
export const ksFor = (behaviour = '') => `djJ8-of-the-tests-${behaviour}`;

/** An answer of the token endpoint. */
export const launchFor = (behaviour = '', more: object = {}) => ({
  success: true,
  data: {ks: ksFor(behaviour), kafUrl: KAF, ...more},
});

/** A launch by LTI 1.1; `behaviour` says how the page that it is posted to answers. */
export const ltiLaunch = (behaviour = 'lti', more: object = {}) => ({
  auth: 'lti-1.1' as const,
  action: `${KAF}/frame/${behaviour}`,
  fields: {oauth_signature: 'c2lnbmF0dXJl+/=', custom_entryId: ROOM},
  ...more,
});

/** A launch by LTI 1.3; `behaviour` says how the page of its first step answers. */
export const lti13Launch = (behaviour = 'oidc-init', more: object = {}) => ({
  auth: 'lti-1.3' as const,
  url: `${KAF}/frame/${behaviour}`,
  ...more,
});

export interface Setup {
  readonly room: KalturaRoomElement;
  readonly held: HeldFetch;
  /** The names of the room's events so far, in order, without `kaltura-room-`. */
  readonly events: string[];
}

const NAMES = ['loading', 'ready', 'error', 'left', 'message', 'resize', 'warning'] as const;

/** Gives back the real `fetch`; for `afterEach`. */
export let release = (): void => {};

/** What `template` shows, its requests held. The room in it is the first there is. */
export async function setup(
  template = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`,
): Promise<Setup> {
  const held = holdFetch();
  release = () => held.restore();
  const root = await fixture<HTMLElement>(template);
  const room = root.matches('kaltura-room') ? root : root.querySelector('kaltura-room');
  return {room: room as KalturaRoomElement, held, events: room ? listen(room) : []};
}

/** Records the events of a room. */
export function listen(room: Element): string[] {
  const events: string[] = [];
  for (const name of NAMES)
    room.addEventListener(`kaltura-room-${name}`, () => void events.push(name));
  return events;
}

export const frameOf = (room: HTMLElement) => room.shadowRoot?.querySelector('iframe') ?? null;
export const textOf = (room: HTMLElement) => room.shadowRoot?.textContent ?? '';
export const partOf = (room: HTMLElement, part: string) =>
  room.shadowRoot?.querySelector<HTMLElement>(`[part~=${part}]`) ?? null;

/**
 * Answers the token request and the reachability request, and waits until the room is ready.
 * @param launch what the token endpoint answers, or how the room of a launch by KS behaves
 */
export async function open(
  {room, held}: Setup,
  launch: string | object = '',
): Promise<HTMLIFrameElement> {
  const ready = next(room, 'kaltura-room-ready');
  (await held.next()).answerJson(
    typeof launch === 'string' ? launchFor(launch) : {success: true, data: launch},
  );
  (await reachability(held)).answer();
  await ready;
  return frameOf(room)!;
}

/** The room's frame, once it has one: a moment after the launch was asked for. */
export async function frameIn(room: HTMLElement): Promise<HTMLIFrameElement> {
  // No longer than it takes to see it before it loads.
  while (!frameOf(room)) await turn();
  return frameOf(room)!;
}

/** The room's frame, once a page of KAF has loaded in it. */
export async function loadedFrame(room: HTMLElement): Promise<HTMLIFrameElement> {
  const frame = await frameIn(room);
  do await next(frame, 'load');
  while (frame.contentDocument);
  return frame;
}

/** The next request, which must be the one that asks whether KAF's host answers. */
export async function reachability(held: HeldFetch): Promise<HeldCall> {
  const call = await held.next();
  if (call.mode !== 'no-cors') throw new Error(`expected a no-cors request, got ${call.url}`);
  return call;
}

/** A room whose first launch failed, so that its panel offers a new tab. */
export async function failedRoom(): Promise<Setup> {
  const all = await setup();
  const failed = next(all.room, 'kaltura-room-error');
  (await all.held.next()).answerJson(launchFor());
  await reachability(all.held);
  blockFrame();
  await failed;
  await all.room.updateComplete;
  return all;
}

/** Has `window.open` give a blank frame, which stands for a tab, since no test may open one. */
export async function withTab(test: (frame: HTMLIFrameElement) => Promise<void>): Promise<void> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  try {
    await withOpen(frame.contentWindow, () => test(frame));
  } finally {
    frame.remove();
  }
}

/** Has `window.open` give `opened`. */
export async function withOpen(opened: Window | null, test: () => Promise<void>): Promise<void> {
  const realOpen = window.open.bind(window);
  window.open = () => opened;
  try {
    await test();
  } finally {
    window.open = realOpen;
  }
}

/** Has the page's policy (CSP) tell what it keeps back, as the browser would. */
export const report = (init: Partial<SecurityPolicyViolationEventInit>) =>
  document.dispatchEvent(
    new SecurityPolicyViolationEvent('securitypolicyviolation', {
      ...{documentURI: location.href, disposition: 'enforce', originalPolicy: '', statusCode: 200},
      ...{violatedDirective: '', effectiveDirective: '', ...init},
    }),
  );

/** Has the page's policy keep KAF from the frame, for which no other attempt is made. */
export const blockFrame = () => report({effectiveDirective: 'frame-src', blockedURI: KAF});

/** Answers each request from here on, as long as the test goes on. */
export async function answering(held: HeldFetch, answer: (call: HeldCall) => void): Promise<void> {
  for (;;) answer(await held.next());
}

/** A turn of the event loop: what was queued before has run. */
export const turn = () =>
  new Promise<void>(resolve => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Waits until this holds, for as long as a test may take. */
export async function until(holds: () => unknown): Promise<void> {
  while (!holds()) await turn();
}

/** Waits until the room is in this state, and shows it. */
export async function reaches(room: KalturaRoomElement, state: KalturaRoomElement['state']) {
  await until(() => room.state === state);
  await room.updateComplete;
}

/** Has the frame post `data` to the page. */
export const say = (frame: HTMLIFrameElement, data: unknown) =>
  frame.contentWindow?.postMessage({say: data}, '*');

/** How the page in the frame was asked for. */
export async function requestOf(room: HTMLElement, frame: HTMLIFrameElement) {
  const answered = next(room, 'kaltura-room-message');
  frame.contentWindow?.postMessage({ask: 'request'}, '*');
  return (await answered).data as {method: string; path: string; body: string};
}

/** The next event of this name, with its own type. */
export const next = <Name extends keyof HTMLElementEventMap>(target: HTMLElement, name: Name) =>
  new Promise<HTMLElementEventMap[Name]>(resolve =>
    target.addEventListener(name, resolve, {once: true}),
  );
