import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {nextEvent, nextTask, waitUntil} from '../support/events.js';
import {
  finishTransitions,
  ROOM,
  openRoom,
  getPart,
  waitForState,
  renderRoom,
} from '../support/room-fixture.js';

/** Shadows the property of the prototype, so that a test can delete it again. */
const setFullscreenEnabled = (fullscreenEnabled: boolean) =>
  Object.defineProperty(document, 'fullscreenEnabled', {
    value: fullscreenEnabled,
    configurable: true,
  });
beforeEach(() => void setFullscreenEnabled(true));
afterEach(() => {
  delete (document as {fullscreenEnabled?: boolean}).fullscreenEnabled;
});

const withControls = html`<kaltura-room
  room-id=${ROOM}
  token-url="/token"
  loading="click"
  controls
></kaltura-room>`;

const hasToolbar = (room: HTMLElement) => getPart(room, 'controls') !== null;

/** Waits for the toolbar. */
async function waitForToolbar(room: HTMLElement): Promise<HTMLElement> {
  await waitUntil(() => getPart(room, 'controls'));
  return getPart(room, 'controls')!;
}

/** Opens a room with its toolbar. */
async function openWithToolbar(template = withControls) {
  const rendered = await renderRoom(template);
  rendered.room.join();
  await openRoom(rendered);
  return {...rendered, bar: await waitForToolbar(rendered.room)};
}

/** Simulates full screen, which needs a click of a person. Returns the recorded calls. */
function stubFullscreen(room: KalturaRoomElement): string[] {
  const calls: string[] = [];
  let isFullscreen = false;
  const set = async (call: string, isActive: boolean) => {
    calls.push(call);
    isFullscreen = isActive;
    room.dispatchEvent(new Event('fullscreenchange'));
  };
  const matches = room.matches.bind(room);
  room.matches = ((selectors: string) =>
    selectors === ':fullscreen' ? isFullscreen : matches(selectors)) as typeof matches;
  room.requestFullscreen = () => set('enter', true);
  Object.defineProperty(document, 'exitFullscreen', {
    value: () => set('exit', false),
    configurable: true,
  });
  return calls;
}
afterEach(() => void delete (document as {exitFullscreen?: unknown}).exitFullscreen);

const labels = (bar: HTMLElement) =>
  [...bar.querySelectorAll('button')]
    .filter(button => !button.hidden)
    .map(button => button.textContent);

describe('the toolbar', () => {
  it('appears when the room starts to open and disappears when the guest leaves', async () => {
    const rendered = await renderRoom(withControls);
    const {room} = rendered;
    await nextTask();
    expect(hasToolbar(room)).to.be.false;
    room.join();
    expect(labels(await waitForToolbar(room))).to.deep.equal(['Leave', 'Full screen']);
    expect(room.state).to.equal('loading');
    finishTransitions(room);
    await expect(room).to.be.accessible();
    await openRoom(rendered);
    await room.updateComplete;
    expect(hasToolbar(room)).to.be.true;
    finishTransitions(room);
    await expect(room).to.be.accessible();
    room.leave();
    await room.updateComplete;
    expect(hasToolbar(room)).to.be.false;
  });

  it('follows the `controls` attribute of an open room', async () => {
    const rendered = await renderRoom();
    const {room} = rendered;
    const frame = await openRoom(rendered);
    await nextTask();
    expect(hasToolbar(room)).to.be.false;
    room.toggleAttribute('controls', true);
    await waitForToolbar(room);
    room.toggleAttribute('controls', false);
    await room.updateComplete;
    expect(hasToolbar(room)).to.be.false;
    expect(room.state).to.equal('ready');
    expect(frame.isConnected).to.be.true;
  });
});

describe('the leave button', () => {
  it('leaves the room and moves focus to the join button', async () => {
    const {room, events} = await openWithToolbar();
    const leave = getPart(room, 'leave')!;
    leave.focus();
    leave.click();
    await room.updateComplete;
    expect(room.state).to.equal('idle');
    expect(events).to.deep.equal(['loading', 'ready', 'left']);
    expect(room.shadowRoot?.activeElement === getPart(room, 'join')).to.be.true;
  });

  it('stops a room that is opening', async () => {
    const {room, fetchMock} = await renderRoom(withControls);
    room.join();
    const call = await fetchMock.next();
    await waitForToolbar(room);
    getPart(room, 'leave')?.click();
    expect(room.state).to.equal('idle');
    expect(call.signal?.aborted).to.be.true;
  });
});

describe('the full screen button', () => {
  it('toggles full screen', async () => {
    const {room, bar} = await openWithToolbar();
    const calls = stubFullscreen(room);
    const button = getPart(room, 'full-screen')!;
    button.focus();
    button.click();
    await room.updateComplete;
    expect(labels(bar)).to.deep.equal(['Leave', 'Exit full screen']);
    button.click();
    await room.updateComplete;
    expect(labels(bar)).to.deep.equal(['Leave', 'Full screen']);
    expect(calls).to.deep.equal(['enter', 'exit']);
    expect(room.shadowRoot?.activeElement === button).to.be.true;
    expect(room.state).to.equal('ready');
  });

  it('exits full screen when the guest leaves', async () => {
    const {room} = await openWithToolbar();
    const calls = stubFullscreen(room);
    getPart(room, 'full-screen')?.click();
    getPart(room, 'leave')?.click();
    expect(calls).to.deep.equal(['enter', 'exit']);
    expect(room.state).to.equal('idle');
  });

  it('ignores a browser that rejects full screen', async () => {
    const {room} = await openWithToolbar();
    const rejection = Promise.reject(new TypeError('no'));
    let unhandled = false;
    const listener = () => (unhandled = true);
    window.addEventListener('unhandledrejection', listener);
    try {
      room.requestFullscreen = () => rejection;
      getPart(room, 'full-screen')?.click();
      await nextTask();
      await nextTask();
      expect(unhandled).to.be.false;
      expect(room.state).to.equal('ready');
    } finally {
      window.removeEventListener('unhandledrejection', listener);
    }
  });

  it('does not appear if the browser does not support full screen', async () => {
    setFullscreenEnabled(false);
    const {bar} = await openWithToolbar();
    expect(labels(bar)).to.deep.equal(['Leave']);
    expect(bar.querySelector('[part~=full-screen]') === null).to.be.true;
  });
});

describe('the layout of the toolbar', () => {
  it('keeps its element and its focus when the language changes', async () => {
    const {room, bar} = await openWithToolbar();
    getPart(room, 'full-screen')?.focus();
    room.lang = 'he';
    await waitUntil(() => labels(bar)[0] !== 'Leave');
    expect(labels(bar)).to.deep.equal(['יציאה', 'מסך מלא']);
    expect(getComputedStyle(bar).direction).to.equal('rtl');
    expect(getPart(room, 'controls') === bar).to.be.true;
    expect(room.shadowRoot?.activeElement === getPart(room, 'full-screen')).to.be.true;
  });

  it('fits below the frame on a small phone', async () => {
    const {room, bar} = await openWithToolbar(
      html`<div style="inline-size: 288px" lang="fr">${withControls}</div>`,
    );
    await waitUntil(() => labels(bar)[0] === 'Quitter');
    const frame = getPart(room, 'frame')!.getBoundingClientRect();
    const outer = room.getBoundingClientRect();
    expect(outer.width).to.equal(288);
    expect(frame.height).to.be.greaterThan(200);
    for (const button of bar.querySelectorAll('button')) {
      const box = button.getBoundingClientRect();
      expect(box.top).to.be.at.least(frame.bottom);
      expect(box.bottom).to.be.at.most(outer.bottom);
      expect(box.left).to.be.at.least(outer.left);
      expect(box.right).to.be.at.most(outer.right);
    }
  });
});

describe('the toolbar after a failure or a visit', () => {
  it('disappears when the room fails', async () => {
    const {room, fetchMock} = await renderRoom(withControls);
    room.join();
    await waitForToolbar(room);
    (await fetchMock.next()).answer('', {status: 403});
    await waitForState(room, 'failed');
    expect(hasToolbar(room)).to.be.false;
  });

  it('appears again when the room reopens', async () => {
    const rendered = await openWithToolbar();
    rendered.room.leave();
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    rendered.room.join();
    await openRoom(rendered);
    await ready;
    expect(labels(await waitForToolbar(rendered.room))).to.deep.equal(['Leave', 'Full screen']);
  });
});
