import {expect, oneEvent} from '@open-wc/testing';
import {pageHeaders} from '../../src/csp/index.js';
import type {KalturaRoomElement} from '../../src/index.js';
import {nextEvent, waitUntil} from '../support/events.js';
import {installFakeDeadlines} from '../support/fake-clock.js';
import {
  KAF,
  ROOM,
  buildKs,
  buildLti13Launch,
  buildLti11Launch,
  getPart,
  waitForState,
  getText,
} from '../support/room-fixture.js';
import {stubProperty} from '../support/stub-property.js';

/*
 * A page with a strict Content-Security-Policy. Scripts that the elements load later must inherit
 * the nonce of the first script.
 */

interface StrictWindow extends Window {
  /** Violations that the page recorded. */
  readonly violations: readonly string[];
}

async function renderStrictPage(auth: 'ks' | 'lti-1.1' | 'lti-1.3', lang: string) {
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
  // The part has no text until its translation has loaded.
  const waitForText = async (part: string) => {
    await waitUntil(() => getPart(room, part)?.textContent);
    return getPart(room, part)!;
  };
  return {page, room, waitForText, clock: installFakeDeadlines(page)};
}

afterEach(() => {
  for (const frame of document.querySelectorAll('iframe[src^="/__strict"]')) frame.remove();
});

type StrictPage = Awaited<ReturnType<typeof renderStrictPage>>;

const launches = {
  ks: {ks: buildKs(), kafUrl: KAF},
  'lti-1.1': buildLti11Launch(),
  'lti-1.3': buildLti13Launch(),
};
describe('a strict Content-Security-Policy', () => {
  for (const auth of ['ks', 'lti-1.1', 'lti-1.3'] as const)
    it(`allows a room with a ${auth} launch if scripts need a nonce`, async () => {
      const {page, room, waitForText} = await renderStrictPage(auth, 'ar');
      room.launch = launches[auth];
      const ready = nextEvent(room, 'kaltura-room-ready');
      (await waitForText('join')).click();
      await ready;
      expect(page.violations).to.deep.equal([]);
    });

  /** A stub of the page's `fetch`. */
  type FetchStub = (url: string) => Response;
  const launch: FetchStub = () =>
    Response.json({success: true, data: {ks: buildKs(), kafUrl: KAF}});
  const status =
    (code: number, headers = {}): FetchStub =>
    () =>
      new Response('', {status: code, headers});
  const noNetwork: FetchStub = () => {
    throw new TypeError('Failed to fetch');
  };
  const answerRequests =
    (token: FetchStub, version: FetchStub = status(200)): FetchStub =>
    url =>
      (url.endsWith('/version') ? version : token)(url);

  /** A state of the room: its text, and how the room gets into it. */
  interface State {
    readonly text: string;
    readonly fetch: FetchStub;
    readonly attributes?: Readonly<Record<string, string>>;
    /** Runs before the room opens. */
    readonly beforeJoin?: (page: StrictPage) => void;
    /** Runs after the guest has clicked the join button. */
    readonly afterJoin?: (page: StrictPage) => Promise<unknown>;
  }

  const never: FetchStub = () =>
    Response.json({success: true, data: {ks: buildKs('never-answers'), kafUrl: KAF}});
  const waitUntilReady = ({room}: StrictPage) => waitForState(room, 'ready');
  const passDeadline = ({clock}: StrictPage) => clock.advance(30_000);
  const openInTab = async ({page, waitForText}: StrictPage) => {
    page.open = () => null;
    (await waitForText('new-tab')).click();
  };

  const states: Record<string, State> = {
    'the toolbar': {
      text: 'Full screen',
      fetch: answerRequests(launch),
      attributes: {controls: ''},
      afterJoin: waitUntilReady,
    },
    'a retry': {text: 'Trying again…', fetch: answerRequests(status(503))},
    'an unreachable server': {text: 'endpoint-unreachable', fetch: noNetwork},
    'no network': {
      text: 'offline',
      fetch: noNetwork,
      beforeJoin: ({page}) => stubProperty(page.navigator, 'onLine', false),
    },
    'an expired launch': {
      text: 'launch-expired',
      fetch: () =>
        Response.json(
          {success: true, data: {ks: buildKs(), kafUrl: KAF, expiresAt: 1}},
          {headers: {date: new Date().toUTCString()}},
        ),
    },
    'too many requests': {text: 'rate-limited', fetch: status(429, {'retry-after': '3600'})},
    'a frame that never loads': {
      text: 'frame-timeout',
      fetch: answerRequests(never),
      afterJoin: async rendered => {
        await waitForState(rendered.room, 'joining');
        await passDeadline(rendered);
      },
    },
    'a blocked tab': {
      text: 'tab-blocked',
      fetch: answerRequests(never),
      afterJoin: async rendered => {
        await waitForState(rendered.room, 'joining');
        await passDeadline(rendered);
        await openInTab(rendered);
      },
    },
    'the warning insecure-context': {
      text: 'This page is not secure',
      fetch: answerRequests(launch),
      beforeJoin: ({page}) => stubProperty(page, 'isSecureContext', false),
    },
    'the warnings of forbidden devices': {
      text: 'This page keeps the camera',
      fetch: answerRequests(launch),
      beforeJoin: ({page}) =>
        stubProperty(page.HTMLIFrameElement.prototype, 'featurePolicy', {
          features: () => ['camera', 'microphone', 'display-capture'],
          allowsFeature: () => false,
        }),
    },
    'the warning room-silent': {
      text: 'Can you not see the room?',
      fetch: answerRequests(launch),
      afterJoin: async rendered => {
        await waitUntilReady(rendered);
        await passDeadline(rendered);
      },
    },
    'the warning offline': {
      text: 'You are offline.',
      fetch: answerRequests(launch),
      afterJoin: async rendered => {
        await waitUntilReady(rendered);
        rendered.page.dispatchEvent(new rendered.page.Event('offline'));
      },
    },
    'the warning room-unreachable': {
      text: 'The meeting service may not be answering.',
      fetch: answerRequests(launch, noNetwork),
    },
    'the warning tab-blocked': {
      text: 'Your browser blocked the new tab.',
      fetch: answerRequests(launch),
      beforeJoin: ({page}) => stubProperty(page, 'isSecureContext', false),
      afterJoin: openInTab,
    },
  };
  for (const [name, {text, fetch, attributes = {}, beforeJoin, afterJoin}] of Object.entries(
    states,
  ))
    it(`allows ${name}`, async () => {
      const rendered = await renderStrictPage('ks', 'en');
      const {page, room, waitForText} = rendered;
      page.fetch = async input => fetch(input instanceof Request ? input.url : String(input));
      for (const [name, value] of Object.entries({'token-url': '/token', ...attributes}))
        room.setAttribute(name, value);
      beforeJoin?.(rendered);
      (await waitForText('join')).click();
      await afterJoin?.(rendered);
      await waitUntil(() => getText(room).includes(text));
      await room.updateComplete;
      expect(page.violations).to.deep.equal([]);
    });

  it('allows the translation of an error', async () => {
    const {page, room, waitForText} = await renderStrictPage('ks', 'de');
    room.timeout = -1;
    (await waitForText('join')).click();
    expect((await waitForText('error')).textContent).to.include('nicht richtig eingerichtet');
    expect(page.violations).to.deep.equal([]);
  });

  it('reports a style without a nonce', async () => {
    const {page} = await renderStrictPage('ks', 'en');
    const style = page.document.createElement('style');
    style.textContent = 'p {color: red}';
    page.document.head.append(style);
    await waitUntil(() => page.violations.length);
    expect(page.violations[0]).to.include('style-src-elem');
  });
});
