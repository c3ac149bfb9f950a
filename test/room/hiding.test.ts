import {expect} from '@open-wc/testing';
import {nextEvent, nextTask} from '../support/events.js';
import {getFrame, getPart, openRoom, renderRoom} from '../support/room-fixture.js';

describe('a room that the page hides', () => {
  it('stays open', async () => {
    const rendered = await renderRoom();
    const {room} = rendered;
    const frame = await openRoom(rendered);
    room.hidden = true;
    await nextTask();
    room.hidden = false;
    await nextTask();
    expect(getFrame(room) === frame).to.be.true;
    expect(rendered.events).to.deep.equal(['ready']);
  });

  it('can be left by a ResizeObserver of the page, and stays closed until the guest joins again', async () => {
    const rendered = await renderRoom();
    const {room, fetchMock} = rendered;
    await openRoom(rendered);
    const observer = new ResizeObserver(() => {
      if (!room.checkVisibility() && room.state !== 'idle') room.leave();
    });
    observer.observe(room);
    try {
      const left = nextEvent(room, 'kaltura-room-left');
      room.hidden = true;
      await left;
      expect(getFrame(room) === null).to.be.true;
      room.hidden = false;
      await room.updateComplete;
      getPart(room, 'join')?.click();
      await fetchMock.next();
      expect(rendered.events).to.deep.equal(['ready', 'left', 'loading']);
    } finally {
      observer.disconnect();
    }
  });
});
