import {expect} from '@open-wc/testing';
import {html} from 'lit';
import {
  KAF,
  ROOM,
  blockFrame,
  frameOf,
  launchFor,
  listen,
  next,
  open,
  release,
  say,
  setup,
  turn,
} from './set-up.js';

afterEach(() => release());

it('hands on what its own frame says, once', async () => {
  const all = await setup();
  const frame = await open(all);
  const heard = next(all.room, 'kaltura-room-message');
  say(frame, {subject: 'lti.navigation'});
  expect((await heard).data).to.deep.equal({subject: 'lti.navigation'});
  expect(all.events).to.deep.equal(['ready', 'message']);
});

it('reads a message that is JSON in a string', async () => {
  const all = await setup();
  const frame = await open(all);
  const heard = next(all.room, 'kaltura-room-resize');
  say(frame, '{"subject":"lti.frameResize","height":720}');
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
    const all = await setup();
    const frame = await open(all);
    const heard = next(all.room, 'kaltura-room-message');
    say(frame, data);
    expect((await heard).subject).to.equal(subject);
    expect(all.events).to.deep.equal(['ready', 'message']);
  });

it('leaves a megabyte of text as it is', async () => {
  const all = await setup();
  const frame = await open(all);
  const text = JSON.stringify({subject: 'lti.frameResize', height: 5, more: 'x'.repeat(2 ** 20)});
  const heard = next(all.room, 'kaltura-room-message');
  say(frame, text);
  const {data, subject} = await heard;
  expect([data, subject]).to.deep.equal([text, undefined]);
});

it('tells the height that the room asks for, and takes it where auto-height says so', async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" auto-height></kaltura-room>`,
  );
  const frame = await open(all);
  const heard = next(all.room, 'kaltura-room-resize');
  say(frame, {subject: 'lti.frameResize', height: 777});
  await heard;
  expect(frame.getBoundingClientRect().height).to.equal(777);
  expect(all.room.getBoundingClientRect().height).to.equal(777);
});

it('keeps its own height without auto-height', async () => {
  const all = await setup();
  const frame = await open(all);
  const before = frame.getBoundingClientRect().height;
  const heard = next(all.room, 'kaltura-room-resize');
  say(frame, {subject: 'lti.frameResize', height: 777});
  await heard;
  expect(frame.getBoundingClientRect().height).to.equal(before);
});

for (const height of ['12px', '101%', 'calc(1px)', null, {}, Number.NaN, 0, -5, 1e9, Infinity])
  it(`a resize to ${JSON.stringify(height) ?? height} is a message like any other`, async () => {
    const all = await setup();
    const frame = await open(all);
    const heard = next(all.room, 'kaltura-room-message');
    say(frame, {subject: 'lti.frameResize', height});
    await heard;
    expect(all.events).to.deep.equal(['ready', 'message']);
  });

it('a message from a frame that is opening means that it is alive', async () => {
  const all = await setup();
  (await all.held.next()).answerJson(launchFor());
  const reachability = await all.held.next();
  expect(all.room.state).to.equal('joining');
  const ready = next(all.room, 'kaltura-room-ready');
  say(frameOf(all.room)!, 'hello');
  await ready;
  expect(reachability.signal?.aborted).to.be.true;
});

it('left from within its first message, it does not come back', async () => {
  const all = await setup();
  (await all.held.next()).answerJson(launchFor());
  await all.held.next();
  const heard = next(all.room, 'kaltura-room-message');
  all.room.addEventListener('kaltura-room-message', () => all.room.leave());
  say(frameOf(all.room)!, 'hello');
  await heard;
  await turn();
  expect(all.room.state).to.equal('idle');
  expect(all.events).to.deep.equal(['message', 'left']);
});

/** Events of `room` after a message of the page's own making; then one of the frame's, to compare. */
async function heardOf(dispatch: (frame: HTMLIFrameElement) => void | Promise<void>) {
  const all = await setup();
  const frame = await open(all);
  await dispatch(frame);
  const marker = next(all.room, 'kaltura-room-message');
  say(frame, 'marker');
  await marker;
  return all.events.slice(1);
}

/** A message as the browser would deliver it. Firefox takes no window of another origin as `source`. */
const forge = ({source, ...init}: MessageEventInit) =>
  Object.defineProperty(new MessageEvent('message', init), 'source', {value: source});

const resize = {subject: 'lti.frameResize', height: 5};
it("does not believe a message of the page's own window", async () => {
  const events = await heardOf(async () => {
    window.postMessage(resize, '*');
    await turn();
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
    say(other, resize);
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
  const {room: first, held} = await setup(html`<div>${room}${room}</div>`);
  const second = first.nextElementSibling as typeof first;
  const ready = [next(first, 'kaltura-room-ready'), next(second, 'kaltura-room-ready')];
  for (const {} of ready) (await held.next()).answerJson(launchFor());
  for (const {} of ready) (await held.next()).answer();
  await Promise.all(ready);
  const events = [listen(first), listen(second)];
  const heard = next(second, 'kaltura-room-message');
  say(frameOf(second)!, 'hello');
  await heard;
  expect(events).to.deep.equal([[], ['message']]);
});

it('hears nothing of a frame that was given up', async () => {
  const all = await setup();
  (await all.held.next()).answerJson(launchFor());
  await all.held.next();
  const {contentWindow} = frameOf(all.room)!;
  const failed = next(all.room, 'kaltura-room-error');
  blockFrame();
  await failed;
  window.dispatchEvent(forge({source: contentWindow, origin: KAF, data: resize}));
  expect(all.events).to.deep.equal(['error']);
});

it('hears nothing once it has left', async () => {
  const all = await setup();
  const frame = await open(all);
  const {contentWindow} = frame;
  all.room.leave();
  window.dispatchEvent(forge({source: contentWindow, origin: KAF, data: resize}));
  expect(all.events).to.deep.equal(['ready', 'left']);
});
