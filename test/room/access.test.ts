import {expect, html} from '@open-wc/testing';
import {ROOM, frameOf, launchFor, next, open, partOf, release, setup, turn} from './set-up.js';

afterEach(() => release());

it('has no accessibility finding in any state', async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
  );
  const {room, held} = all;
  await expect(room).to.be.accessible();
  room.join();
  await room.updateComplete;
  await expect(room).to.be.accessible();
  const failed = next(room, 'kaltura-room-error');
  (await held.next()).answerJson(launchFor());
  const reachability = await held.next();
  expect(room.state).to.equal('joining');
  await expect(room).to.be.accessible();
  reachability.fail();
  await failed;
  await room.updateComplete;
  await expect(room).to.be.accessible();
  room.reload();
  await open(all);
  await expect(room).to.be.accessible();
});

it('announces what it is doing', async () => {
  const all = await setup();
  const status = () => all.room.shadowRoot?.querySelector('[role=status]')?.textContent;
  expect(status()).to.equal('Getting your seat ready…');
  await open(all);
  await all.room.updateComplete;
  expect(status()).to.equal('The room is open.');
});

it('focus goes along: from the button to the panel, and on into the room', async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
  );
  const {room} = all;
  const focused = () => room.shadowRoot?.activeElement;
  partOf(room, 'join')?.focus();
  partOf(room, 'join')?.click();
  await room.updateComplete;
  expect(focused()).to.equal(partOf(room, 'loading'));
  await open(all);
  await room.updateComplete;
  expect(focused()).to.equal(frameOf(room));
});

it('takes no focus that it did not have', async () => {
  const all = await setup();
  await open(all);
  await turn();
  expect(document.activeElement).to.equal(document.body);
});

for (const [slot, state] of [
  ['idle', 'idle'],
  ['loading', 'loading'],
  ['error', 'failed'],
] as const)
  it(`shows what the page puts in its slot ${slot}`, async () => {
    const {room, held} = await setup(
      html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click">
        <p slot=${slot}>The page's own</p>
      </kaltura-room>`,
    );
    if (state !== 'idle') {
      room.join();
      const call = await held.next();
      const failed = next(room, 'kaltura-room-error');
      if (state === 'failed') {
        call.fail();
        await failed;
      }
    }
    await room.updateComplete;
    expect(room.state).to.equal(state);
    const assigned = room.shadowRoot?.querySelector('slot')?.assignedElements();
    expect(assigned?.map(({textContent}) => textContent)).to.deep.equal(["The page's own"]);
  });
