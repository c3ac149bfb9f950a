import {expect, html} from '@open-wc/testing';
import {
  fillIn,
  getAnnouncement,
  getControl,
  getFieldValues,
  pressKey,
  renderCreator,
  waitForOutcome,
  type CreatorFixture,
} from '../support/creator-fixture.js';
import {STATES} from './states.js';

/**
 * The Enter key that accepts a word of an input method, such as for Japanese. Safari dispatches its
 * keydown event after the end of the composition, with the key code 229.
 */
const COMPOSITION_ENTERS = [
  {browser: 'Safari, after the composition', isComposing: false, keyCode: 229},
  {browser: 'other browsers, during the composition', isComposing: true, keyCode: 13},
];

interface KeyInit {
  readonly key?: string;
  readonly isComposing: boolean;
  readonly keyCode: number;
  readonly repeat?: boolean;
}

/** Dispatches a keydown event. Returns false if the element prevents the default action. */
function dispatchKey(target: Element, {keyCode, ...init}: KeyInit): boolean {
  const options = {key: 'Enter', bubbles: true, composed: true, cancelable: true, ...init};
  const event = new KeyboardEvent('keydown', options);
  // Not every engine accepts `keyCode` as an option.
  Object.defineProperty(event, 'keyCode', {value: keyCode});
  return target.dispatchEvent(event);
}

const renderWithSearchResults = async (): Promise<CreatorFixture> => {
  const rendered = await renderCreator();
  await STATES['with search results']!(rendered);
  await rendered.creator.updateComplete;
  return rendered;
};

describe('Enter that accepts a word of an input method', () => {
  for (const {browser, ...init} of COMPOSITION_ENTERS) {
    for (const {field, label} of [
      {field: 'tags', label: 'Tags'},
      {field: 'roomModeratorUserIds', label: 'Room moderators'},
    ] as const)
      it(`adds no chip to ${field}: ${browser}`, async () => {
        const {creator} = await renderCreator();
        fillIn(creator, {[field]: 'word'});
        expect(dispatchKey(getControl(creator, field), init)).to.be.true;
        await creator.updateComplete;
        expect(getControl(creator, field).value).to.equal('word');
        expect(getAnnouncement(creator)).to.equal('');
        pressKey(creator, field, 'Enter');
        await creator.updateComplete;
        expect(getAnnouncement(creator)).to.equal(`Added: word (${label})`);
      });

    it(`selects no user: ${browser}`, async () => {
      const {creator} = await renderWithSearchResults();
      expect(dispatchKey(getControl(creator, 'roomModeratorUserIds'), init)).to.be.true;
      await creator.updateComplete;
      expect(getFieldValues(creator)).to.deep.equal({roomModeratorUserIds: 'a'});
    });

    it(`does not submit the form from a control of the page: ${browser}`, async () => {
      const {creator, fetchMock} = await renderCreator(
        html`<kaltura-room-creator create-url="/rooms"><input /></kaltura-room-creator>`,
      );
      fillIn(creator, {name: 'Room'});
      const input = creator.querySelector('input')!;
      dispatchKey(input, init);
      await waitForOutcome(creator);
      expect(fetchMock.calls).to.have.length(0);
      dispatchKey(input, {isComposing: false, keyCode: 13});
      expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
    });

    it(`keeps its default action while it is held: ${browser}`, async () => {
      const {creator} = await renderCreator();
      expect(dispatchKey(getControl(creator, 'name'), {...init, repeat: true})).to.be.true;
    });
  }
});

describe('other keys of an input method', () => {
  for (const {browser, ...init} of COMPOSITION_ENTERS)
    it(`change neither chips nor the list of users: ${browser}`, async () => {
      const {creator} = await renderWithSearchResults();
      const input = getControl(creator, 'roomModeratorUserIds');
      const active = input.getAttribute('aria-activedescendant');
      for (const key of ['ArrowDown', 'Escape'])
        expect(dispatchKey(input, {...init, key}), key).to.be.true;
      await creator.updateComplete;
      expect(input.getAttribute('aria-activedescendant')).to.equal(active);
      fillIn(creator, {tags: 'one,'});
      dispatchKey(getControl(creator, 'tags'), {...init, key: 'Backspace'});
      await creator.updateComplete;
      expect(getFieldValues(creator).tags).to.equal('one');
    });
});
