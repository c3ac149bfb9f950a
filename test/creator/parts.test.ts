import {expect, html} from '@open-wc/testing';
import {FIELDS} from '../../src/creator/validation.js';
import {turn} from '../room/set-up.js';
import {
  getControl,
  getNote,
  getPart,
  restoreFetch,
  renderCreator,
  submit,
  getText,
  fillIn,
} from './creator-fixture.js';
import {STATES} from './states.js';

afterEach(() => restoreFetch());

/** The rows of a table in the README, which is made of the manifest. */
async function rowsOf(table: string): Promise<readonly string[]> {
  const readme = await (await fetch('/README.md')).text();
  const [, rows = ''] = new RegExp(
    `<!-- kaltura-room-creator: ${table} -->([^]*?)<!-- end -->`,
  ).exec(readme)!;
  return rows.split('\n').filter(row => row.startsWith('|'));
}

it('each part is in the README, and each there is a part of some state', async () => {
  const seen = new Set<string>();
  for (const [state, reach] of Object.entries(STATES)) {
    const all = await renderCreator(
      html`<div>
        <kaltura-room-creator
          create-url="/rooms"
          templates='[{"id": "1_classic0", "name": "Classic"}]'
        ></kaltura-room-creator>
      </div>`,
    );
    await reach(all);
    await all.creator.updateComplete;
    for (const element of all.creator.shadowRoot!.querySelectorAll('[part]')) {
      for (const part of element.part) seen.add(part);
      expect(element.part.length, state).to.be.above(0);
    }
    restoreFetch();
  }
  const told = (await rowsOf('styles')).flatMap(row => {
    const [, part, more = ''] = /^\| `::part\(([\w-]+)\)` +\|(.*)/.exec(row) ?? [];
    const also = more.split('also ')[1] ?? '';
    return part ? [part, ...[...also.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!)] : [];
  });
  const all = [...told, ...FIELDS.map(field => `field-${field}`)];
  expect([...seen].sort()).to.deep.equal([...new Set(all)].sort());
});

it('each slot is in the README, and each there is a slot of some state', async () => {
  const seen = new Set<string>();
  for (const state of ['editing', 'failed', 'created, with a link']) {
    const all = await renderCreator(
      html`<kaltura-room-creator
        create-url="/rooms"
        templates='[{"id": "1_classic0", "name": "Classic"}]'
      ></kaltura-room-creator>`,
    );
    await STATES[state]!(all);
    await all.creator.updateComplete;
    for (const {name} of all.creator.shadowRoot!.querySelectorAll('slot')) seen.add(name);
    restoreFetch();
  }
  const told = (await rowsOf('slots')).flatMap(row => {
    const [, slot] = /^\| (?:`([\w-]+)`)? +\|/.exec(row) ?? [];
    return [slot ?? ''];
  });
  const hints = FIELDS.map(field => `${field}-hint`);
  expect([...seen].sort()).to.deep.equal([...new Set([...told, ...hints])].sort());
});

it('what the page puts into a slot is there in place of its own', async () => {
  const {creator, held} = await renderCreator(
    html`<kaltura-room-creator
      create-url="/rooms"
      templates='[{"id": "1_classic0", "name": "Classic"}]'
    >
      ${FIELDS.map(field => html`<b slot="${field}-hint">${field}</b>`)}
      <i slot="submit">Go</i>
      <i slot="error">Call 123</i>
    </kaltura-room-creator>`,
  );
  const shown = (slot: string) =>
    creator.querySelector(`[slot=${slot}]`)!.checkVisibility() &&
    creator
      .shadowRoot!.querySelector<HTMLSlotElement>(`slot[name=${slot}]`)!
      .assignedElements()
      .map(({textContent}) => textContent)
      .join();
  for (const field of FIELDS) expect(shown(`${field}-hint`)).to.equal(field);
  expect(shown('submit')).to.equal('Go');
  // What is not right is said all the same.
  fillIn(creator, {name: ' '});
  submit(creator);
  while (getControl(creator, 'name').ariaInvalid !== 'true') await turn();
  expect(getNote(creator, 'name')).to.contain('Give the room a name');
  fillIn(creator, {name: 'Room'});
  submit(creator);
  (await held.next()).answerJson({success: false, errorCode: 'internalError'}, {status: 500});
  while (!getPart(creator, 'summary')) await turn();
  expect(shown('error')).to.equal('Call 123');
  expect(getText(creator, 'code')).to.equal('internalError');
  expect(getPart(creator, 'code')!.checkVisibility()).to.be.false;
});
