import {expect, html} from '@open-wc/testing';
import {stopClock, type VirtualClock} from './sequences/virtual-clock.js';
import {KAF, ROOM, frameOf, ksFor, launchFor, partOf, reaches, release, setup} from './set-up.js';

describe('the loading panel', () => {
  let clock: VirtualClock;
  beforeEach(() => {
    clock = stopClock();
  });
  afterEach(() => {
    clock.restore();
    release();
  });

  it('shows once an opening has taken 150 ms', async () => {
    const {room, held} = await setup();
    await held.next();
    await clock.pass(149);
    await room.updateComplete;
    expect(partOf(room, 'loading')).to.be.null;
    await clock.pass(1);
    await room.updateComplete;
    expect(partOf(room, 'loading')?.textContent).to.contain('Getting your seat ready…');
  });

  it('announces the opening before it shows', async () => {
    const {room, held} = await setup();
    await held.next();
    const status = room.shadowRoot!.querySelector('[role=status]');
    expect(status?.textContent.trim()).to.equal('Getting your seat ready…');
  });

  it('does not show when the room opens or fails before', async () => {
    const {room, held} = await setup();
    (await held.next()).answer('', {status: 403});
    await reaches(room, 'failed');
    await clock.pass(150);
    expect(partOf(room, 'loading')).to.be.null;
    expect(partOf(room, 'error')).not.to.be.null;
  });

  it('shows at once to a person who clicks', async () => {
    const {room, held} = await setup(
      html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
    );
    const join = partOf(room, 'join')!;
    join.focus();
    join.click();
    await held.next();
    await room.updateComplete;
    expect(partOf(room, 'loading')).not.to.be.null;
    expect(room.shadowRoot?.activeElement).to.equal(partOf(room, 'loading'));
  });

  it('waits for 150 ms of each opening', async () => {
    const {room, held} = await setup();
    await held.next();
    await clock.pass(100);
    room.reload();
    await held.next();
    await clock.pass(100);
    expect(partOf(room, 'loading')).to.be.null;
    await clock.pass(50);
    await room.updateComplete;
    expect(partOf(room, 'loading')).not.to.be.null;
  });
});

describe('the frame', () => {
  afterEach(() => release());

  it('is there before the answer of the token endpoint', async () => {
    const {room, held} = await setup();
    const call = await held.next();
    while (!frameOf(room)) await new Promise(requestAnimationFrame);
    expect(room.state).to.equal('loading');
    const frame = frameOf(room);
    call.answerJson(launchFor());
    await reaches(room, 'joining');
    expect(frameOf(room) === frame).to.be.true;
  });

  it('is on its way to a launch that the page has before the first paint', async () => {
    const room = document.createElement('kaltura-room');
    room.launch = {ks: ksFor(), kafUrl: KAF};
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
    expect(partOf(room, 'loading')).to.be.null;
    room.remove();
  });
});
