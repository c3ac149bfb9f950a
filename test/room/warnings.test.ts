import {expect, html} from '@open-wc/testing';
import type {RoomWarningCode} from '../../src/index.js';
import {countTimers} from '../support/count-timers.js';
import {nextEvent, nextTask, waitUntil} from '../support/events.js';
import {ensureFakeClock, installFakeClock} from '../support/fake-clock.js';
import {
  KAF,
  ROOM,
  TIMEOUT_MS,
  getFrame,
  buildLaunchResponse,
  waitForLoadedFrame,
  openRoom,
  getPart,
  nextProbe,
  postFromFrame,
  renderRoom,
  getText,
  withStubbedOpen,
  withStubbedTab,
} from '../support/room-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

afterEach(() => restoreProperties());

const getBanner = (room: HTMLElement) => getPart(room, 'warning');
/** Stubs the Permissions-Policy of the page: frames may use only these devices. */
const allowDevices = (...allowed: string[]) =>
  stubProperty(HTMLIFrameElement.prototype, 'featurePolicy', {
    features: () => ['camera', 'microphone', 'display-capture'],
    allowsFeature: (name: string) => allowed.includes(name),
  });

/** Opens a room whose frame sends no message. `passDeadline` advances the clock to the deadline. */
async function openSilentRoom() {
  const rendered = await renderRoom();
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  const warned = nextEvent(rendered.room, 'kaltura-room-warning');
  const frame = await openRoom(rendered);
  const passDeadline = async () => {
    await rendered.clock.advance(TIMEOUT_MS);
    return warned;
  };
  return {...rendered, frame, ready: await ready, passDeadline};
}

/** Opens a confirmed room, then navigates its frame to a page that sends no message. */
async function openNavigatedRoom(beforeNavigation = async () => {}) {
  const rendered = await renderRoom();
  const {room, fetchMock} = rendered;
  const ready = nextEvent(room, 'kaltura-room-ready');
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  const frame = await waitForLoadedFrame(room);
  postFromFrame(frame, 'hello');
  expect((await ready).confirmed).to.be.true;
  // A page may send its first message up to a second before its load event.
  const now = performance.now.bind(performance);
  stubProperty(performance, 'now', () => now() + 1000);
  await beforeNavigation();
  const warned = nextEvent(room, 'kaltura-room-warning');
  frame.contentWindow?.location.replace(`${KAF}/frame/another`);
  return {...rendered, frame, warned, probe: await nextProbe(fetchMock)};
}

/** Waits until the room says that its frame has sent no message. */
const waitForUnconfirmed = (room: HTMLElement) =>
  waitUntil(() => getText(room).includes('The room should be open now.'));

describe('warnings', () => {
  it('do not appear under normal conditions', async () => {
    const rendered = await renderRoom();
    await openRoom(rendered);
    expect(rendered.events).to.deep.equal(['ready']);
    expect(rendered.room.warnings).to.deep.equal([]);
    expect(getBanner(rendered.room) === null).to.be.true;
  });

  const conditions: {
    readonly name: string;
    readonly code: RoomWarningCode;
    readonly setCondition: () => void;
    readonly sentence: string;
  }[] = [
    {
      name: 'a page without a secure context',
      code: 'insecure-context',
      setCondition: () => stubProperty(window, 'isSecureContext', false),
      sentence: 'This page is not secure',
    },
    {
      name: 'a page whose policy blocks the camera',
      code: 'camera-forbidden',
      setCondition: () => allowDevices('microphone', 'display-capture'),
      sentence: 'This page keeps the camera from the room.',
    },
    {
      name: 'a page whose policy blocks the microphone',
      code: 'microphone-forbidden',
      setCondition: () => allowDevices('camera', 'display-capture'),
      sentence: 'This page keeps the microphone from the room.',
    },
    {
      name: 'a page whose policy blocks sharing the screen',
      code: 'screen-forbidden',
      setCondition: () => allowDevices('camera', 'microphone'),
      sentence: 'This page does not let you share your screen in the room.',
    },
  ];
  for (const {name, code, setCondition, sentence} of conditions)
    it(`include ${code} for ${name}, and the room stays open`, async () => {
      const rendered = await renderRoom();
      const {room, events} = rendered;
      setCondition();
      const warned = nextEvent(room, 'kaltura-room-warning');
      const frame = await openRoom(rendered);
      expect((await warned).code).to.equal(code);
      await room.updateComplete;
      expect(events).to.deep.equal(['ready', 'warning']);
      expect(room.state).to.equal('ready');
      expect(getFrame(room) === frame).to.be.true;
      expect(room.warnings).to.deep.equal([code]);
      expect(getBanner(room)?.textContent).to.contain(sentence);
      expect(getBanner(room)?.parentElement?.getAttribute('role')).to.equal('status');
      // The page's policy does not apply to a new tab, which is a secure context too.
      expect(getPart(room, 'new-tab')).not.to.be.null;
    });

  it('name each device that the policy of the page blocks', async () => {
    allowDevices('microphone');
    const rendered = await renderRoom();
    await openRoom(rendered);
    expect(rendered.room.warnings).to.deep.equal(['camera-forbidden', 'screen-forbidden']);
  });

  it('do not include a device whose policy the browser does not support', async () => {
    stubProperty(HTMLIFrameElement.prototype, 'featurePolicy', {
      features: () => ['camera', 'microphone'],
      allowsFeature: (name: string) => name !== 'display-capture',
    });
    const rendered = await renderRoom();
    await openRoom(rendered);
    expect(rendered.room.warnings).to.deep.equal([]);
  });

  it('are not emitted for further devices after a listener has left the room', async () => {
    allowDevices();
    const rendered = await renderRoom();
    rendered.room.addEventListener('kaltura-room-warning', () => rendered.room.leave());
    await openRoom(rendered);
    expect(rendered.events).to.deep.equal(['ready', 'warning', 'left']);
  });

  it('do not include offline after a listener has left the room', async () => {
    const rendered = await renderRoom();
    stubProperty(window, 'isSecureContext', false);
    rendered.room.addEventListener('kaltura-room-warning', () => rendered.room.leave());
    await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    expect(rendered.events).to.deep.equal(['ready', 'warning', 'left']);
    expect(rendered.room.warnings).to.deep.equal([]);
  });

  it('do not include offline if only `navigator.onLine` is false, as behind some VPNs', async () => {
    stubProperty(navigator, 'onLine', false);
    const rendered = await renderRoom();
    await openRoom(rendered);
    expect(rendered.events).to.deep.equal(['ready']);
    expect(rendered.room.warnings).to.deep.equal([]);
  });

  it('include offline until the frame sends a message other than `lti.frameResize`', async () => {
    const rendered = await renderRoom();
    const {room} = rendered;
    const frame = await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    const resized = nextEvent(room, 'kaltura-room-resize');
    postFromFrame(frame, {subject: 'lti.frameResize', height: 500});
    await resized;
    expect(room.warnings).to.deep.equal(['offline']);
    const message = nextEvent(room, 'kaltura-room-message');
    postFromFrame(frame, 'hello');
    await message;
    expect(room.warnings).to.deep.equal([]);
  });

  it('include offline until KAF answers after the frame has navigated', async () => {
    const rendered = await renderRoom();
    const {room, fetchMock} = rendered;
    const frame = await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    frame.contentWindow?.location.replace(`${KAF}/frame/another`);
    (await nextProbe(fetchMock)).answer();
    await waitUntil(() => room.warnings.length === 0);
    expect(room.state).to.equal('ready');
  });

  it('include offline until the network returns', async () => {
    const rendered = await renderRoom();
    const {room} = rendered;
    const frame = await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    await room.updateComplete;
    expect(getBanner(room)?.textContent).to.contain('You are offline.');
    window.dispatchEvent(new Event('online'));
    await room.updateComplete;
    expect(getBanner(room) === null).to.be.true;
    expect(getFrame(room) === frame).to.be.true;
    expect(rendered.events).to.deep.equal(['ready', 'warning']);
  });

  it('disappear when dismissed, and the room stays open', async () => {
    const rendered = await renderRoom();
    const {room} = rendered;
    const frame = await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    await room.updateComplete;
    getPart(room, 'dismiss')?.click();
    await room.updateComplete;
    expect(getBanner(room) === null).to.be.true;
    expect(room.warnings).to.deep.equal([]);
    expect(getFrame(room) === frame).to.be.true;
  });

  it('disappear when the guest leaves, and do not include offline after that', async () => {
    const rendered = await renderRoom();
    await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    rendered.room.leave();
    await rendered.room.updateComplete;
    expect(getBanner(rendered.room) === null).to.be.true;
    window.dispatchEvent(new Event('offline'));
    expect(rendered.events).to.deep.equal(['ready', 'warning', 'left']);
  });
});

describe('room-unreachable', () => {
  it('appears with a retry button if the frame navigates while KAF does not answer', async () => {
    const rendered = await renderRoom();
    const {room, fetchMock, events} = rendered;
    const frame = await openRoom(rendered);
    const warned = nextEvent(room, 'kaltura-room-warning');
    frame.contentWindow?.location.replace(`${KAF}/frame/another`);
    (await nextProbe(fetchMock)).fail();
    expect((await warned).code).to.equal('room-unreachable');
    await room.updateComplete;
    expect(room.state).to.equal('ready');
    expect(getFrame(room) === frame).to.be.true;
    getPart(room, 'retry')?.click();
    await fetchMock.next();
    await room.updateComplete;
    expect(getBanner(room) === null).to.be.true;
    expect(events).to.deep.equal(['ready', 'warning', 'loading']);
  });

  /** Opens a room, then navigates its frame while KAF does not answer. */
  async function openUnreachableRoom() {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    const warned = nextEvent(rendered.room, 'kaltura-room-warning');
    frame.contentWindow?.location.replace(`${KAF}/frame/another`);
    (await nextProbe(rendered.fetchMock)).fail();
    await warned;
    await rendered.room.updateComplete;
    return {...rendered, frame};
  }

  it('disappears when the frame sends a message', async () => {
    const {room, frame} = await openUnreachableRoom();
    const message = nextEvent(room, 'kaltura-room-message');
    postFromFrame(frame, 'hello');
    await message;
    expect(room.warnings).to.deep.equal([]);
  });

  it('stays dismissed if the frame navigates again', async () => {
    const {room, fetchMock, frame, events} = await openUnreachableRoom();
    getPart(room, 'dismiss')?.click();
    frame.contentWindow?.location.replace(`${KAF}/frame/yet-another`);
    (await nextProbe(fetchMock)).fail();
    await nextTask();
    expect(events).to.deep.equal(['ready', 'warning']);
    expect(room.warnings).to.deep.equal([]);
  });
});

describe('room-silent', () => {
  it('appears at the deadline, with a new tab button, for an unconfirmed room', async () => {
    const {room, frame, ready, passDeadline, events} = await openSilentRoom();
    expect(ready.confirmed).to.be.false;
    expect(getText(room)).to.contain('The room should be open now.');
    expect((await passDeadline()).code).to.equal('room-silent');
    await room.updateComplete;
    expect(getFrame(room) === frame).to.be.true;
    expect(room.state).to.equal('ready');
    expect(getBanner(room)?.textContent).to.contain('Can you not see the room?');
    expect(getPart(room, 'new-tab')).not.to.be.null;
    expect(events).to.deep.equal(['ready', 'warning']);
  });

  it('disappears, and the room is confirmed, when the frame sends a message', async () => {
    const {room, frame, passDeadline} = await openSilentRoom();
    await passDeadline();
    const message = nextEvent(room, 'kaltura-room-message');
    postFromFrame(frame, 'hello');
    await message;
    await room.updateComplete;
    expect(getBanner(room) === null).to.be.true;
    expect(getText(room)).to.contain('The room is open.');
  });

  it('does not appear if the frame sends a message while it opens', async () => {
    const rendered = await renderRoom();
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
    postFromFrame(await waitForLoadedFrame(rendered.room), 'hello');
    expect((await ready).confirmed).to.be.true;
    await rendered.clock.advance(TIMEOUT_MS);
    expect(rendered.events).to.deep.equal(['message', 'ready']);
  });

  it('appears even if the guest clicks into the frame', async () => {
    stubProperty(navigator, 'userActivation', {isActive: true});
    const {frame, passDeadline} = await openSilentRoom();
    frame.focus();
    expect((await passDeadline()).code).to.equal('room-silent');
  });
});

describe('another page in the frame', () => {
  it('makes the room unconfirmed until it sends a message, with room-silent after the timeout', async () => {
    const clock = ensureFakeClock();
    const {room, frame, warned, probe, events} = await openNavigatedRoom(() =>
      clock.advance(TIMEOUT_MS - 1),
    );
    expect(getText(room)).to.contain('The room is open.');
    probe.answer();
    await waitForUnconfirmed(room);
    // The new page has a timeout of its own.
    await clock.advance(TIMEOUT_MS - 1);
    expect(room.warnings).to.deep.equal([]);
    await clock.advance(1);
    expect((await warned).code).to.equal('room-silent');
    await room.updateComplete;
    expect(getPart(room, 'new-tab')).not.to.be.null;
    const message = nextEvent(room, 'kaltura-room-message');
    postFromFrame(frame, 'hello');
    await message;
    await room.updateComplete;
    expect(getText(room)).to.contain('The room is open.');
    expect([room.state, room.warnings.length]).to.deep.equal(['ready', 0]);
    expect(events).to.deep.equal(['message', 'ready', 'warning', 'message']);
  });

  it('makes the room unconfirmed, with room-unreachable, if KAF does not answer', async () => {
    const {room, warned, probe} = await openNavigatedRoom();
    probe.fail();
    expect((await warned).code).to.equal('room-unreachable');
    await room.updateComplete;
    expect(getText(room)).to.contain('The room should be open now.');
  });

  it('keeps the room confirmed, without a probe, if it sent a message before its load event', async () => {
    const {room, fetchMock, frame, probe} = await openNavigatedRoom();
    probe.answer();
    await waitForUnconfirmed(room);
    const message = nextEvent(room, 'kaltura-room-message');
    postFromFrame(frame, 'hello');
    await message;
    const requestCount = fetchMock.calls.length;
    const clock = installFakeClock();
    const loaded = nextEvent(frame, 'load');
    frame.contentWindow?.location.replace(`${KAF}/frame/another`);
    await loaded;
    // Longer than a page may take to send a message after its load event.
    await clock.advance(400);
    await room.updateComplete;
    expect(getText(room)).to.contain('The room is open.');
    expect(fetchMock.calls.length).to.equal(requestCount);
  });

  it('causes no warning and leaves no timer if the room is left before the timeout', async () => {
    const getTimerCount = countTimers();
    const {room, probe, events} = await openNavigatedRoom();
    probe.answer();
    await waitForUnconfirmed(room);
    room.leave();
    await nextTask();
    expect(getTimerCount()).to.equal(0);
    expect(events).to.deep.equal(['message', 'ready', 'left']);
  });
});

describe('the new tab button of a warning', () => {
  it('closes the room in the page when the launch arrives', async () => {
    const {room, fetchMock, passDeadline, events} = await openSilentRoom();
    await passDeadline();
    await room.updateComplete;
    await withStubbedTab(async tab => {
      const left = nextEvent(room, 'kaltura-room-left');
      await withStubbedOpen(tab.contentWindow, async () => getPart(room, 'new-tab')?.click());
      (await fetchMock.next()).answerJson(buildLaunchResponse('tab'));
      await left;
    });
    expect(room.state).to.equal('idle');
    expect(events).to.deep.equal(['ready', 'warning', 'left']);
  });

  it('keeps the room open in the page if the launch fails', async () => {
    const {room, fetchMock, frame, passDeadline} = await openSilentRoom();
    await passDeadline();
    await room.updateComplete;
    const failed = nextEvent(room, 'kaltura-room-warning');
    await withStubbedTab(async tab => {
      await withStubbedOpen(tab.contentWindow, async () => getPart(room, 'new-tab')?.click());
      (await fetchMock.next()).answer('', {status: 403});
      expect((await failed).code).to.equal('access-denied');
    });
    await room.updateComplete;
    expect(room.state).to.equal('ready');
    expect(getFrame(room) === frame).to.be.true;
    expect(getText(room)).to.contain('You do not have access.');
  });

  it('keeps the room open in the page if the browser blocks the tab', async () => {
    const {room, frame, passDeadline} = await openSilentRoom();
    await passDeadline();
    await room.updateComplete;
    await withStubbedOpen(null, async () => getPart(room, 'new-tab')?.click());
    await room.updateComplete;
    expect(room.state).to.equal('ready');
    expect(getFrame(room) === frame).to.be.true;
    expect(getText(room)).to.contain('Your browser blocked the new tab.');
    expect(room.warnings).to.deep.equal(['room-silent', 'tab-blocked']);
  });
});

describe('texts of warnings', () => {
  it('appear in the language of the page', async () => {
    const rendered = await renderRoom(
      html`<div lang="de"><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
    );
    await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    await rendered.room.updateComplete;
    expect(getText(rendered.room)).to.contain('Sie sind offline.');
    expect(getPart(rendered.room, 'dismiss')?.textContent).to.equal('Ausblenden');
  });
});
