import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {
  KAF,
  OTHER_ROOM,
  ROOM,
  getFrame,
  buildKs,
  nextEvent,
  openRoom,
  nextProbe,
  restoreFetch,
  renderRoom,
  nextTask,
} from './set-up.js';

afterEach(() => restoreFetch());

const relaunches: [string, (room: KalturaRoomElement) => void][] = [
  ['room-id', room => room.setAttribute('room-id', OTHER_ROOM)],
  ['token-url', room => room.setAttribute('token-url', '/other')],
  ['kaf-url', room => room.setAttribute('kaf-url', KAF)],
  ['room-moderator', room => room.setAttribute('room-moderator', '')],
  ['chat-moderator', room => room.setAttribute('chat-moderator', '')],
];
for (const [what, change] of relaunches)
  it(`a change of ${what} launches anew, in a new frame`, async () => {
    const rendered = await renderRoom();
    const old = await openRoom(rendered);
    change(rendered.room);
    await rendered.room.updateComplete;
    expect(rendered.room.state).to.equal('loading');
    expect(old.isConnected).to.be.false;
    await nextTask();
    expect(rendered.events).to.deep.equal(['ready', 'loading']);
  });

const stays: [string, (room: KalturaRoomElement) => void][] = [
  ['the same room-id', room => room.setAttribute('room-id', ROOM)],
  [
    'a room-id, endpoint and role taken away and put back at once',
    room => {
      for (const name of ['room-id', 'token-url', 'room-moderator']) {
        const value = room.getAttribute(name);
        room.toggleAttribute(name);
        room.toggleAttribute(name);
        if (value !== null) room.setAttribute(name, value);
      }
    },
  ],
  ['class', room => room.setAttribute('class', 'wide')],
  ['style', room => room.setAttribute('style', 'height: 900px')],
  ['label', room => room.setAttribute('label', 'Town hall')],
  ['lang and dir', room => Object.assign(room, {lang: 'he', dir: 'rtl'})],
  ['loading', room => room.setAttribute('loading', 'click')],
  ['timeout', room => room.setAttribute('timeout', '1')],
  ['headers', room => room.setAttribute('headers', '{"X-WP-Nonce": "new"}')],
  ['credentials', room => room.setAttribute('credentials', 'omit')],
  ['allow', room => room.setAttribute('allow', 'camera *')],
  ['sandbox', room => room.setAttribute('sandbox', 'allow-scripts')],
  ['allow-origins', room => room.setAttribute('allow-origins', 'https://other.example')],
  ['auto-height', room => room.setAttribute('auto-height', '')],
  ['fetchLaunch', room => (room.fetchLaunch = () => new Promise(() => {}))],
  ['a new launch', room => (room.launch = {ks: buildKs('given'), kafUrl: KAF})],
  ['no launch', room => (room.launch = null)],
  [
    'another way to say that there is no value',
    room =>
      Object.assign(room, {
        kafUrl: null,
        roomModerator: undefined,
        chatModerator: null,
        headers: null,
        timeout: undefined,
      }),
  ],
  ['an empty kaf-url', room => room.setAttribute('kaf-url', '')],
  ['a re-render', room => room.requestUpdate()],
  ['join()', room => room.join()],
];
for (const [what, change] of stays)
  it(`${what} throws nobody out of the room`, async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    change(rendered.room);
    await rendered.room.updateComplete;
    await nextTask();
    expect(rendered.room.state).to.equal('ready');
    expect(getFrame(rendered.room) === frame).to.be.true;
    expect(frame.isConnected).to.be.true;
    expect(rendered.fetchMock.calls).to.have.length(2);
    expect(rendered.events).to.deep.equal(['ready']);
  });

it('an equal launch handed over again throws nobody out', async () => {
  const launch = () => ({ks: buildKs(), kafUrl: KAF});
  const {room, fetchMock} = await renderRoom(
    html`<kaltura-room .launch=${launch()}></kaltura-room>`,
  );
  const ready = nextEvent(room, 'kaltura-room-ready');
  (await nextProbe(fetchMock)).answer();
  await ready;
  room.launch = launch();
  await nextTask();
  expect(room.state).to.equal('ready');
});

it('a new label names the frame that is open', async () => {
  const rendered = await renderRoom();
  const frame = await openRoom(rendered);
  rendered.room.label = 'Town hall';
  await rendered.room.updateComplete;
  expect(frame.title).to.equal('Town hall');
});

it('moved by moveBefore, it keeps the meeting', async function () {
  const rendered = await renderRoom(
    html`<div><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
  );
  const frame = await openRoom(rendered);
  const parent = rendered.room.parentElement as HTMLElement & {
    moveBefore?(node: Node, child: Node | null): void;
  };
  if (!parent.moveBefore) return; // Where it is not there, there is nothing to keep.
  parent.moveBefore(rendered.room, null);
  await nextTask();
  expect(rendered.room.state).to.equal('ready');
  expect(getFrame(rendered.room) === frame).to.be.true;
  expect(rendered.fetchMock.calls).to.have.length(2);
});
