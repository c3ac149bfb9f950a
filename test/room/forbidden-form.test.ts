import {expect} from '@open-wc/testing';
import {nextEvent} from '../support/events.js';
import {
  renderFailedRoom,
  getFrame,
  buildLti11Launch,
  openRoom,
  getPart,
  renderRoom,
  withStubbedTab,
} from '../support/room-fixture.js';

/** Blocks all forms in this page. Each test file has its own page. */
before(() => {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = "form-action 'none'";
  document.head.append(meta);
});

describe('a page whose policy blocks the form of LTI 1.1', () => {
  it('fails with frame-blocked before the deadline', async () => {
    const {room, fetchMock, events} = await renderRoom();
    const failed = nextEvent(room, 'kaltura-room-error');
    (await fetchMock.next()).answerJson({success: true, data: buildLti11Launch()});
    const {error} = await failed;
    await room.updateComplete;
    expect(error.code).to.equal('frame-blocked');
    expect(error.message).to.contain('form-action');
    expect(error.message).not.to.contain('c2lnbmF0');
    expect(getFrame(room) === null).to.be.true;
    expect(events).to.deep.equal(['error']);
  });

  it('opens a launch by KS, which needs no form', async () => {
    await openRoom(await renderRoom());
  });

  it('closes a new tab and fails with frame-blocked', () =>
    withStubbedTab(async ({contentWindow: tab}) => {
      let closed = false;
      tab!.close = () => (closed = true);
      const {room, fetchMock} = await renderFailedRoom();
      const again = nextEvent(room, 'kaltura-room-error');
      getPart(room, 'new-tab')?.click();
      (await fetchMock.next()).answerJson({success: true, data: buildLti11Launch()});
      expect((await again).error.code).to.equal('frame-blocked');
      await room.updateComplete;
      expect(closed).to.be.true;
    }));
});
