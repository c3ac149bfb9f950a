import {fixture, html} from '@open-wc/testing';
import '../../src/define.js';
import type {KalturaRoomElement} from '../../src/index.js';
import {nextEvent, nextTask, waitUntil} from './events.js';
import {ensureFakeClock, type FakeClock} from './fake-clock.js';
import {mockFetch, type PendingRequest, type FetchMock} from './mock-fetch.js';

/** The test server under its other name. This second origin plays the role of KAF. */
export const KAF = `http://127.0.0.1:${location.port}`;

// Browsers run the frames of a site in one process. This frame keeps the process running between tests.
document.body.append(
  Object.assign(document.createElement('iframe'), {src: `${KAF}/__blank`, hidden: true}),
);

export const ROOM = '1_abcd1234';
export const OTHER_ROOM = '1_efgh5678';

/** Default of the `timeout` attribute. */
export const TIMEOUT_MS = 30_000;
/** How long a frame may load before the room probes its host. */
const PROBE_DELAY_MS = 4000;

/** Builds a KS. `frameAnswer` selects the answer of the fake KAF (`test/support/frame-pages.js`). */
export const buildKs = (frameAnswer = '') => `djJ8-of-the-tests-${frameAnswer}`;

/** Builds an answer of the token endpoint. */
export const buildLaunchResponse = (frameAnswer = '', more: object = {}) => ({
  success: true,
  data: {ks: buildKs(frameAnswer), kafUrl: KAF, ...more},
});

/** Builds an LTI 1.1 launch. `frameAnswer` selects the answer to its form. */
export const buildLti11Launch = (frameAnswer = 'lti', more: object = {}) => ({
  auth: 'lti-1.1' as const,
  action: `${KAF}/frame/${frameAnswer}`,
  fields: {oauth_signature: 'c2lnbmF0dXJl+/=', custom_entryId: ROOM},
  ...more,
});

/** Builds an LTI 1.3 launch. `frameAnswer` selects the answer to its first step. */
export const buildLti13Launch = (frameAnswer = 'oidc-init', more: object = {}) => ({
  auth: 'lti-1.3' as const,
  url: `${KAF}/frame/${frameAnswer}`,
  ...more,
});

export interface RenderedRoom {
  readonly room: KalturaRoomElement;
  readonly fetchMock: FetchMock;
  /** The clock of the deadlines, which do not pass by themselves. */
  readonly clock: FakeClock;
  /** Names of the emitted events, in order, without `kaltura-room-`. */
  readonly events: string[];
}

const NAMES = ['loading', 'ready', 'error', 'left', 'message', 'resize', 'warning'] as const;

type RoomAndRequests = Pick<RenderedRoom, 'room' | 'fetchMock'>;

/**
 * Renders `template` with a mock `fetch` and a fake clock: `installFakeDeadlines()`, or the clock that the
 * test has installed. So a frame may load slowly on a busy machine. `room` is the first room element.
 */
export async function renderRoom(
  template = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`,
): Promise<RenderedRoom> {
  const clock = ensureFakeClock();
  const fetchMock = mockFetch();
  const root = await fixture<HTMLElement>(template);
  const room = root.matches('kaltura-room') ? root : root.querySelector('kaltura-room');
  const events = room ? recordEvents(room) : [];
  return {room: room as KalturaRoomElement, fetchMock, clock, events};
}

/** Records the names of the room's events. */
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
 * Answers the token request and the probes, and waits until the room is ready.
 * @param launch a launch, or the `frameAnswer` of a launch by KS
 */
export async function openRoom(
  rendered: RoomAndRequests,
  launch: string | object = '',
): Promise<HTMLIFrameElement> {
  (await nextTokenRequest(rendered.fetchMock)).answerJson(
    typeof launch === 'string' ? buildLaunchResponse(launch) : {success: true, data: launch},
  );
  await answerProbes(rendered);
  return getFrame(rendered.room)!;
}

/** Answers probes until the room is ready: a frame that loads slowly gets a second one. */
export async function answerProbes({room, fetchMock}: RoomAndRequests): Promise<void> {
  // A listener of the event may leave the room.
  let isReady = room.state === 'ready';
  room.addEventListener('kaltura-room-ready', () => (isReady = true), {once: true});
  while (!isReady) {
    await waitUntil(() => isReady || fetchMock.hasNext);
    if (fetchMock.hasNext) (await nextProbe(fetchMock)).answer();
  }
}

/** Waits until an `IntersectionObserver` has reported its first state, which takes at most two frames. */
export async function waitForIntersectionReport(): Promise<void> {
  for (let count = 0; count < 3; count++) await new Promise(requestAnimationFrame);
}

/** Waits for the room's frame, which appears shortly after the token request. */
export async function waitForFrame(room: HTMLElement): Promise<HTMLIFrameElement> {
  // Polls every task, so that the test gets the frame before it loads.
  while (!getFrame(room)) await nextTask();
  return getFrame(room)!;
}

/** Waits until a page of KAF has loaded in the room's frame. */
export async function waitForLoadedFrame(room: HTMLElement): Promise<HTMLIFrameElement> {
  const frame = await waitForFrame(room);
  do await nextEvent(frame, 'load');
  while (frame.contentDocument);
  return frame;
}

/** Returns the next token request, and answers the probes of an earlier frame. */
async function nextTokenRequest(fetchMock: FetchMock): Promise<PendingRequest> {
  for (;;) {
    const call = await fetchMock.next();
    if (call.mode !== 'no-cors') return call;
    call.answer();
  }
}

/** Returns the next request, which must be a probe of KAF's host. */
export async function nextProbe(fetchMock: FetchMock): Promise<PendingRequest> {
  const call = await fetchMock.next();
  if (call.mode !== 'no-cors') throw new Error(`expected a no-cors request, got ${call.url}`);
  return call;
}

/** Waits while the frame loads, until the room probes its host, and returns that request. */
export async function nextProbeOfSlowFrame({
  room,
  fetchMock,
  clock,
}: RenderedRoom): Promise<PendingRequest> {
  await waitForState(room, 'joining');
  await clock.advance(PROBE_DELAY_MS);
  return nextProbe(fetchMock);
}

/** Renders a room whose frame is blocked, so that its panel has a new tab button. */
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

/** Makes `window.open` return a blank frame instead of a tab while `test` runs. */
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

/** Makes `window.open` return `opened` while `test` runs. */
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

/** Dispatches a violation of the page's Content-Security-Policy. */
export const reportViolation = (init: Partial<SecurityPolicyViolationEventInit>) =>
  document.dispatchEvent(
    new SecurityPolicyViolationEvent('securitypolicyviolation', {
      documentURI: location.href,
      disposition: 'enforce',
      originalPolicy: '',
      statusCode: 200,
      violatedDirective: '',
      effectiveDirective: '',
      ...init,
    }),
  );

/** Reports that the page's policy blocks KAF's frame, which is a final failure. */
export const reportBlockedFrame = () =>
  reportViolation({effectiveDirective: 'frame-src', blockedURI: KAF});

/** Answers every further request of the test. */
export async function answerAll(
  fetchMock: FetchMock,
  answer: (call: PendingRequest) => void,
): Promise<void> {
  for (;;) answer(await fetchMock.next());
}

/** Waits until the room is in this state and has rendered it. */
export async function waitForState(room: KalturaRoomElement, state: KalturaRoomElement['state']) {
  await waitUntil(() => room.state === state);
  await room.updateComplete;
}

/** Makes the page in the frame post `data` to its parent. */
export const postFromFrame = (frame: HTMLIFrameElement, data: unknown) =>
  frame.contentWindow?.postMessage({say: data}, '*');

/** Builds a message event. Firefox rejects a cross-origin window as `source` in the constructor. */
export const buildMessageEvent = ({source, ...init}: MessageEventInit) =>
  Object.defineProperty(new MessageEvent('message', init), 'source', {value: source});

/** Returns the request that loaded the page in the frame. */
export async function getFrameRequest(room: HTMLElement, frame: HTMLIFrameElement) {
  const answer = nextEvent(room, 'kaltura-room-message');
  frame.contentWindow?.postMessage({ask: 'request'}, '*');
  return (await answer).data as {method: string; path: string; body: string};
}

/** Ends the fading of panels, so that colors have their final contrast. */
export function finishTransitions(room: HTMLElement): void {
  for (const animation of room.shadowRoot?.getAnimations() ?? [])
    if (animation instanceof CSSTransition) animation.finish();
}
