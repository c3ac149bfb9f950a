import {expect, html} from '@open-wc/testing';
import {
  ROOM,
  reportBlockedFrame,
  getFrame,
  buildLaunchResponse,
  openRoom,
  getPart,
  nextProbe,
  waitForState,
  restoreFetch,
  renderRoom,
  nextTask,
  type RenderedRoom,
} from './set-up.js';

afterEach(() => restoreFetch());

const click = html`<kaltura-room
  room-id=${ROOM}
  token-url="/token"
  loading="click"
></kaltura-room>`;

const focused = (room: HTMLElement) => room.shadowRoot?.activeElement;
/** What has it, named by its parts. */
const focus = (room: HTMLElement) => focused(room)?.getAttribute('part');

/** A room that a person is in, by the keyboard. */
async function inRoom(): Promise<RenderedRoom> {
  const rendered = await renderRoom(click);
  getPart(rendered.room, 'join')?.focus();
  getPart(rendered.room, 'join')?.click();
  await rendered.room.updateComplete;
  expect(focus(rendered.room)).to.equal('panel loading');
  await openRoom(rendered);
  await rendered.room.updateComplete;
  expect(focused(rendered.room) === getFrame(rendered.room)).to.be.true;
  return rendered;
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
  getPart(room, 'dismiss')?.focus();
  getPart(room, 'dismiss')?.click();
  await room.updateComplete;
  expect(focused(room) === getFrame(room)).to.be.true;
});

it('is at what went wrong, once the room is lost', async () => {
  const {room} = await inRoom();
  const frame = getFrame(room)!;
  frame.contentWindow?.location.replace('/__blank');
  await waitForState(room, 'failed');
  expect(focus(room)).to.equal('panel error');
});

it('is at what went wrong where the room did not open, and goes on by its button', async () => {
  const rendered = await renderRoom(click);
  const {room, fetchMock} = rendered;
  getPart(room, 'join')?.focus();
  getPart(room, 'join')?.click();
  (await fetchMock.next()).answerJson(buildLaunchResponse());
  await nextProbe(fetchMock);
  reportBlockedFrame();
  await waitForState(room, 'failed');
  expect(focus(room)).to.equal('panel error');
  getPart(room, 'retry')?.focus();
  getPart(room, 'retry')?.click();
  await waitForState(room, 'loading');
  expect(focus(room)).to.equal('panel loading');
});

it('is in the new room, where another one is shown', async () => {
  const rendered = await inRoom();
  rendered.room.roomId = '1_efgh5678';
  await rendered.room.updateComplete;
  expect(focus(rendered.room)).to.equal('panel loading');
  await openRoom(rendered);
  await rendered.room.updateComplete;
  expect(focused(rendered.room) === getFrame(rendered.room)).to.be.true;
});

it("goes on from the page's own button in a slot, and back to it", async () => {
  const rendered = await renderRoom(
    html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click">
      <button slot="idle">The page's own</button>
    </kaltura-room>`,
  );
  const {room} = rendered;
  room.querySelector('button')?.focus();
  room.join();
  await room.updateComplete;
  expect(focus(room)).to.equal('panel loading');
  await openRoom(rendered);
  await room.updateComplete;
  expect(focused(room) === getFrame(room)).to.be.true;
  room.leave();
  await room.updateComplete;
  // The button is the page's, and so is what it says; its panel comes right before it.
  expect(focus(room)).to.equal('panel idle');
});

it('stays where it is while what has it stays', async () => {
  const {room} = await renderRoom(
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
    const rendered = await renderRoom(html`<div>${click}<button id="other">Other</button></div>`);
    const other = rendered.room.parentElement!.querySelector<HTMLElement>('#other')!;
    other.focus();
    return {...rendered, isThere: () => document.activeElement === other};
  }

  it('stays there while the room opens, is left and fails', async () => {
    const rendered = await beside();
    const {room, fetchMock, isThere} = rendered;
    room.join();
    await openRoom(rendered);
    await room.updateComplete;
    expect(isThere()).to.be.true;
    room.leave();
    await room.updateComplete;
    expect(isThere()).to.be.true;
    room.join();
    (await fetchMock.next()).answer('', {status: 403});
    await waitForState(room, 'failed');
    await nextTask();
    expect(isThere()).to.be.true;
  });

  it('stays there where a person has moved on while the room opens', async () => {
    const rendered = await inRoom();
    const other = document.createElement('button');
    rendered.room.after(other);
    other.focus();
    rendered.room.leave();
    await rendered.room.updateComplete;
    expect(document.activeElement === other).to.be.true;
  });
});

it('is with nobody where nobody had it', async () => {
  const rendered = await renderRoom();
  await openRoom(rendered);
  rendered.room.leave();
  await rendered.room.updateComplete;
  await nextTask();
  expect(document.activeElement === document.body).to.be.true;
});
