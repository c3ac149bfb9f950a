import {expect} from '@open-wc/testing';
import {frameOf, launchFor, next, partOf, release, setup} from './set-up.js';

afterEach(() => release());

/** From here on this page allows no frame; each test file has a page of its own. */
before(() => {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = "frame-src 'none'";
  document.head.append(meta);
});

it("blocked by the page's own policy: frame-blocked, without waiting for the deadline", async () => {
  const {room, held, events} = await setup();
  const failed = next(room, 'kaltura-room-error');
  (await held.next()).answerJson(launchFor());
  const {error} = await failed;
  await room.updateComplete;
  expect(error.code).to.equal('frame-blocked');
  expect(error.message).to.contain('frame-src');
  expect(frameOf(room) === null).to.be.true;
  expect(partOf(room, 'new-tab')).not.to.be.null;
  expect(events).to.deep.equal(['error']);
});
