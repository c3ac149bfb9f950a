import {expect, html} from '@open-wc/testing';
import type {RoomErrorCode} from '../../src/index.js';
import {
  KAF,
  ROOM,
  renderFailedRoom,
  getFrame,
  waitForLoadedFrame,
  buildLti13Launch,
  buildLti11Launch,
  nextEvent,
  openRoom,
  getPart,
  nextProbe,
  waitForState,
  restoreFetch,
  getFrameRequest,
  postFromFrame,
  renderRoom,
  nextTask,
  withStubbedTab,
  type RenderedRoom,
} from './set-up.js';

afterEach(() => restoreFetch());

const HOME = location.origin;

/** A room whose frame shows the first step. */
async function onFirstStep(rendered: RenderedRoom, behaviour = 'oidc-init') {
  (await rendered.fetchMock.next()).answerJson({success: true, data: buildLti13Launch(behaviour)});
  return {frame: await waitForLoadedFrame(rendered.room)};
}

/** Sends the frame on, as a step does that sends itself on. */
const sendOn = (frame: HTMLIFrameElement, address: string) =>
  frame.contentWindow?.location.replace(address);

/** What the frame said, once the page has heard it and each listener has done its part. */
const heard = (done: (event: MessageEvent<{heard: object[]}>) => boolean = () => true) =>
  new Promise<MessageEvent<{heard: object[]}>>(resolve => {
    const hear = (event: MessageEvent<{heard: object[]}>) => {
      if (!done(event)) return;
      window.removeEventListener('message', hear);
      resolve(event);
    };
    window.addEventListener('message', hear);
  });

/** Has the frame say `data`; gives what it was answered. */
async function answersTo(frame: HTMLIFrameElement, data: unknown) {
  const said = heard();
  postFromFrame(frame, data);
  await said;
  const told = heard();
  frame.contentWindow?.postMessage({ask: 'heard'}, '*');
  return (await told).data.heard;
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

it('asks for the initiation, with nothing in the page and nothing in the history', async () => {
  const {length} = history;
  const rendered = await renderRoom();
  const frame = await openRoom(rendered, buildLti13Launch());
  const {method, path} = await getFrameRequest(rendered.room, frame);
  expect({method, path}).to.deep.equal({method: 'GET', path: '/frame/oidc-init'});
  expect(history.length).to.equal(length);
  expect(rendered.room.shadowRoot?.innerHTML).not.to.contain('oidc-init');
});

it("passes a page of the page's own origin, which is no failure and no room", async () => {
  const rendered = await renderRoom();
  const {frame} = await onFirstStep(rendered);
  const loaded = nextEvent(frame, 'load');
  sendOn(frame, '/__blank');
  await loaded;
  expect(frame.contentDocument?.URL).to.equal(`${HOME}/__blank`);
  expect(rendered.room.state).to.equal('joining');
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  sendOn(frame, `${KAF}/frame/room`);
  (await nextProbe(rendered.fetchMock)).answer();
  await ready;
  expect(rendered.events).to.deep.equal(['ready']);
});

it("is passed on by a redirect to the page's own origin as well", async () => {
  const rendered = await renderRoom();
  (await rendered.fetchMock.next()).answerJson({
    success: true,
    data: buildLti13Launch('lands-home'),
  });
  await waitForState(rendered.room, 'joining');
  const frame = getFrame(rendered.room)!;
  while (frame.contentDocument?.URL !== `${HOME}/__blank`) await nextEvent(frame, 'load');
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  sendOn(frame, `${KAF}/frame/room`);
  (await nextProbe(rendered.fetchMock)).answer();
  await ready;
});

it("a frame that stays on the page's own origin: frame-timeout at the deadline", async () => {
  const {room, fetchMock, events} = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="3.5"></kaltura-room>`,
  );
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).answerJson({success: true, data: buildLti13Launch('lands-home')});
  expect((await failed).error.code).to.equal('frame-timeout');
  await room.updateComplete;
  expect(getFrame(room) === null).to.be.true;
  expect(getPart(room, 'new-tab')).not.to.be.null;
  expect(events).to.deep.equal(['error']);
});

it('a page that is left at once was only a step, for which nobody is asked', async () => {
  const rendered = await renderRoom();
  const {frame} = await onFirstStep(rendered);
  sendOn(frame, `${KAF}/frame/launch`);
  const second = await nextProbe(rendered.fetchMock);
  expect(rendered.fetchMock.calls).to.have.length(2);
  expect(rendered.room.state).to.equal('joining');
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  second.answer();
  await ready;
});

it('a check that was under way for a step is no failure of the room', async () => {
  const rendered = await renderRoom();
  const {frame} = await onFirstStep(rendered);
  const asked = await nextProbe(rendered.fetchMock);
  sendOn(frame, `${KAF}/frame/launch`);
  const second = await nextProbe(rendered.fetchMock);
  expect(asked.signal?.aborted).to.be.true;
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  second.answer();
  await ready;
  expect(rendered.events).to.deep.equal(['ready']);
});

it('the page after a step is no room before KAF has answered', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="10"></kaltura-room>`,
  );
  const failed = nextEvent(rendered.room, 'kaltura-room-error');
  const {frame} = await onFirstStep(rendered);
  sendOn(frame, `${KAF}/frame/launch`);
  await nextProbe(rendered.fetchMock);
  expect((await failed).error.code).to.equal('frame-timeout');
  expect(rendered.events).to.deep.equal(['error']);
});

it("a launch by LTI 1.1 may not pass the page's own origin", async () => {
  const {room, fetchMock} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).answerJson({success: true, data: buildLti11Launch('lands-home')});
  expect((await failed).error.code).to.equal('origin-not-allowed');
});

const refused: [string, object, RoomErrorCode][] = [
  ['without url', {url: undefined}, 'endpoint-invalid'],
  ['with a number as url', {url: 7}, 'endpoint-invalid'],
  ['for http:', {url: 'http://kaf.example/hosted/index/oidc-init'}, 'origin-not-allowed'],
  ['for javascript:', {url: 'javascript:alert(1)'}, 'origin-not-allowed'],
  ['for a user', {url: 'https://u:p@kaf.example/'}, 'origin-not-allowed'],
  ["for the page's own origin", {url: `${HOME}/frame/x`}, 'origin-not-allowed'],
];
for (const [label, more, code] of refused)
  it(`a launch ${label}: ${code}, without a frame`, async () => {
    const {room, fetchMock} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson({success: true, data: buildLti13Launch('x', more)});
    const {error} = await failed;
    expect(error.code).to.equal(code);
    expect(error.message).not.to.contain('u:p');
    await room.updateComplete;
    expect(getFrame(room) === null).to.be.true;
  });

it('keeps for KAF what it wants kept, while its frame is sent round', async () => {
  const rendered = await renderRoom();
  const {frame} = await onFirstStep(rendered);
  const [capabilities] = await answersTo(frame, {subject: 'lti.capabilities', message_id: 'm0'});
  expect(capabilities).to.have.property('subject', 'lti.capabilities.response');
  expect(capabilities).to.have.property('message_id', 'm0');
});

it('answers put and get in the page that asks, and the page after it', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered, buildLti13Launch());
  expect(await answersTo(frame, put('state', 's1'))).to.deep.equal([
    {subject: 'lti.put_data.response', message_id: 'm1', key: 'state', value: 's1'},
  ]);
  const loaded = nextEvent(frame, 'load');
  sendOn(frame, `${KAF}/frame/launch`);
  await loaded;
  expect(await answersTo(frame, get('state'))).to.deep.equal([got('state', 's1')]);
  expect(await answersTo(frame, JSON.stringify(get('state')))).to.deep.equal([got('state', 's1')]);
});

it('what is stored is heard by no listener of the page, and makes no room ready', async () => {
  const rendered = await renderRoom();
  const {frame} = await onFirstStep(rendered);
  for (const data of [
    {subject: 'lti.capabilities'},
    put('state', 'secret'),
    get('state'),
    put('', 1),
  ]) {
    const said = heard();
    postFromFrame(frame, data);
    await said;
    await nextTask();
  }
  expect(rendered.room.state).to.equal('joining');
  expect(rendered.events).to.deep.equal([]);
  for (const store of [localStorage, sessionStorage])
    expect(JSON.stringify({...store})).not.to.contain('secret');
});

it('any other message of the frame is handed on as ever', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered, buildLti13Launch());
  const message = nextEvent(rendered.room, 'kaltura-room-message');
  postFromFrame(frame, {subject: 'lti.navigation'});
  expect((await message).data).to.deep.equal({subject: 'lti.navigation'});
  const resized = nextEvent(rendered.room, 'kaltura-room-resize');
  postFromFrame(frame, {subject: 'lti.frameResize', height: 700});
  expect((await resized).height).to.equal(700);
});

for (const [label, launch] of [
  ['KS', ''],
  ['LTI 1.1', buildLti11Launch()],
] as const)
  it(`a room by ${label} has no storage: what it says is a message like any other`, async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered, launch);
    const message = nextEvent(rendered.room, 'kaltura-room-message');
    expect(await answersTo(frame, put('state', 's1'))).to.deep.equal([]);
    expect((await message).data).to.deep.equal(put('state', 's1'));
  });

it('another frame of the very origin gets no answer', async () => {
  const rendered = await renderRoom();
  await openRoom(rendered, buildLti13Launch());
  const other = document.createElement('iframe');
  other.src = `${KAF}/frame/other`;
  document.body.append(other);
  await nextEvent(other, 'load');
  expect(await answersTo(other, get('state'))).to.deep.equal([]);
  other.remove();
});

it('two rooms have a storage each', async () => {
  const room = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`;
  const {room: first, fetchMock} = await renderRoom(html`<div>${room}${room}</div>`);
  const second = first.nextElementSibling as typeof first;
  const ready = [nextEvent(first, 'kaltura-room-ready'), nextEvent(second, 'kaltura-room-ready')];
  for (const {} of ready)
    (await fetchMock.next()).answerJson({success: true, data: buildLti13Launch()});
  for (const {} of ready) (await fetchMock.next()).answer();
  await Promise.all(ready);
  await answersTo(getFrame(first)!, put('state', 's1'));
  expect(await answersTo(getFrame(second)!, get('state'))).to.deep.equal([got('state', null)]);
  expect(await answersTo(getFrame(first)!, get('state'))).to.deep.equal([got('state', 's1')]);
});

it('a new launch begins with an empty storage', async () => {
  const rendered = await renderRoom();
  await answersTo(await openRoom(rendered, buildLti13Launch()), put('state', 's1'));
  rendered.room.reload();
  const frame = await openRoom(rendered, buildLti13Launch());
  expect(await answersTo(frame, get('state'))).to.deep.equal([got('state', null)]);
});

for (const [label, end] of [
  ['leaving', (room: RenderedRoom['room']) => room.leave()],
  ['removal', (room: RenderedRoom['room']) => room.remove()],
] as const)
  it(`after ${label} nothing is answered`, async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered, buildLti13Launch());
    end(rendered.room);
    // The frame is put back by the page itself: it is a window again, and still asks.
    document.body.append(frame);
    frame.src = `${KAF}/frame/kept`;
    while (frame.contentDocument) await nextEvent(frame, 'load');
    expect(await answersTo(frame, get('state'))).to.deep.equal([]);
    frame.remove();
  });

it('messages of any shape do no harm', async () => {
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
  for (const data of shapes) expect(await answersTo(frame, data)).to.deep.equal([]);
  const {port1, port2} = new MessageChannel();
  const forged = new MessageEvent('message', {
    origin: KAF,
    data: {...get('state'), message_id: port1},
  });
  window.dispatchEvent(Object.defineProperty(forged, 'source', {value: frame.contentWindow}));
  port2.close();
  const [refusal, answer] = await answersTo(frame, get('state'));
  expect(refusal).to.have.nested.property('error.code', 'bad_request');
  expect(answer).to.deep.equal(got('state', null));
  expect(rendered.room.state).to.equal('ready');
});

it('answers the document that asked, and no other that is in the frame by then', async () => {
  const rendered = await renderRoom();
  const {frame} = await onFirstStep(rendered);
  const loaded = nextEvent(frame, 'load');
  sendOn(frame, '/__blank');
  await loaded;
  const told: unknown[] = [];
  const arrived = new Promise<void>(resolve => {
    frame.contentWindow?.addEventListener('message', ({data}) => {
      told.push(data);
      if (data === 'last') resolve();
    });
  });
  const {contentWindow: source} = frame;
  const data = put('state', 'secret');
  window.dispatchEvent(new MessageEvent('message', {data, origin: KAF, source}));
  source?.postMessage('last', '*');
  await arrived;
  expect(told).to.deep.equal(['last']);
});

it('in a tab of its own it asks nobody to keep anything, since there is no page around it', () =>
  withStubbedTab(async frame => {
    const {room, fetchMock} = await renderFailedRoom();
    const loaded = nextEvent(frame, 'load');
    getPart(room, 'new-tab')?.click();
    const data = buildLti13Launch('oidc-init?iss=a&lti_storage_target=_parent&login_hint=b');
    (await fetchMock.next()).answerJson({success: true, data});
    await loaded;
    const told = heard();
    frame.contentWindow?.postMessage({ask: 'request'}, '*');
    const {path} = (await told).data as unknown as {path: string};
    expect(path).to.equal('/frame/oidc-init?iss=a&login_hint=b');
  }));
