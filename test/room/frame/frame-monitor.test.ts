import {expect} from '@open-wc/testing';
import type {RoomError} from '../../../src/index.js';
import {FrameMonitor} from '../../../src/room/frame/frame-monitor.js';
import type {LaunchTarget} from '../../../src/room/frame/launch-target.js';
import {nextTask} from '../../support/events.js';
import {installFakeClock, type FakeClock} from '../../support/fake-clock.js';
import {mockFetch, type FetchMock} from '../../support/mock-fetch.js';
import {KAF, buildLti11Launch, postFromFrame, reportViolation} from '../../support/room-fixture.js';

/*
 * The order of loads, messages, violations and deadlines. The frame and its pages are real, but the
 * monitor sees a `load` event only when the test dispatches it. So no order depends on the machine.
 */

const holdBack = (event: Event) => {
  if (event.isTrusted) event.stopPropagation();
};
const OTHER_ORIGIN = 'https://other.example';

let clock: FakeClock;
let fetchMock: FetchMock;
let session: AbortController;
let deadline: AbortController;
let frame: HTMLIFrameElement;
beforeEach(() => {
  document.addEventListener('load', holdBack, {capture: true});
  clock = installFakeClock();
  fetchMock = mockFetch();
  session = new AbortController();
  deadline = new AbortController();
  frame = document.createElement('iframe');
  document.body.append(frame);
});
afterEach(() => {
  session.abort();
  frame.remove();
  document.removeEventListener('load', holdBack, {capture: true});
});

const ROOM_PAGE: LaunchTarget = {url: new URL(`${KAF}/frame/room`)};
const FIRST_STEP: LaunchTarget = {url: new URL(`${KAF}/frame/oidc-init`), isMultiStep: true};

/** Opens a target in the frame. Returns what the monitor reports, in order. */
function open(target: LaunchTarget): string[] {
  const reports: string[] = [];
  const options = {
    allow: undefined,
    sandbox: undefined,
    otherOrigins: [],
    signal: session.signal,
    deadline: deadline.signal,
  };
  const observer = {
    onMessage: (data: unknown) => void reports.push(`message ${String(data)}`),
    onNavigated: (problem = 'no problem') => void reports.push(`navigated: ${problem}`),
    onLost: ({code, message}: RoomError) => void reports.push(`lost with ${code}: ${message}`),
  };
  new FrameMonitor(frame, target, options, observer).open().then(
    ({isConfirmed, problem}) =>
      void reports.push(isConfirmed ? 'open, confirmed' : `open: ${problem ?? 'no problem'}`),
    ({code, message}: RoomError) => void reports.push(`failed with ${code}: ${message}`),
  );
  return reports;
}

/** Waits until the frame has loaded a page. The monitor does not see it. */
async function waitForPage(): Promise<void> {
  await new Promise<void>(resolve => {
    const listener = ({target}: Event) => {
      if (target !== frame || frame.contentDocument?.URL === 'about:blank') return;
      document.removeEventListener('load', listener, {capture: true});
      resolve();
    };
    document.addEventListener('load', listener, {capture: true});
  });
  await nextTask();
}

/** Lets the monitor see that the page in the frame has loaded. */
const dispatchLoad = () => frame.dispatchEvent(new Event('load'));

/** Navigates the frame, and lets the monitor see it. */
async function navigateTo(url: string): Promise<void> {
  const loaded = waitForPage();
  frame.contentWindow?.location.replace(url);
  await loaded;
  dispatchLoad();
}

/** Opens the room in the frame, which sends a message. Returns the reports that follow. */
async function openConfirmed(target = ROOM_PAGE): Promise<string[]> {
  const reports = open(target);
  await waitForPage();
  dispatchLoad();
  await sendMessage();
  await nextTask();
  expect(reports.splice(0)).to.have.members(['message hello', 'open, confirmed']);
  return reports;
}

async function sendMessage(): Promise<void> {
  const received = new Promise(resolve =>
    window.addEventListener('message', resolve, {once: true}),
  );
  postFromFrame(frame, 'hello');
  await received;
}

const reportViolationOf = (origin: string) =>
  reportViolation({effectiveDirective: 'frame-src', blockedURI: `${origin}/x`});

/** Returns the URL of a page of the tests' own origin. */
const createOwnPage = (content: string, type: string) =>
  URL.createObjectURL(new Blob([content], {type}));

const BLOCKED_OTHER = `failed with frame-blocked: ${OTHER_ORIGIN} is blocked by this page's CSP (frame-src)`;

describe('FrameMonitor.open()', () => {
  it('fails without a navigation if the deadline has already passed', async () => {
    deadline.abort(new DOMException('too late', 'TimeoutError'));
    const reports = open(ROOM_PAGE);
    await nextTask();
    expect(reports).to.deep.equal([`failed with frame-timeout: ${KAF} did not load in time`]);
    expect(frame.allow).to.equal('');
    expect(clock.delays).to.deep.equal([]);
  });

  it('fails at the deadline if the frame is not in the document', async () => {
    frame.remove();
    const reports = open(ROOM_PAGE);
    await nextTask();
    expect(reports).to.deep.equal([]);
    deadline.abort(new DOMException('too late', 'TimeoutError'));
    await nextTask();
    expect(reports).to.deep.equal([`failed with frame-timeout: ${KAF} did not load in time`]);
  });

  it('fails if the blank page in the frame is not of the origin of the page', async () => {
    const loaded = waitForPage();
    frame.src = `${KAF}/frame/another`;
    await loaded;
    const reports = open(ROOM_PAGE);
    await nextTask();
    expect(reports).to.deep.equal([
      'failed with frame-blocked: this page must not be sandboxed without allow-same-origin',
    ]);
  });

  it('reports nothing after the end of the session', async () => {
    const reports = await openConfirmed();
    session.abort();
    await navigateTo('/__blank');
    reportViolationOf(KAF);
    expect(reports).to.deep.equal([]);
    expect(clock.delays).to.deep.equal([]);
  });
});

describe('a violation of the policy of the page', () => {
  it('fails an LTI 1.3 launch if it blocks the authorization page of the host', async () => {
    const reports = open(FIRST_STEP);
    reportViolationOf(location.origin);
    await nextTask();
    expect(reports).to.have.length(1);
    expect(reports[0]).to.contain(`failed with frame-blocked: ${location.origin} is blocked`);
  });

  it('does not fail an LTI 1.3 launch if it blocks a frame of a third origin', async () => {
    const reports = open(FIRST_STEP);
    reportViolationOf(OTHER_ORIGIN);
    await nextTask();
    expect(reports).to.deep.equal([]);
  });

  it('does not fail another launch if it blocks a frame of the origin of the page', async () => {
    const reports = open(ROOM_PAGE);
    reportViolationOf(location.origin);
    await nextTask();
    expect(reports).to.deep.equal([]);
  });

  it('fails a frame that loads within 1.5 s and stays silent', async () => {
    const reports = open(ROOM_PAGE);
    await waitForPage();
    reportViolationOf(OTHER_ORIGIN);
    await clock.advance(1400);
    dispatchLoad();
    await clock.advance(300);
    expect(reports).to.deep.equal([BLOCKED_OTHER]);
  });

  it('is forgotten after 1.5 s', async () => {
    const reports = open(ROOM_PAGE);
    await waitForPage();
    reportViolationOf(OTHER_ORIGIN);
    await clock.advance(1500);
    dispatchLoad();
    await clock.advance(300);
    (await fetchMock.next()).answer();
    await nextTask();
    expect(reports).to.deep.equal(['open: no problem']);
  });

  it('is not forgotten with an earlier one', async () => {
    const reports = open(ROOM_PAGE);
    await waitForPage();
    reportViolationOf('https://earlier.example');
    await clock.advance(1000);
    reportViolationOf(OTHER_ORIGIN);
    await clock.advance(1000);
    dispatchLoad();
    await clock.advance(300);
    expect(reports).to.deep.equal([BLOCKED_OTHER]);
  });

  it('does not end the reports of an open room', async () => {
    const reports = await openConfirmed();
    reportViolationOf(KAF);
    await clock.advance(1500);
    await navigateTo('/__blank');
    expect(reports).to.deep.equal([`lost with origin-not-allowed: ${KAF} led back to this page`]);
  });

  it('does not replace the probe if it follows the load of another page in an open room', async () => {
    const reports = await openConfirmed();
    await clock.advance(1001);
    await navigateTo(`${KAF}/frame/another`);
    reportViolationOf(OTHER_ORIGIN);
    await clock.advance(300);
    (await fetchMock.next()).answer();
    await nextTask();
    expect(reports).to.deep.equal(['navigated: no problem']);
  });

  it('is reported at once if it precedes the load of another page in an open room', async () => {
    const reports = await openConfirmed();
    reportViolationOf(OTHER_ORIGIN);
    await navigateTo(`${KAF}/frame/another`);
    expect(reports).to.deep.equal(['navigated: frame-blocked']);
  });
});

describe('a frame that has failed', () => {
  it('does not open when it sends a message', async () => {
    const reports = open(ROOM_PAGE);
    await waitForPage();
    reportViolationOf(KAF);
    await nextTask();
    expect(reports.splice(0)).to.have.length(1);
    await sendMessage();
    await navigateTo('/__blank');
    expect(reports).to.deep.equal(['message hello']);
  });
});

describe('a message before the load event', () => {
  it('confirms the first page, however long it takes to load', async () => {
    const reports = open(ROOM_PAGE);
    await waitForPage();
    await sendMessage();
    await clock.advance(60_000);
    dispatchLoad();
    await clock.advance(60_000);
    expect(reports).to.have.members(['message hello', 'open, confirmed']);
    expect(fetchMock.calls).to.deep.equal([]);
  });

  it('confirms a later page if it was sent less than a second before', async () => {
    const reports = await openConfirmed();
    await clock.advance(999);
    await navigateTo(`${KAF}/frame/another`);
    await clock.advance(60_000);
    expect(reports).to.deep.equal([]);
    expect(fetchMock.calls).to.deep.equal([]);
  });
});

describe('a frame that loads slowly', () => {
  it('stays until the deadline if the probe is answered', async () => {
    const reports = open({url: new URL(`${KAF}/frame/never-answers`)});
    await clock.advance(4000);
    (await fetchMock.next()).answer();
    await nextTask();
    expect(reports).to.deep.equal([]);
  });

  it('stays if its page has loaded when the probe fails', async () => {
    const reports = open(ROOM_PAGE);
    await waitForPage();
    await clock.advance(3900);
    dispatchLoad();
    await clock.advance(100);
    const probe = await fetchMock.next();
    probe.fail();
    await clock.advance(300);
    expect(reports).to.deep.equal([]);
  });

  it('is not probed after it has opened', async () => {
    await openConfirmed();
    await clock.advance(4000);
    expect(fetchMock.calls).to.deep.equal([]);
  });
});

describe('a page of the own origin in an LTI 1.3 launch', () => {
  const ERROR_PAGE = '<!doctype html><html data-error-code="launch-expired"></html>';

  it('fails the launch with its error code', async () => {
    const reports = open(FIRST_STEP);
    await waitForPage();
    await navigateTo(createOwnPage(ERROR_PAGE, 'text/html'));
    await nextTask();
    expect(reports).to.deep.equal([
      'failed with launch-expired: the host backend refused the LTI 1.3 login',
    ]);
  });

  it('ends an open room with its error code', async () => {
    const reports = await openConfirmed(FIRST_STEP);
    await navigateTo(createOwnPage(ERROR_PAGE, 'text/html'));
    expect(reports).to.deep.equal([
      'lost with launch-expired: the host backend refused the LTI 1.3 login',
    ]);
  });

  it('may be an XML document, which has no error code', async () => {
    const reports = open(FIRST_STEP);
    await waitForPage();
    await navigateTo(createOwnPage('<page/>', 'text/xml'));
    await navigateTo(`${KAF}/frame/room`);
    await sendMessage();
    await nextTask();
    expect(reports).to.have.members(['message hello', 'open, confirmed']);
  });
});

describe('the form of an LTI 1.1 launch', () => {
  it('has hidden inputs, and fails the launch if the policy of the page blocks it', async () => {
    const {action, fields} = buildLti11Launch('never-answers');
    const {contentDocument} = frame;
    const reports = open({url: new URL(action), fields});
    const inputs = [...contentDocument!.querySelectorAll('input')];
    expect(inputs.map(({name, type}) => `${name} ${type}`)).to.deep.equal([
      'oauth_signature hidden',
      'custom_entryId hidden',
    ]);
    contentDocument!.dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        documentURI: location.href,
        violatedDirective: 'form-action',
        effectiveDirective: 'form-action',
        blockedURI: action,
        originalPolicy: '',
        disposition: 'enforce',
        statusCode: 200,
      }),
    );
    await nextTask();
    expect(reports).to.deep.equal([
      `failed with frame-blocked: ${KAF} is blocked by this page's CSP (form-action)`,
    ]);
  });
});
