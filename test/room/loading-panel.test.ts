import {expect, html} from '@open-wc/testing';
import {waitUntil} from '../support/events.js';
import {installFakeClock, type FakeClock} from '../support/fake-clock.js';
import {
  KAF,
  ROOM,
  getFrame,
  buildKs,
  buildLaunchResponse,
  getPart,
  nextProbe,
  waitForState,
  renderRoom,
} from '../support/room-fixture.js';

describe('the loading panel', () => {
  let clock: FakeClock;
  beforeEach(() => {
    clock = installFakeClock();
  });

  it('shows once an opening has taken 150 ms', async () => {
    const {room, fetchMock} = await renderRoom();
    await fetchMock.next();
    await clock.advance(149);
    await room.updateComplete;
    expect(getPart(room, 'loading') === null).to.be.true;
    await clock.advance(1);
    await room.updateComplete;
    expect(getPart(room, 'loading')?.textContent).to.contain('Preparing the room…');
  });

  it('announces the opening before it shows', async () => {
    const {room, fetchMock} = await renderRoom();
    await fetchMock.next();
    const status = room.shadowRoot!.querySelector('[role=status]');
    expect(status?.textContent.trim()).to.equal('Preparing the room…');
  });

  it('does not show if the room fails within 150 ms', async () => {
    const {room, fetchMock} = await renderRoom();
    (await fetchMock.next()).answer('', {status: 403});
    await waitForState(room, 'failed');
    await clock.advance(150);
    expect(getPart(room, 'loading') === null).to.be.true;
    expect(getPart(room, 'error')).not.to.be.null;
  });

  it('shows at once to a person who clicks', async () => {
    const {room, fetchMock} = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
    );
    const join = getPart(room, 'join')!;
    join.focus();
    join.click();
    await fetchMock.next();
    await room.updateComplete;
    expect(getPart(room, 'loading')).not.to.be.null;
    expect(room.shadowRoot?.activeElement).to.equal(getPart(room, 'loading'));
  });

  it('waits for 150 ms of each opening', async () => {
    const {room, fetchMock} = await renderRoom();
    await fetchMock.next();
    await clock.advance(100);
    room.reload();
    await fetchMock.next();
    await clock.advance(100);
    expect(getPart(room, 'loading') === null).to.be.true;
    await clock.advance(50);
    await room.updateComplete;
    expect(getPart(room, 'loading')).not.to.be.null;
  });
});

describe('the frame', () => {
  it('exists before the token endpoint answers', async () => {
    const {room, fetchMock} = await renderRoom();
    const call = await fetchMock.next();
    await waitUntil(() => getFrame(room));
    expect(room.state).to.equal('loading');
    const frame = getFrame(room);
    call.answerJson(buildLaunchResponse());
    await waitForState(room, 'joining');
    expect(getFrame(room) === frame).to.be.true;
  });

  it('is invisible until the room is open', async () => {
    const {room, fetchMock} = await renderRoom();
    const getOpacity = () => getComputedStyle(getFrame(room)!).opacity;
    (await fetchMock.next()).answerJson(buildLaunchResponse());
    await waitForState(room, 'joining');
    expect(getOpacity()).to.equal('0');
    (await nextProbe(fetchMock)).answer();
    await waitForState(room, 'ready');
    expect(getOpacity()).to.equal('1');
  });

  it('navigates to a `launch` of the page before the first paint', async () => {
    const room = document.createElement('kaltura-room');
    room.launch = {ks: buildKs(), kafUrl: KAF};
    let isPainted = false;
    requestAnimationFrame(() => (isPainted = true));
    const joining = new Promise<void>(resolve => {
      const observer = new MutationObserver(() => {
        if (room.state !== 'joining') return;
        observer.disconnect();
        resolve();
      });
      document.body.append(room);
      observer.observe(room.shadowRoot!, {childList: true, subtree: true});
    });
    await joining;
    expect(isPainted).to.be.false;
    expect(getPart(room, 'loading') === null).to.be.true;
    room.remove();
  });
});
