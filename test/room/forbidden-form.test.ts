import {expect} from '@open-wc/testing';
import {
  failedRoom,
  frameOf,
  ltiLaunch,
  next,
  open,
  partOf,
  release,
  setup,
  withTab,
} from './set-up.js';

afterEach(() => release());

/** From here on this page may post no form; each test file has a page of its own. */
before(() => {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = "form-action 'none'";
  document.head.append(meta);
});

it("a form that the page's own policy forbids: frame-blocked, without waiting for the deadline", async () => {
  const {room, held, events} = await setup();
  const failed = next(room, 'kaltura-room-error');
  (await held.next()).answerJson({success: true, data: ltiLaunch()});
  const {error} = await failed;
  await room.updateComplete;
  expect(error.code).to.equal('frame-blocked');
  expect(error.message).to.contain('form-action');
  expect(error.message).not.to.contain('c2lnbmF0');
  expect(frameOf(room) === null).to.be.true;
  expect(events).to.deep.equal(['error']);
});

it('a launch by KS needs no form', async () => {
  await open(await setup());
});

it('in a new tab too it is told, and the tab closed again', () =>
  withTab(async ({contentWindow: tab}) => {
    let closed = false;
    tab!.close = () => (closed = true);
    const {room, held} = await failedRoom();
    const again = next(room, 'kaltura-room-error');
    partOf(room, 'new-tab')?.click();
    (await held.next()).answerJson({success: true, data: ltiLaunch()});
    expect((await again).error.code).to.equal('frame-blocked');
    await room.updateComplete;
    expect(closed).to.be.true;
  }));
