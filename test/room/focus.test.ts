import {expect, html} from '@open-wc/testing';
import {nextTask} from '../support/events.js';
import {
  ROOM,
  reportBlockedFrame,
  getFrame,
  buildLaunchResponse,
  openRoom,
  getPart,
  nextProbe,
  waitForState,
  renderRoom,
  type RenderedRoom,
} from '../support/room-fixture.js';

const CLICK_ROOM = html`<kaltura-room
  room-id=${ROOM}
  token-url="/token"
  loading="click"
></kaltura-room>`;

const getFocused = (room: HTMLElement) => room.shadowRoot?.activeElement;
/** Returns the parts of the element that has focus. */
const getFocusedPart = (room: HTMLElement) => getFocused(room)?.getAttribute('part');

/** Opens a room by a click on its join button, which has focus. */
async function joinWithFocus(): Promise<RenderedRoom> {
  const rendered = await renderRoom(CLICK_ROOM);
  getPart(rendered.room, 'join')?.focus();
  getPart(rendered.room, 'join')?.click();
  await openRoom(rendered);
  await rendered.room.updateComplete;
  return rendered;
}

describe('focus in the room', () => {
  it('moves from the join button to the panel, then to the frame', async () => {
    const rendered = await renderRoom(CLICK_ROOM);
    getPart(rendered.room, 'join')?.focus();
    getPart(rendered.room, 'join')?.click();
    await rendered.room.updateComplete;
    expect(getFocusedPart(rendered.room)).to.equal('panel loading');
    await openRoom(rendered);
    await rendered.room.updateComplete;
    expect(getFocused(rendered.room) === getFrame(rendered.room)).to.be.true;
  });

  it('moves to the join button when the guest leaves', async () => {
    const {room} = await joinWithFocus();
    room.leave();
    await room.updateComplete;
    expect(getFocusedPart(room)).to.equal('button join');
  });

  it('moves to the frame when a warning is dismissed', async () => {
    const {room} = await joinWithFocus();
    window.dispatchEvent(new Event('offline'));
    await room.updateComplete;
    getPart(room, 'dismiss')?.focus();
    getPart(room, 'dismiss')?.click();
    await room.updateComplete;
    expect(getFocused(room) === getFrame(room)).to.be.true;
  });

  it('moves to the error panel when an open room fails', async () => {
    const {room} = await joinWithFocus();
    const frame = getFrame(room)!;
    frame.contentWindow?.location.replace('/__blank');
    await waitForState(room, 'failed');
    expect(getFocusedPart(room)).to.equal('panel error');
  });

  it('moves to the error panel when the room does not open, then to the loading panel on retry', async () => {
    const rendered = await renderRoom(CLICK_ROOM);
    const {room, fetchMock} = rendered;
    getPart(room, 'join')?.focus();
    getPart(room, 'join')?.click();
    (await fetchMock.next()).answerJson(buildLaunchResponse());
    await nextProbe(fetchMock);
    reportBlockedFrame();
    await waitForState(room, 'failed');
    expect(getFocusedPart(room)).to.equal('panel error');
    getPart(room, 'retry')?.focus();
    getPart(room, 'retry')?.click();
    await waitForState(room, 'loading');
    expect(getFocusedPart(room)).to.equal('panel loading');
  });

  it('moves to the frame of another room', async () => {
    const rendered = await joinWithFocus();
    rendered.room.roomId = '1_efgh5678';
    await rendered.room.updateComplete;
    expect(getFocusedPart(rendered.room)).to.equal('panel loading');
    await openRoom(rendered);
    await rendered.room.updateComplete;
    expect(getFocused(rendered.room) === getFrame(rendered.room)).to.be.true;
  });

  it('moves from a slotted button to the frame, and back to the panel of the slot', async () => {
    const rendered = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click">
        <button slot="idle">The page's own</button>
      </kaltura-room>`,
    );
    const {room} = rendered;
    room.querySelector('button')?.focus();
    room.join();
    await room.updateComplete;
    expect(getFocusedPart(room)).to.equal('panel loading');
    await openRoom(rendered);
    await room.updateComplete;
    expect(getFocused(room) === getFrame(room)).to.be.true;
    room.leave();
    await room.updateComplete;
    // The element does not focus a button of the page. Its panel comes right before the button.
    expect(getFocusedPart(room)).to.equal('panel idle');
  });

  it('stays on its element during an update', async () => {
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
});

describe('focus outside the room', () => {
  /** Renders a room beside a button that has focus. */
  async function renderBesideButton() {
    const rendered = await renderRoom(
      html`<div>${CLICK_ROOM}<button id="other">Other</button></div>`,
    );
    const other = rendered.room.parentElement!.querySelector<HTMLElement>('#other')!;
    other.focus();
    return {...rendered, hasFocus: () => document.activeElement === other};
  }

  it('stays outside while the room opens, is left and fails', async () => {
    const rendered = await renderBesideButton();
    const {room, fetchMock, hasFocus} = rendered;
    room.join();
    await openRoom(rendered);
    await room.updateComplete;
    expect(hasFocus()).to.be.true;
    room.leave();
    await room.updateComplete;
    expect(hasFocus()).to.be.true;
    room.join();
    (await fetchMock.next()).answer('', {status: 403});
    await waitForState(room, 'failed');
    await nextTask();
    expect(hasFocus()).to.be.true;
  });

  it('stays outside if the guest has moved it before the room is left', async () => {
    const rendered = await joinWithFocus();
    const other = document.createElement('button');
    rendered.room.after(other);
    other.focus();
    rendered.room.leave();
    await rendered.room.updateComplete;
    expect(document.activeElement === other).to.be.true;
  });
});

describe('focus on the body', () => {
  it('stays there while the room opens and is left', async () => {
    const rendered = await renderRoom();
    await openRoom(rendered);
    rendered.room.leave();
    await rendered.room.updateComplete;
    await nextTask();
    expect(document.activeElement === document.body).to.be.true;
  });
});
