import {expect, html} from '@open-wc/testing';
import {RoomError} from '../../src/index.js';
import {countTimers} from '../support/count-timers.js';
import type {FetchMock, PendingRequest} from '../support/mock-fetch.js';
import {installFakeClock} from '../support/fake-clock.js';
import {nextEvent, nextTask, waitUntil} from '../support/events.js';
import {
  KAF,
  ROOM,
  TIMEOUT_MS,
  reportBlockedFrame,
  renderFailedRoom,
  getFrame,
  buildLaunchResponse,
  waitForLoadedFrame,
  buildLti13Launch,
  answerProbes,
  openRoom,
  getPart,
  nextProbe,
  nextProbeOfSlowFrame,
  waitForState,
  reportViolation,
  postFromFrame,
  renderRoom,
  getText,
  withStubbedTab,
} from '../support/room-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

const {random} = Math;
const {now} = Date;
afterEach(() => {
  Object.assign(Math, {random});
  Object.assign(Date, {now});
});

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (call: PendingRequest) =>
    call.answer('', {status: code, headers});

const otherFrame = {effectiveDirective: 'frame-src', blockedURI: 'https://other.example/x'};

/** Makes the browser report that it is offline while `test` runs. */
async function offline<T>(test: () => Promise<T>): Promise<T> {
  stubProperty(navigator, 'onLine', false);
  window.dispatchEvent(new Event('offline'));
  try {
    return await test();
  } finally {
    restoreProperties();
    window.dispatchEvent(new Event('online'));
  }
}

/** Fails the three attempts to get a launch. */
async function failAttempts(fetchMock: FetchMock): Promise<void> {
  for (let count = 1; count <= 3; count++) (await fetchMock.next()).fail();
}

describe('automatic retries', () => {
  for (const {name, answer} of [
    {name: 'a network failure', answer: (call: PendingRequest) => call.fail()},
    {name: 'status 503', answer: status(503)},
    {name: 'status 500', answer: status(500)},
    {name: 'status 429', answer: status(429)},
  ] as const)
    it(`shows "Trying again…" and opens the room after ${name}`, async () => {
      const rendered = await renderRoom();
      answer(await rendered.fetchMock.next());
      await waitUntil(() => getText(rendered.room).includes('Trying again…'));
      expect(rendered.room.state).to.equal('loading');
      const request = await rendered.fetchMock.next();
      await rendered.room.updateComplete;
      expect(getText(rendered.room), 'during the request').to.contain('Trying again…');
      request.answerJson(buildLaunchResponse());
      await answerProbes(rendered);
      expect(rendered.events).to.deep.equal(['ready']);
      expect(rendered.room.shadowRoot?.textContent).not.to.contain('Trying again');
    });

  it('uses a new launch and a new frame for each attempt', async () => {
    const rendered = await renderRoom();
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse('never-answers'));
    const first = await nextProbeOfSlowFrame(rendered);
    const frame = getFrame(rendered.room);
    first.fail();
    // A browser that does not report a violation of COEP requests the headers of the page.
    if (!('credentialless' in frame!)) (await rendered.fetchMock.next()).answer();
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse('two'));
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    (await nextProbe(rendered.fetchMock)).answer();
    await ready;
    expect(getFrame(rendered.room) === frame).to.be.false;
    expect(rendered.events).to.deep.equal(['ready']);
  });

  for (const code of [400, 401, 403, 404, 405])
    it(`does not retry after status ${code}`, async () => {
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

  for (const code of [401, 403, 419])
    it(`does not retry after status ${code}, even if the body has a retryable code`, async () => {
      const {room, fetchMock} = await renderRoom();
      const failed = nextEvent(room, 'kaltura-room-error');
      const refusal = {success: false, errorCode: 'internalError', error: 'no'};
      (await fetchMock.next()).answerJson(refusal, {status: code});
      const {error} = await failed;
      expect([error.code, error.retryable]).to.deep.equal(['internalError', false]);
      expect(fetchMock.calls).to.have.length(1);
    });
});

describe('`Retry-After`', () => {
  it('delays the next attempt by its time and at most half a second', async () => {
    const {room, fetchMock, clock} = await renderRoom();
    status(503, {'retry-after': '10'})(await fetchMock.next());
    await waitUntil(() => getText(room).includes('Trying again…'));
    await clock.advance(10_000);
    expect(fetchMock.calls).to.have.length(1);
    await clock.advance(500);
    await fetchMock.next();
  });

  it('fails at once, with `retryAfter`, if the time of `Retry-After` exceeds the deadline', async () => {
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    status(429, {'retry-after': '60'})(await fetchMock.next());
    const {error} = await failed;
    expect([error.code, error.retryAfter]).to.deep.equal(['rate-limited', 60]);
    expect(fetchMock.calls).to.have.length(1);
  });

  /** Values of `Retry-After` and `Date`, and the seconds that the error has. */
  const waits: {
    readonly retryAfter: string;
    readonly date: string | undefined;
    readonly seconds: number | undefined;
  }[] = [
    {retryAfter: '100000', date: undefined, seconds: 100_000},
    // A timer can wait at most 2^31 - 1 milliseconds.
    {retryAfter: '9'.repeat(400), date: undefined, seconds: 2_147_483},
    {
      retryAfter: 'Fri, 31 Dec 9999 23:59:59 GMT',
      date: 'Wed, 21 Oct 2026 07:28:00 GMT',
      seconds: 2_147_483,
    },
    {
      retryAfter: 'Wed, 21 Oct 2026 07:29:00 GMT',
      date: 'Wed, 21 Oct 2026 07:28:00 GMT',
      seconds: 60,
    },
    {
      retryAfter: 'Wed, 21 Oct 2026 07:27:00 GMT',
      date: 'Wed, 21 Oct 2026 07:28:00 GMT',
      seconds: undefined,
    },
    {retryAfter: 'Wed, 21 Oct 2099 07:28:00 GMT', date: undefined, seconds: undefined},
    {retryAfter: 'soon', date: 'Wed, 21 Oct 2026 07:28:00 GMT', seconds: undefined},
    {retryAfter: '-5', date: undefined, seconds: undefined},
  ];
  for (const {retryAfter, date, seconds} of waits)
    it(`reads ${seconds ?? 'no'} seconds from Retry-After "${retryAfter}" with ${date ? `Date "${date}"` : 'no Date'}`, async () => {
      const {room, fetchMock} = await renderRoom();
      const failed = nextEvent(room, 'kaltura-room-error');
      // Errors that are not retried have `retryAfter` too.
      status(403, {'retry-after': retryAfter, ...(date && {date})})(await fetchMock.next());
      expect((await failed).error.retryAfter).to.equal(seconds);
      expect(fetchMock.calls).to.have.length(1);
    });
});

describe('limits of retries', () => {
  it('starts no attempt after the deadline', async () => {
    installFakeClock();
    const {room, fetchMock} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="0.2"></kaltura-room>`,
    );
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).fail();
    expect((await failed).error.code).to.equal('endpoint-unreachable');
    expect(fetchMock.calls).to.have.length(1);
  });

  it('calls `fetchLaunch` once', async () => {
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

  for (const {name, end} of [
    {name: 'is removed', end: (room: HTMLElement) => room.remove()},
    {name: 'is left', end: (room: HTMLElement & {leave(): void}) => room.leave()},
  ] as const)
    it(`stops retrying if the room ${name}`, async () => {
      const timers = countTimers();
      const {room, fetchMock, events} = await renderRoom();
      (await fetchMock.next()).fail();
      await waitUntil(() => getText(room).includes('Trying again…'));
      // The timers of the deadline and of the pause.
      expect(timers()).to.equal(2);
      end(room);
      await nextTask();
      expect(timers()).to.equal(0);
      expect(fetchMock.calls).to.have.length(1);
      expect(events.filter(name => name !== 'left')).to.deep.equal([]);
    });
});

describe('timers', () => {
  it('exist no longer after the room fails', async () => {
    const timers = countTimers();
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    status(403)(await fetchMock.next());
    await failed;
    expect(timers()).to.equal(0);
  });

  it('exist no longer after an open room shows another page and is left', async () => {
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

  for (const {name, answer} of [
    {name: 'a violation for another frame', answer: () => void reportViolation(otherFrame)},
    {name: 'a failed probe', answer: (call: PendingRequest) => call.fail()},
  ] as const)
    it(`exist no longer if the room is left right after ${name}`, async () => {
      const timers = countTimers();
      const rendered = await renderRoom();
      (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
      const call = await nextProbe(rendered.fetchMock);
      const before = timers();
      answer(call);
      await waitUntil(() => timers() !== before);
      rendered.room.leave();
      await nextTask();
      expect(timers()).to.equal(0);
    });
});

describe('a policy violation', () => {
  it('fails the room if it is reported right after a silent frame has loaded', async () => {
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson(buildLaunchResponse());
    await waitForLoadedFrame(room);
    await nextTask();
    reportViolation(otherFrame);
    expect((await failed).error.code).to.equal('frame-blocked');
  });
});

describe('timers of a tab', () => {
  it('exist no longer if the room is left while its tab opens', () =>
    withStubbedTab(async () => {
      const timers = countTimers();
      const {room, fetchMock} = await renderFailedRoom();
      getPart(room, 'new-tab')?.click();
      const call = await fetchMock.next();
      const before = timers();
      call.answerJson(buildLaunchResponse());
      await waitUntil(() => timers() !== before);
      room.leave();
      await nextTask();
      expect(timers()).to.equal(0);
    }));
});

describe('a browser that reports that it is offline', () => {
  it('retries all the same, because behind some VPNs the report is wrong', async () => {
    const rendered = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
    );
    await offline(async () => {
      rendered.room.join();
      (await rendered.fetchMock.next()).fail();
      await openRoom(rendered);
    });
    expect(rendered.events).to.deep.equal(['loading', 'ready']);
  });

  it('follows three attempts, and the room reopens when the network returns', async () => {
    const rendered = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
    );
    await offline(async () => {
      const failed = nextEvent(rendered.room, 'kaltura-room-error');
      rendered.room.join();
      await failAttempts(rendered.fetchMock);
      expect((await failed).error.code).to.equal('offline');
      await rendered.room.updateComplete;
      expect(getText(rendered.room)).to.contain('You are offline');
      expect(getPart(rendered.room, 'retry')).not.to.be.null;
      expect(rendered.fetchMock.calls).to.have.length(3);
    });
    await openRoom(rendered);
    expect(rendered.events).to.deep.equal(['loading', 'error', 'loading', 'ready']);
  });

  it('replaces the timeout error at the deadline, and the room reopens when the network returns', async () => {
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
      const clock = installFakeClock();
      rendered.room.join();
      await rendered.fetchMock.next();
      await clock.advance(9000);
      clock.restore();
      expect((await failed).error.code).to.equal('offline');
      rendered.room.timeout = null;
    });
    await openRoom(rendered);
  });

  it('replaces the timeout error of a frame that did not load', async () => {
    const rendered = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
    );
    const failed = nextEvent(rendered.room, 'kaltura-room-error');
    rendered.room.join();
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse('never-answers'));
    await waitForState(rendered.room, 'joining');
    await offline(async () => {
      await rendered.clock.advance(TIMEOUT_MS);
      expect((await failed).error.code).to.equal('offline');
    });
    await openRoom(rendered);
  });

  it('reopens several rooms after random delays', async () => {
    const template = html`<kaltura-room
      room-id=${ROOM}
      token-url="/token"
      loading="click"
    ></kaltura-room>`;
    const {room: first, fetchMock} = await renderRoom(html`<div>${template}${template}</div>`);
    const second = first.nextElementSibling as typeof first;
    const clock = await offline(async () => {
      for (const room of [first, second]) {
        const failed = nextEvent(room, 'kaltura-room-error');
        room.join();
        await failAttempts(fetchMock);
        await failed;
      }
      const chances = [0, 1];
      Math.random = () => chances.shift() ?? 0.5;
      return installFakeClock();
    });
    await waitForState(first, 'loading');
    expect(second.state).to.equal('failed');
    await clock.advance(1999);
    expect(second.state).to.equal('failed');
    await clock.advance(1);
    await waitForState(second, 'loading');
  });

  it('sends no request after a failed room is removed, not even if it is inserted again', async () => {
    const {room, fetchMock} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
    );
    const parent = room.parentNode!;
    await offline(async () => {
      const failed = nextEvent(room, 'kaltura-room-error');
      room.join();
      await failAttempts(fetchMock);
      await failed;
      room.remove();
    });
    parent.append(room);
    await room.updateComplete;
    await nextTask();
    expect([room.state, fetchMock.calls.length]).to.deep.equal(['idle', 3]);
  });
});

describe('navigation of an open room', () => {
  it('stays ready, without a probe, if the new page sends a message', async () => {
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

  it("fails if the frame navigates to the page's own origin", async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    const failed = nextEvent(rendered.room, 'kaltura-room-error');
    frame.contentWindow?.location.replace('/__blank');
    expect((await failed).error.code).to.equal('origin-not-allowed');
    await rendered.room.updateComplete;
    expect(getFrame(rendered.room) === null).to.be.true;
    expect(rendered.events).to.deep.equal(['ready', 'error']);
  });

  it("fails if the frame navigates to the page's own origin after an LTI 1.3 launch", async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered, buildLti13Launch());
    const failed = nextEvent(rendered.room, 'kaltura-room-error');
    frame.contentWindow?.location.replace('/__blank');
    expect((await failed).error.code).to.equal('origin-not-allowed');
  });

  it('warns of a possible policy violation until the frame sends a message', async () => {
    const rendered = await renderRoom();
    const {room} = rendered;
    const frame = await openRoom(rendered);
    const warned = nextEvent(room, 'kaltura-room-warning');
    // Reports repeatedly, because the violation must precede the load of the browser's error page.
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
});

describe('a message from the frame', () => {
  it('makes the room ready without a probe', async () => {
    const rendered = await renderRoom();
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
    const frame = await waitForLoadedFrame(rendered.room);
    postFromFrame(frame, {subject: 'lti.frameResize', height: 500});
    await ready;
    expect(rendered.fetchMock.calls).to.have.length(1);
  });
});
