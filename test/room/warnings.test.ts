import {aTimeout, expect, html} from '@open-wc/testing';
import type {RoomWarningCode} from '../../src/index.js';
import {countTimers} from '../count-timers.js';
import {
  KAF,
  ROOM,
  frameOf,
  launchFor,
  loadedFrame,
  next,
  open,
  partOf,
  reachability,
  release,
  say,
  setup,
  textOf,
  turn,
  withOpen,
  withTab,
} from './set-up.js';

/** Takes back what a test has pretended. */
const pretended: (() => void)[] = [];
afterEach(() => {
  for (const undo of pretended.splice(0)) undo();
  release();
});

function pretend(object: object, name: string, value: unknown): void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, {value, configurable: true});
  pretended.push(() =>
    own ? Object.defineProperty(object, name, own) : Reflect.deleteProperty(object, name),
  );
}

const strip = (room: HTMLElement) => partOf(room, 'warning');
const allowing = (...features: string[]) => ({
  features: () => [],
  allowsFeature: (name: string) => features.includes(name),
});

it('warns of nothing where nothing is wrong', async () => {
  const all = await setup();
  await open(all);
  expect(all.events).to.deep.equal(['ready']);
  expect(all.room.warnings).to.deep.equal([]);
  expect(strip(all.room)).to.be.null;
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
    const all = await setup();
    const {room, events} = all;
    wrong();
    const told = next(room, 'kaltura-room-warning');
    const frame = await open(all);
    expect((await told).code).to.equal(code);
    await room.updateComplete;
    expect(events).to.deep.equal(['ready', 'warning']);
    expect(room.state).to.equal('ready');
    expect(frameOf(room) === frame).to.be.true;
    expect(room.warnings).to.deep.equal([code]);
    expect(strip(room)?.textContent).to.contain(sentence);
    expect(strip(room)?.parentElement?.getAttribute('role')).to.equal('status');
    // A tab is under no policy of the page's, and secure itself.
    expect(partOf(room, 'new-tab') !== null).to.equal(code !== 'offline');
  });

it('left for one warning, it says no other', async () => {
  const all = await setup();
  pretend(window, 'isSecureContext', false);
  pretend(navigator, 'onLine', false);
  all.room.addEventListener('kaltura-room-warning', () => all.room.leave());
  await open(all);
  expect(all.events).to.deep.equal(['ready', 'warning', 'left']);
  expect(all.room.warnings).to.deep.equal([]);
});

it('says that the device went offline, until it is online again', async () => {
  const all = await setup();
  const {room} = all;
  const frame = await open(all);
  window.dispatchEvent(new Event('offline'));
  await room.updateComplete;
  expect(strip(room)?.textContent).to.contain('You are offline.');
  window.dispatchEvent(new Event('online'));
  await room.updateComplete;
  expect(strip(room)).to.be.null;
  expect(frameOf(room) === frame).to.be.true;
  expect(all.events).to.deep.equal(['ready', 'warning']);
});

it('a warning that was dismissed is gone, and the meeting goes on', async () => {
  const all = await setup();
  const {room} = all;
  const frame = await open(all);
  window.dispatchEvent(new Event('offline'));
  await room.updateComplete;
  partOf(room, 'dismiss')?.click();
  await room.updateComplete;
  expect(strip(room)).to.be.null;
  expect(room.warnings).to.deep.equal([]);
  expect(frameOf(room) === frame).to.be.true;
});

it('a warning says no more of a room that was left', async () => {
  const all = await setup();
  await open(all);
  window.dispatchEvent(new Event('offline'));
  all.room.leave();
  await all.room.updateComplete;
  expect(strip(all.room)).to.be.null;
  window.dispatchEvent(new Event('offline'));
  expect(all.events).to.deep.equal(['ready', 'warning', 'left']);
});

it('a room that shows another page while KAF is down may have stopped, and can be tried again', async () => {
  const all = await setup();
  const {room, held, events} = all;
  const frame = await open(all);
  const told = next(room, 'kaltura-room-warning');
  frame.contentWindow?.location.replace(`${KAF}/frame/another`);
  (await reachability(held)).fail();
  expect((await told).code).to.equal('room-unreachable');
  await room.updateComplete;
  expect(room.state).to.equal('ready');
  expect(frameOf(room) === frame).to.be.true;
  partOf(room, 'retry')?.click();
  await held.next();
  await room.updateComplete;
  expect(strip(room)).to.be.null;
  expect(events).to.deep.equal(['ready', 'warning', 'loading']);
});

/** A room that opened and has said nothing, whose time is over soon. */
async function silentRoom() {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="8"></kaltura-room>`,
  );
  const ready = next(all.room, 'kaltura-room-ready');
  const told = next(all.room, 'kaltura-room-warning');
  const frame = await open(all);
  return {...all, frame, ready: await ready, told};
}

/** An open room whose frame shows another page while KAF does not answer. */
async function stoppedRoom() {
  const all = await setup();
  const frame = await open(all);
  const told = next(all.room, 'kaltura-room-warning');
  frame.contentWindow?.location.replace(`${KAF}/frame/another`);
  (await reachability(all.held)).fail();
  await told;
  await all.room.updateComplete;
  return {...all, frame};
}

it('a room that speaks again has not stopped', async () => {
  const {room, frame} = await stoppedRoom();
  const message = next(room, 'kaltura-room-message');
  say(frame, 'hello');
  await message;
  expect(room.warnings).to.deep.equal([]);
});

it('a frame that goes on and on brings no dismissed warning back', async () => {
  const {room, held, frame, events} = await stoppedRoom();
  partOf(room, 'dismiss')?.click();
  frame.contentWindow?.location.replace(`${KAF}/frame/yet-another`);
  (await reachability(held)).fail();
  await aTimeout(400);
  expect(events).to.deep.equal(['ready', 'warning']);
  expect(room.warnings).to.deep.equal([]);
});

it('a room that says nothing is not said to be open, and after its time a new tab is offered', async () => {
  const {room, frame, ready, told, events} = await silentRoom();
  expect(ready.confirmed).to.be.false;
  expect(textOf(room)).to.contain('The room should be open now.');
  expect((await told).code).to.equal('room-silent');
  await room.updateComplete;
  expect(frameOf(room) === frame).to.be.true;
  expect(room.state).to.equal('ready');
  expect(strip(room)?.textContent).to.contain('Can you not see the room?');
  expect(partOf(room, 'new-tab')).not.to.be.null;
  expect(events).to.deep.equal(['ready', 'warning']);
});

it('a room that says something after all is said to be open, and the offer goes', async () => {
  const {room, frame, told} = await silentRoom();
  await told;
  const message = next(room, 'kaltura-room-message');
  say(frame, 'hello');
  await message;
  await room.updateComplete;
  expect(strip(room)).to.be.null;
  expect(textOf(room)).to.contain('The room is open.');
});

it('a room that speaks is confirmed at once, and nothing is offered', async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="8"></kaltura-room>`,
  );
  const ready = next(all.room, 'kaltura-room-ready');
  (await all.held.next()).answerJson(launchFor());
  say(await loadedFrame(all.room), 'hello');
  expect((await ready).confirmed).to.be.true;
  const late = AbortSignal.timeout(8100);
  await new Promise(resolve => late.addEventListener('abort', resolve));
  expect(all.events).to.deep.equal(['message', 'ready']);
});

it('a person who clicks into a frame that is dead is offered a tab all the same', async () => {
  pretend(navigator, 'userActivation', {isActive: true});
  const {frame, told} = await silentRoom();
  frame.focus();
  expect((await told).code).to.equal('room-silent');
});

/** A room that has spoken, and whose frame then shows another page, which says nothing. */
async function movedRoom(timeout: string) {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout=${timeout}></kaltura-room>`,
  );
  const {room, held} = all;
  const ready = next(room, 'kaltura-room-ready');
  (await held.next()).answerJson(launchFor());
  const frame = await loadedFrame(room);
  say(frame, 'hello');
  expect((await ready).confirmed).to.be.true;
  // A page may have spoken a second before it had loaded.
  const now = performance.now.bind(performance);
  pretend(performance, 'now', () => now() + 1000);
  const told = next(room, 'kaltura-room-warning');
  frame.contentWindow?.location.replace(`${KAF}/frame/another`);
  return {...all, frame, told, call: await reachability(held)};
}

it('a room that goes on to a page that says nothing is not said to be open any more', async () => {
  const {room, frame, told, call, events} = await movedRoom('8');
  expect(textOf(room)).to.contain('The room is open.');
  const asked = Date.now();
  call.answer();
  while (!textOf(room).includes('The room should be open now.')) await turn();
  expect(room.warnings).to.deep.equal([]);
  expect((await told).code).to.equal('room-silent');
  // Of a time of its own.
  expect(Date.now() - asked).to.be.at.least(2990);
  await room.updateComplete;
  expect(partOf(room, 'new-tab')).not.to.be.null;
  const message = next(room, 'kaltura-room-message');
  say(frame, 'hello');
  await message;
  await room.updateComplete;
  expect(textOf(room)).to.contain('The room is open.');
  expect([room.state, room.warnings.length]).to.deep.equal(['ready', 0]);
  expect(events).to.deep.equal(['message', 'ready', 'warning', 'message']);
});

it('nor is one whose new page says nothing while KAF does not answer', async () => {
  const {room, told, call} = await movedRoom('30');
  call.fail();
  expect((await told).code).to.equal('room-unreachable');
  await room.updateComplete;
  expect(textOf(room)).to.contain('The room should be open now.');
});

it('a page that has spoken before it had loaded is believed, and nobody is asked', async () => {
  const {room, held, frame, call} = await movedRoom('30');
  call.answer();
  while (!textOf(room).includes('The room should be open now.')) await turn();
  const message = next(room, 'kaltura-room-message');
  say(frame, 'hello');
  await message;
  const {length} = held.calls;
  const loaded = next(frame, 'load');
  frame.contentWindow?.location.replace(`${KAF}/frame/another`);
  await loaded;
  await aTimeout(400);
  await room.updateComplete;
  expect(textOf(room)).to.contain('The room is open.');
  expect(held.calls.length).to.equal(length);
});

it('left before that time is over, it offers nothing, and leaves no timer behind', async () => {
  const timers = countTimers();
  const {room, call, events} = await movedRoom('8');
  call.answer();
  while (!textOf(room).includes('The room should be open now.')) await turn();
  room.leave();
  await turn();
  expect(timers()).to.equal(0);
  expect(events).to.deep.equal(['message', 'ready', 'left']);
});

it('a tab that takes the room ends it here', async () => {
  const {room, held, told, events} = await silentRoom();
  await told;
  await room.updateComplete;
  await withTab(async tab => {
    const left = next(room, 'kaltura-room-left');
    await withOpen(tab.contentWindow, async () => partOf(room, 'new-tab')?.click());
    (await held.next()).answerJson(launchFor('tab'));
    await left;
  });
  expect(room.state).to.equal('idle');
  expect(events).to.deep.equal(['ready', 'warning', 'left']);
});

it('a tab for which there is no launch takes nobody out of the room', async () => {
  const {room, held, frame, told} = await silentRoom();
  await told;
  await room.updateComplete;
  const warned = next(room, 'kaltura-room-warning');
  await withTab(async tab => {
    await withOpen(tab.contentWindow, async () => partOf(room, 'new-tab')?.click());
    (await held.next()).answer('', {status: 403});
    expect((await warned).code).to.equal('access-denied');
  });
  await room.updateComplete;
  expect(room.state).to.equal('ready');
  expect(frameOf(room) === frame).to.be.true;
  expect(textOf(room)).to.contain('You do not have access.');
});

it('a tab that the browser blocks takes nobody out of the room', async () => {
  const {room, frame, told} = await silentRoom();
  await told;
  await room.updateComplete;
  await withOpen(null, async () => partOf(room, 'new-tab')?.click());
  await room.updateComplete;
  expect(room.state).to.equal('ready');
  expect(frameOf(room) === frame).to.be.true;
  expect(textOf(room)).to.contain('Your browser blocked the new tab.');
  expect(room.warnings).to.deep.equal(['room-silent', 'tab-blocked']);
});

it('speaks the language of the page', async () => {
  const all = await setup(
    html`<div lang="de"><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
  );
  await open(all);
  window.dispatchEvent(new Event('offline'));
  await all.room.updateComplete;
  expect(textOf(all.room)).to.contain('Sie sind offline.');
  expect(partOf(all.room, 'dismiss')?.textContent).to.equal('Ausblenden');
});
