import {expect, html} from '@open-wc/testing';
import type {KalturaRoomElement} from '../../src/index.js';
import {nextTask} from '../support/events.js';
import {
  CREATED,
  NEW_ROOM,
  fillIn,
  getAnnouncement,
  getPart,
  hasPart,
  renderCreator,
  submit,
  waitForOutcome,
  type CreatorFixture,
} from '../support/creator-fixture.js';
import {restoreProperties, stubProperty} from '../support/stub-property.js';

afterEach(() => restoreProperties());

interface RoomPage extends CreatorFixture {
  readonly room: KalturaRoomElement;
  readonly other: HTMLInputElement;
}

async function renderWithRoom(attributes: object = {}): Promise<RoomPage> {
  const rendered = await renderCreator(
    html`<main>
      <kaltura-room-creator create-url="/rooms" for="room"></kaltura-room-creator>
      <input />
      <kaltura-room id="room" token-url="/token"></kaltura-room>
    </main>`,
  );
  const page = rendered.creator.parentElement!;
  Object.assign(rendered.creator, attributes);
  return {
    ...rendered,
    room: page.querySelector('kaltura-room')!,
    other: page.querySelector('input')!,
  };
}

async function createRoom({creator, fetchMock}: CreatorFixture, during = () => {}): Promise<void> {
  fillIn(creator, {name: 'Room'});
  submit(creator);
  const call = await fetchMock.next();
  during();
  call.answerJson(CREATED);
  await waitForOutcome(creator);
  await nextTask();
}

describe('a room that was created for an element of the page', () => {
  it('takes the focus, with a tabindex that goes when the focus moves on', async () => {
    const page = await renderWithRoom();
    await createRoom(page);
    expect(document.activeElement === page.room).to.be.true;
    expect(page.room.hasAttribute('tabindex')).to.be.true;
    page.other.focus();
    expect(page.room.hasAttribute('tabindex')).to.be.false;
  });

  it('keeps a tabindex of the page', async () => {
    const page = await renderWithRoom();
    page.room.tabIndex = 0;
    await createRoom(page);
    expect(document.activeElement === page.room).to.be.true;
    page.other.focus();
    expect(page.room.getAttribute('tabindex')).to.equal('0');
  });

  it('does not take the focus from a guest who has moved on', async () => {
    const page = await renderWithRoom();
    await createRoom(page, () => page.other.focus());
    expect(page.room.roomId).to.equal(NEW_ROOM);
    expect(document.activeElement === page.other).to.be.true;
  });

  it('leaves the focus to the panel if the room element is hidden', async () => {
    const page = await renderWithRoom({allowAnother: true});
    page.room.hidden = true;
    await createRoom(page);
    expect(page.creator.shadowRoot!.activeElement === getPart(page.creator, 'created')).to.be.true;
  });

  it('does not take the focus when the browser restores the form', async () => {
    const page = await renderWithRoom({allowAnother: true});
    page.other.focus();
    const createdRoom = {id: NEW_ROOM, name: 'Room'};
    page.creator.formStateRestoreCallback(JSON.stringify({edits: {}, attempts: [], createdRoom}));
    await page.creator.updateComplete;
    await nextTask();
    expect(hasPart(page.creator, 'join')).to.be.true;
    expect(document.activeElement === page.other).to.be.true;
  });

  it('announces the success, because the focus does not read the panel', async () => {
    const page = await renderWithRoom({allowAnother: true});
    await createRoom(page);
    expect(getAnnouncement(page.creator)).to.equal('Room created: Room');
  });

  for (const {motion, isReduced, behavior} of [
    {motion: 'no reduced motion', isReduced: false, behavior: 'smooth'},
    {motion: 'reduced motion', isReduced: true, behavior: 'instant'},
  ])
    it(`scrolls into view with ${motion}`, async () => {
      const page = await renderWithRoom();
      const calls: unknown[] = [];
      page.room.scrollIntoView = options => void calls.push(options);
      stubProperty(window, 'matchMedia', () => ({matches: isReduced}));
      await createRoom(page);
      expect(calls).to.deep.equal([{block: 'nearest', behavior}]);
    });
});

describe('the panel of a created room', () => {
  it('does not take the focus from a guest who has moved on', async () => {
    const page = await renderWithRoom({htmlFor: '', allowAnother: true});
    await createRoom(page, () => page.other.focus());
    expect(hasPart(page.creator, 'created')).to.be.true;
    expect(document.activeElement === page.other).to.be.true;
  });
});

describe('the Join button of the panel', () => {
  it('opens the room on the page, and moves the focus to it', async () => {
    const page = await renderWithRoom({shareUrl: '/join/{id}'});
    await createRoom(page);
    page.room.leave();
    page.room.roomId = '1_other000';
    page.other.focus();
    const join = getPart(page.creator, 'join')!;
    expect([join.localName, join.textContent.trim()]).to.deep.equal(['button', 'Join the room']);
    join.click();
    expect(page.room.roomId).to.equal(NEW_ROOM);
    await page.room.updateComplete;
    expect(page.room.state).to.equal('loading');
    expect(document.activeElement === page.room).to.be.true;
  });

  it('is a link if no element of the page shows the room', async () => {
    const rendered = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        share-url="/join/{id}"
      ></kaltura-room-creator>`,
    );
    await createRoom(rendered);
    const join = getPart(rendered.creator, 'join') as HTMLAnchorElement;
    expect(join.href).to.equal(`${location.origin}/join/${NEW_ROOM}`);
    expect([join.target, join.rel]).to.deep.equal(['_blank', 'noopener']);
  });

  it('is missing without a link and an element', async () => {
    const rendered = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms" allow-another></kaltura-room-creator>`,
    );
    await createRoom(rendered);
    expect(hasPart(rendered.creator, 'created')).to.be.true;
    expect(hasPart(rendered.creator, 'join')).to.be.false;
  });
});

describe('the link to a room', () => {
  it('can break after each slash, and keeps the ID in one piece', async () => {
    const rendered = await renderCreator(
      html`<div style="inline-size: 280px">
        <kaltura-room-creator
          create-url="/rooms"
          share-url="https://www.example.com/courses/join/{id}"
        ></kaltura-room-creator>
      </div>`,
    );
    await createRoom(rendered);
    const link = getPart(rendered.creator, 'link')!;
    expect(link.textContent).to.equal(`https://www.example.com/courses/join/${NEW_ROOM}`);
    const id = [...link.childNodes].find(({textContent}) => textContent === NEW_ROOM)!;
    const range = document.createRange();
    range.selectNodeContents(id);
    expect(link.getClientRects().length).to.be.above(1);
    expect(range.getClientRects()).to.have.length(1);
  });
});
