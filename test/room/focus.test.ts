import {expect, html} from '@open-wc/testing';
import {
  ROOM,
  blockFrame,
  frameOf,
  launchFor,
  open,
  partOf,
  reachability,
  reaches,
  release,
  setup,
  turn,
  type Setup,
} from './set-up.js';

afterEach(() => release());

const click = html`<kaltura-room
  room-id=${ROOM}
  token-url="/token"
  loading="click"
></kaltura-room>`;

const focused = (room: HTMLElement) => room.shadowRoot?.activeElement;
/** What has it, named by its parts. */
const focus = (room: HTMLElement) => focused(room)?.getAttribute('part');

/** A room that a person is in, by the keyboard. */
async function inRoom(): Promise<Setup> {
  const all = await setup(click);
  partOf(all.room, 'join')?.focus();
  partOf(all.room, 'join')?.click();
  await all.room.updateComplete;
  expect(focus(all.room)).to.equal('panel loading');
  await open(all);
  await all.room.updateComplete;
  expect(focused(all.room) === frameOf(all.room)).to.be.true;
  return all;
}

it('goes along: from the button to the panel, and on into the room', async () => {
  await inRoom();
});

it('is at the button to come back by, once the room was left', async () => {
  const {room} = await inRoom();
  room.leave();
  await room.updateComplete;
  expect(focus(room)).to.equal('button join');
});

it('is in the room again, once a strip above it was dismissed', async () => {
  const {room} = await inRoom();
  window.dispatchEvent(new Event('offline'));
  await room.updateComplete;
  partOf(room, 'dismiss')?.focus();
  partOf(room, 'dismiss')?.click();
  await room.updateComplete;
  expect(focused(room) === frameOf(room)).to.be.true;
});

it('is at what went wrong, once the room is lost', async () => {
  const {room} = await inRoom();
  const frame = frameOf(room)!;
  frame.contentWindow?.location.replace('/__blank');
  await reaches(room, 'failed');
  expect(focus(room)).to.equal('panel error');
});

it('is at what went wrong where the room did not open, and goes on by its button', async () => {
  const all = await setup(click);
  const {room, held} = all;
  partOf(room, 'join')?.focus();
  partOf(room, 'join')?.click();
  (await held.next()).answerJson(launchFor());
  await reachability(held);
  blockFrame();
  await reaches(room, 'failed');
  expect(focus(room)).to.equal('panel error');
  partOf(room, 'retry')?.focus();
  partOf(room, 'retry')?.click();
  await reaches(room, 'loading');
  expect(focus(room)).to.equal('panel loading');
});

it('is in the new room, where another one is shown', async () => {
  const all = await inRoom();
  all.room.roomId = '1_efgh5678';
  await all.room.updateComplete;
  expect(focus(all.room)).to.equal('panel loading');
  await open(all);
  await all.room.updateComplete;
  expect(focused(all.room) === frameOf(all.room)).to.be.true;
});

it("goes on from the page's own button in a slot, and back to it", async () => {
  const all = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click">
      <button slot="idle">The page's own</button>
    </kaltura-room>`,
  );
  const {room} = all;
  room.querySelector('button')?.focus();
  room.join();
  await room.updateComplete;
  expect(focus(room)).to.equal('panel loading');
  await open(all);
  await room.updateComplete;
  expect(focused(room) === frameOf(room)).to.be.true;
  room.leave();
  await room.updateComplete;
  // The button is the page's, and so is what it says; its panel comes right before it.
  expect(focus(room)).to.equal('panel idle');
});

it('stays where it is while what has it stays', async () => {
  const {room} = await setup(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click">
      <button slot="idle">The page's own</button>
    </kaltura-room>`,
  );
  const button = room.querySelector('button')!;
  button.focus();
  room.requestUpdate();
  await room.updateComplete;
  expect(document.activeElement === button).to.be.true;
});

describe('elsewhere on the page', () => {
  /** A room beside a button that has focus. */
  async function beside() {
    const all = await setup(html`<div>${click}<button id="other">Other</button></div>`);
    const other = all.room.parentElement!.querySelector<HTMLElement>('#other')!;
    other.focus();
    return {...all, isThere: () => document.activeElement === other};
  }

  it('stays there while the room opens, is left and fails', async () => {
    const all = await beside();
    const {room, held, isThere} = all;
    room.join();
    await open(all);
    await room.updateComplete;
    expect(isThere()).to.be.true;
    room.leave();
    await room.updateComplete;
    expect(isThere()).to.be.true;
    room.join();
    (await held.next()).answer('', {status: 403});
    await reaches(room, 'failed');
    await turn();
    expect(isThere()).to.be.true;
  });

  it('stays there where a person has moved on while the room opens', async () => {
    const all = await inRoom();
    const other = document.createElement('button');
    all.room.after(other);
    other.focus();
    all.room.leave();
    await all.room.updateComplete;
    expect(document.activeElement === other).to.be.true;
  });
});

it('is with nobody where nobody had it', async () => {
  const all = await setup();
  await open(all);
  all.room.leave();
  await all.room.updateComplete;
  await turn();
  expect(document.activeElement === document.body).to.be.true;
});
