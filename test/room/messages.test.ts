import {expect} from '@open-wc/testing';
import {html} from 'lit';
import {
  KAF,
  ROOM,
  reportBlockedFrame,
  getFrame,
  buildLaunchResponse,
  recordEvents,
  nextEvent,
  openRoom,
  restoreFetch,
  postFromFrame,
  renderRoom,
  nextTask,
} from './set-up.js';

afterEach(() => restoreFetch());

it('hands on what its own frame says, once', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  const heard = nextEvent(rendered.room, 'kaltura-room-message');
  postFromFrame(frame, {subject: 'lti.navigation'});
  expect((await heard).data).to.deep.equal({subject: 'lti.navigation'});
  expect(rendered.events).to.deep.equal(['ready', 'message']);
});

it('reads a message that is JSON in a string', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  const heard = nextEvent(rendered.room, 'kaltura-room-resize');
  postFromFrame(frame, '{"subject":"lti.frameResize","height":720}');
  expect((await heard).height).to.equal(720);
});

for (const [label, data, subject] of [
  ['an object', {subject: 'lti.contentSelected', items: []}, 'lti.contentSelected'],
  ['JSON', '{"subject": "lti.hideModuleHeader"}', 'lti.hideModuleHeader'],
  ['one of its own', {subject: 'room.left'}, 'room.left'],
  ['null', null, undefined],
  ['a number', 5, undefined],
  ['text', 'lti.navigation', undefined],
  ['a list', [{subject: 'lti.navigation'}], undefined],
  ['a subject that is no text', {subject: {toString: 'lti.navigation'}}, undefined],
] as const)
  it(`tells the subject of a message: ${label}`, async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    const heard = nextEvent(rendered.room, 'kaltura-room-message');
    postFromFrame(frame, data);
    expect((await heard).subject).to.equal(subject);
    expect(rendered.events).to.deep.equal(['ready', 'message']);
  });

it('leaves a megabyte of text as it is', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  const text = JSON.stringify({subject: 'lti.frameResize', height: 5, more: 'x'.repeat(2 ** 20)});
  const heard = nextEvent(rendered.room, 'kaltura-room-message');
  postFromFrame(frame, text);
  const {data, subject} = await heard;
  expect([data, subject]).to.deep.equal([text, undefined]);
});

it('tells the height that the room asks for, and takes it where auto-height says so', async () => {
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" auto-height></kaltura-room>`,
  );
  const frame = await openRoom(rendered);
  const heard = nextEvent(rendered.room, 'kaltura-room-resize');
  postFromFrame(frame, {subject: 'lti.frameResize', height: 777});
  await heard;
  expect(frame.getBoundingClientRect().height).to.equal(777);
  expect(rendered.room.getBoundingClientRect().height).to.equal(777);
});

it('keeps its own height without auto-height', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  const before = frame.getBoundingClientRect().height;
  const heard = nextEvent(rendered.room, 'kaltura-room-resize');
  postFromFrame(frame, {subject: 'lti.frameResize', height: 777});
  await heard;
  expect(frame.getBoundingClientRect().height).to.equal(before);
});

for (const height of ['12px', '101%', 'calc(1px)', null, {}, Number.NaN, 0, -5, 1e9, Infinity])
  it(`a resize to ${JSON.stringify(height) ?? height} is a message like any other`, async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    const heard = nextEvent(rendered.room, 'kaltura-room-message');
    postFromFrame(frame, {subject: 'lti.frameResize', height});
    await heard;
    expect(rendered.events).to.deep.equal(['ready', 'message']);
  });

it('a message from a frame that is opening means that it is alive', async () => {
  const rendered = await renderRoom();
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
  const reachability = await rendered.fetchMock.next();
  expect(rendered.room.state).to.equal('joining');
  const ready = nextEvent(rendered.room, 'kaltura-room-ready');
  postFromFrame(getFrame(rendered.room)!, 'hello');
  await ready;
  expect(reachability.signal?.aborted).to.be.true;
});

it('left from within its first message, it does not come back', async () => {
  const rendered = await renderRoom();
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
  await rendered.fetchMock.next();
  const heard = nextEvent(rendered.room, 'kaltura-room-message');
  rendered.room.addEventListener('kaltura-room-message', () => rendered.room.leave());
  postFromFrame(getFrame(rendered.room)!, 'hello');
  await heard;
  await nextTask();
  expect(rendered.room.state).to.equal('idle');
  expect(rendered.events).to.deep.equal(['message', 'left']);
});

/** Events of `room` after a message of the page's own making; then one of the frame's, to compare. */
async function heardOf(dispatch: (frame: HTMLIFrameElement) => void | Promise<void>) {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  await dispatch(frame);
  const marker = nextEvent(rendered.room, 'kaltura-room-message');
  postFromFrame(frame, 'marker');
  await marker;
  return rendered.events.slice(1);
}

/** A message as the browser would deliver it. Firefox takes no window of another origin as `source`. */
const forge = ({source, ...init}: MessageEventInit) =>
  Object.defineProperty(new MessageEvent('message', init), 'source', {value: source});

const resize = {subject: 'lti.frameResize', height: 5};
it("does not believe a message of the page's own window", async () => {
  const events = await heardOf(async () => {
    window.postMessage(resize, '*');
    await nextTask();
  });
  expect(events).to.deep.equal(['message']);
});

it('does not believe another frame of the same origin as its own', async () => {
  const other = document.createElement('iframe');
  other.src = `${KAF}/frame/other`;
  document.body.append(other);
  await new Promise(resolve => other.addEventListener('load', resolve, {once: true}));
  const events = await heardOf(async () => {
    const arrived = new Promise(resolve =>
      window.addEventListener('message', resolve, {once: true}),
    );
    postFromFrame(other, resize);
    await arrived;
  });
  other.remove();
  expect(events).to.deep.equal(['message']);
});

const forged: [string, (frame: HTMLIFrameElement) => MessageEventInit][] = [
  [
    'its frame under another origin',
    frame => ({source: frame.contentWindow, origin: 'https://evil.example'}),
  ],
  [
    'its frame under a look-alike origin',
    frame => ({source: frame.contentWindow, origin: `${KAF}.evil.example`}),
  ],
  ['its frame under the origin null', frame => ({source: frame.contentWindow, origin: 'null'})],
  [
    "its frame under the page's origin",
    frame => ({source: frame.contentWindow, origin: location.origin}),
  ],
  ['no window', () => ({source: null, origin: KAF})],
  ['the page under the right origin', () => ({source: window, origin: KAF})],
];
/** What is said: what would be believed of the room, and what is made to hold up or confuse a page. */
const contents: Record<string, unknown> = {
  'a resize': resize,
  'a resize as JSON': JSON.stringify(resize),
  null: null,
  'a look-alike': {subject: new String('lti.frameResize'), height: {valueOf: () => 5}},
  'a megabyte of text': 'x'.repeat(2 ** 20),
  'a megabyte of JSON': JSON.stringify({...resize, more: 'x'.repeat(2 ** 20)}),
  'a megabyte of an object': {...resize, more: Array.from({length: 2 ** 17}, (_, n) => `${n}`)},
};
for (const [label, init] of forged)
  for (const [content, data] of Object.entries(contents))
    it(`does not believe ${label}, which says ${content}`, async () => {
      const events = await heardOf(frame => {
        window.dispatchEvent(forge({...init(frame), data}));
      });
      expect(events).to.deep.equal(['message']);
    });

for (const [content, data] of Object.entries(contents).slice(2))
  it(`takes ${content} from its own frame for a message like any other`, async () => {
    const events = await heardOf(frame => {
      window.dispatchEvent(forge({source: frame.contentWindow, origin: KAF, data}));
    });
    const isResize = content === 'a megabyte of an object';
    expect(events).to.deep.equal([isResize ? 'resize' : 'message', 'message']);
  });

it('each of two rooms hears its own frame alone', async () => {
  const room = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`;
  const {room: first, fetchMock} = await renderRoom(html`<div>${room}${room}</div>`);
  const second = first.nextElementSibling as typeof first;
  const ready = [nextEvent(first, 'kaltura-room-ready'), nextEvent(second, 'kaltura-room-ready')];
  for (const {} of ready) (await fetchMock.next()).answerJson(buildLaunchResponse());
  for (const {} of ready) (await fetchMock.next()).answer();
  await Promise.all(ready);
  const events = [recordEvents(first), recordEvents(second)];
  const heard = nextEvent(second, 'kaltura-room-message');
  postFromFrame(getFrame(second)!, 'hello');
  await heard;
  expect(events).to.deep.equal([[], ['message']]);
});

it('hears nothing of a frame that was given up', async () => {
  const rendered = await renderRoom();
  (await rendered.fetchMock.next()).answerJson(buildLaunchResponse());
  await rendered.fetchMock.next();
  const {contentWindow} = getFrame(rendered.room)!;
  const failed = nextEvent(rendered.room, 'kaltura-room-error');
  reportBlockedFrame();
  await failed;
  window.dispatchEvent(forge({source: contentWindow, origin: KAF, data: resize}));
  expect(rendered.events).to.deep.equal(['error']);
});

it('hears nothing once it has left', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  const {contentWindow} = frame;
  rendered.room.leave();
  window.dispatchEvent(forge({source: contentWindow, origin: KAF, data: resize}));
  expect(rendered.events).to.deep.equal(['ready', 'left']);
});
