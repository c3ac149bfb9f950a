import {expect} from '@open-wc/testing';
import type {RoomUser, SearchUsers} from '../../src/index.js';
import {nextTask, waitUntil} from '../support/events.js';
import {installFakeDeadlines} from '../support/fake-clock.js';
import {
  getControl,
  getNote,
  getPart,
  hasPart,
  pressKey,
  getAnnouncement,
  waitForOutcome,
  renderCreator,
  submit,
  fillIn,
  getFieldValues,
} from '../support/creator-fixture.js';

const FIELD = 'roomModeratorUserIds';

interface Search {
  readonly query: string;
  readonly signal: AbortSignal;
  readonly answer: (users: unknown) => void;
}

/** Renders a form with a user search, and holds its calls until the test answers. */
async function renderSearch() {
  const rendered = await renderCreator();
  const {creator} = rendered;
  const searches: Search[] = [];
  creator.searchUsers = (query, signal) =>
    new Promise<readonly RoomUser[]>(resolve => {
      searches.push({query, signal, answer: resolve as Search['answer']});
    });
  await creator.updateComplete;
  getControl(creator, FIELD).focus();
  await waitUntil(() => getPart(creator, 'options'));
  return {...rendered, searches};
}

const getOptions = (creator: HTMLElement) => [
  ...creator.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]'),
];
const getOptionTexts = (creator: HTMLElement) =>
  getOptions(creator).map(option => option.textContent.replace(/\s+/g, ' ').trim());
const getStatus = (creator: HTMLElement) =>
  creator.shadowRoot!.querySelector('p[part~=options]:not([hidden])')?.textContent.trim() ?? '';
const getActiveOption = (creator: HTMLElement) => {
  const id = getControl(creator, FIELD).getAttribute('aria-activedescendant');
  return id && creator.shadowRoot!.getElementById(id)?.querySelector('bdi')?.textContent;
};

/** Searches for "an", and answers with `users`. */
async function search(users: unknown) {
  const rendered = await renderSearch();
  fillIn(rendered.creator, {[FIELD]: 'an'});
  await waitUntil(() => rendered.searches.length);
  rendered.searches[0]!.answer(users);
  await waitUntil(
    () =>
      getOptions(rendered.creator).length || /Nobody|not working/.test(getStatus(rendered.creator)),
  );
  return rendered;
}

const USERS = [{id: 'ann', name: 'Ann Example'}, {id: 'anton'}, {id: 'dan', name: '<b>Dan</b>'}];

describe('typing', () => {
  it('starts one search after the last key, and shows a status', async () => {
    const {creator, searches} = await renderSearch();
    for (const text of ['a', 'an', 'ann ']) fillIn(creator, {[FIELD]: text});
    await waitUntil(() => searches.length);
    expect(searches.map(({query}) => query)).to.deep.equal(['ann']);
    await creator.updateComplete;
    expect(getStatus(creator)).to.equal('Searching…');
    expect(getControl(creator, FIELD).getAttribute('aria-expanded')).to.equal('false');
  });

  it('starts a search for the text that was typed before the search loaded', async () => {
    const {creator} = await renderCreator();
    const queries: string[] = [];
    creator.searchUsers = async query => {
      queries.push(query);
      return [];
    };
    await creator.updateComplete;
    getControl(creator, FIELD).focus();
    fillIn(creator, {[FIELD]: 'ann'});
    await waitUntil(() => queries.length);
    expect(queries).to.deep.equal(['ann']);
  });

  it('aborts the previous search, and shows the users of the new one only', async () => {
    const {creator, searches} = await renderSearch();
    fillIn(creator, {[FIELD]: 'a'});
    await waitUntil(() => searches.length >= 1);
    fillIn(creator, {[FIELD]: 'b'});
    expect(searches[0]!.signal.aborted).to.be.true;
    await waitUntil(() => searches.length >= 2);
    searches[1]!.answer([{id: 'bob'}]);
    searches[0]!.answer([{id: 'ann'}]);
    await waitUntil(() => getOptions(creator).length);
    expect(getOptionTexts(creator)).to.deep.equal(['bob']);
  });
});

describe('the combobox', () => {
  it('follows the ARIA pattern with the keyboard', async () => {
    const {creator} = await search(USERS);
    const input = getControl(creator, FIELD);
    expect(getOptionTexts(creator)).to.deep.equal(['Ann Example ann', 'anton', '<b>Dan</b> dan']);
    expect(input.getAttribute('role')).to.equal('combobox');
    expect(input.getAttribute('aria-expanded')).to.equal('true');
    const list = creator.shadowRoot!.getElementById(input.getAttribute('aria-controls')!)!;
    expect(list.getAttribute('role')).to.equal('listbox');
    expect(list.getAttribute('aria-label')).to.equal('People found');
    expect(getActiveOption(creator)).to.be.null;
    const pressAndGetActive = async (key: string) => {
      expect(pressKey(creator, FIELD, key)).to.be.false;
      await creator.updateComplete;
      return getActiveOption(creator);
    };
    expect(await pressAndGetActive('ArrowDown')).to.equal('Ann Example');
    expect(await pressAndGetActive('ArrowDown')).to.equal('anton');
    expect(await pressAndGetActive('ArrowUp')).to.equal('Ann Example');
    expect(await pressAndGetActive('ArrowUp')).to.be.null;
    expect(await pressAndGetActive('ArrowUp')).to.equal('<b>Dan</b>');
    expect(await pressAndGetActive('ArrowDown')).to.be.null;
    await pressAndGetActive('ArrowDown');
    const selected = getOptions(creator).map(option => option.getAttribute('aria-selected'));
    expect(selected).to.deep.equal(['true', 'false', 'false']);
    await pressAndGetActive('Enter');
    expect(getOptions(creator)).to.have.length(0);
    expect(getFieldValues(creator)[FIELD]).to.equal('Ann Example');
    expect(getPart(creator, 'chip')!.querySelector('small')!.textContent).to.equal('ann');
    expect(getPart(creator, 'remove')!.ariaLabel).to.equal('Remove: Ann Example (ann)');
    expect(getAnnouncement(creator)).to.equal('Added: Ann Example (Room moderators)');
    expect(input.value).to.equal('');
    expect(creator.shadowRoot?.activeElement === input).to.be.true;
  });

  it('selects a user by a click, and sends the ID', async () => {
    const {creator, fetchMock} = await search(USERS);
    getOptions(creator)[2]!.click();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room', [FIELD]: ['dan']});
  });

  it('ignores other mouse buttons', async () => {
    const {creator} = await search(USERS);
    for (const name of ['mousedown', 'mouseup', 'auxclick', 'contextmenu'])
      getOptions(creator)[0]!.dispatchEvent(new MouseEvent(name, {button: 2, bubbles: true}));
    await creator.updateComplete;
    expect(hasPart(creator, 'chip')).to.be.false;
  });

  it('announces its status in an existing live region', async () => {
    const {creator, searches} = await renderSearch();
    const region = creator.shadowRoot!.querySelector('#live-region')!;
    expect(region.role).to.equal('status');
    const announcements: string[] = [];
    const observer = new MutationObserver(() => void announcements.push(region.textContent.trim()));
    observer.observe(region, {subtree: true, childList: true, characterData: true});
    const startSearch = async (text: string): Promise<Search> => {
      fillIn(creator, {[FIELD]: text});
      await waitUntil(() => searches.at(-1)?.query === text);
      await creator.updateComplete;
      return searches.at(-1)!;
    };
    const searchFor = async (text: string, users: readonly RoomUser[]) => {
      (await startSearch(text)).answer(users);
      await waitUntil(() => getStatus(creator) !== 'Searching…');
    };
    await searchFor('nobody', []);
    await searchFor('an', USERS);
    pressKey(creator, FIELD, 'ArrowDown');
    pressKey(creator, FIELD, 'Enter');
    await creator.updateComplete;
    // Closing the next search must not repeat the last announcement.
    await startSearch('b');
    pressKey(creator, FIELD, 'Escape');
    await creator.updateComplete;
    await nextTask();
    observer.disconnect();
    expect(announcements.filter(Boolean)).to.deep.equal([
      'Searching…',
      'Nobody found. You can type a user ID.',
      'Searching…',
      'People found: 3',
      'Added: Ann Example (Room moderators)',
      'Searching…',
    ]);
  });

  it('closes by Escape, and handles that key only while it is open', async () => {
    const {creator} = await search(USERS);
    expect(pressKey(creator, FIELD, 'Escape')).to.be.false;
    await creator.updateComplete;
    expect(getOptions(creator)).to.have.length(0);
    expect(getControl(creator, FIELD).value).to.equal('an');
    expect(pressKey(creator, FIELD, 'Escape')).to.be.true;
  });

  for (const {name, act} of [
    {
      name: 'Enter without an active option',
      act: (creator: HTMLElement) => pressKey(creator, FIELD, 'Enter'),
    },
    {name: 'a comma', act: (creator: HTMLElement) => fillIn(creator, {[FIELD]: 'an,'})},
  ])
    it(`adds the typed text by ${name}, and announces it`, async () => {
      const {creator} = await search(USERS);
      expect(getAnnouncement(creator)).to.equal('People found: 3');
      act(creator);
      await creator.updateComplete;
      expect(getFieldValues(creator)[FIELD]).to.equal('an');
      expect(getOptions(creator)).to.have.length(0);
      expect(getAnnouncement(creator)).to.equal('Added: an (Room moderators)');
    });

  it('keeps the focus in the input when its status text is pressed', async () => {
    const {creator} = await search([]);
    const pressed = new MouseEvent('mousedown', {bubbles: true, cancelable: true});
    expect(creator.shadowRoot!.querySelector('p[part~=options]')!.dispatchEvent(pressed)).to.be
      .false;
  });

  it('scrolls to the active option of a long list', async () => {
    const {creator} = await search(Array.from({length: 20}, (_, at) => ({id: `ann${at}`})));
    pressKey(creator, FIELD, 'ArrowUp');
    await creator.updateComplete;
    const list = creator.shadowRoot!.querySelector('[role=listbox]')!.getBoundingClientRect();
    const option = getPart(creator, 'active')!.getBoundingClientRect();
    expect(option.bottom).to.be.at.most(list.bottom);
  });
});

describe('the result of searchUsers', () => {
  for (const {name, users} of [
    {name: 'an empty list', users: []},
    {name: 'no list', users: {users: []}},
    {
      name: 'only invalid users',
      users: [null, 7, {id: ''}, {id: 'x', name: 7}, {name: 'Ann'}],
    },
  ])
    it(`shows an empty result after ${name}`, async () => {
      const {creator} = await search(users);
      expect(getStatus(creator)).to.contain('Nobody found.');
    });

  for (const {name, searchUsers} of [
    {name: 'a rejection', searchUsers: () => Promise.reject(new Error('secret'))},
    {
      name: 'an exception',
      searchUsers: () => {
        throw new Error('secret');
      },
    },
  ] satisfies {name: string; searchUsers: SearchUsers}[])
    it(`shows a failure after ${name}, and accepts a typed ID`, async () => {
      const {creator, fetchMock} = await renderSearch();
      creator.searchUsers = searchUsers;
      fillIn(creator, {[FIELD]: 'ann'});
      await waitUntil(() => getStatus(creator).includes('not working'));
      expect(creator.shadowRoot!.textContent).not.to.contain('secret');
      pressKey(creator, FIELD, 'Enter');
      fillIn(creator, {name: 'Room'});
      submit(creator);
      expect((await fetchMock.next()).body).to.deep.equal({name: 'Room', [FIELD]: ['ann']});
    });

  it('may be a list without a promise', async () => {
    const {creator, fetchMock} = await renderSearch();
    creator.searchUsers = query => [{id: 'ann', name: `Ann (${query})`}];
    fillIn(creator, {[FIELD]: 'an'});
    await waitUntil(() => getOptions(creator).length);
    expect(getOptionTexts(creator)).to.deep.equal(['Ann (an) ann']);
    getOptions(creator)[0]!.click();
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room', [FIELD]: ['ann']});
  });

  for (const returned of [undefined, null, 'ann', {id: 'ann'}, 7])
    it(`shows a failure after ${JSON.stringify(returned)}`, async () => {
      const {creator} = await renderSearch();
      creator.searchUsers = (() => returned) as unknown as SearchUsers;
      fillIn(creator, {[FIELD]: 'ann'});
      await waitUntil(() => /Nobody|not working/.test(getStatus(creator)));
      expect(getStatus(creator)).to.equal('The search is not working. You can type a user ID.');
    });

  it('shows a failure after 10 seconds without a result', async () => {
    const clock = installFakeDeadlines();
    const {creator} = await renderSearch();
    fillIn(creator, {[FIELD]: 'ann'});
    await waitUntil(() => clock.delays.includes(10_000));
    await clock.advance(10_000);
    await waitUntil(() => getStatus(creator).includes('not working'));
  });
});

describe('an unfinished search', () => {
  it('remains as text, with an error when the form is submitted', async () => {
    const {creator, fetchMock} = await search(USERS);
    getControl(creator, 'name').focus();
    fillIn(creator, {name: 'Room'});
    await creator.updateComplete;
    expect(getOptions(creator)).to.have.length(0);
    expect(hasPart(creator, 'chip')).to.be.false;
    submit(creator);
    await waitForOutcome(creator);
    expect(getNote(creator, FIELD)).to.contain('Press Enter or a comma after each.');
    expect(getControl(creator, FIELD).ariaInvalid).to.equal('true');
    expect(creator.shadowRoot?.activeElement === getControl(creator, FIELD)).to.be.true;
    expect(getControl(creator, FIELD).value).to.equal('an');
    expect(fetchMock.calls).to.have.length(0);
    fillIn(creator, {[FIELD]: 'ann'});
    await creator.updateComplete;
    expect(getControl(creator, FIELD).ariaInvalid).to.equal('false');
    fillIn(creator, {[FIELD]: ''});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
  });
});

describe('searchUsers', () => {
  it('turns the combobox back into a text field when it is null', async () => {
    const {creator, fetchMock} = await search(USERS);
    creator.searchUsers = null;
    fillIn(creator, {name: 'Room', [FIELD]: 'ann'});
    await creator.updateComplete;
    expect(getControl(creator, FIELD).role).to.be.null;
    expect(hasPart(creator, 'options')).to.be.false;
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room', [FIELD]: ['ann']});
  });

  it('gets an abort signal that fires when the form is removed', async () => {
    const {creator, searches} = await renderSearch();
    fillIn(creator, {[FIELD]: 'a'});
    await waitUntil(() => searches.length);
    creator.remove();
    expect(searches[0]!.signal.aborted).to.be.true;
  });
});
