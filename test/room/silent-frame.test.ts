import {expect, html} from '@open-wc/testing';
import {nextEvent, nextTask} from '../support/events.js';
import {
  ROOM,
  answerAll,
  buildLaunchResponse,
  getFrame,
  getPart,
  nextProbe,
  nextProbeOfSlowFrame,
  postFromFrame,
  renderRoom,
  reportViolation,
  waitForLoadedFrame,
} from '../support/room-fixture.js';
import {installFakeClock} from '../support/fake-clock.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

afterEach(() => restoreProperties());

/** Answers the token request, and waits until a page that sends no message has loaded. */
async function renderSilentRoom(template?: ReturnType<typeof html>) {
  const rendered = await renderRoom(template);
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
  const frame = await waitForLoadedFrame(rendered.room);
  // The element’s own listener of the load event may run after this one.
  await nextTask();
  return {...rendered, frame, ready};
}

describe('a silent frame that has loaded', () => {
  it('stays, with room-unreachable and a retry button, if the probe fails', async () => {
    const {room, fetchMock, frame, ready, events} = await renderSilentRoom();
    const warned = nextEvent(room, 'kaltura-room-warning');
    (await nextProbe(fetchMock)).fail();
    expect((await ready).confirmed).to.be.false;
    expect((await warned).code).to.equal('room-unreachable');
    await room.updateComplete;
    expect(getFrame(room) === frame).to.be.true;
    expect(getPart(room, 'retry')).not.to.be.null;
    expect(events).to.deep.equal(['ready', 'warning']);
    expect(fetchMock.calls).to.have.length(2);
  });

  it('ends room-unreachable when it sends a message', async () => {
    const {room, fetchMock, frame} = await renderSilentRoom();
    const warned = nextEvent(room, 'kaltura-room-warning');
    (await nextProbe(fetchMock)).fail();
    await warned;
    const message = nextEvent(room, 'kaltura-room-message');
    postFromFrame(frame, 'hello');
    await message;
    expect(room.warnings).to.deep.equal([]);
  });

  it('causes no warning after a listener of `kaltura-room-ready` has left the room', async () => {
    const {room, fetchMock, ready, events} = await renderSilentRoom();
    room.addEventListener('kaltura-room-ready', () => room.leave());
    (await nextProbe(fetchMock)).fail();
    await ready;
    expect(events).to.deep.equal(['ready', 'left']);
    expect(room.warnings).to.deep.equal([]);
  });

  it('causes room-unreachable if the policy of the page blocks only an unrelated request', async () => {
    const {room, fetchMock} = await renderSilentRoom();
    const warned = nextEvent(room, 'kaltura-room-warning');
    (await nextProbe(fetchMock)).fail();
    reportViolation({effectiveDirective: 'connect-src', blockedURI: 'https://other.example/x'});
    expect((await warned).code).to.equal('room-unreachable');
  });

  it('stays without a warning if the probe fails and a service worker may be the cause', async () => {
    stubProperty(navigator, 'serviceWorker', {controller: {}});
    const {room, fetchMock, ready, events} = await renderSilentRoom();
    (await nextProbe(fetchMock)).fail();
    await ready;
    await room.updateComplete;
    expect(events).to.deep.equal(['ready']);
    expect(room.warnings).to.deep.equal([]);
  });

  it('stays, with room-unreachable, if the probe gets no answer within five seconds', async () => {
    const clock = installFakeClock();
    const {room, fetchMock, ready} = await renderSilentRoom();
    const warned = nextEvent(room, 'kaltura-room-warning');
    await clock.advance(300);
    const probe = await nextProbe(fetchMock);
    await clock.advance(4999);
    expect(room.state).to.equal('joining');
    await clock.advance(1);
    await ready;
    expect((await warned).code).to.equal('room-unreachable');
    expect(probe.signal?.aborted).to.be.true;
  });

  it('stays, with room-silent, if the deadline passes first', async () => {
    const clock = installFakeClock();
    const {room, ready} = await renderSilentRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="3"></kaltura-room>`,
    );
    const warned = nextEvent(room, 'kaltura-room-warning');
    await clock.advance(3000);
    expect((await ready).confirmed).to.be.false;
    expect((await warned).code).to.equal('room-silent');
  });

  it('fails with offline after three attempts if it has loaded the error page of an offline browser', async () => {
    stubProperty(navigator, 'onLine', false);
    const {room, fetchMock, events} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    void answerAll(fetchMock, call =>
      call.mode === 'no-cors' ? call.fail() : call.answerJson(buildLaunchResponse()),
    );
    expect((await failed).error.code).to.equal('offline');
    expect(fetchMock.calls.map(({mode}) => mode)).to.deep.equal(
      [1, 2, 3].flatMap(() => ['cors', 'no-cors']),
    );
    expect(events).to.deep.equal(['error']);
  });
});

describe('a frame that has not loaded', () => {
  it('stays until the deadline if the probe fails and a service worker may be the cause', async () => {
    stubProperty(navigator, 'serviceWorker', {controller: {}});
    const rendered = await renderRoom();
    const {room, fetchMock, clock} = rendered;
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson(buildLaunchResponse('never-answers'));
    (await nextProbeOfSlowFrame(rendered)).fail();
    await clock.advance(25_999);
    expect(room.state).to.equal('joining');
    await clock.advance(1);
    expect((await failed).error.code).to.equal('frame-timeout');
  });
});
