import {expect, html} from '@open-wc/testing';
import {nextEvent, nextTask, waitUntil} from '../support/events.js';
import {
  fillIn,
  getAnnouncement,
  getControl,
  getNote,
  getPart,
  hasPart,
  getText,
  renderCreator,
  replaceClipboard,
  submit,
} from '../support/creator-fixture.js';
import {translateTexts} from '../support/translate-page.js';
import {STATES} from './states.js';

const getChipTexts = (creator: HTMLElement) =>
  [...creator.shadowRoot!.querySelectorAll('[part~=chip] bdi')].map(({textContent}) => textContent);

describe('a form whose texts a browser has translated', () => {
  it('updates the counter of the name', async () => {
    const {creator} = await renderCreator();
    translateTexts(creator);
    fillIn(creator, {name: 'Room'});
    await creator.updateComplete;
    expect(getText(creator, 'count')).to.equal('4/256');
  });

  it('updates the live region', async () => {
    const {creator} = await renderCreator();
    for (const tag of ['one', 'two']) {
      fillIn(creator, {tags: `${tag},`});
      await creator.updateComplete;
      expect(getAnnouncement(creator)).to.equal(`Added: ${tag} (Tags)`);
      translateTexts(creator);
    }
    getControl(creator, 'name').focus();
    getControl(creator, 'description').focus();
    await creator.updateComplete;
    expect(getAnnouncement(creator)).to.equal('');
  });

  it('updates the chips', async () => {
    const {creator} = await renderCreator();
    fillIn(creator, {tags: 'one,two,three,'});
    await creator.updateComplete;
    translateTexts(creator);
    creator.shadowRoot!.querySelector<HTMLElement>('[part=remove]')!.click();
    await creator.updateComplete;
    expect(getChipTexts(creator)).to.deep.equal(['two', 'three']);
  });

  it('updates the results of a search', async () => {
    const rendered = await renderCreator();
    const {creator} = rendered;
    await STATES['with search results']!(rendered);
    await creator.updateComplete;
    translateTexts(creator);
    creator.searchUsers = () => [{id: 'cy', name: 'Cy'}];
    fillIn(creator, {roomModeratorUserIds: 'c'});
    const getOption = () => getText(creator, 'option').replace(/\s+/g, ' ');
    await waitUntil(() => getOption() === 'Cy cy');
    translateTexts(creator);
    fillIn(creator, {roomModeratorUserIds: ''});
    await creator.updateComplete;
    expect(hasPart(creator, 'option')).to.be.false;
  });

  it('updates the error of a field', async () => {
    const {creator} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        required-fields="description"
      ></kaltura-room-creator>`,
    );
    fillIn(creator, {description: 'x'.repeat(5001)});
    submit(creator);
    await waitUntil(() => getNote(creator, 'description').includes('under 5,000 characters'));
    translateTexts(creator);
    fillIn(creator, {description: ''});
    await creator.updateComplete;
    expect(getNote(creator, 'description')).to.equal('Fill this in.');
    fillIn(creator, {roomModeratorUserIds: 'a:b,c:d,'});
    await creator.updateComplete;
    translateTexts(creator);
    creator.shadowRoot!.querySelector<HTMLElement>('[part=remove]')!.click();
    await creator.updateComplete;
    expect(getNote(creator, 'roomModeratorUserIds')).to.match(/^c:d/);
  });

  it('updates the status during a creation', async () => {
    const {creator, fetchMock} = await renderCreator();
    fillIn(creator, {name: 'Room'});
    translateTexts(creator);
    submit(creator);
    const first = await fetchMock.next();
    await creator.updateComplete;
    expect(getText(creator, 'status')).to.equal('Creating the room…');
    translateTexts(creator);
    first.fail();
    const second = await fetchMock.next();
    expect(getText(creator, 'status')).to.equal('Trying again…');
    translateTexts(creator);
    const created = nextEvent(creator, 'kaltura-room-created');
    second.answerJson({success: true, data: {id: '1_newroom0'}});
    await created;
    await creator.updateComplete;
    expect(getText(creator, 'status').replace(/\s+/g, ' ')).to.equal('Room created: Room');
  });

  it('updates the button that copies the link', async () => {
    const rendered = await renderCreator();
    const {creator} = rendered;
    await STATES['created, with a link']!(rendered);
    await creator.updateComplete;
    translateTexts(creator);
    const restoreClipboard = replaceClipboard(() => Promise.resolve());
    getPart(creator, 'copy')!.click();
    await nextTask();
    restoreClipboard();
    await creator.updateComplete;
    expect(getText(creator, 'copy')).to.equal('Copied');
  });
});
