import {expect} from '@open-wc/testing';
import {nextEvent} from '../support/events.js';
import {getFrame, buildLaunchResponse, getPart, renderRoom} from '../support/room-fixture.js';

/** Blocks all frames in this page. Each test file has its own page. */
before(() => {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = "frame-src 'none'";
  document.head.append(meta);
});

describe("a page whose policy blocks the room's frame", () => {
  it('fails with frame-blocked before the deadline', async () => {
    const {room, fetchMock, events} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson(buildLaunchResponse());
    const {error} = await failed;
    await room.updateComplete;
    expect(error.code).to.equal('frame-blocked');
    expect(error.message).to.contain('frame-src');
    expect(getFrame(room) === null).to.be.true;
    // The button that helps is the filled one.
    const [filled, plain] = ['new-tab', 'retry'].map(
      part => getComputedStyle(getPart(room, part)!).backgroundColor,
    );
    expect(plain).to.equal('rgba(0, 0, 0, 0)');
    expect(filled).not.to.equal(plain);
    expect(events).to.deep.equal(['error']);
  });
});
