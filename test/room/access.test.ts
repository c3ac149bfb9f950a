import {expect, html} from '@open-wc/testing';
import {
  ROOM,
  blockFrame,
  frameOf,
  launchFor,
  next,
  open,
  partOf,
  release,
  setup,
  turn,
} from './set-up.js';

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
  await held.next();
  expect(room.state).to.equal('joining');
  await expect(room).to.be.accessible();
  blockFrame();
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
  expect(status()).to.equal('The room should be open now.');
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
        call.answer('', {status: 403});
        await failed;
      }
    }
    await room.updateComplete;
    expect(room.state).to.equal(state);
    const shown = room.querySelector('p')?.getBoundingClientRect();
    const host = room.getBoundingClientRect();
    expect(shown?.height).to.be.greaterThan(0);
    expect(shown?.top).to.be.at.least(host.top);
    expect(shown?.bottom).to.be.at.most(host.bottom);
    expect(partOf(room, 'title')?.checkVisibility() ?? false).to.be.false;
  });

it("shows the page's own words over the frame that loads", async () => {
  const {room, held} = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token">
      <p slot="loading">The page's own</p>
    </kaltura-room>`,
  );
  (await held.next()).answerJson(launchFor());
  await held.next();
  expect(room.state).to.equal('joining');
  const shown = room.querySelector('p')?.getBoundingClientRect();
  expect(shown?.bottom).to.be.at.most(room.getBoundingClientRect().bottom);
});
