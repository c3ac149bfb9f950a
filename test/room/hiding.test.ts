import {expect} from '@open-wc/testing';
import {nextEvent, nextTask} from '../support/events.js';
import {getFrame, openRoom, renderRoom, restoreFetch} from '../support/room-fixture.js';

afterEach(() => restoreFetch());

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

  it('is left and joined again with the observer of the README', async () => {
    const rendered = await renderRoom();
    const {room, fetchMock} = rendered;
    await openRoom(rendered);
    const follow = () => {
      if (room.checkVisibility()) room.join();
      else if (room.state !== 'idle') room.leave();
    };
    const observer = new ResizeObserver(() => requestAnimationFrame(follow));
    observer.observe(room);
    try {
      const left = nextEvent(room, 'kaltura-room-left');
      room.hidden = true;
      await left;
      expect(getFrame(room)).to.be.null;
      room.hidden = false;
      await fetchMock.next();
      expect(rendered.events).to.deep.equal(['ready', 'left', 'loading']);
    } finally {
      observer.disconnect();
    }
  });
});
