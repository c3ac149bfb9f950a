import {expect, oneEvent} from '@open-wc/testing';
import {pageHeaders} from '../../src/csp/index.js';
import type {KalturaRoomElement} from '../../src/index.js';
import {
  KAF,
  ROOM,
  getFrame,
  buildKs,
  buildLti13Launch,
  buildLti11Launch,
  nextEvent,
  getPart,
  waitForState,
  getText,
  nextTask,
} from './set-up.js';

/*
 * A page in which nothing runs but what has its nonce: whatever the elements load later must have
 * inherited it.
 */

interface StrictWindow extends Window {
  /** What its policy blocked. */
  readonly heard: readonly string[];
}

async function strictPage(auth: 'ks' | 'lti-1.1' | 'lti-1.3', lang: string) {
  const nonce = crypto.randomUUID();
  const {'Content-Security-Policy': policy} = pageHeaders({kafUrl: KAF, auth, nonce});
  const body = `<kaltura-room room-id="${ROOM}" loading="click" lang="${lang}"></kaltura-room>
    <kaltura-room-creator create-url="/rooms"></kaltura-room-creator>`;
  const frame = document.createElement('iframe');
  frame.src = `/__strict?${new URLSearchParams({policy, nonce, body}).toString()}`;
  document.body.append(frame);
  await oneEvent(frame, 'load');
  const page = frame.contentWindow as unknown as StrictWindow & typeof globalThis;
  await page.customElements.whenDefined('kaltura-room');
  const room = page.document.querySelector<KalturaRoomElement>('kaltura-room')!;
  // It has no words before those of its language are loaded.
  const seen = async (part: string) => {
    while (!getPart(room, part)?.textContent) await nextTask();
    return getPart(room, part)!;
  };
  return {page, room, seen, remove: () => frame.remove()};
}

type StrictPage = Awaited<ReturnType<typeof strictPage>>;

const launches = {
  ks: {ks: buildKs(), kafUrl: KAF},
  'lti-1.1': buildLti11Launch(),
  'lti-1.3': buildLti13Launch(),
};
for (const auth of ['ks', 'lti-1.1', 'lti-1.3'] as const)
  it(`opens a room by ${auth} where scripts need a nonce, and violates nothing`, async () => {
    const {page, room, seen, remove} = await strictPage(auth, 'ar');
    room.launch = launches[auth];
    const ready = nextEvent(room, 'kaltura-room-ready');
    (await seen('join')).click();
    await ready;
    expect(page.heard).to.deep.equal([]);
    remove();
  });

/** The page's own `fetch`, which answers a launch, or fails. */
type Answers = (url: string) => Response;
const launch: Answers = () => Response.json({success: true, data: {ks: buildKs(), kafUrl: KAF}});
const status =
  (code: number, headers = {}): Answers =>
  () =>
    new Response('', {status: code, headers});
const noNetwork: Answers = () => {
  throw new TypeError('Failed to fetch');
};
const answers =
  (token: Answers, version: Answers = status(200)): Answers =>
  url =>
    (url.endsWith('/version') ? version : token)(url);

/** How a room gets into each state, and what it says there. */
interface State {
  readonly says: string;
  readonly answers: Answers;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Before it is to open. */
  readonly before?: (page: StrictPage) => void;
  /** Once it is open. */
  readonly then?: (page: StrictPage) => Promise<unknown>;
}

const never: Answers = () =>
  Response.json({success: true, data: {ks: buildKs('never-answers'), kafUrl: KAF}});
const pretend = (object: object, name: string, value: unknown) =>
  Object.defineProperty(object, name, {configurable: true, value});
const isOpen = ({room}: StrictPage) => waitForState(room, 'ready');
const goOn = async (rendered: StrictPage) => {
  await isOpen(rendered);
  getFrame(rendered.room)?.contentWindow?.location.replace(`${KAF}/frame/another`);
};
const toTab = async ({page, seen}: StrictPage) => {
  page.open = () => null;
  (await seen('new-tab')).click();
};

const states: Record<string, State> = {
  'the controls': {
    ...{says: 'Full screen', answers: answers(launch), attributes: {controls: ''}},
    then: isOpen,
  },
  'another attempt': {says: 'Trying again…', answers: answers(status(503))},
  'a KAF that is away': {says: 'frame-unreachable', answers: answers(launch, noNetwork)},
  'a server that is away': {says: 'endpoint-unreachable', answers: noNetwork},
  'no network': {
    ...{says: 'offline', answers: noNetwork},
    before: ({page}) => pretend(page.navigator, 'onLine', false),
  },
  'a launch that is over': {
    ...{says: 'launch-expired', answers: noNetwork},
    before: ({room}) => (room.launch = {ks: buildKs(), kafUrl: KAF, expiresAt: 1}),
    attributes: {'token-url': ''},
  },
  'too many requests': {says: 'rate-limited', answers: status(429, {'retry-after': '3600'})},
  'a room that never comes': {
    ...{says: 'frame-timeout', answers: answers(never), attributes: {timeout: '5'}},
  },
  'a tab that is blocked': {
    ...{says: 'tab-blocked', answers: answers(never), attributes: {timeout: '5'}},
    then: toTab,
  },
  'the strip insecure-context': {
    ...{says: 'This page is not secure', answers: answers(launch)},
    before: ({page}) => pretend(page, 'isSecureContext', false),
  },
  'the strip devices-forbidden': {
    ...{says: 'This page keeps the camera', answers: answers(launch)},
    before: ({page}) =>
      pretend(page.HTMLIFrameElement.prototype, 'featurePolicy', {allowsFeature: () => false}),
  },
  'the strip room-silent': {
    ...{says: 'Can you not see the room?', answers: answers(launch), attributes: {timeout: '10'}},
  },
  'the strip offline': {
    ...{says: 'You are offline.', answers: answers(launch)},
    then: async rendered => {
      await isOpen(rendered);
      rendered.page.dispatchEvent(new rendered.page.Event('offline'));
    },
  },
  'the strip room-unreachable': {
    ...{says: 'The room may have stopped', answers: answers(launch)},
    then: async rendered => {
      await isOpen(rendered);
      rendered.page.fetch = async () => noNetwork('');
      await goOn(rendered);
    },
  },
  'the strip tab-blocked': {
    ...{says: 'Your browser blocked the new tab.', answers: answers(launch)},
    before: ({page}) => pretend(page, 'isSecureContext', false),
    then: toTab,
  },
};
for (const [name, {says, answers, attributes = {}, before, then}] of Object.entries(states))
  it(`violates nothing while it shows ${name}`, async () => {
    const rendered = await strictPage('ks', 'en');
    const {page, room, seen, remove} = rendered;
    page.fetch = async input => answers(input instanceof Request ? input.url : String(input));
    for (const [name, value] of Object.entries({'token-url': '/token', ...attributes}))
      room.setAttribute(name, value);
    before?.(rendered);
    (await seen('join')).click();
    await then?.(rendered);
    while (!getText(room).includes(says)) await nextTask();
    await room.updateComplete;
    expect(page.heard).to.deep.equal([]);
    remove();
  }).timeout(30_000);

it('says what is wrong there, in the words of its language', async () => {
  const {page, room, seen, remove} = await strictPage('ks', 'de');
  room.timeout = -1;
  (await seen('join')).click();
  expect((await seen('error')).textContent).to.include('nicht richtig eingerichtet');
  expect(page.heard).to.deep.equal([]);
  remove();
});

it('would tell of a style that the page does not allow', async () => {
  const {page, remove} = await strictPage('ks', 'en');
  const style = page.document.createElement('style');
  style.textContent = 'p {color: red}';
  page.document.head.append(style);
  while (!page.heard.length) await nextTask();
  expect(page.heard[0]).to.include('style-src-elem');
  remove();
});
