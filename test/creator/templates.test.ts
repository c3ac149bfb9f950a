import {expect} from '@open-wc/testing';
import type {KalturaRoomCreatorElement, RoomTemplate} from '../../src/index.js';
import {turn} from '../room/set-up.js';
import {
  getControl,
  getNote,
  getPart,
  restoreFetch,
  waitForOutcome,
  renderCreator,
  submit,
  getText,
  fillIn,
} from './creator-fixture.js';

afterEach(() => restoreFetch());

const CLASSIC = {id: '1_classic0', name: 'Classic'};
const WEBINAR = {id: '1_webinar0', name: '<b>Webinar</b>', image: '/webinar.png'};

const radios = (creator: HTMLElement) => [
  ...creator.shadowRoot!.querySelectorAll<HTMLInputElement>('[type=radio]'),
];
const notice = (creator: HTMLElement) => getPart(creator, 'notice');

async function given(templates: KalturaRoomCreatorElement['templates']) {
  const all = await renderCreator();
  all.creator.templates = templates!;
  await all.creator.updateComplete;
  return all;
}

it('are pictures to choose where one of them has one', async () => {
  const {creator, held} = await given([CLASSIC, WEBINAR]);
  expect(radios(creator).map(({value}) => value)).to.deep.equal(['', CLASSIC.id, WEBINAR.id]);
  expect(radios(creator)[0]!.checked).to.be.true;
  expect(getText(creator, 'templates')).to.contain('<b>Webinar</b>');
  const image = creator.shadowRoot!.querySelector('img')!;
  expect([image.src, image.alt, image.referrerPolicy]).to.deep.equal([
    `${location.origin}/webinar.png`,
    '',
    'no-referrer',
  ]);
  fillIn(creator, {name: 'Room'});
  radios(creator)[2]!.click();
  await creator.updateComplete;
  expect(radios(creator).map(({checked}) => checked)).to.deep.equal([false, false, true]);
  submit(creator);
  expect((await held.next()).body).to.deep.equal({
    name: 'Room',
    templateRoomEntryId: WEBINAR.id,
  });
});

for (const image of ['javascript:alert(1)', 'data:image/png;base64,AA', 'blob:x', '//', 7])
  it(`has no picture at ${image}`, async () => {
    const {creator} = await given([{...CLASSIC, image} as RoomTemplate]);
    expect(getText(creator, 'code')).to.equal('attribute-invalid');
    expect(creator.shadowRoot!.querySelector('img')).to.be.null;
  });

for (const templates of [[CLASSIC], [CLASSIC, WEBINAR]])
  it(`of ${templates.length}: the one chosen keeps the focus while a room is created, and stays`, async () => {
    const {creator, held} = await given(templates);
    fillIn(creator, {name: 'Room'});
    const chosen = radios(creator)[1] ?? getControl(creator, 'templateRoomEntryId');
    chosen.focus();
    submit(creator);
    await held.next();
    await creator.updateComplete;
    expect(creator.shadowRoot?.activeElement === chosen).to.be.true;
    expect(chosen.ariaDisabled).to.equal('true');
    const checked = () => radios(creator).map(({checked}) => checked);
    const before = [getControl(creator, 'templateRoomEntryId').value, checked()];
    if (chosen.type === 'radio') chosen.click();
    else fillIn(creator, {templateRoomEntryId: CLASSIC.id});
    await creator.updateComplete;
    expect([getControl(creator, 'templateRoomEntryId').value, checked()]).to.deep.equal(before);
  });

it('must be chosen where they are required', async () => {
  const {creator, held} = await given([CLASSIC, WEBINAR]);
  creator.requiredFields = 'templateRoomEntryId';
  fillIn(creator, {name: 'Room'});
  submit(creator);
  await waitForOutcome(creator);
  expect(getNote(creator, 'templateRoomEntryId')).to.equal('Fill this in.');
  expect(creator.shadowRoot?.activeElement).to.equal(radios(creator)[0]);
  radios(creator)[0]!.click();
  submit(creator);
  expect((await held.next()).body).to.deep.equal({name: 'Room', templateRoomEntryId: CLASSIC.id});
});

it('one that is none is refused beside the field', async () => {
  const {creator, held} = await given([CLASSIC]);
  creator.defaults = {name: 'Room', templateRoomEntryId: '1_webinar0'};
  await creator.updateComplete;
  submit(creator);
  await waitForOutcome(creator);
  expect(getNote(creator, 'templateRoomEntryId')).to.equal('Choose one of the templates.');
  expect(held.calls).to.have.length(0);
});

it('one that can be chosen no more is not sent', async () => {
  const {creator, held} = await given([CLASSIC]);
  fillIn(creator, {name: 'Room'});
  const select = getControl(creator, 'templateRoomEntryId');
  select.value = CLASSIC.id;
  select.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
  creator.templates = null;
  await creator.updateComplete;
  submit(creator);
  expect((await held.next()).body).to.deep.equal({name: 'Room'});
});

it('are none if the property is null', async () => {
  const {creator, held} = await given(null);
  expect(creator.error).to.be.null;
  expect(getControl(creator, 'templateRoomEntryId')).to.be.null;
  fillIn(creator, {name: 'Room'});
  submit(creator);
  expect((await held.next()).body).to.deep.equal({name: 'Room'});
});

describe('a function that loads them', () => {
  it('keeps the one that was chosen before, also while it is asked', async () => {
    const {creator, held} = await given(() => new Promise(() => {}));
    creator.formStateRestoreCallback(
      JSON.stringify({edits: {name: 'Room', templateRoomEntryId: CLASSIC.id}, attempts: []}),
    );
    submit(creator);
    expect((await held.next()).body).to.deep.equal({
      ...{name: 'Room', templateRoomEntryId: CLASSIC.id},
    });
  });

  it('has the focus where it was, once they are there after a second try', async () => {
    const answers = [Promise.reject(new Error('no')), Promise.resolve([CLASSIC])];
    const {creator} = await given(() => answers.shift()!);
    while (!notice(creator)?.querySelector('button')) await turn();
    notice(creator)!.querySelector('button')!.focus();
    notice(creator)!.querySelector('button')!.click();
    while (!getControl(creator, 'templateRoomEntryId')) await turn();
    await turn();
    const focused = creator.shadowRoot?.activeElement;
    expect(focused === getControl(creator, 'templateRoomEntryId')).to.be.true;
  });

  it('is asked once, is said to be, and gives them', async () => {
    const resolvers: ((list: readonly RoomTemplate[]) => void)[] = [];
    const load = () =>
      new Promise<readonly RoomTemplate[]>(resolve => void resolvers.push(resolve));
    const {creator} = await given(load);
    await turn();
    expect(notice(creator)?.textContent.trim()).to.equal('Loading the templates…');
    // Another one at each render of many a framework.
    creator.templates = () => load();
    await creator.updateComplete;
    expect(resolvers).to.have.length(1);
    resolvers[0]!([CLASSIC]);
    while (!getControl(creator, 'templateRoomEntryId')) await turn();
    expect(getControl(creator, 'templateRoomEntryId').textContent).to.contain('Classic');
  });

  for (const [what, load] of [
    [
      'throws',
      () => {
        throw new Error('secret');
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret'))],
    ['gives no list', () => Promise.resolve('<b>no</b>' as unknown as readonly RoomTemplate[])],
    ['gives what is no template', () => Promise.resolve([{id: 'x', name: 'X'}])],
    ['gives null', () => Promise.resolve(null as unknown as readonly RoomTemplate[])],
    ['returns no promise', (() => undefined) as unknown as () => Promise<readonly RoomTemplate[]>],
  ] as const)
    it(`that ${what}: said so, asked again by a click, and the room is made without`, async () => {
      let isAsked = 0;
      const {creator, held} = await given(() => {
        isAsked++;
        return load();
      });
      while (!notice(creator)?.querySelector('button')) await turn();
      expect(notice(creator)!.textContent).to.contain('could not be loaded');
      expect(creator.shadowRoot!.textContent).not.to.contain('secret');
      notice(creator)!.querySelector('button')!.click();
      while (isAsked < 2) await turn();
      fillIn(creator, {name: 'Room'});
      submit(creator);
      expect((await held.next()).body).to.deep.equal({name: 'Room'});
    });

  it('keeps a room back that needs one of them, while it is asked and where it fails', async () => {
    const answers: ((templates: Promise<readonly RoomTemplate[]>) => void)[] = [];
    const {creator, held} = await given(() => new Promise(resolve => answers.push(resolve)));
    creator.requiredFields = 'templateRoomEntryId';
    fillIn(creator, {name: 'Room'});
    const focused = () => creator.shadowRoot?.activeElement;
    submit(creator);
    await waitForOutcome(creator);
    await turn();
    const wanted = 'Choose a template once they are loaded.';
    expect(getNote(creator, 'templateRoomEntryId')).to.equal(wanted);
    expect(focused() === notice(creator)).to.be.true;
    answers[0]!(Promise.reject(new Error('no')));
    while (!notice(creator)?.querySelector('button')) await turn();
    expect(notice(creator)!.textContent)
      .to.contain('The templates could not be loaded.')
      .and.not.to.contain('can be created without');
    submit(creator);
    await waitForOutcome(creator);
    await turn();
    expect(getNote(creator, 'templateRoomEntryId')).to.equal(wanted);
    const again = notice(creator)!.querySelector('button')!;
    expect(focused() === again).to.be.true;
    expect(again.getAttribute('aria-describedby')).to.equal('templateRoomEntryId-note');
    again.click();
    while (answers.length < 2) await turn();
    answers[1]!(Promise.resolve([CLASSIC]));
    while (!getControl(creator, 'templateRoomEntryId')) await turn();
    expect(getNote(creator, 'templateRoomEntryId')).to.equal('Fill this in.');
    expect(held.calls).to.have.length(0);
    fillIn(creator, {templateRoomEntryId: CLASSIC.id});
    submit(creator);
    expect((await held.next()).body).to.deep.equal({
      ...{name: 'Room', templateRoomEntryId: CLASSIC.id},
    });
  });

  it('that never answers keeps nobody from a room, and ends with the form', async () => {
    let ended: AbortSignal | undefined;
    const {creator, held} = await given(signal => {
      ended = signal;
      return new Promise(() => {});
    });
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect((await held.next()).body).to.deep.equal({name: 'Room'});
    creator.remove();
    expect(ended?.aborted).to.be.true;
  });

  it('that never answers is said to fail once it is late', async () => {
    const real = window.setTimeout.bind(window);
    // Ten seconds pass in a moment.
    window.setTimeout = ((work: () => void, ms = 0) =>
      real(work, ms === 10_000 ? 0 : ms)) as typeof window.setTimeout;
    try {
      const {creator} = await given(() => new Promise(() => {}));
      while (!notice(creator)?.textContent.includes('could not be loaded')) await turn();
    } finally {
      window.setTimeout = real;
    }
  });
});
