import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {nextEvent, nextTask} from '../support/events.js';
import {
  KAF,
  OTHER_ROOM,
  ROOM,
  getFrame,
  buildKs,
  openRoom,
  nextProbe,
  restoreFetch,
  renderRoom,
} from '../support/room-fixture.js';

afterEach(() => restoreFetch());

const reopeningChanges: {
  readonly name: string;
  readonly change: (room: KalturaRoomElement) => void;
}[] = [
  {name: 'room-id', change: room => room.setAttribute('room-id', OTHER_ROOM)},
  {name: 'token-url', change: room => room.setAttribute('token-url', '/other')},
  {name: 'kaf-url', change: room => room.setAttribute('kaf-url', KAF)},
  {name: 'room-moderator', change: room => room.setAttribute('room-moderator', '')},
  {name: 'chat-moderator', change: room => room.setAttribute('chat-moderator', '')},
];
describe('a change to an open room', () => {
  for (const {name, change} of reopeningChanges)
    it(`reopens the room in a new frame if it changes ${name}`, async () => {
      const rendered = await renderRoom();
      const old = await openRoom(rendered);
      change(rendered.room);
      await rendered.room.updateComplete;
      expect(rendered.room.state).to.equal('loading');
      expect(old.isConnected).to.be.false;
      await nextTask();
      expect(rendered.events).to.deep.equal(['ready', 'loading']);
    });

  const ignoredChanges: {
    readonly name: string;
    readonly change: (room: KalturaRoomElement) => void;
  }[] = [
    {name: 'the same room-id', change: room => room.setAttribute('room-id', ROOM)},
    {
      name: 'attributes that are removed and set again in the same task',
      change: room => {
        for (const name of ['room-id', 'token-url', 'room-moderator']) {
          const value = room.getAttribute(name);
          room.toggleAttribute(name);
          room.toggleAttribute(name);
          if (value !== null) room.setAttribute(name, value);
        }
      },
    },
    {name: 'class', change: room => room.setAttribute('class', 'wide')},
    {name: 'style', change: room => room.setAttribute('style', 'height: 900px')},
    {name: 'label', change: room => room.setAttribute('label', 'Town hall')},
    {name: 'lang and dir', change: room => Object.assign(room, {lang: 'he', dir: 'rtl'})},
    {name: 'loading', change: room => room.setAttribute('loading', 'click')},
    {name: 'timeout', change: room => room.setAttribute('timeout', '1')},
    {name: 'headers', change: room => room.setAttribute('headers', '{"X-WP-Nonce": "new"}')},
    {name: 'credentials', change: room => room.setAttribute('credentials', 'omit')},
    {name: 'allow', change: room => room.setAttribute('allow', 'camera *')},
    {name: 'sandbox', change: room => room.setAttribute('sandbox', 'allow-scripts')},
    {
      name: 'allow-origins',
      change: room => room.setAttribute('allow-origins', 'https://other.example'),
    },
    {name: 'auto-height', change: room => room.setAttribute('auto-height', '')},
    {name: 'fetchLaunch', change: room => (room.fetchLaunch = () => new Promise(() => {}))},
    {name: 'a new launch', change: room => (room.launch = {ks: buildKs('given'), kafUrl: KAF})},
    {name: 'no launch', change: room => (room.launch = null)},
    {
      name: 'null instead of undefined',
      change: room =>
        Object.assign(room, {
          kafUrl: null,
          roomModerator: undefined,
          chatModerator: null,
          headers: null,
          timeout: undefined,
        }),
    },
    {name: 'an empty kaf-url', change: room => room.setAttribute('kaf-url', '')},
    {name: 'a re-render', change: room => room.requestUpdate()},
    {name: 'join()', change: room => room.join()},
  ];
  for (const {name, change} of ignoredChanges)
    it(`keeps the room open: ${name}`, async () => {
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

  it('keeps the room open: an equal launch', async () => {
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

  it('updates the title of the frame with `label`', async () => {
    const rendered = await renderRoom();
    const frame = await openRoom(rendered);
    rendered.room.label = 'Town hall';
    await rendered.room.updateComplete;
    expect(frame.title).to.equal('Town hall');
  });

  it('keeps the room open: moveBefore()', async function () {
    const rendered = await renderRoom(
      html`<div><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
    );
    const frame = await openRoom(rendered);
    const parent = rendered.room.parentElement as HTMLElement & {
      moveBefore?(node: Node, child: Node | null): void;
    };
    if (!parent.moveBefore) return; // Only Chromium has `moveBefore`.
    parent.moveBefore(rendered.room, null);
    await nextTask();
    expect(rendered.room.state).to.equal('ready');
    expect(getFrame(rendered.room) === frame).to.be.true;
    expect(rendered.fetchMock.calls).to.have.length(2);
  });
});
