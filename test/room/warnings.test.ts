import {aTimeout, expect, html} from '@open-wc/testing';
import type {RoomWarningCode} from '../../src/index.js';
import {countTimers} from '../count-timers.js';
import {
  KAF,
  ROOM,
  getFrame,
  buildLaunchResponse,
  waitForLoadedFrame,
  nextEvent,
  openRoom,
  getPart,
  nextProbe,
  restoreFetch,
  postFromFrame,
  renderRoom,
  getText,
  nextTask,
  withStubbedOpen,
  withStubbedTab,
} from './set-up.js';

/** Takes back what a test has pretended. */
const pretended: (() => void)[] = [];
afterEach(() => {
  for (const undo of pretended.splice(0)) undo();
  restoreFetch();
});

function pretend(object: object, name: string, value: unknown): void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, {value, configurable: true});
  pretended.push(() =>
    own ? Object.defineProperty(object, name, own) : Reflect.deleteProperty(object, name),
  );
}

const strip = (room: HTMLElement) => getPart(room, 'warning');
const allowing = (...features: string[]) => ({
  features: () => [],
  allowsFeature: (name: string) => features.includes(name),
});

it('warns of nothing where nothing is wrong', async () => {
  const rendered = await renderRoom();
  await openRoom(rendered);
  expect(rendered.events).to.deep.equal(['ready']);
  expect(rendered.room.warnings).to.deep.equal([]);
  expect(strip(rendered.room)).to.be.null;
});

const pages: [string, RoomWarningCode, () => void, string][] = [
  [
    'a page that is not secure',
    'insecure-context',
    () => pretend(window, 'isSecureContext', false),
    'This page is not secure',
  ],
  [
    'a page whose policy keeps the camera',
    'devices-forbidden',
    () => pretend(HTMLIFrameElement.prototype, 'featurePolicy', allowing('microphone')),
    'This page keeps the camera or the microphone',
  ],
  [
    'a page whose policy keeps the microphone',
    'devices-forbidden',
    () => pretend(HTMLIFrameElement.prototype, 'featurePolicy', allowing('camera')),
    'This page keeps the camera or the microphone',
  ],
  [
    'a device that is offline by now',
    'offline',
    () => pretend(navigator, 'onLine', false),
    'You are offline.',
  ],
];
for (const [label, code, wrong, sentence] of pages)
  it(`${label}: ${code}, and the meeting goes on`, async () => {
    const rendered = await renderRoom();
    const {room, events} = rendered;
    wrong();
    const told = nextEvent(room, 'kaltura-room-warning');
    const frame = await openRoom(rendered);
    expect((await told).code).to.equal(code);
    await room.updateComplete;
    expect(events).to.deep.equal(['ready', 'warning']);
    expect(room.state).to.equal('ready');
    expect(getFrame(room) === frame).to.be.true;
    expect(room.warnings).to.deep.equal([code]);
    expect(strip(room)?.textContent).to.contain(sentence);
    expect(strip(room)?.parentElement?.getAttribute('role')).to.equal('status');
    // A tab is under no policy of the page's, and secure itself.
    expect(getPart(room, 'new-tab') !== null).to.equal(code !== 'offline');
  });

it('left for one warning, it says no other', async () => {
  const rendered = await renderRoom();
  pretend(window, 'isSecureContext', false);
  pretend(navigator, 'onLine', false);
  rendered.room.addEventListener('kaltura-room-warning', () => rendered.room.leave());
  await openRoom(rendered);
  expect(rendered.events).to.deep.equal(['ready', 'warning', 'left']);
  expect(rendered.room.warnings).to.deep.equal([]);
});

it('says that the device went offline, until it is online again', async () => {
  const rendered = await renderRoom();
  const {room} = rendered;
  const frame = await openRoom(rendered);
  window.dispatchEvent(new Event('offline'));
  await room.updateComplete;
  expect(strip(room)?.textContent).to.contain('You are offline.');
  window.dispatchEvent(new Event('online'));
  await room.updateComplete;
  expect(strip(room)).to.be.null;
  expect(getFrame(room) === frame).to.be.true;
  expect(rendered.events).to.deep.equal(['ready', 'warning']);
});

it('a warning that was dismissed is gone, and the meeting goes on', async () => {
  const rendered = await renderRoom();
  const {room} = rendered;
  const frame = await openRoom(rendered);
  window.dispatchEvent(new Event('offline'));
  await room.updateComplete;
  getPart(room, 'dismiss')?.click();
  await room.updateComplete;
  expect(strip(room)).to.be.null;
  expect(room.warnings).to.deep.equal([]);
  expect(getFrame(room) === frame).to.be.true;
});

it('a warning says no more of a room that was left', async () => {
  const rendered = await renderRoom();
  await openRoom(rendered);
  window.dispatchEvent(new Event('offline'));
  rendered.room.leave();
  await rendered.room.updateComplete;
  expect(strip(rendered.room)).to.be.null;
  window.dispatchEvent(new Event('offline'));
  expect(rendered.events).to.deep.equal(['ready', 'warning', 'left']);
});

it('a room that shows another page while KAF is down may have stopped, and can be tried again', async () => {
  const rendered = await renderRoom();
  const {room, fetchMock, events} = rendered;
  const frame = await openRoom(rendered);
  const told = nextEvent(room, 'kaltura-room-warning');
  frame.contentWindow?.location.replace(`${KAF}/frame/another`);
  (await nextProbe(fetchMock)).fail();
  expect((await told).code).to.equal('room-unreachable');
  await room.updateComplete;
  expect(room.state).to.equal('ready');
  expect(getFrame(room) === frame).to.be.true;
  getPart(room, 'retry')?.click();
  await fetchMock.next();
  await room.updateComplete;
  expect(strip(room)).to.be.null;
  expect(events).to.deep.equal(['ready', 'warning', 'loading']);
});

/** A room that opened and has said nothing, whose time is over soon. */
async function silentRoom() {
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="8"></kaltura-room>`,
  );
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  const told = nextEvent(rendered.room, 'kaltura-room-warning');
  const frame = await openRoom(rendered);
  return {...rendered, frame, ready: await ready, told};
}

/** An open room whose frame shows another page while KAF does not answer. */
async function stoppedRoom() {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  const told = nextEvent(rendered.room, 'kaltura-room-warning');
  frame.contentWindow?.location.replace(`${KAF}/frame/another`);
  (await nextProbe(rendered.fetchMock)).fail();
  await told;
  await rendered.room.updateComplete;
  return {...rendered, frame};
}

it('a room that speaks again has not stopped', async () => {
  const {room, frame} = await stoppedRoom();
  const message = nextEvent(room, 'kaltura-room-message');
  postFromFrame(frame, 'hello');
  await message;
  expect(room.warnings).to.deep.equal([]);
});

it('a frame that goes on and on brings no dismissed warning back', async () => {
  const {room, fetchMock, frame, events} = await stoppedRoom();
  getPart(room, 'dismiss')?.click();
  frame.contentWindow?.location.replace(`${KAF}/frame/yet-another`);
  (await nextProbe(fetchMock)).fail();
  await aTimeout(400);
  expect(events).to.deep.equal(['ready', 'warning']);
  expect(room.warnings).to.deep.equal([]);
});

it('a room that says nothing is not said to be open, and after its time a new tab is offered', async () => {
  const {room, frame, ready, told, events} = await silentRoom();
  expect(ready.confirmed).to.be.false;
  expect(getText(room)).to.contain('The room should be open now.');
  expect((await told).code).to.equal('room-silent');
  await room.updateComplete;
  expect(getFrame(room) === frame).to.be.true;
  expect(room.state).to.equal('ready');
  expect(strip(room)?.textContent).to.contain('Can you not see the room?');
  expect(getPart(room, 'new-tab')).not.to.be.null;
  expect(events).to.deep.equal(['ready', 'warning']);
});

it('a room that says something after all is said to be open, and the offer goes', async () => {
  const {room, frame, told} = await silentRoom();
  await told;
  const message = nextEvent(room, 'kaltura-room-message');
  postFromFrame(frame, 'hello');
  await message;
  await room.updateComplete;
  expect(strip(room)).to.be.null;
  expect(getText(room)).to.contain('The room is open.');
});

it('a room that speaks is confirmed at once, and nothing is offered', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="8"></kaltura-room>`,
  );
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
  postFromFrame(await waitForLoadedFrame(rendered.room), 'hello');
  expect((await ready).confirmed).to.be.true;
  const late = AbortSignal.timeout(8100);
  await new Promise(resolve => late.addEventListener('abort', resolve));
  expect(rendered.events).to.deep.equal(['message', 'ready']);
});

it('a person who clicks into a frame that is dead is offered a tab all the same', async () => {
  pretend(navigator, 'userActivation', {isActive: true});
  const {frame, told} = await silentRoom();
  frame.focus();
  expect((await told).code).to.equal('room-silent');
});

/** A room that has spoken, and whose frame then shows another page, which says nothing. */
async function movedRoom(timeout: string) {
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout=${timeout}></kaltura-room>`,
  );
  const {room, fetchMock} = rendered;
  const ready = nextEvent(room, 'kaltura-room-ready');
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  const frame = await waitForLoadedFrame(room);
  postFromFrame(frame, 'hello');
  expect((await ready).confirmed).to.be.true;
  // A page may have spoken a second before it had loaded.
  const now = performance.now.bind(performance);
  pretend(performance, 'now', () => now() + 1000);
  const told = nextEvent(room, 'kaltura-room-warning');
  frame.contentWindow?.location.replace(`${KAF}/frame/another`);
  return {...rendered, frame, told, call: await nextProbe(fetchMock)};
}

it('a room that goes on to a page that says nothing is not said to be open any more', async () => {
  const {room, frame, told, call, events} = await movedRoom('8');
  expect(getText(room)).to.contain('The room is open.');
  const asked = Date.now();
  call.answer();
  while (!getText(room).includes('The room should be open now.')) await nextTask();
  expect(room.warnings).to.deep.equal([]);
  expect((await told).code).to.equal('room-silent');
  // Of a time of its own.
  expect(Date.now() - asked).to.be.at.least(2990);
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

it('nor is one whose new page says nothing while KAF does not answer', async () => {
  const {room, told, call} = await movedRoom('30');
  call.fail();
  expect((await told).code).to.equal('room-unreachable');
  await room.updateComplete;
  expect(getText(room)).to.contain('The room should be open now.');
});

it('a page that has spoken before it had loaded is believed, and nobody is asked', async () => {
  const {room, fetchMock, frame, call} = await movedRoom('30');
  call.answer();
  while (!getText(room).includes('The room should be open now.')) await nextTask();
  const message = nextEvent(room, 'kaltura-room-message');
  postFromFrame(frame, 'hello');
  await message;
  const {length} = fetchMock.calls;
  const loaded = nextEvent(frame, 'load');
  frame.contentWindow?.location.replace(`${KAF}/frame/another`);
  await loaded;
  await aTimeout(400);
  await room.updateComplete;
  expect(getText(room)).to.contain('The room is open.');
  expect(fetchMock.calls.length).to.equal(length);
});

it('left before that time is over, it offers nothing, and leaves no timer behind', async () => {
  const timers = countTimers();
  const {room, call, events} = await movedRoom('8');
  call.answer();
  while (!getText(room).includes('The room should be open now.')) await nextTask();
  room.leave();
  await nextTask();
  expect(timers()).to.equal(0);
  expect(events).to.deep.equal(['message', 'ready', 'left']);
});

it('a tab that takes the room ends it here', async () => {
  const {room, fetchMock, told, events} = await silentRoom();
  await told;
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

it('a tab for which there is no launch takes nobody out of the room', async () => {
  const {room, fetchMock, frame, told} = await silentRoom();
  await told;
  await room.updateComplete;
  const warned = nextEvent(room, 'kaltura-room-warning');
  await withStubbedTab(async tab => {
    await withStubbedOpen(tab.contentWindow, async () => getPart(room, 'new-tab')?.click());
    (await fetchMock.next()).answer('', {status: 403});
    expect((await warned).code).to.equal('access-denied');
  });
  await room.updateComplete;
  expect(room.state).to.equal('ready');
  expect(getFrame(room) === frame).to.be.true;
  expect(getText(room)).to.contain('You do not have access.');
});

it('a tab that the browser blocks takes nobody out of the room', async () => {
  const {room, frame, told} = await silentRoom();
  await told;
  await room.updateComplete;
  await withStubbedOpen(null, async () => getPart(room, 'new-tab')?.click());
  await room.updateComplete;
  expect(room.state).to.equal('ready');
  expect(getFrame(room) === frame).to.be.true;
  expect(getText(room)).to.contain('Your browser blocked the new tab.');
  expect(room.warnings).to.deep.equal(['room-silent', 'tab-blocked']);
});

it('speaks the language of the page', async () => {
  const rendered = await renderRoom(
    html`<div lang="de"><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
  );
  await openRoom(rendered);
  window.dispatchEvent(new Event('offline'));
  await rendered.room.updateComplete;
  expect(getText(rendered.room)).to.contain('Sie sind offline.');
  expect(getPart(rendered.room, 'dismiss')?.textContent).to.equal('Ausblenden');
});
