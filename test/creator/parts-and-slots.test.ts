import {expect, html} from '@open-wc/testing';
import type {ElementDeclaration, Manifest} from '../../scripts/docs/manifest.js';
import {FIELDS} from '../../src/creator/validation.js';
import {waitUntil} from '../support/events.js';
import {
  getControl,
  getNote,
  getPart,
  renderCreator,
  submit,
  getText,
  fillIn,
} from '../support/creator-fixture.js';
import {STATES} from './states.js';

/** Reads the declaration of the element in the custom elements manifest. */
async function fetchDeclaration(): Promise<ElementDeclaration> {
  const manifest = (await (await fetch('/dist/custom-elements.json')).json()) as Manifest;
  return manifest.modules
    .flatMap(({declarations}) => declarations)
    .find(({tagName}) => tagName === 'kaltura-room-creator')!;
}

describe('the custom elements manifest', () => {
  it('lists exactly the parts that the element renders', async () => {
    const {cssParts} = await fetchDeclaration();
    const renderedParts = new Set<string>();
    for (const [state, reach] of Object.entries(STATES)) {
      const rendered = await renderCreator(
        html`<div>
          <kaltura-room-creator
            create-url="/rooms"
            templates='[{"id": "1_classic0", "name": "Classic"}]'
          ></kaltura-room-creator>
        </div>`,
      );
      await reach(rendered);
      await rendered.creator.updateComplete;
      for (const element of rendered.creator.shadowRoot!.querySelectorAll('[part]')) {
        for (const part of element.part) renderedParts.add(part);
        expect(element.part.length, state).to.be.above(0);
      }
    }
    const documented = cssParts.flatMap(({name, description = ''}) => {
      const otherNames = description.split('also ')[1] ?? '';
      return [name, ...Array.from(otherNames.matchAll(/`([\w-]+)`/g), ([, other]) => other!)];
    });
    const expected = [...documented, ...FIELDS.map(field => `field-${field}`)];
    expect([...renderedParts].sort()).to.deep.equal([...new Set(expected)].sort());
  });

  it('lists exactly the slots that the element renders', async () => {
    const {slots} = await fetchDeclaration();
    const renderedSlots = new Set<string>();
    for (const state of ['editing', 'failed', 'created, with a link']) {
      const rendered = await renderCreator(
        html`<kaltura-room-creator
          create-url="/rooms"
          templates='[{"id": "1_classic0", "name": "Classic"}]'
        ></kaltura-room-creator>`,
      );
      await STATES[state]!(rendered);
      await rendered.creator.updateComplete;
      for (const {name} of rendered.creator.shadowRoot!.querySelectorAll('slot'))
        renderedSlots.add(name);
    }
    const documented = slots.map(({name}) => name);
    const hints = FIELDS.map(field => `${field}-hint`);
    expect([...renderedSlots].sort()).to.deep.equal([...new Set([...documented, ...hints])].sort());
  });
});

describe('slots', () => {
  it('replace the content of the element', async () => {
    const {creator, fetchMock} = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        expanded
        templates='[{"id": "1_classic0", "name": "Classic"}]'
      >
        ${FIELDS.map(field => html`<b slot="${field}-hint">${field}</b>`)}
        <i slot="submit">Go</i>
        <i slot="error">Call 123</i>
      </kaltura-room-creator>`,
    );
    const getShownText = (slot: string) =>
      creator.querySelector(`[slot=${slot}]`)!.checkVisibility() &&
      creator
        .shadowRoot!.querySelector<HTMLSlotElement>(`slot[name=${slot}]`)!
        .assignedElements()
        .map(({textContent}) => textContent)
        .join();
    for (const field of FIELDS) expect(getShownText(`${field}-hint`)).to.equal(field);
    expect(getShownText('submit')).to.equal('Go');
    // An error replaces a slotted hint.
    fillIn(creator, {name: ' '});
    submit(creator);
    await waitUntil(() => getControl(creator, 'name').ariaInvalid === 'true');
    expect(getNote(creator, 'name')).to.contain('Give the room a name');
    fillIn(creator, {name: 'Room'});
    submit(creator);
    (await fetchMock.next()).answerJson(
      {success: false, errorCode: 'internalError'},
      {status: 500},
    );
    await waitUntil(() => getPart(creator, 'summary'));
    expect(getShownText('error')).to.equal('Call 123');
    expect(getText(creator, 'code')).to.equal('internalError');
    expect(getPart(creator, 'code')!.checkVisibility()).to.be.false;
  });
});
