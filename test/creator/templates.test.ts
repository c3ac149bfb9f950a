import {expect} from '@open-wc/testing';
import type {KalturaRoomCreatorElement, RoomTemplate} from '../../src/index.js';
import {nextTask, waitUntil} from '../support/events.js';
import {installFakeDeadlines} from '../support/fake-clock.js';
import {
  getControl,
  getNote,
  getPart,
  waitForOutcome,
  renderCreator,
  submit,
  getText,
  fillIn,
} from '../support/creator-fixture.js';

const CLASSIC = {id: '1_classic0', name: 'Classic'};
const WEBINAR = {id: '1_webinar0', name: '<b>Webinar</b>', image: '/webinar.png'};

const getRadios = (creator: HTMLElement) => [
  ...creator.shadowRoot!.querySelectorAll<HTMLInputElement>('[type=radio]'),
];
const getNotice = (creator: HTMLElement) => getPart(creator, 'notice');

async function renderTemplates(templates: KalturaRoomCreatorElement['templates']) {
  const rendered = await renderCreator();
  rendered.creator.templates = templates!;
  await rendered.creator.updateComplete;
  return rendered;
}

describe('templates', () => {
  it('render as radio buttons with images if any template has an image', async () => {
    const {creator, fetchMock} = await renderTemplates([CLASSIC, WEBINAR]);
    expect(getRadios(creator).map(({value}) => value)).to.deep.equal(['', CLASSIC.id, WEBINAR.id]);
    expect(getRadios(creator)[0]!.checked).to.be.true;
    expect(getText(creator, 'templates')).to.contain('<b>Webinar</b>');
    const image = creator.shadowRoot!.querySelector('img')!;
    expect([image.src, image.alt, image.referrerPolicy]).to.deep.equal([
      `${location.origin}/webinar.png`,
      '',
      'no-referrer',
    ]);
    fillIn(creator, {name: 'Room'});
    getRadios(creator)[2]!.click();
    await creator.updateComplete;
    expect(getRadios(creator).map(({checked}) => checked)).to.deep.equal([false, false, true]);
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({
      name: 'Room',
      templateRoomEntryId: WEBINAR.id,
    });
  });

  for (const image of ['javascript:alert(1)', 'data:image/png;base64,AA', 'blob:x', '//', 7])
    it(`reject this image: ${image}`, async () => {
      const {creator} = await renderTemplates([{...CLASSIC, image} as RoomTemplate]);
      expect(getText(creator, 'code')).to.equal('attribute-invalid');
      expect(creator.shadowRoot!.querySelectorAll('img').length).to.equal(0);
    });

  for (const {control, templates} of [
    {control: 'the select', templates: [CLASSIC]},
    {control: 'the radio buttons', templates: [CLASSIC, WEBINAR]},
  ])
    it(`keep the focus and the value of ${control} during a request`, async () => {
      const {creator, fetchMock} = await renderTemplates(templates);
      fillIn(creator, {name: 'Room'});
      const selected = getRadios(creator)[1] ?? getControl(creator, 'templateRoomEntryId');
      selected.focus();
      submit(creator);
      await fetchMock.next();
      await creator.updateComplete;
      expect(creator.shadowRoot?.activeElement === selected).to.be.true;
      expect(selected.ariaDisabled).to.equal('true');
      const getChecked = () => getRadios(creator).map(({checked}) => checked);
      const before = [getControl(creator, 'templateRoomEntryId').value, getChecked()];
      if (selected.type === 'radio') selected.click();
      else fillIn(creator, {templateRoomEntryId: CLASSIC.id});
      await creator.updateComplete;
      expect([getControl(creator, 'templateRoomEntryId').value, getChecked()]).to.deep.equal(
        before,
      );
    });

  it('show an error if a selection is required and missing', async () => {
    const {creator, fetchMock} = await renderTemplates([CLASSIC, WEBINAR]);
    creator.requiredFields = 'templateRoomEntryId';
    fillIn(creator, {name: 'Room'});
    submit(creator);
    await waitForOutcome(creator);
    expect(getNote(creator, 'templateRoomEntryId')).to.equal('Fill this in.');
    expect(creator.shadowRoot?.activeElement === getRadios(creator)[0]).to.be.true;
    getRadios(creator)[0]!.click();
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({
      name: 'Room',
      templateRoomEntryId: CLASSIC.id,
    });
  });

  it('show an error if the default is not in the list', async () => {
    const {creator, fetchMock} = await renderTemplates([CLASSIC]);
    creator.defaults = {name: 'Room', templateRoomEntryId: '1_webinar0'};
    await creator.updateComplete;
    submit(creator);
    await waitForOutcome(creator);
    expect(getNote(creator, 'templateRoomEntryId')).to.equal('Choose one of the templates.');
    expect(fetchMock.calls).to.have.length(0);
  });

  it('omit a selection that the list does not contain any more', async () => {
    const {creator, fetchMock} = await renderTemplates([CLASSIC]);
    fillIn(creator, {name: 'Room'});
    const select = getControl(creator, 'templateRoomEntryId');
    select.value = CLASSIC.id;
    select.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    creator.templates = null;
    await creator.updateComplete;
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
  });

  it('render no field if the property is null', async () => {
    const {creator, fetchMock} = await renderTemplates(null);
    expect(creator.error).to.be.null;
    expect(getControl(creator, 'templateRoomEntryId') === null).to.be.true;
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
  });
});

describe('a function as templates', () => {
  it('keeps a restored selection while it loads', async () => {
    const {creator, fetchMock} = await renderTemplates(() => new Promise(() => {}));
    creator.formStateRestoreCallback(
      JSON.stringify({edits: {name: 'Room', templateRoomEntryId: CLASSIC.id}, attempts: []}),
    );
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({
      name: 'Room',
      templateRoomEntryId: CLASSIC.id,
    });
  });

  it('moves the focus from the retry button to the field after a successful retry', async () => {
    const answers = [Promise.reject(new Error('no')), Promise.resolve([CLASSIC])];
    const {creator} = await renderTemplates(() => answers.shift()!);
    await waitUntil(() => getNotice(creator)?.querySelector('button'));
    getNotice(creator)!.querySelector('button')!.focus();
    getNotice(creator)!.querySelector('button')!.click();
    await waitUntil(() => getControl(creator, 'templateRoomEntryId'));
    await nextTask();
    const focused = creator.shadowRoot?.activeElement;
    expect(focused === getControl(creator, 'templateRoomEntryId')).to.be.true;
  });

  it('runs once, although a framework passes a new function on every render', async () => {
    const resolvers: ((list: readonly RoomTemplate[]) => void)[] = [];
    const load = () =>
      new Promise<readonly RoomTemplate[]>(resolve => void resolvers.push(resolve));
    const {creator} = await renderTemplates(load);
    await nextTask();
    expect(getNotice(creator)?.textContent.trim()).to.equal('Loading the templates…');
    creator.templates = () => load();
    await creator.updateComplete;
    expect(resolvers).to.have.length(1);
    resolvers[0]!([CLASSIC]);
    await waitUntil(() => getControl(creator, 'templateRoomEntryId'));
    expect(getControl(creator, 'templateRoomEntryId').textContent).to.contain('Classic');
  });

  for (const {name, load} of [
    {
      name: 'an exception',
      load: () => {
        throw new Error('secret');
      },
    },
    {name: 'a rejection', load: () => Promise.reject(new Error('secret'))},
    {name: 'no list', load: () => Promise.resolve('<b>no</b>')},
    {name: 'an invalid template', load: () => Promise.resolve([{id: 'x', name: 'X'}])},
    {name: 'null', load: () => Promise.resolve(null)},
    {name: 'no promise', load: () => undefined},
  ] satisfies {name: string; load: () => unknown}[])
    it(`offers a retry after ${name}, and does not prevent the request`, async () => {
      let calls = 0;
      const {creator, fetchMock} = await renderTemplates(() => {
        calls++;
        return load() as Promise<readonly RoomTemplate[]>;
      });
      await waitUntil(() => getNotice(creator)?.querySelector('button'));
      expect(getNotice(creator)!.textContent).to.contain('could not be loaded');
      expect(creator.shadowRoot!.textContent).not.to.contain('secret');
      getNotice(creator)!.querySelector('button')!.click();
      await waitUntil(() => calls >= 2);
      fillIn(creator, {name: 'Room'});
      submit(creator);
      expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
    });

  it('prevents the request if a selection is required, while it loads and after a failure', async () => {
    const answers: ((templates: Promise<readonly RoomTemplate[]>) => void)[] = [];
    const {creator, fetchMock} = await renderTemplates(
      () => new Promise(resolve => answers.push(resolve)),
    );
    creator.requiredFields = 'templateRoomEntryId';
    fillIn(creator, {name: 'Room'});
    const getFocused = () => creator.shadowRoot?.activeElement;
    submit(creator);
    await waitForOutcome(creator);
    await nextTask();
    const required = 'Choose a template once they are loaded.';
    expect(getNote(creator, 'templateRoomEntryId')).to.equal(required);
    expect(getFocused() === getNotice(creator)).to.be.true;
    answers[0]!(Promise.reject(new Error('no')));
    await waitUntil(() => getNotice(creator)?.querySelector('button'));
    expect(getNotice(creator)!.textContent)
      .to.contain('The templates could not be loaded.')
      .and.not.to.contain('can be created without');
    submit(creator);
    await waitForOutcome(creator);
    await nextTask();
    expect(getNote(creator, 'templateRoomEntryId')).to.equal(required);
    const retry = getNotice(creator)!.querySelector('button')!;
    expect(getFocused() === retry).to.be.true;
    expect(retry.getAttribute('aria-describedby')).to.equal('templateRoomEntryId-note');
    retry.click();
    await waitUntil(() => answers.length >= 2);
    answers[1]!(Promise.resolve([CLASSIC]));
    await waitUntil(() => getControl(creator, 'templateRoomEntryId'));
    expect(getNote(creator, 'templateRoomEntryId')).to.equal('Fill this in.');
    expect(fetchMock.calls).to.have.length(0);
    fillIn(creator, {templateRoomEntryId: CLASSIC.id});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({
      name: 'Room',
      templateRoomEntryId: CLASSIC.id,
    });
  });

  it('does not prevent the request while it loads, and is aborted with the form', async () => {
    let loadSignal: AbortSignal | undefined;
    const {creator, fetchMock} = await renderTemplates(signal => {
      loadSignal = signal;
      return new Promise(() => {});
    });
    fillIn(creator, {name: 'Room'});
    submit(creator);
    expect((await fetchMock.next()).body).to.deep.equal({name: 'Room'});
    creator.remove();
    expect(loadSignal?.aborted).to.be.true;
  });

  it('fails after 10 seconds without a result', async () => {
    const clock = installFakeDeadlines();
    const {creator} = await renderTemplates(() => new Promise(() => {}));
    await clock.advance(10_000);
    await waitUntil(() => getNotice(creator)?.textContent.includes('could not be loaded'));
  });
});
