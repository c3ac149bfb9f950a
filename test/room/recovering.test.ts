import {expect, html} from '@open-wc/testing';
import {RoomError} from '../../src/index.js';
import {countTimers} from '../count-timers.js';
import type {PendingRequest} from '../mock-fetch.js';
import {stopClock, type VirtualClock} from './sequences/virtual-clock.js';
import {
  KAF,
  ROOM,
  reportBlockedFrame,
  renderFailedRoom,
  getFrame,
  buildLaunchResponse,
  waitForLoadedFrame,
  buildLti13Launch,
  nextEvent,
  openRoom,
  getPart,
  nextProbe,
  waitForState,
  restoreFetch,
  reportViolation,
  postFromFrame,
  renderRoom,
  getText,
  nextTask,
  waitUntil,
  withStubbedTab,
} from './set-up.js';

const {random} = Math;
const {now} = Date;
let clock: VirtualClock | undefined;
afterEach(() => {
  restoreFetch();
  clock?.restore();
  Object.assign(Math, {random});
  Object.assign(Date, {now});
});

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (call: PendingRequest) =>
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
  ['the network fails', (call: PendingRequest) => call.fail()],
  ['a server is down', status(503)],
  ['a server fails', status(500)],
  ['a server was asked too often', status(429)],
] as const)
  it(`where ${label} for a moment, the room opens all the same, and says meanwhile that it tries`, async () => {
    const rendered = await renderRoom();
    answer(await rendered.fetchMock.next());
    await waitUntil(() => getText(rendered.room).includes('Trying again…'));
    expect(rendered.room.state).to.equal('loading');
    await openRoom(rendered);
    expect(rendered.events).to.deep.equal(['ready']);
    expect(rendered.room.shadowRoot?.textContent).not.to.contain('Trying again');
  });

it('each attempt is a launch of its own, in a frame of its own', async () => {
  const rendered = await renderRoom();
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse('one'));
  const first = await nextProbe(rendered.fetchMock);
  const frame = getFrame(rendered.room);
  first.fail();
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse('two'));
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  (await nextProbe(rendered.fetchMock)).answer();
  await ready;
  expect(getFrame(rendered.room) === frame).to.be.false;
  expect(rendered.events).to.deep.equal(['ready']);
});

for (const code of [400, 401, 403, 404, 405])
  it(`${code} is final: nobody is asked again`, async () => {
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    status(code)(await fetchMock.next());
    await failed;
    await nextTask();
    expect(fetchMock.calls).to.have.length(1);
    window.dispatchEvent(new Event('online'));
    await nextTask();
    expect(fetchMock.calls).to.have.length(1);
  });

for (const code of [401, 403])
  it(`${code} is final, whatever its body says`, async () => {
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    const refusal = {success: false, errorCode: 'internalError', error: 'no'};
    (await fetchMock.next()).answerJson(refusal, {status: code});
    const {error} = await failed;
    expect([error.code, error.retryable]).to.deep.equal(['internalError', false]);
    expect(fetchMock.calls).to.have.length(1);
  });

it('waits as long as the server asks', async () => {
  const {fetchMock} = await renderRoom();
  const asked = performance.now();
  status(503, {'retry-after': '1'})(await fetchMock.next());
  await fetchMock.next();
  expect(performance.now() - asked).to.be.greaterThan(1000);
});

it('a server that asks for more than there is time is not waited for, and the error says how long', async () => {
  const {room, fetchMock} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  status(429, {'retry-after': '60'})(await fetchMock.next());
  const {error} = await failed;
  expect([error.code, error.retryAfter]).to.deep.equal(['rate-limited', 60]);
  expect(fetchMock.calls).to.have.length(1);
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
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    // What is never tried again says it too.
    status(403, {'retry-after': retryAfter, ...(date && {date})})(await fetchMock.next());
    expect((await failed).error.retryAfter).to.equal(seconds);
    expect(fetchMock.calls).to.have.length(1);
  });

it('attempts end with the time there is for them', async () => {
  clock = stopClock();
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="0.2"></kaltura-room>`,
  );
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).fail();
  expect((await failed).error.code).to.equal('endpoint-unreachable');
  expect(fetchMock.calls).to.have.length(1);
});

it('a function of the page is asked once', async () => {
  let asked = 0;
  const fetchLaunch = async () => {
    asked++;
    throw new RoomError('endpoint-unreachable', 'no');
  };
  const {room} = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      .fetchLaunch=${fetchLaunch}
    ></kaltura-room>`,
  );
  await waitForState(room, 'failed');
  expect(asked).to.equal(1);
});

for (const [what, end] of [
  ['is removed', (room: HTMLElement) => room.remove()],
  ['is left', (room: HTMLElement & {leave(): void}) => room.leave()],
] as const)
  it(`a room that ${what} while it waits asks nobody any more`, async () => {
    const timers = countTimers();
    const {room, fetchMock, events} = await renderRoom();
    (await fetchMock.next()).fail();
    await waitUntil(() => getText(room).includes('Trying again…'));
    // That of the deadline, and the pause.
    expect(timers()).to.equal(2);
    end(room);
    await nextTask();
    expect(timers()).to.equal(0);
    expect(fetchMock.calls).to.have.length(1);
    expect(events.filter(name => name !== 'left')).to.deep.equal([]);
  });

it('a room that failed leaves no timer behind', async () => {
  const timers = countTimers();
  const {room, fetchMock} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  status(403)(await fetchMock.next());
  await failed;
  expect(timers()).to.equal(0);
});

it('an open room that has moved on leaves no timer behind', async () => {
  const timers = countTimers();
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  const loaded = nextEvent(frame, 'load');
  frame.contentWindow?.location.replace(`${KAF}/frame/later`);
  await loaded;
  rendered.room.leave();
  await nextTask();
  expect(timers()).to.equal(0);
});

for (const [what, answer] of [
  ['forbids a frame', () => void reportViolation(otherFrame)],
  ['forbids to ask', (call: PendingRequest) => call.fail()],
] as const)
  it(`left while it waits to hear whether the policy ${what}, a room leaves no timer behind`, async () => {
    const timers = countTimers();
    const rendered = await renderRoom();
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
    const call = await nextProbe(rendered.fetchMock);
    const before = timers();
    answer(call);
    while (timers() === before) await nextTask();
    rendered.room.leave();
    await nextTask();
    expect(timers()).to.equal(0);
  });

it('fails if the browser reports a violation right after a silent frame has loaded', async () => {
  const {room, fetchMock} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  await waitForLoadedFrame(room);
  await nextTask();
  reportViolation(otherFrame);
  expect((await failed).error.code).to.equal('frame-blocked');
});

it('left while a tab opens, a room leaves no timer behind', () =>
  withStubbedTab(async () => {
    const timers = countTimers();
    const {room, fetchMock} = await renderFailedRoom();
    getPart(room, 'new-tab')?.click();
    const call = await fetchMock.next();
    const before = timers();
    call.answerJson(buildLaunchResponse());
    while (timers() === before) await nextTask();
    room.leave();
    await nextTask();
    expect(timers()).to.equal(0);
  }));

it('offline: says so at once, and opens by itself once there is a network again', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
  );
  await offline(async () => {
    const failed = nextEvent(rendered.room, 'kaltura-room-error');
    rendered.room.join();
    (await rendered.fetchMock.next()).fail();
    expect((await failed).error.code).to.equal('offline');
    await rendered.room.updateComplete;
    expect(getText(rendered.room)).to.contain('You are offline.');
    expect(getPart(rendered.room, 'retry')).not.to.be.null;
    expect(rendered.fetchMock.calls).to.have.length(1);
  });
  await openRoom(rendered);
  expect(rendered.events).to.deep.equal(['loading', 'error', 'loading', 'ready']);
});

it('offline at the end of its time, it says so, and opens by itself once there is a network again', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      loading="click"
      timeout="9"
    ></kaltura-room>`,
  );
  await offline(async () => {
    const failed = nextEvent(rendered.room, 'kaltura-room-error');
    clock = stopClock();
    rendered.room.join();
    await rendered.fetchMock.next();
    await clock.pass(9000);
    clock.restore();
    expect((await failed).error.code).to.equal('offline');
    rendered.room.timeout = null;
  });
  await openRoom(rendered);
});

it('so where the frame did not load in time', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      loading="click"
      timeout="3.5"
    ></kaltura-room>`,
  );
  const failed = nextEvent(rendered.room, 'kaltura-room-error');
  rendered.room.join();
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse('never-answers'));
  await waitForState(rendered.room, 'joining');
  await offline(async () => {
    expect((await failed).error.code).to.equal('offline');
    rendered.room.timeout = null;
  });
  await openRoom(rendered);
});

it('rooms that were offline come back at random, not all at once', async () => {
  const room = html`<kaltura-room
    room-id=${ROOM}
    token-url="/token"
    loading="click"
  ></kaltura-room>`;
  const {room: first, fetchMock} = await renderRoom(html`<div>${room}${room}</div>`);
  const second = first.nextElementSibling as typeof first;
  await offline(async () => {
    for (const one of [first, second]) {
      const failed = nextEvent(one, 'kaltura-room-error');
      one.join();
      (await fetchMock.next()).fail();
      await failed;
    }
    clock = stopClock();
    const chances = [0, 1];
    Math.random = () => chances.shift() ?? 0.5;
  });
  await waitForState(first, 'loading');
  expect(second.state).to.equal('failed');
  await clock!.pass(1999);
  expect(second.state).to.equal('failed');
  await clock!.pass(1);
  await waitForState(second, 'loading');
});

it('a failed room that is removed asks nobody when the network is back, nor when it is back itself', async () => {
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
  );
  const parent = room.parentNode!;
  await offline(async () => {
    const failed = nextEvent(room, 'kaltura-room-error');
    room.join();
    (await fetchMock.next()).fail();
    await failed;
    room.remove();
  });
  parent.append(room);
  await room.updateComplete;
  await nextTask();
  expect([room.state, fetchMock.calls.length]).to.deep.equal(['idle', 1]);
});

it('an open room that moves on stays open, and nobody is asked', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  const {length} = rendered.fetchMock.calls;
  const loaded = nextEvent(frame, 'load');
  frame.contentWindow?.location.replace(`${KAF}/frame/later`);
  await loaded;
  const message = nextEvent(rendered.room, 'kaltura-room-message');
  postFromFrame(frame, 'hello');
  await message;
  expect([rendered.room.state, rendered.fetchMock.calls.length]).to.deep.equal(['ready', length]);
  expect(rendered.events).to.deep.equal(['ready', 'message']);
});

it("an open room that is sent to the page's own origin is taken away", async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  const failed = nextEvent(rendered.room, 'kaltura-room-error');
  frame.contentWindow?.location.replace('/__blank');
  expect((await failed).error.code).to.equal('origin-not-allowed');
  await rendered.room.updateComplete;
  expect(getFrame(rendered.room) === null).to.be.true;
  expect(rendered.events).to.deep.equal(['ready', 'error']);
});

it('by LTI 1.3 too, where its own origin was on the way in', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered, buildLti13Launch());
  const failed = nextEvent(rendered.room, 'kaltura-room-error');
  frame.contentWindow?.location.replace('/__blank');
  expect((await failed).error.code).to.equal('origin-not-allowed');
});

it('an open room that the policy may have stopped on its way elsewhere goes on, with a warning until it speaks', async () => {
  const rendered = await renderRoom();
  const {room} = rendered;
  const frame = await openRoom(rendered);
  const warned = nextEvent(room, 'kaltura-room-warning');
  // From before what the browser shows instead has loaded, however long that takes.
  reportBlockedFrame();
  const blocking = setInterval(reportBlockedFrame, 50);
  try {
    frame.contentWindow?.location.replace(`${KAF}/frame/later`);
    expect((await warned).code).to.equal('frame-blocked');
  } finally {
    clearInterval(blocking);
  }
  await room.updateComplete;
  expect([room.state, getPart(room, 'new-tab') !== null]).to.deep.equal(['ready', true]);
  const message = nextEvent(room, 'kaltura-room-message');
  postFromFrame(frame, 'hello');
  await message;
  expect(room.warnings).to.deep.equal([]);
});

it('a room that speaks is ready, and nobody was asked anything', async () => {
  const rendered = await renderRoom();
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
  const frame = await waitForLoadedFrame(rendered.room);
  postFromFrame(frame, {subject: 'lti.frameResize', height: 500});
  await ready;
  expect(rendered.fetchMock.calls).to.have.length(1);
});
