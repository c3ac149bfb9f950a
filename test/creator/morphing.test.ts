// @ts-expect-error -- Turbo has no type declarations.
import * as turbo from '@hotwired/turbo';
import {expect, fixture, html} from '@open-wc/testing';
import htmx from 'htmx.org';
import '../../src/define.js';
import type {KalturaRoomCreatorElement, KalturaRoomElement} from '../../src/index.js';
import {CREATED, NEW_ROOM, fillIn, submit} from '../support/creator-fixture.js';
import {nextEvent, nextTask} from '../support/events.js';
import {mockFetch, type FetchMock} from '../support/mock-fetch.js';
import {getFrame, openRoom} from '../support/room-fixture.js';

/*
 * Turbo and htmx refresh a page by morphing: they change the elements of the page until their
 * attributes are those of the server's HTML.
 */

const PAGE = `<main>
  <kaltura-room-creator create-url="/rooms" for="room"></kaltura-room-creator>
  <kaltura-room id="room" token-url="/token"></kaltura-room>
</main>`;

const {morphElements} = turbo as {
  readonly morphElements: (element: Element, to: Element) => void;
};

const parse = (markup: string) =>
  document.createRange().createContextualFragment(markup).firstElementChild!;

let fetchMock: FetchMock;
beforeEach(() => {
  fetchMock = mockFetch();
});

/** Creates a room with the form of the page, and opens it. */
async function openNewRoom() {
  const page = await fixture<HTMLElement>(html`${parse(PAGE)}`);
  const creator = page.querySelector<KalturaRoomCreatorElement>('kaltura-room-creator')!;
  const room = page.querySelector<KalturaRoomElement>('kaltura-room')!;
  fillIn(creator, {name: 'Stand-up'});
  submit(creator);
  (await fetchMock.next()).answerJson(CREATED, {status: 201});
  const frame = await openRoom({room, fetchMock});
  return {page, room, frame};
}

const LIBRARIES: readonly {
  readonly name: string;
  readonly morph: (page: Element, markup: string) => unknown;
}[] = [
  {name: 'Turbo', morph: (page, markup) => morphElements(page, parse(markup))},
  {
    name: 'htmx',
    // The type declarations of htmx have no default export.
    morph: (target, text) =>
      (htmx as unknown as {swap(options: object): Promise<void>}).swap({
        ...{target, text, swap: 'outerMorph'},
      }),
  },
];

describe('a page that is morphed after `for` has opened a new room', () => {
  for (const {name, morph} of LIBRARIES) {
    it(`keeps the meeting (${name})`, async () => {
      const {page, room, frame} = await openNewRoom();
      await morph(page, PAGE);
      await room.updateComplete;
      await nextTask();
      expect(room.isConnected).to.be.true;
      expect(room.roomId).to.equal(NEW_ROOM);
      expect(room.state).to.equal('ready');
      expect(getFrame(room) === frame).to.be.true;
    });

    it(`follows a change of the server's HTML (${name})`, async () => {
      const {page, room} = await openNewRoom();
      const reopened = nextEvent(room, 'kaltura-room-loading');
      await morph(page, PAGE.replace('token-url="/token"', 'token-url="/other"'));
      await reopened;
    });
  }
});
