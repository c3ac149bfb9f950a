import {expect, html} from '@open-wc/testing';
import type {RoomErrorCode} from '../../src/index.js';
import {nextEvent, nextTask} from '../support/events.js';
import {
  KAF,
  ROOM,
  TIMEOUT_MS,
  renderFailedRoom,
  getFrame,
  waitForLoadedFrame,
  buildLti13Launch,
  buildLti11Launch,
  openRoom,
  getPart,
  nextProbe,
  waitForFrame,
  waitForState,
  getFrameRequest,
  postFromFrame,
  renderRoom,
  withStubbedTab,
  type RenderedRoom,
} from '../support/room-fixture.js';

const PAGE_ORIGIN = location.origin;

/** Opens the page of the first step in the frame. */
async function openFirstStep(rendered: RenderedRoom, frameAnswer = 'oidc-init') {
  (await rendered.fetchMock.next()).answerJson({
    success: true,
    data: buildLti13Launch(frameAnswer),
  });
  return {frame: await waitForLoadedFrame(rendered.room)};
}

/** Navigates the frame, as a step of the login does. */
const navigateFrame = (frame: HTMLIFrameElement, address: string) =>
  frame.contentWindow?.location.replace(address);

/** Waits for a message event, after all other listeners of the window. */
const nextMessage = () =>
  new Promise<MessageEvent<{received: object[]}>>(resolve =>
    window.addEventListener('message', resolve, {once: true}),
  );

/** Posts `data` from the frame. Returns the answers that the frame receives. */
async function postAndGetAnswers(frame: HTMLIFrameElement, data: unknown) {
  const posted = nextMessage();
  postFromFrame(frame, data);
  await posted;
  const reply = nextMessage();
  frame.contentWindow?.postMessage({ask: 'received'}, '*');
  return (await reply).data.received;
}

const put = (key: string, value: unknown) => ({
  subject: 'lti.put_data',
  message_id: 'm1',
  key,
  value,
});
const get = (key: string) => ({subject: 'lti.get_data', message_id: 'm2', key});
const got = (key: string, value: string | null) => ({
  subject: 'lti.get_data.response',
  message_id: 'm2',
  key,
  value,
});

const rejectedLaunches: {
  readonly name: string;
  readonly changes: object;
  readonly code: RoomErrorCode;
}[] = [
  {name: 'without url', changes: {url: undefined}, code: 'endpoint-invalid'},
  {name: 'with a number as url', changes: {url: 7}, code: 'endpoint-invalid'},
  {
    name: 'with an http: url',
    changes: {url: 'http://kaf.example/hosted/index/oidc-init'},
    code: 'origin-not-allowed',
  },
  {
    name: 'with a javascript: url',
    changes: {url: 'javascript:alert(1)'},
    code: 'origin-not-allowed',
  },
  {
    name: 'with a user name in the url',
    changes: {url: 'https://u:p@kaf.example/'},
    code: 'origin-not-allowed',
  },
  {
    name: "with the page's own origin",
    changes: {url: `${PAGE_ORIGIN}/frame/x`},
    code: 'origin-not-allowed',
  },
];

describe('an LTI 1.3 launch', () => {
  it('requests the initiation URL, and adds nothing to the page or the history', async () => {
    const {length} = history;
    const rendered = await renderRoom();
    const frame = await openRoom(rendered, buildLti13Launch());
    const {method, path} = await getFrameRequest(rendered.room, frame);
    expect({method, path}).to.deep.equal({method: 'GET', path: '/frame/oidc-init'});
    expect(history.length).to.equal(length);
    expect(rendered.room.shadowRoot?.innerHTML).not.to.contain('oidc-init');
  });

  it("can pass through a page of the page's own origin", async () => {
    const rendered = await renderRoom();
    const {frame} = await openFirstStep(rendered);
    const loaded = nextEvent(frame, 'load');
    navigateFrame(frame, '/__blank');
    await loaded;
    expect(frame.contentDocument?.URL).to.equal(`${PAGE_ORIGIN}/__blank`);
    expect(rendered.room.state).to.equal('joining');
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    navigateFrame(frame, `${KAF}/frame/room`);
    (await nextProbe(rendered.fetchMock)).answer();
    await ready;
    expect(rendered.events).to.deep.equal(['ready']);
  });

  it("can be redirected to the page's own origin", async () => {
    const rendered = await renderRoom();
    (await rendered.fetchMock.next()).answerJson({
      success: true,
      data: buildLti13Launch('redirects-to-own-origin'),
    });
    await waitForState(rendered.room, 'joining');
    const frame = getFrame(rendered.room)!;
    while (frame.contentDocument?.URL !== `${PAGE_ORIGIN}/__blank`) await nextEvent(frame, 'load');
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    navigateFrame(frame, `${KAF}/frame/room`);
    (await nextProbe(rendered.fetchMock)).answer();
    await ready;
  });

  it("fails with frame-timeout if the frame stays on the page's own origin", async () => {
    const {room, fetchMock, clock, events} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson({
      success: true,
      data: buildLti13Launch('redirects-to-own-origin'),
    });
    const frame = await waitForFrame(room);
    while (frame.contentDocument?.URL !== `${PAGE_ORIGIN}/__blank`) await nextEvent(frame, 'load');
    await clock.advance(TIMEOUT_MS);
    expect((await failed).error.code).to.equal('frame-timeout');
    await room.updateComplete;
    expect(getFrame(room) === null).to.be.true;
    expect(getPart(room, 'new-tab')).not.to.be.null;
    expect(events).to.deep.equal(['error']);
  });

  it('probes KAF only for the last step', async () => {
    const rendered = await renderRoom();
    const {frame} = await openFirstStep(rendered);
    navigateFrame(frame, `${KAF}/frame/launch`);
    const second = await nextProbe(rendered.fetchMock);
    expect(rendered.fetchMock.calls).to.have.length(2);
    expect(rendered.room.state).to.equal('joining');
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    second.answer();
    await ready;
  });

  it('aborts the probe of an earlier step', async () => {
    const rendered = await renderRoom();
    const {frame} = await openFirstStep(rendered);
    const first = await nextProbe(rendered.fetchMock);
    navigateFrame(frame, `${KAF}/frame/launch`);
    const second = await nextProbe(rendered.fetchMock);
    expect(first.signal?.aborted).to.be.true;
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    second.answer();
    await ready;
    expect(rendered.events).to.deep.equal(['ready']);
  });

  it('opens unconfirmed, with room-unreachable, if no probe is answered within 5 seconds', async () => {
    const rendered = await renderRoom();
    const ready = nextEvent(rendered.room, 'kaltura-room-ready');
    const {frame} = await openFirstStep(rendered);
    navigateFrame(frame, `${KAF}/frame/launch`);
    await nextProbe(rendered.fetchMock);
    expect(rendered.room.state).to.equal('joining');
    await rendered.clock.advance(5000);
    expect((await ready).confirmed).to.be.false;
    expect(rendered.room.warnings).to.deep.equal(['room-unreachable']);
    expect(rendered.events).to.deep.equal(['ready', 'warning']);
  });

  it("cannot pass through the page's own origin by LTI 1.1", async () => {
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson({
      success: true,
      data: buildLti11Launch('redirects-to-own-origin'),
    });
    expect((await failed).error.code).to.equal('origin-not-allowed');
  });
});

describe('a rejected LTI 1.3 launch', () => {
  for (const {name, changes, code} of rejectedLaunches)
    it(`fails with ${code} and opens no frame: ${name}`, async () => {
      const {room, fetchMock} = await renderRoom();
      const failed = nextEvent(room, 'kaltura-room-error');
      (await fetchMock.next()).answerJson({success: true, data: buildLti13Launch('x', changes)});
      const {error} = await failed;
      expect(error.code).to.equal(code);
      expect(error.message).not.to.contain('u:p');
      await room.updateComplete;
      expect(getFrame(room) === null).to.be.true;
    });
});

describe('LTI platform storage', () => {
  it('answers lti.capabilities during the first step', async () => {
    const rendered = await renderRoom();
    const {frame} = await openFirstStep(rendered);
    const [capabilities] = await postAndGetAnswers(frame, {
      subject: 'lti.capabilities',
      message_id: 'm0',
    });
    expect(capabilities).to.have.property('subject', 'lti.capabilities.response');
    expect(capabilities).to.have.property('message_id', 'm0');
  });

  it('keeps values for the next page of the frame', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered, buildLti13Launch());
    expect(await postAndGetAnswers(frame, put('state', 's1'))).to.deep.equal([
      {subject: 'lti.put_data.response', message_id: 'm1', key: 'state', value: 's1'},
    ]);
    const loaded = nextEvent(frame, 'load');
    navigateFrame(frame, `${KAF}/frame/launch`);
    await loaded;
    expect(await postAndGetAnswers(frame, get('state'))).to.deep.equal([got('state', 's1')]);
    expect(await postAndGetAnswers(frame, JSON.stringify(get('state')))).to.deep.equal([
      got('state', 's1'),
    ]);
  });

  it('emits no event for storage messages and does not make the room ready', async () => {
    const rendered = await renderRoom();
    const {frame} = await openFirstStep(rendered);
    for (const data of [
      {subject: 'lti.capabilities'},
      put('state', 'secret'),
      get('state'),
      put('', 1),
    ]) {
      const posted = nextMessage();
      postFromFrame(frame, data);
      await posted;
      await nextTask();
    }
    expect(rendered.room.state).to.equal('joining');
    expect(rendered.events).to.deep.equal([]);
    for (const store of [localStorage, sessionStorage])
      expect(JSON.stringify({...store})).not.to.contain('secret');
  });

  it('does not consume other messages', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered, buildLti13Launch());
    const message = nextEvent(rendered.room, 'kaltura-room-message');
    postFromFrame(frame, {subject: 'lti.navigation'});
    expect((await message).data).to.deep.equal({subject: 'lti.navigation'});
    const resized = nextEvent(rendered.room, 'kaltura-room-resize');
    postFromFrame(frame, {subject: 'lti.frameResize', height: 700});
    expect((await resized).height).to.equal(700);
  });

  for (const {name, launch} of [
    {name: 'KS', launch: ''},
    {name: 'LTI 1.1', launch: buildLti11Launch()},
  ] as const)
    it(`does not answer a room by ${name}, which emits the message instead`, async () => {
      const rendered = await renderRoom();
      const frame = await openRoom(rendered, launch);
      const message = nextEvent(rendered.room, 'kaltura-room-message');
      expect(await postAndGetAnswers(frame, put('state', 's1'))).to.deep.equal([]);
      expect((await message).data).to.deep.equal(put('state', 's1'));
    });

  it('does not answer another frame of the same origin', async () => {
    const rendered = await renderRoom();
    await openRoom(rendered, buildLti13Launch());
    const other = document.createElement('iframe');
    other.src = `${KAF}/frame/other`;
    document.body.append(other);
    await nextEvent(other, 'load');
    expect(await postAndGetAnswers(other, get('state'))).to.deep.equal([]);
    other.remove();
  });

  it('keeps the values of two rooms apart', async () => {
    const room = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`;
    const {room: first, fetchMock} = await renderRoom(html`<div>${room}${room}</div>`);
    const second = first.nextElementSibling as typeof first;
    const ready = [nextEvent(first, 'kaltura-room-ready'), nextEvent(second, 'kaltura-room-ready')];
    for (let count = 0; count < ready.length; count++)
      (await fetchMock.next()).answerJson({success: true, data: buildLti13Launch()});
    for (let count = 0; count < ready.length; count++) (await fetchMock.next()).answer();
    await Promise.all(ready);
    await postAndGetAnswers(getFrame(first)!, put('state', 's1'));
    expect(await postAndGetAnswers(getFrame(second)!, get('state'))).to.deep.equal([
      got('state', null),
    ]);
    expect(await postAndGetAnswers(getFrame(first)!, get('state'))).to.deep.equal([
      got('state', 's1'),
    ]);
  });

  it('starts empty with each launch', async () => {
    const rendered = await renderRoom();
    await postAndGetAnswers(await openRoom(rendered, buildLti13Launch()), put('state', 's1'));
    rendered.room.reload();
    const frame = await openRoom(rendered, buildLti13Launch());
    expect(await postAndGetAnswers(frame, get('state'))).to.deep.equal([got('state', null)]);
  });

  for (const {name, end} of [
    {name: 'leaving', end: (room: RenderedRoom['room']) => room.leave()},
    {name: 'removal', end: (room: RenderedRoom['room']) => room.remove()},
  ] as const)
    it(`does not answer after ${name}`, async () => {
      const rendered = await renderRoom();
      const frame = await openRoom(rendered, buildLti13Launch());
      end(rendered.room);
      // The page inserts the frame again, so it has a window that can still post messages.
      document.body.append(frame);
      frame.src = `${KAF}/frame/kept`;
      while (frame.contentDocument) await nextEvent(frame, 'load');
      expect(await postAndGetAnswers(frame, get('state'))).to.deep.equal([]);
      frame.remove();
    });

  it('ignores malformed messages', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered, buildLti13Launch());
    const shapes = [
      null,
      '',
      '"lti.get_data"',
      'x'.repeat(1_000_000),
      [get('state')],
      {subject: ['lti.get_data']},
      {...got('state', 'x')},
    ];
    for (const data of shapes) expect(await postAndGetAnswers(frame, data)).to.deep.equal([]);
    const {port1, port2} = new MessageChannel();
    const forged = new MessageEvent('message', {
      origin: KAF,
      data: {...get('state'), message_id: port1},
    });
    window.dispatchEvent(Object.defineProperty(forged, 'source', {value: frame.contentWindow}));
    port2.close();
    const [refusal, answer] = await postAndGetAnswers(frame, get('state'));
    expect(refusal).to.have.nested.property('error.code', 'bad_request');
    expect(answer).to.deep.equal(got('state', null));
    expect(rendered.room.state).to.equal('ready');
  });

  it('does not answer a document that has replaced the sender', async () => {
    const rendered = await renderRoom();
    const {frame} = await openFirstStep(rendered);
    const loaded = nextEvent(frame, 'load');
    navigateFrame(frame, '/__blank');
    await loaded;
    const received: unknown[] = [];
    const arrived = new Promise<void>(resolve => {
      frame.contentWindow?.addEventListener('message', ({data}) => {
        received.push(data);
        if (data === 'last') resolve();
      });
    });
    const {contentWindow: source} = frame;
    const data = put('state', 'secret');
    window.dispatchEvent(new MessageEvent('message', {data, origin: KAF, source}));
    source?.postMessage('last', '*');
    await arrived;
    expect(received).to.deep.equal(['last']);
  });
});

describe('an LTI 1.3 launch in a new tab', () => {
  it('opens without `lti_storage_target`, because a tab has no parent', () =>
    withStubbedTab(async frame => {
      const {room, fetchMock} = await renderFailedRoom();
      const loaded = nextEvent(frame, 'load');
      getPart(room, 'new-tab')?.click();
      const data = buildLti13Launch('oidc-init?iss=a&lti_storage_target=_parent&login_hint=b');
      (await fetchMock.next()).answerJson({success: true, data});
      await loaded;
      const reply = nextMessage();
      frame.contentWindow?.postMessage({ask: 'request'}, '*');
      const {path} = (await reply).data as unknown as {path: string};
      expect(path).to.equal('/frame/oidc-init?iss=a&login_hint=b');
    }));
});
