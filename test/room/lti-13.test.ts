import {expect, html} from '@open-wc/testing';
import type {RoomErrorCode} from '../../src/index.js';
import {
  KAF,
  ROOM,
  failedRoom,
  frameOf,
  loadedFrame,
  lti13Launch,
  ltiLaunch,
  next,
  open,
  partOf,
  reachability,
  reaches,
  release,
  requestOf,
  say,
  setup,
  turn,
  withTab,
  type Setup,
} from './set-up.js';

afterEach(() => release());

const HOME = location.origin;

/** A room whose frame shows the first step. */
async function onFirstStep(all: Setup, behaviour = 'oidc-init') {
  (await all.held.next()).answerJson({success: true, data: lti13Launch(behaviour)});
  return {frame: await loadedFrame(all.room)};
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
  say(frame, data);
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
  const all = await setup();
  const frame = await open(all, lti13Launch());
  const {method, path} = await requestOf(all.room, frame);
  expect({method, path}).to.deep.equal({method: 'GET', path: '/frame/oidc-init'});
  expect(history.length).to.equal(length);
  expect(all.room.shadowRoot?.innerHTML).not.to.contain('oidc-init');
});

it("passes a page of the page's own origin, which is no failure and no room", async () => {
  const all = await setup();
  const {frame} = await onFirstStep(all);
  const loaded = next(frame, 'load');
  sendOn(frame, '/__blank');
  await loaded;
  expect(frame.contentDocument?.URL).to.equal(`${HOME}/__blank`);
  expect(all.room.state).to.equal('joining');
  const ready = next(all.room, 'kaltura-room-ready');
  sendOn(frame, `${KAF}/frame/room`);
  (await reachability(all.held)).answer();
  await ready;
  expect(all.events).to.deep.equal(['ready']);
});

it("is passed on by a redirect to the page's own origin as well", async () => {
  const all = await setup();
  (await all.held.next()).answerJson({success: true, data: lti13Launch('lands-home')});
  await reaches(all.room, 'joining');
  const frame = frameOf(all.room)!;
  while (frame.contentDocument?.URL !== `${HOME}/__blank`) await next(frame, 'load');
  const ready = next(all.room, 'kaltura-room-ready');
  sendOn(frame, `${KAF}/frame/room`);
  (await reachability(all.held)).answer();
  await ready;
});

it("a frame that stays on the page's own origin: frame-timeout at the deadline", async () => {
  const {room, held, events} = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="3.5"></kaltura-room>`,
  );
  const failed = next(room, 'kaltura-room-error');
  (await held.next()).answerJson({success: true, data: lti13Launch('lands-home')});
  expect((await failed).error.code).to.equal('frame-timeout');
  await room.updateComplete;
  expect(frameOf(room) === null).to.be.true;
  expect(partOf(room, 'new-tab')).not.to.be.null;
  expect(events).to.deep.equal(['error']);
});

it('a page that is left at once was only a step, for which nobody is asked', async () => {
  const all = await setup();
  const {frame} = await onFirstStep(all);
  sendOn(frame, `${KAF}/frame/launch`);
  const second = await reachability(all.held);
  expect(all.held.calls).to.have.length(2);
  expect(all.room.state).to.equal('joining');
  const ready = next(all.room, 'kaltura-room-ready');
  second.answer();
  await ready;
});

it('a check that was under way for a step is no failure of the room', async () => {
  const all = await setup();
  const {frame} = await onFirstStep(all);
  const asked = await reachability(all.held);
  sendOn(frame, `${KAF}/frame/launch`);
  const second = await reachability(all.held);
  expect(asked.signal?.aborted).to.be.true;
  const ready = next(all.room, 'kaltura-room-ready');
  second.answer();
  await ready;
  expect(all.events).to.deep.equal(['ready']);
});

it('the page after a step is no room before KAF has answered', async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" timeout="10"></kaltura-room>`,
  );
  const failed = next(all.room, 'kaltura-room-error');
  const {frame} = await onFirstStep(all);
  sendOn(frame, `${KAF}/frame/launch`);
  await reachability(all.held);
  expect((await failed).error.code).to.equal('frame-timeout');
  expect(all.events).to.deep.equal(['error']);
});

it("a launch by LTI 1.1 may not pass the page's own origin", async () => {
  const {room, held} = await setup();
  const failed = next(room, 'kaltura-room-error');
  (await held.next()).answerJson({success: true, data: ltiLaunch('lands-home')});
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
    const {room, held} = await setup();
    const failed = next(room, 'kaltura-room-error');
    (await held.next()).answerJson({success: true, data: lti13Launch('x', more)});
    const {error} = await failed;
    expect(error.code).to.equal(code);
    expect(error.message).not.to.contain('u:p');
    await room.updateComplete;
    expect(frameOf(room) === null).to.be.true;
  });

it('keeps for KAF what it wants kept, while its frame is sent round', async () => {
  const all = await setup();
  const {frame} = await onFirstStep(all);
  const [capabilities] = await answersTo(frame, {subject: 'lti.capabilities', message_id: 'm0'});
  expect(capabilities).to.have.property('subject', 'lti.capabilities.response');
  expect(capabilities).to.have.property('message_id', 'm0');
});

it('answers put and get in the page that asks, and the page after it', async () => {
  const all = await setup();
  const frame = await open(all, lti13Launch());
  expect(await answersTo(frame, put('state', 's1'))).to.deep.equal([
    {subject: 'lti.put_data.response', message_id: 'm1', key: 'state', value: 's1'},
  ]);
  const loaded = next(frame, 'load');
  sendOn(frame, `${KAF}/frame/launch`);
  await loaded;
  expect(await answersTo(frame, get('state'))).to.deep.equal([got('state', 's1')]);
  expect(await answersTo(frame, JSON.stringify(get('state')))).to.deep.equal([got('state', 's1')]);
});

it('what is stored is heard by no listener of the page, and makes no room ready', async () => {
  const all = await setup();
  const {frame} = await onFirstStep(all);
  for (const data of [
    {subject: 'lti.capabilities'},
    put('state', 'secret'),
    get('state'),
    put('', 1),
  ]) {
    const said = heard();
    say(frame, data);
    await said;
    await turn();
  }
  expect(all.room.state).to.equal('joining');
  expect(all.events).to.deep.equal([]);
  for (const store of [localStorage, sessionStorage])
    expect(JSON.stringify({...store})).not.to.contain('secret');
});

it('any other message of the frame is handed on as ever', async () => {
  const all = await setup();
  const frame = await open(all, lti13Launch());
  const message = next(all.room, 'kaltura-room-message');
  say(frame, {subject: 'lti.navigation'});
  expect((await message).data).to.deep.equal({subject: 'lti.navigation'});
  const resized = next(all.room, 'kaltura-room-resize');
  say(frame, {subject: 'lti.frameResize', height: 700});
  expect((await resized).height).to.equal(700);
});

for (const [label, launch] of [
  ['KS', ''],
  ['LTI 1.1', ltiLaunch()],
] as const)
  it(`a room by ${label} has no storage: what it says is a message like any other`, async () => {
    const all = await setup();
    const frame = await open(all, launch);
    const message = next(all.room, 'kaltura-room-message');
    expect(await answersTo(frame, put('state', 's1'))).to.deep.equal([]);
    expect((await message).data).to.deep.equal(put('state', 's1'));
  });

it('another frame of the very origin gets no answer', async () => {
  const all = await setup();
  await open(all, lti13Launch());
  const other = document.createElement('iframe');
  other.src = `${KAF}/frame/other`;
  document.body.append(other);
  await next(other, 'load');
  expect(await answersTo(other, get('state'))).to.deep.equal([]);
  other.remove();
});

it('two rooms have a storage each', async () => {
  const room = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`;
  const {room: first, held} = await setup(html`<div>${room}${room}</div>`);
  const second = first.nextElementSibling as typeof first;
  const ready = [next(first, 'kaltura-room-ready'), next(second, 'kaltura-room-ready')];
  for (const {} of ready) (await held.next()).answerJson({success: true, data: lti13Launch()});
  for (const {} of ready) (await held.next()).answer();
  await Promise.all(ready);
  await answersTo(frameOf(first)!, put('state', 's1'));
  expect(await answersTo(frameOf(second)!, get('state'))).to.deep.equal([got('state', null)]);
  expect(await answersTo(frameOf(first)!, get('state'))).to.deep.equal([got('state', 's1')]);
});

it('a new launch begins with an empty storage', async () => {
  const all = await setup();
  await answersTo(await open(all, lti13Launch()), put('state', 's1'));
  all.room.reload();
  const frame = await open(all, lti13Launch());
  expect(await answersTo(frame, get('state'))).to.deep.equal([got('state', null)]);
});

for (const [label, end] of [
  ['leaving', (room: Setup['room']) => room.leave()],
  ['removal', (room: Setup['room']) => room.remove()],
] as const)
  it(`after ${label} nothing is answered`, async () => {
    const all = await setup();
    const frame = await open(all, lti13Launch());
    end(all.room);
    // The frame is put back by the page itself: it is a window again, and still asks.
    document.body.append(frame);
    frame.src = `${KAF}/frame/kept`;
    while (frame.contentDocument) await next(frame, 'load');
    expect(await answersTo(frame, get('state'))).to.deep.equal([]);
    frame.remove();
  });

it('messages of any shape do no harm', async () => {
  const all = await setup();
  const frame = await open(all, lti13Launch());
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
  expect(all.room.state).to.equal('ready');
});

it('answers the document that asked, and no other that is in the frame by then', async () => {
  const all = await setup();
  const {frame} = await onFirstStep(all);
  const loaded = next(frame, 'load');
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
  withTab(async frame => {
    const {room, held} = await failedRoom();
    const loaded = next(frame, 'load');
    partOf(room, 'new-tab')?.click();
    const data = lti13Launch('oidc-init?iss=a&lti_storage_target=_parent&login_hint=b');
    (await held.next()).answerJson({success: true, data});
    await loaded;
    const told = heard();
    frame.contentWindow?.postMessage({ask: 'request'}, '*');
    const {path} = (await told).data as unknown as {path: string};
    expect(path).to.equal('/frame/oidc-init?iss=a&login_hint=b');
  }));
