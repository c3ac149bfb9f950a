import {expect, html} from '@open-wc/testing';
import {nextTask} from '../support/events.js';
import {
  answerWith,
  createFailure,
  fillIn,
  getControl,
  getPart,
  pressKey,
  renderCreator,
  submit,
  submitAndFail,
  waitForOutcome,
  type CreatorFixture,
} from '../support/creator-fixture.js';

afterEach(() => sessionStorage.clear());

const renderCollapsed = (): Promise<CreatorFixture> =>
  renderCreator(html`<kaltura-room-creator create-url="/rooms"></kaltura-room-creator>`);

const getDetails = (creator: HTMLElement) =>
  creator.shadowRoot!.querySelector<HTMLDetailsElement>('[part=more-options]');

async function isOpen(creator: CreatorFixture['creator']): Promise<boolean> {
  await creator.updateComplete;
  return getDetails(creator)!.open;
}

/** Presses the label, as a guest does. */
async function toggle(creator: HTMLElement): Promise<void> {
  getPart(creator, 'more-options-label')!.click();
  await nextTask();
}

describe('More options', () => {
  it('hides all fields but the name', async () => {
    const {creator} = await renderCollapsed();
    expect(await isOpen(creator)).to.be.false;
    expect(getControl(creator, 'name').checkVisibility()).to.be.true;
    expect(getDetails(creator)!.querySelectorAll('[part~=field]')).to.have.length(4);
    expect(getDetails(creator)!.contains(getControl(creator, 'name'))).to.be.false;
  });

  it('stays open after the guest has opened it', async () => {
    const {creator} = await renderCollapsed();
    await toggle(creator);
    fillIn(creator, {name: 'Room'});
    expect(await isOpen(creator)).to.be.true;
    creator.reset();
    expect(await isOpen(creator)).to.be.true;
  });

  it('stays closed after the guest has closed it', async () => {
    const {creator} = await renderCollapsed();
    creator.defaults = {tags: 'a'};
    expect(await isOpen(creator)).to.be.true;
    await toggle(creator);
    fillIn(creator, {name: 'Room'});
    expect(await isOpen(creator)).to.be.false;
  });

  for (const {reason, properties} of [
    {reason: 'a field is required', properties: {requiredFields: 'tags'}},
    {reason: 'the page sets a default', properties: {defaults: {description: 'About'}}},
    {reason: 'the page sets a list by default', properties: {defaults: {tags: 'a'}}},
  ])
    it(`is open if ${reason}`, async () => {
      const {creator} = await renderCollapsed();
      Object.assign(creator, properties);
      expect(await isOpen(creator)).to.be.true;
    });

  for (const {value, properties} of [
    {value: 'the name', properties: {defaults: {name: 'Room'}, requiredFields: 'name'}},
    {value: 'a hidden field', properties: {defaults: {tags: 'a'}, hiddenFields: 'tags'}},
  ])
    it(`is closed if only ${value} has a value`, async () => {
      const {creator} = await renderCollapsed();
      Object.assign(creator, properties);
      expect(await isOpen(creator)).to.be.false;
    });

  for (const {content, draft} of [
    {content: 'a field', draft: {edits: {description: 'About'}}},
    {content: 'pending input', draft: {edits: {}, pendingInput: {tags: 'half'}}},
  ])
    it(`is open if a draft has ${content}`, async () => {
      const stored = JSON.stringify({attempts: [], ...draft});
      sessionStorage.setItem('kaltura-room-creator:mine', stored);
      const {creator} = await renderCreator(
        html`<kaltura-room-creator create-url="/rooms" draft-key="mine"></kaltura-room-creator>`,
      );
      expect(await isOpen(creator)).to.be.true;
    });

  it('stays open when the guest removes the last value', async () => {
    const {creator} = await renderCollapsed();
    await toggle(creator);
    fillIn(creator, {tags: 'a,'});
    pressKey(creator, 'tags', 'Backspace');
    expect(await isOpen(creator)).to.be.true;
  });

  it('opens for an error before the focus moves to the field', async () => {
    const {creator} = await renderCollapsed();
    creator.requiredFields = 'description';
    await creator.updateComplete;
    await toggle(creator);
    expect(await isOpen(creator)).to.be.false;
    fillIn(creator, {name: 'Room'});
    submit(creator);
    await waitForOutcome(creator);
    expect(await isOpen(creator)).to.be.true;
    expect(creator.shadowRoot!.activeElement === getControl(creator, 'description')).to.be.true;
    await toggle(creator);
    expect(await isOpen(creator), 'an error stays visible').to.be.true;
  });

  it('opens for a field that the server has rejected', async () => {
    const rendered = await renderCollapsed();
    const {creator} = rendered;
    fillIn(creator, {name: 'Room', tags: 'a,'});
    await creator.updateComplete;
    await toggle(creator);
    expect(await isOpen(creator)).to.be.false;
    await submitAndFail(
      rendered,
      answerWith(createFailure('invalidRequest', 'body.tags: no'), 400),
    );
    expect(await isOpen(creator)).to.be.true;
    await nextTask();
    expect(creator.shadowRoot!.activeElement === getControl(creator, 'tags')).to.be.true;
  });

  it('does not exist without a field in it', async () => {
    const {creator} = await renderCollapsed();
    creator.hiddenFields = 'description tags roomModeratorUserIds chatModeratorUserIds';
    await creator.updateComplete;
    expect(getDetails(creator) === null).to.be.true;
    creator.templates = [{id: '1_classic0', name: 'Classic'}];
    await creator.updateComplete;
    expect(getDetails(creator) === null).to.be.false;
  });

  it('does not contain the controls of the page', async () => {
    const {creator} = await renderCreator(
      html`<kaltura-room-creator create-url="/rooms"><input /></kaltura-room-creator>`,
    );
    expect(creator.querySelector('input')!.checkVisibility()).to.be.true;
  });
});

describe('expanded', () => {
  it('opens the fields, and closes them when it is removed', async () => {
    const {creator} = await renderCollapsed();
    creator.setAttribute('expanded', '');
    expect(await isOpen(creator)).to.be.true;
    creator.removeAttribute('expanded');
    expect(await isOpen(creator)).to.be.false;
  });

  it('lets the guest close the fields', async () => {
    const {creator} = await renderCreator();
    expect(await isOpen(creator)).to.be.true;
    await toggle(creator);
    fillIn(creator, {name: 'Room'});
    expect(await isOpen(creator)).to.be.false;
  });
});
