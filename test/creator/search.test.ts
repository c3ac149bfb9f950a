import {expect} from '@open-wc/testing';
import type {RoomUser, SearchUsers} from '../../src/index.js';
import {turn} from '../room/set-up.js';
import {
  getControl,
  getNote,
  getPart,
  pressKey,
  restoreFetch,
  getAnnouncement,
  waitForOutcome,
  renderCreator,
  submit,
  fillIn,
  getFieldValues,
} from './creator-fixture.js';

afterEach(() => restoreFetch());

const FIELD = 'roomModeratorUserIds';

interface Search {
  readonly query: string;
  readonly signal: AbortSignal;
  readonly answer: (users: unknown) => void;
  readonly fail: () => void;
}

/** A form whose search is held until the test answers. */
async function searching() {
  const all = await renderCreator();
  const {creator} = all;
  const searches: Search[] = [];
  creator.searchUsers = (query, signal) =>
    new Promise<readonly RoomUser[]>((resolve, reject) => {
      searches.push({
        ...{query, signal, answer: resolve as Search['answer']},
        fail: () => reject(new Error('secret')),
      });
    });
  await creator.updateComplete;
  getControl(creator, FIELD).focus();
  while (!getPart(creator, 'options')) await turn();
  return {...all, searches};
}

const options = (creator: HTMLElement) => [
  ...creator.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]'),
];
const texts = (creator: HTMLElement) =>
  options(creator).map(option => option.textContent.replace(/\s+/g, ' ').trim());
const says = (creator: HTMLElement) =>
  creator.shadowRoot!.querySelector('p[part~=options]:not([hidden])')?.textContent.trim() ?? '';
const active = (creator: HTMLElement) => {
  const id = getControl(creator, FIELD).getAttribute('aria-activedescendant');
  return id && creator.shadowRoot!.getElementById(id)?.querySelector('bdi')?.textContent;
};

async function found(users: unknown) {
  const all = await searching();
  fillIn(all.creator, {[FIELD]: 'an'});
  while (!all.searches.length) await turn();
  all.searches[0]!.answer(users);
  while (!options(all.creator).length && !/Nobody|not working/.test(says(all.creator)))
    await turn();
  return all;
}
const PEOPLE = [{id: 'ann', name: 'Ann Example'}, {id: 'anton'}, {id: 'dan', name: '<b>Dan</b>'}];

it('asks once one has stopped typing, and says so', async () => {
  const {creator, searches} = await searching();
  for (const text of ['a', 'an', 'ann ']) fillIn(creator, {[FIELD]: text});
  while (!searches.length) await turn();
  expect(searches.map(({query}) => query)).to.deep.equal(['ann']);
  await creator.updateComplete;
  expect(says(creator)).to.equal('Searching…');
  expect(getControl(creator, FIELD).getAttribute('aria-expanded')).to.equal('false');
});

it('asks for what was typed before the search was loaded', async () => {
  const {creator} = await renderCreator();
  const queries: string[] = [];
  creator.searchUsers = async query => {
    queries.push(query);
    return [];
  };
  await creator.updateComplete;
  getControl(creator, FIELD).focus();
  fillIn(creator, {[FIELD]: 'ann'});
  while (!queries.length) await turn();
  expect(queries).to.deep.equal(['ann']);
});

it('ends a search for the next one, whose people alone are shown', async () => {
  const {creator, searches} = await searching();
  fillIn(creator, {[FIELD]: 'a'});
  while (searches.length < 1) await turn();
  fillIn(creator, {[FIELD]: 'b'});
  expect(searches[0]!.signal.aborted).to.be.true;
  while (searches.length < 2) await turn();
  searches[1]!.answer([{id: 'bob'}]);
  searches[0]!.answer([{id: 'ann'}]);
  while (!options(creator).length) await turn();
  expect(texts(creator)).to.deep.equal(['bob']);
});

it('is a combobox by the pattern, by keyboard alone', async () => {
  const {creator} = await found(PEOPLE);
  const input = getControl(creator, FIELD);
  expect(texts(creator)).to.deep.equal(['Ann Example ann', 'anton', '<b>Dan</b> dan']);
  expect(input.getAttribute('role')).to.equal('combobox');
  expect(input.getAttribute('aria-expanded')).to.equal('true');
  const list = creator.shadowRoot!.getElementById(input.getAttribute('aria-controls')!)!;
  expect(list.getAttribute('role')).to.equal('listbox');
  expect(list.getAttribute('aria-label')).to.equal('People found');
  expect(active(creator)).to.be.null;
  const after = async (key: string) => {
    expect(pressKey(creator, FIELD, key)).to.be.false;
    await creator.updateComplete;
    return active(creator);
  };
  expect(await after('ArrowDown')).to.equal('Ann Example');
  expect(await after('ArrowDown')).to.equal('anton');
  expect(await after('ArrowUp')).to.equal('Ann Example');
  expect(await after('ArrowUp')).to.be.null;
  expect(await after('ArrowUp')).to.equal('<b>Dan</b>');
  expect(await after('ArrowDown')).to.be.null;
  await after('ArrowDown');
  const selected = options(creator).map(option => option.getAttribute('aria-selected'));
  expect(selected).to.deep.equal(['true', 'false', 'false']);
  await after('Enter');
  expect(options(creator)).to.have.length(0);
  expect(getFieldValues(creator)[FIELD]).to.equal('Ann Example');
  expect(getPart(creator, 'chip')!.querySelector('small')!.textContent).to.equal('ann');
  expect(getPart(creator, 'remove')!.ariaLabel).to.equal('Remove: Ann Example (ann)');
  expect(getAnnouncement(creator)).to.equal('Added: Ann Example (Room moderators)');
  expect(input.value).to.equal('');
  expect(creator.shadowRoot?.activeElement === input).to.be.true;
});

it('takes a person by a click too, and sends the ID', async () => {
  const {creator, held} = await found(PEOPLE);
  options(creator)[2]!.click();
  fillIn(creator, {name: 'Room'});
  submit(creator);
  expect((await held.next()).body).to.deep.equal({name: 'Room', [FIELD]: ['dan']});
});

it('takes nobody by another button than the first', async () => {
  const {creator} = await found(PEOPLE);
  for (const name of ['mousedown', 'mouseup', 'auxclick', 'contextmenu'])
    options(creator)[0]!.dispatchEvent(new MouseEvent(name, {button: 2, bubbles: true}));
  await creator.updateComplete;
  expect(getPart(creator, 'chip')).to.be.null;
});

it('says what it does in a region that was there before', async () => {
  const {creator, searches} = await searching();
  const region = creator.shadowRoot!.querySelector('#live-region')!;
  expect(region.role).to.equal('status');
  const heard: string[] = [];
  const observer = new MutationObserver(() => void heard.push(region.textContent.trim()));
  observer.observe(region, {subtree: true, childList: true, characterData: true});
  for (const users of [[], PEOPLE]) {
    fillIn(creator, {[FIELD]: 'a'.repeat(searches.length + 1)});
    const {length} = searches;
    while (searches.length === length) await turn();
    await creator.updateComplete;
    searches.at(-1)!.answer(users);
    while (says(creator) === 'Searching…') await turn();
  }
  pressKey(creator, FIELD, 'ArrowDown');
  pressKey(creator, FIELD, 'Enter');
  await creator.updateComplete;
  // Nothing is heard again once the next search is closed.
  fillIn(creator, {[FIELD]: 'b'});
  const {length} = searches;
  while (searches.length === length) await turn();
  pressKey(creator, FIELD, 'Escape');
  await creator.updateComplete;
  await turn();
  observer.disconnect();
  expect(heard.filter(Boolean)).to.deep.equal([
    'Searching…',
    'Nobody found. You can type a user ID.',
    'Searching…',
    'People found: 3',
    'Added: Ann Example (Room moderators)',
    'Searching…',
  ]);
});

it('that never answers is said not to work once it is late', async () => {
  const real = window.setTimeout.bind(window);
  // Ten seconds pass in a moment.
  window.setTimeout = ((work: () => void, ms = 0) =>
    real(work, ms === 10_000 ? 0 : ms)) as typeof window.setTimeout;
  try {
    const {creator} = await searching();
    fillIn(creator, {[FIELD]: 'ann'});
    while (!says(creator).includes('not working')) await turn();
  } finally {
    window.setTimeout = real;
  }
});

it('is closed by Escape, which closes nothing else then', async () => {
  const {creator} = await found(PEOPLE);
  expect(pressKey(creator, FIELD, 'Escape')).to.be.false;
  await creator.updateComplete;
  expect(options(creator)).to.have.length(0);
  expect(getControl(creator, FIELD).value).to.equal('an');
  expect(pressKey(creator, FIELD, 'Escape')).to.be.true;
});

for (const [what, end] of [
  ['Enter, where nobody is chosen', creator => pressKey(creator, FIELD, 'Enter')],
  ['a comma', creator => fillIn(creator, {[FIELD]: 'an,'})],
] satisfies [string, (creator: HTMLElement) => void][])
  it(`takes what is typed by ${what}, and says so`, async () => {
    const {creator} = await found(PEOPLE);
    expect(getAnnouncement(creator)).to.equal('People found: 3');
    end(creator);
    await creator.updateComplete;
    expect(getFieldValues(creator)[FIELD]).to.equal('an');
    expect(options(creator)).to.have.length(0);
    expect(getAnnouncement(creator)).to.equal('Added: an (Room moderators)');
  });

for (const [what, users, sentence] of [
  ['nobody', [], 'Nobody found.'],
  ['no list', {users: []}, 'Nobody found.'],
  ['what are no people', [null, 7, {id: ''}, {id: 'x', name: 7}, {name: 'Ann'}], 'Nobody found.'],
] as const)
  it(`says so where ${what} is found`, async () => {
    const {creator} = await found(users);
    expect(says(creator)).to.contain(sentence);
  });

for (const [what, search] of [
  ['rejects', () => Promise.reject(new Error('secret'))],
  [
    'throws',
    () => {
      throw new Error('secret');
    },
  ],
] satisfies [string, SearchUsers][])
  it(`says so where the search ${what}; an ID can be typed`, async () => {
    const {creator, held} = await searching();
    creator.searchUsers = search;
    fillIn(creator, {[FIELD]: 'ann'});
    while (!says(creator).includes('not working')) await turn();
    expect(creator.shadowRoot!.textContent).not.to.contain('secret');
    pressKey(creator, FIELD, 'Enter');
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect((await held.next()).body).to.deep.equal({name: 'Room', [FIELD]: ['ann']});
  });

it('shows the people of a search that returns a plain list', async () => {
  const {creator, held} = await searching();
  creator.searchUsers = query => [{id: 'ann', name: `Ann (${query})`}];
  fillIn(creator, {[FIELD]: 'an'});
  while (!options(creator).length) await turn();
  expect(texts(creator)).to.deep.equal(['Ann (an) ann']);
  options(creator)[0]!.click();
  fillIn(creator, {name: 'Room'});
  submit(creator);
  expect((await held.next()).body).to.deep.equal({name: 'Room', [FIELD]: ['ann']});
});

for (const returned of [undefined, null, 'ann', {id: 'ann'}, 7])
  it(`shows its failure if the search returns ${JSON.stringify(returned)}`, async () => {
    const {creator} = await searching();
    creator.searchUsers = (() => returned) as unknown as SearchUsers;
    fillIn(creator, {[FIELD]: 'ann'});
    while (!/Nobody|not working/.test(says(creator))) await turn();
    expect(says(creator)).to.equal('The search is not working. You can type a user ID.');
  });

it('half a search is nobody: it stays as it is typed, and is said to be none', async () => {
  const {creator, held} = await found(PEOPLE);
  getControl(creator, 'name').focus();
  fillIn(creator, {name: 'Room'});
  await creator.updateComplete;
  expect(options(creator)).to.have.length(0);
  expect(getPart(creator, 'chip')).to.be.null;
  submit(creator);
  await waitForOutcome(creator);
  expect(getNote(creator, FIELD)).to.contain('Press Enter or a comma after each.');
  expect(getControl(creator, FIELD).ariaInvalid).to.equal('true');
  expect(creator.shadowRoot?.activeElement === getControl(creator, FIELD)).to.be.true;
  expect(getControl(creator, FIELD).value).to.equal('an');
  expect(held.calls).to.have.length(0);
  fillIn(creator, {[FIELD]: 'ann'});
  await creator.updateComplete;
  expect(getControl(creator, FIELD).ariaInvalid).to.equal('false');
  fillIn(creator, {[FIELD]: ''});
  submit(creator);
  expect((await held.next()).body).to.deep.equal({name: 'Room'});
});

it('keeps the focus in the input whatever is pressed in the list', async () => {
  const {creator} = await found([]);
  const pressed = new MouseEvent('mousedown', {bubbles: true, cancelable: true});
  expect(creator.shadowRoot!.querySelector('p[part~=options]')!.dispatchEvent(pressed)).to.be.false;
});

it('shows the person that is about to be chosen, however long the list', async () => {
  const {creator} = await found(Array.from({length: 20}, (_, at) => ({id: `ann${at}`})));
  pressKey(creator, FIELD, 'ArrowUp');
  await creator.updateComplete;
  const list = creator.shadowRoot!.querySelector('[role=listbox]')!.getBoundingClientRect();
  const option = getPart(creator, 'active')!.getBoundingClientRect();
  expect(option.bottom).to.be.at.most(list.bottom);
});

it('is no search any more once the page has none', async () => {
  const {creator, held} = await found(PEOPLE);
  creator.searchUsers = null;
  fillIn(creator, {name: 'Room', [FIELD]: 'ann'});
  await creator.updateComplete;
  expect(getControl(creator, FIELD).role).to.be.null;
  expect(getPart(creator, 'options')).to.be.null;
  submit(creator);
  expect((await held.next()).body).to.deep.equal({name: 'Room', [FIELD]: ['ann']});
});

it('asks nobody any more once the form is gone', async () => {
  const {creator, searches} = await searching();
  fillIn(creator, {[FIELD]: 'a'});
  while (!searches.length) await turn();
  creator.remove();
  expect(searches[0]!.signal.aborted).to.be.true;
});
