import {expect, html} from '@open-wc/testing';
import {RoomError} from '../../src/index.js';
import {countTimers} from '../count-timers.js';
import type {HeldCall} from '../held-fetch.js';
import {stopClock, type VirtualClock} from './sequences/virtual-clock.js';
import {
  KAF,
  ROOM,
  blockFrame,
  failedRoom,
  frameOf,
  launchFor,
  loadedFrame,
  lti13Launch,
  next,
  open,
  partOf,
  reachability,
  reaches,
  release,
  report,
  say,
  setup,
  textOf,
  turn,
  until,
  withTab,
} from './set-up.js';

const {random} = Math;
const {now} = Date;
let clock: VirtualClock | undefined;
afterEach(() => {
  release();
  clock?.restore();
  Object.assign(Math, {random});
  Object.assign(Date, {now});
});

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (call: HeldCall) =>
    call.answer('', {status: code, headers});

const otherFrame = {effectiveDirective: 'frame-src', blockedURI: 'https://other.example/x'};

/** Has the browser say that it is offline while `test` runs, and tell the page of it. */
async function offline(test: () => Promise<void>): Promise<void> {
  Object.defineProperty(navigator, 'onLine', {configurable: true, value: false});
  window.dispatchEvent(new Event('offline'));
  try {
    await test();
  } finally {
    Reflect.deleteProperty(navigator, 'onLine');
    window.dispatchEvent(new Event('online'));
  }
}

for (const [label, answer] of [
  ['the network fails', (call: HeldCall) => call.fail()],
  ['a server is down', status(503)],
  ['a server fails', status(500)],
  ['a server was asked too often', status(429)],
] as const)
  it(`where ${label} for a moment, the room opens all the same, and says meanwhile that it tries`, async () => {
    const all = await setup();
    answer(await all.held.next());
    await until(() => textOf(all.room).includes('Trying again…'));
    expect(all.room.state).to.equal('loading');
    await open(all);
    expect(all.events).to.deep.equal(['ready']);
    expect(all.room.shadowRoot?.textContent).not.to.contain('Trying again');
  });

it('each attempt is a launch of its own, in a frame of its own', async () => {
  const all = await setup();
  (await all.held.next()).answerJson(launchFor('one'));
  const first = await reachability(all.held);
  const frame = frameOf(all.room);
  first.fail();
  (await all.held.next()).answerJson(launchFor('two'));
  const ready = next(all.room, 'kaltura-room-ready');
  (await reachability(all.held)).answer();
  await ready;
  expect(frameOf(all.room) === frame).to.be.false;
  expect(all.events).to.deep.equal(['ready']);
});

for (const code of [400, 401, 403, 404, 405])
  it(`${code} is final: nobody is asked again`, async () => {
    const {room, held} = await setup();
    const failed = next(room, 'kaltura-room-error');
    status(code)(await held.next());
    await failed;
    await turn();
    expect(held.calls).to.have.length(1);
    window.dispatchEvent(new Event('online'));
    await turn();
    expect(held.calls).to.have.length(1);
  });

for (const code of [401, 403])
  it(`${code} is final, whatever its body says`, async () => {
    const {room, held} = await setup();
    const failed = next(room, 'kaltura-room-error');
    const refusal = {success: false, errorCode: 'internalError', error: 'no'};
    (await held.next()).answerJson(refusal, {status: code});
    const {error} = await failed;
    expect([error.code, error.retryable]).to.deep.equal(['internalError', false]);
    expect(held.calls).to.have.length(1);
  });

it('waits as long as the server asks', async () => {
  const {held} = await setup();
  const asked = performance.now();
  status(503, {'retry-after': '1'})(await held.next());
  await held.next();
  expect(performance.now() - asked).to.be.greaterThan(1000);
});

it('a server that asks for more than there is time is not waited for, and the error says how long', async () => {
  const {room, held} = await setup();
  const failed = next(room, 'kaltura-room-error');
  status(429, {'retry-after': '60'})(await held.next());
  const {error} = await failed;
  expect([error.code, error.retryAfter]).to.deep.equal(['rate-limited', 60]);
  expect(held.calls).to.have.length(1);
});

/** `Retry-After`, the server's own time, and what the error says of them, in seconds. */
const waits: [string, string | undefined, number | undefined][] = [
  ['100000', undefined, 100_000],
  // No timer can wait longer.
  ['9'.repeat(400), undefined, 2_147_483],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT', 2_147_483],
  ['Wed, 21 Oct 2026 07:29:00 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT', 60],
  ['Wed, 21 Oct 2026 07:27:00 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  ['Wed, 21 Oct 2099 07:28:00 GMT', undefined, undefined],
  ['soon', 'Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  ['-5', undefined, undefined],
];
for (const [retryAfter, date, seconds] of waits)
  it(`Retry-After: ${retryAfter}, at ${date ?? 'no known time'}: ${seconds ?? 'no'} seconds`, async () => {
    const {room, held} = await setup();
    const failed = next(room, 'kaltura-room-error');
    // What is never tried again says it too.
    status(403, {'retry-after': retryAfter, ...(date && {date})})(await held.next());
    expect((await failed).error.retryAfter).to.equal(seconds);
    expect(held.calls).to.have.length(1);
  });

it('attempts end with the time there is for them', async () => {
  clock = stopClock();
  const {room, held} = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="0.2"></kaltura-room>`,
  );
  const failed = next(room, 'kaltura-room-error');
  (await held.next()).fail();
  expect((await failed).error.code).to.equal('endpoint-unreachable');
  expect(held.calls).to.have.length(1);
});

it('a function of the page is asked once', async () => {
  let asked = 0;
  const fetchLaunch = async () => {
    asked++;
    throw new RoomError('endpoint-unreachable', 'no');
  };
  const {room} = await setup(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      .fetchLaunch=${fetchLaunch}
    ></kaltura-room>`,
  );
  await reaches(room, 'failed');
  expect(asked).to.equal(1);
});

for (const [what, end] of [
  ['is removed', (room: HTMLElement) => room.remove()],
  ['is left', (room: HTMLElement & {leave(): void}) => room.leave()],
] as const)
  it(`a room that ${what} while it waits asks nobody any more`, async () => {
    const timers = countTimers();
    const {room, held, events} = await setup();
    (await held.next()).fail();
    await until(() => textOf(room).includes('Trying again…'));
    // That of the deadline, and the pause.
    expect(timers()).to.equal(2);
    end(room);
    await turn();
    expect(timers()).to.equal(0);
    expect(held.calls).to.have.length(1);
    expect(events.filter(name => name !== 'left')).to.deep.equal([]);
  });

it('a room that failed leaves no timer behind', async () => {
  const timers = countTimers();
  const {room, held} = await setup();
  const failed = next(room, 'kaltura-room-error');
  status(403)(await held.next());
  await failed;
  expect(timers()).to.equal(0);
});

it('an open room that has moved on leaves no timer behind', async () => {
  const timers = countTimers();
  const all = await setup();
  const frame = await open(all);
  const loaded = next(frame, 'load');
  frame.contentWindow?.location.replace(`${KAF}/frame/later`);
  await loaded;
  all.room.leave();
  await turn();
  expect(timers()).to.equal(0);
});

for (const [what, answer] of [
  ['forbids a frame', () => void report(otherFrame)],
  ['forbids to ask', (call: HeldCall) => call.fail()],
] as const)
  it(`left while it waits to hear whether the policy ${what}, a room leaves no timer behind`, async () => {
    const timers = countTimers();
    const all = await setup();
    (await all.held.next()).answerJson(launchFor());
    const call = await reachability(all.held);
    const before = timers();
    answer(call);
    while (timers() === before) await turn();
    all.room.leave();
    await turn();
    expect(timers()).to.equal(0);
  });

it('fails if the browser reports a violation right after a silent frame has loaded', async () => {
  const {room, held} = await setup();
  const failed = next(room, 'kaltura-room-error');
  (await held.next()).answerJson(launchFor());
  await loadedFrame(room);
  await turn();
  report(otherFrame);
  expect((await failed).error.code).to.equal('frame-blocked');
});

it('left while a tab opens, a room leaves no timer behind', () =>
  withTab(async () => {
    const timers = countTimers();
    const {room, held} = await failedRoom();
    partOf(room, 'new-tab')?.click();
    const call = await held.next();
    const before = timers();
    call.answerJson(launchFor());
    while (timers() === before) await turn();
    room.leave();
    await turn();
    expect(timers()).to.equal(0);
  }));

it('offline: says so at once, and opens by itself once there is a network again', async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
  );
  await offline(async () => {
    const failed = next(all.room, 'kaltura-room-error');
    all.room.join();
    (await all.held.next()).fail();
    expect((await failed).error.code).to.equal('offline');
    await all.room.updateComplete;
    expect(textOf(all.room)).to.contain('You are offline.');
    expect(partOf(all.room, 'retry')).not.to.be.null;
    expect(all.held.calls).to.have.length(1);
  });
  await open(all);
  expect(all.events).to.deep.equal(['loading', 'error', 'loading', 'ready']);
});

it('offline at the end of its time, it says so, and opens by itself once there is a network again', async () => {
  const all = await setup(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      loading="click"
      timeout="9"
    ></kaltura-room>`,
  );
  await offline(async () => {
    const failed = next(all.room, 'kaltura-room-error');
    clock = stopClock();
    all.room.join();
    await all.held.next();
    await clock.pass(9000);
    clock.restore();
    expect((await failed).error.code).to.equal('offline');
    all.room.timeout = null;
  });
  await open(all);
});

it('so where the frame did not load in time', async () => {
  const all = await setup(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      loading="click"
      timeout="3.5"
    ></kaltura-room>`,
  );
  const failed = next(all.room, 'kaltura-room-error');
  all.room.join();
  (await all.held.next()).answerJson(launchFor('never-answers'));
  await reaches(all.room, 'joining');
  await offline(async () => {
    expect((await failed).error.code).to.equal('offline');
    all.room.timeout = null;
  });
  await open(all);
});

it('rooms that were offline come back at random, not all at once', async () => {
  const room = html`<kaltura-room
    room-id=${ROOM}
    token-url="/token"
    loading="click"
  ></kaltura-room>`;
  const {room: first, held} = await setup(html`<div>${room}${room}</div>`);
  const second = first.nextElementSibling as typeof first;
  await offline(async () => {
    for (const one of [first, second]) {
      const failed = next(one, 'kaltura-room-error');
      one.join();
      (await held.next()).fail();
      await failed;
    }
    clock = stopClock();
    const chances = [0, 1];
    Math.random = () => chances.shift() ?? 0.5;
  });
  await reaches(first, 'loading');
  expect(second.state).to.equal('failed');
  await clock!.pass(1999);
  expect(second.state).to.equal('failed');
  await clock!.pass(1);
  await reaches(second, 'loading');
});

it('a failed room that is removed asks nobody when the network is back, nor when it is back itself', async () => {
  const {room, held} = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
  );
  const parent = room.parentNode!;
  await offline(async () => {
    const failed = next(room, 'kaltura-room-error');
    room.join();
    (await held.next()).fail();
    await failed;
    room.remove();
  });
  parent.append(room);
  await room.updateComplete;
  await turn();
  expect([room.state, held.calls.length]).to.deep.equal(['idle', 1]);
});

it('an open room that moves on stays open, and nobody is asked', async () => {
  const all = await setup();
  const frame = await open(all);
  const {length} = all.held.calls;
  const loaded = next(frame, 'load');
  frame.contentWindow?.location.replace(`${KAF}/frame/later`);
  await loaded;
  const message = next(all.room, 'kaltura-room-message');
  say(frame, 'hello');
  await message;
  expect([all.room.state, all.held.calls.length]).to.deep.equal(['ready', length]);
  expect(all.events).to.deep.equal(['ready', 'message']);
});

it("an open room that is sent to the page's own origin is taken away", async () => {
  const all = await setup();
  const frame = await open(all);
  const failed = next(all.room, 'kaltura-room-error');
  frame.contentWindow?.location.replace('/__blank');
  expect((await failed).error.code).to.equal('origin-not-allowed');
  await all.room.updateComplete;
  expect(frameOf(all.room) === null).to.be.true;
  expect(all.events).to.deep.equal(['ready', 'error']);
});

it('by LTI 1.3 too, where its own origin was on the way in', async () => {
  const all = await setup();
  const frame = await open(all, lti13Launch());
  const failed = next(all.room, 'kaltura-room-error');
  frame.contentWindow?.location.replace('/__blank');
  expect((await failed).error.code).to.equal('origin-not-allowed');
});

it('an open room that the policy may have stopped on its way elsewhere goes on, with a warning until it speaks', async () => {
  const all = await setup();
  const {room} = all;
  const frame = await open(all);
  const warned = next(room, 'kaltura-room-warning');
  // From before what the browser shows instead has loaded, however long that takes.
  blockFrame();
  const blocking = setInterval(blockFrame, 50);
  try {
    frame.contentWindow?.location.replace(`${KAF}/frame/later`);
    expect((await warned).code).to.equal('frame-blocked');
  } finally {
    clearInterval(blocking);
  }
  await room.updateComplete;
  expect([room.state, partOf(room, 'new-tab') !== null]).to.deep.equal(['ready', true]);
  const message = next(room, 'kaltura-room-message');
  say(frame, 'hello');
  await message;
  expect(room.warnings).to.deep.equal([]);
});

it('a room that speaks is ready, and nobody was asked anything', async () => {
  const all = await setup();
  const ready = next(all.room, 'kaltura-room-ready');
  (await all.held.next()).answerJson(launchFor());
  const frame = await loadedFrame(all.room);
  say(frame, {subject: 'lti.frameResize', height: 500});
  await ready;
  expect(all.held.calls).to.have.length(1);
});
