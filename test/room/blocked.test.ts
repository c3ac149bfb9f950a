import {expect} from '@open-wc/testing';
import {
  getFrame,
  buildLaunchResponse,
  nextEvent,
  getPart,
  restoreFetch,
  renderRoom,
} from './set-up.js';

afterEach(() => restoreFetch());

/** From here on this page allows no frame; each test file has a page of its own. */
before(() => {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = "frame-src 'none'";
  document.head.append(meta);
});

it("blocked by the page's own policy: frame-blocked, without waiting for the deadline", async () => {
  const {room, fetchMock, events} = await renderRoom();
  const failed = nextEvent(room, 'kaltura-room-error');
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  const {error} = await failed;
  await room.updateComplete;
  expect(error.code).to.equal('frame-blocked');
  expect(error.message).to.contain('frame-src');
  expect(getFrame(room) === null).to.be.true;
  // What helps stands out.
  const [filled, plain] = ['new-tab', 'retry'].map(
    part => getComputedStyle(getPart(room, part)!).backgroundColor,
  );
  expect(plain).to.equal('rgba(0, 0, 0, 0)');
  expect(filled).not.to.equal(plain);
  expect(events).to.deep.equal(['error']);
});
