import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {
  ROOM,
  nextEvent,
  openRoom,
  getPart,
  waitForState,
  restoreFetch,
  renderRoom,
  nextTask,
} from './set-up.js';

/** The browser's own answer lies on the prototype. */
const can = (fullscreenEnabled: boolean) =>
  Object.defineProperty(document, 'fullscreenEnabled', {
    value: fullscreenEnabled,
    configurable: true,
  });
beforeEach(() => void can(true));
afterEach(() => {
  restoreFetch();
  delete (document as {fullscreenEnabled?: boolean}).fullscreenEnabled;
});

const withControls = html`<kaltura-room
  room-id=${ROOM}
  token-url="/token"
  loading="click"
  controls
></kaltura-room>`;

const hasBar = (room: HTMLElement) => getPart(room, 'controls') !== null;

/** The bar, once it is there. */
async function bar(room: HTMLElement): Promise<HTMLElement> {
  while (!getPart(room, 'controls')) await nextTask();
  return getPart(room, 'controls')!;
}

/** A room that is open, with its bar. */
async function opened(template = withControls) {
  const rendered = await renderRoom(template);
  rendered.room.join();
  await openRoom(rendered);
  return {...rendered, bar: await bar(rendered.room)};
}

/** Has the room fill the screen as no test may, without a person's click; gives back what was asked. */
function pretendToFill(room: KalturaRoomElement): string[] {
  const asked: string[] = [];
  let fills = false;
  const set = async (asks: string, to: boolean) => {
    asked.push(asks);
    fills = to;
    room.dispatchEvent(new Event('fullscreenchange'));
  };
  const matches = room.matches.bind(room);
  room.matches = ((selectors: string) =>
    selectors === ':fullscreen' ? fills : matches(selectors)) as typeof matches;
  room.requestFullscreen = () => set('enter', true);
  Object.defineProperty(document, 'exitFullscreen', {
    value: () => set('exit', false),
    configurable: true,
  });
  return asked;
}
afterEach(() => void delete (document as {exitFullscreen?: unknown}).exitFullscreen);

const labels = (bar: HTMLElement) =>
  [...bar.querySelectorAll('button')].filter(one => !one.hidden).map(one => one.textContent);

it('are there from the start of opening to the end of the meeting, and not else', async () => {
  const rendered = await renderRoom(withControls);
  const {room} = rendered;
  await nextTask();
  expect(hasBar(room)).to.be.false;
  room.join();
  expect(labels(await bar(room))).to.deep.equal(['Leave', 'Full screen']);
  expect(room.state).to.equal('loading');
  await expect(room).to.be.accessible();
  await openRoom(rendered);
  await room.updateComplete;
  expect(hasBar(room)).to.be.true;
  await expect(room).to.be.accessible();
  room.leave();
  await room.updateComplete;
  expect(hasBar(room)).to.be.false;
});

it('are not there unless asked for, and come and go without a person leaving', async () => {
  const rendered = await renderRoom();
  const {room} = rendered;
  const frame = await openRoom(rendered);
  await nextTask();
  expect(hasBar(room)).to.be.false;
  room.controls = true;
  await bar(room);
  room.removeAttribute('controls');
  room.controls = false;
  await room.updateComplete;
  expect(hasBar(room)).to.be.false;
  expect(room.state).to.equal('ready');
  expect(frame.isConnected).to.be.true;
});

it('leave the room, and focus goes to the way back', async () => {
  const {room, events} = await opened();
  const leave = getPart(room, 'leave')!;
  leave.focus();
  leave.click();
  await room.updateComplete;
  expect(room.state).to.equal('idle');
  expect(events).to.deep.equal(['loading', 'ready', 'left']);
  expect(room.shadowRoot?.activeElement === getPart(room, 'join')).to.be.true;
});

it('stop a room that is opening', async () => {
  const {room, fetchMock} = await renderRoom(withControls);
  room.join();
  const call = await fetchMock.next();
  await bar(room);
  getPart(room, 'leave')?.click();
  expect(room.state).to.equal('idle');
  expect(call.signal?.aborted).to.be.true;
});

it('fill the screen with the element, and not any more', async () => {
  const {room, bar} = await opened();
  const asked = pretendToFill(room);
  const button = getPart(room, 'full-screen')!;
  button.focus();
  button.click();
  await room.updateComplete;
  expect(labels(bar)).to.deep.equal(['Leave', 'Exit full screen']);
  button.click();
  await room.updateComplete;
  expect(labels(bar)).to.deep.equal(['Leave', 'Full screen']);
  expect(asked).to.deep.equal(['enter', 'exit']);
  expect(room.shadowRoot?.activeElement === button).to.be.true;
  expect(room.state).to.equal('ready');
});

it('leave the full screen with the room', async () => {
  const {room} = await opened();
  const asked = pretendToFill(room);
  getPart(room, 'full-screen')?.click();
  getPart(room, 'leave')?.click();
  expect(asked).to.deep.equal(['enter', 'exit']);
  expect(room.state).to.equal('idle');
});

it('say nothing where the browser refuses to fill the screen', async () => {
  const {room} = await opened();
  const refused = Promise.reject(new TypeError('no'));
  let unhandled = false;
  const hear = () => (unhandled = true);
  window.addEventListener('unhandledrejection', hear);
  try {
    room.requestFullscreen = () => refused;
    getPart(room, 'full-screen')?.click();
    await nextTask();
    await nextTask();
    expect(unhandled).to.be.false;
    expect(room.state).to.equal('ready');
  } finally {
    window.removeEventListener('unhandledrejection', hear);
  }
});

it('do not offer what the browser cannot do', async () => {
  can(false);
  const {bar} = await opened();
  expect(labels(bar)).to.deep.equal(['Leave']);
  expect(bar.querySelector('[part~=full-screen]')).to.be.null;
});

it('are one and the same bar, with focus in it, in another language', async () => {
  const {room, bar} = await opened();
  getPart(room, 'full-screen')?.focus();
  room.lang = 'he';
  while (labels(bar)[0] === 'Leave') await nextTask();
  expect(labels(bar)).to.deep.equal(['יציאה', 'מסך מלא']);
  expect(getComputedStyle(bar).direction).to.equal('rtl');
  expect(getPart(room, 'controls') === bar).to.be.true;
  expect(room.shadowRoot?.activeElement === getPart(room, 'full-screen')).to.be.true;
});

it('stand under the room, all of it, on a small phone', async () => {
  const {room, bar} = await opened(
    html`<div style="inline-size: 288px" lang="fr">${withControls}</div>`,
  );
  while (labels(bar)[0] !== 'Quitter') await nextTask();
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

it('are gone where the room fails, for what went wrong says how to go on', async () => {
  const {room, fetchMock} = await renderRoom(withControls);
  room.join();
  await bar(room);
  (await fetchMock.next()).answer('', {status: 403});
  await waitForState(room, 'failed');
  expect(hasBar(room)).to.be.false;
});

it('are there again as the room is', async () => {
  const rendered = await opened();
  rendered.room.leave();
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  rendered.room.join();
  await openRoom(rendered);
  await ready;
  expect(labels(await bar(rendered.room))).to.deep.equal(['Leave', 'Full screen']);
});
