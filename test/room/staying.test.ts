import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {nextEvent, nextTask} from '../support/events.js';
import {
  KAF,
  ROOM,
  getFrame,
  buildKs,
  openRoom,
  nextProbe,
  renderRoom,
} from '../support/room-fixture.js';

// `relaunching.test.ts` tests a new value of each attribute and property.
describe('a change to an open room', () => {
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

  // Only Chromium has `moveBefore`.
  const canMove = 'moveBefore' in Element.prototype;
  if (canMove)
    it('keeps the room open: moveBefore()', async () => {
      const rendered = await renderRoom(
        html`<div><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
      );
      const frame = await openRoom(rendered);
      const parent = rendered.room.parentElement as HTMLElement & {
        moveBefore(node: Node, child: Node | null): void;
      };
      parent.moveBefore(rendered.room, null);
      await nextTask();
      expect(rendered.room.state).to.equal('ready');
      expect(getFrame(rendered.room) === frame).to.be.true;
      expect(rendered.fetchMock.calls).to.have.length(2);
    });
});
