import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {nextTask} from '../support/events.js';
import {
  ROOM,
  getPart,
  openRoom,
  renderRoom,
  waitForIntersectionReport,
  type RenderedRoom,
} from '../support/room-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

const {documentElement} = document;
const TURBO_MARK = 'data-turbo-preview';

/** A state of the page in which the guest does not use it yet. */
interface Preview {
  readonly name: string;
  readonly begin: () => void;
  readonly end: () => void;
}

const TURBO_PREVIEW: Preview = {
  name: 'a Turbo preview',
  begin: () => documentElement.setAttribute(TURBO_MARK, ''),
  end: () => {
    documentElement.removeAttribute(TURBO_MARK);
    documentElement.dispatchEvent(new Event('turbo:render', {bubbles: true}));
  },
};

const PREVIEWS: readonly Preview[] = [
  {
    name: 'prerendering',
    begin: () => stubProperty(document, 'prerendering', true),
    end: () => {
      restoreProperties();
      document.dispatchEvent(new Event('prerenderingchange'));
    },
  },
  TURBO_PREVIEW,
];

afterEach(() => {
  for (const {end} of PREVIEWS) end();
});

/** Renders a room, calls `act` with it, and waits until the room has reacted. */
async function renderInPreview(
  template = html`<kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room>`,
  act: (room: KalturaRoomElement) => void = () => {},
): Promise<RenderedRoom> {
  const rendered = await renderRoom(template);
  act(rendered.room);
  await rendered.room.updateComplete;
  await nextTask();
  return rendered;
}

for (const {name, begin, end} of PREVIEWS)
  describe(name, () => {
    it('keeps the room idle, without a request or an event', async () => {
      begin();
      const {room, fetchMock, events} = await renderInPreview();
      expect(room.state).to.equal('idle');
      expect(fetchMock.calls).to.have.length(0);
      expect(events).to.deep.equal([]);
    });

    it('opens the room once when it ends', async () => {
      begin();
      const rendered = await renderInPreview();
      end();
      await openRoom(rendered);
      expect(rendered.events).to.deep.equal(['loading', 'ready']);
    });

    for (const {call, act} of [
      {call: 'join()', act: (room: KalturaRoomElement) => room.join()},
      {call: 'reload()', act: (room: KalturaRoomElement) => room.reload()},
    ])
      it(`delays ${call} until it ends`, async () => {
        begin();
        const rendered = await renderInPreview(
          html`<kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>`,
          act,
        );
        expect(rendered.fetchMock.calls).to.have.length(0);
        end();
        await openRoom(rendered);
      });

    it('does not open a room that was left or removed before it ended', async () => {
      begin();
      const {room, fetchMock} = await renderInPreview(undefined, room => room.leave());
      const other = room.cloneNode() as KalturaRoomElement;
      room.after(other);
      await other.updateComplete;
      other.remove();
      end();
      await nextTask();
      expect([room.state, other.state]).to.deep.equal(['idle', 'idle']);
      expect(fetchMock.calls).to.have.length(0);
    });

    it('does not open rooms with `loading="lazy"` and `loading="click"` when it ends', async () => {
      begin();
      const {room, fetchMock} = await renderInPreview(
        html`<div>
          <kaltura-room room-id=${ROOM} token-url="/token" loading="click"></kaltura-room>
          <div style="height: 10000px"></div>
          <kaltura-room room-id=${ROOM} token-url="/token" loading="lazy"></kaltura-room>
        </div>`,
      );
      end();
      await waitForIntersectionReport();
      expect(fetchMock.calls).to.have.length(0);
      expect(getPart(room, 'join')).not.to.be.null;
    });
  });

describe('the page that replaces a Turbo preview', () => {
  it('opens its own room, and the room of the preview stays idle', async () => {
    TURBO_PREVIEW.begin();
    const {room, fetchMock} = await renderInPreview();
    // Turbo removes the mark first, and replaces the page after a while.
    documentElement.removeAttribute(TURBO_MARK);
    await nextTask();
    expect(fetchMock.calls).to.have.length(0);
    room.replaceWith(room.cloneNode());
    TURBO_PREVIEW.end();
    await nextTask();
    expect(fetchMock.calls).to.have.length(1);
    expect(room.state).to.equal('idle');
  });
});
