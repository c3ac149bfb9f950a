import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {waitUntil} from '../support/events.js';
import {
  ROOM,
  getPart,
  openRoom,
  renderFailedRoom,
  renderRoom,
  buildLaunchResponse,
  waitForState,
  withStubbedOpen,
} from '../support/room-fixture.js';
import {translateTexts} from '../support/translate-page.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

afterEach(() => restoreProperties());

const getStatus = (room: KalturaRoomElement) =>
  room.shadowRoot!.querySelector('p[role=status]')!.textContent.trim();
const getPanelText = (room: KalturaRoomElement) => getPart(room, 'panel')?.textContent.trim();

describe('a room whose texts a browser has translated', () => {
  it('updates the status and the loading panel while it opens', async () => {
    const {room, fetchMock} = await renderRoom();
    await waitUntil(() => getPanelText(room) === 'Preparing the room…');
    expect(getStatus(room)).to.equal('Preparing the room…');
    translateTexts(room);
    (await fetchMock.next()).answerJson(buildLaunchResponse());
    await waitForState(room, 'joining');
    expect(getStatus(room)).to.equal('Opening the room…');
    expect(getPanelText(room)).to.equal('Opening the room…');
  });

  it('updates the status when the guest leaves', async () => {
    const rendered = await renderRoom();
    const {room} = rendered;
    await openRoom(rendered);
    await room.updateComplete;
    translateTexts(room);
    room.leave();
    await room.updateComplete;
    expect(getStatus(room)).to.equal('You have left the room.');
  });

  it('updates the waiting panel when the page sets a room', async () => {
    const {room} = await renderRoom(
      html`<kaltura-room token-url="/token" loading="click"></kaltura-room>`,
    );
    translateTexts(room);
    room.roomId = ROOM;
    await room.updateComplete;
    expect(getPanelText(room)).to.match(/^The meeting room opens here\.\s+Join the room$/);
  });

  it('updates the error when the browser blocks a new tab', async () => {
    const {room} = await renderFailedRoom();
    translateTexts(room);
    await withStubbedOpen(null, async () => {
      getPart(room, 'new-tab')!.click();
      await waitUntil(() => room.error?.code === 'tab-blocked');
    });
    await room.updateComplete;
    expect(getPanelText(room)).to.contain('Your browser blocked the new tab');
    expect(getPart(room, 'code')!.textContent).to.equal('tab-blocked');
  });

  it('updates the banners when the guest dismisses one of them', async () => {
    stubProperty(window, 'isSecureContext', false);
    const rendered = await renderRoom();
    const {room} = rendered;
    await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    await room.updateComplete;
    expect(room.warnings).to.deep.equal(['insecure-context', 'offline']);
    translateTexts(room);
    getPart(room, 'dismiss')!.click();
    await room.updateComplete;
    expect(getPart(room, 'warning')!.textContent).to.contain('You are offline.');
  });

  it('updates the label of the full screen button', async () => {
    const rendered = await renderRoom(
      html`<kaltura-room room-id=${ROOM} token-url="/token" controls></kaltura-room>`,
    );
    const {room} = rendered;
    stubProperty(document, 'fullscreenEnabled', true);
    await openRoom(rendered);
    await room.updateComplete;
    translateTexts(room);
    stubProperty(room, 'matches', () => true);
    room.dispatchEvent(new Event('fullscreenchange'));
    await room.updateComplete;
    expect(getPart(room, 'full-screen')!.textContent).to.equal('Exit full screen');
  });
});
