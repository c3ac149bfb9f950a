import {expect, html} from '@open-wc/testing';
import {turn} from '../room/set-up.js';
import {
  getControl,
  getPart,
  restoreFetch,
  waitForOutcome,
  renderCreator,
  submit,
  fillIn,
} from './creator-fixture.js';
import {STATES} from './states.js';

afterEach(() => restoreFetch());

for (const scheme of ['light', 'dark'])
  for (const [lang, create] of [
    ['en', 'Create room'],
    ['he', 'יצירת חדר'],
  ] as const)
    describe(`has no accessibility finding in ${scheme} colours, in ${lang}`, () => {
      const {style} = document.documentElement;
      before(() => void Object.assign(style, {colorScheme: scheme, background: 'Canvas'}));
      after(() => void Object.assign(style, {colorScheme: '', background: ''}));

      for (const [state, reach] of Object.entries(STATES))
        it(state, async () => {
          const all = await renderCreator(
            html`<div lang=${lang}>
              <kaltura-room-creator
                create-url="/rooms"
                templates='[{"id": "1_classic0", "name": "Classic"}]'
              ></kaltura-room-creator>
            </div>`,
          );
          while (getPart(all.creator, 'submit')?.textContent.trim() !== create) await turn();
          await reach(all);
          await all.creator.updateComplete;
          await expect(all.creator).to.be.accessible();
        });
    });

for (const lang of ['en', 'he'])
  describe(`fits into 320 px, in ${lang}`, () => {
    for (const [state, reach] of Object.entries(STATES))
      it(state, async () => {
        const all = await renderCreator(
          html`<div lang=${lang} style="inline-size: 320px">
            <kaltura-room-creator
              create-url="/rooms"
              templates='[{"id": "1_classic0", "name": "Classic"}]'
            ></kaltura-room-creator>
          </div>`,
        );
        while (!getPart(all.creator, 'submit')?.textContent.trim()) await turn();
        await reach(all);
        await all.creator.updateComplete;
        staysWithin(all.creator);
      });
  });

function staysWithin(creator: HTMLElement): void {
  const {left, right} = creator.getBoundingClientRect();
  for (const part of creator.shadowRoot!.querySelectorAll('[part]')) {
    if (!part.checkVisibility()) continue;
    const box = part.getBoundingClientRect();
    expect(Math.ceil(box.left), part.outerHTML).to.be.at.least(Math.floor(left));
    expect(Math.floor(box.right), part.outerHTML).to.be.at.most(Math.ceil(right));
  }
}

for (const lang of ['en', 'de', 'ar'])
  it(`fits on a small phone, with text of twice the size, in ${lang}`, async () => {
    document.documentElement.style.fontSize = '200%';
    const {creator} = await renderCreator(
      html`<div lang=${lang} style="inline-size: 288px">
        <kaltura-room-creator
          create-url="/rooms"
          share-url="/join/{id}"
          allow-another
        ></kaltura-room-creator>
      </div>`,
    );
    while (!getPart(creator, 'submit')?.textContent.trim()) await turn();
    fillIn(creator, {name: 'x'.repeat(300), tags: `${'long'.repeat(30)},`, description: '  '});
    submit(creator);
    await waitForOutcome(creator);
    staysWithin(creator);
  });
afterEach(() => void (document.documentElement.style.fontSize = ''));

it('moves nothing when an error comes and goes', async () => {
  const {creator} = await renderCreator();
  // Focus may scroll.
  const top = () =>
    getPart(creator, 'submit')!.getBoundingClientRect().top - creator.getBoundingClientRect().top;
  const before = top();
  submit(creator);
  await waitForOutcome(creator);
  expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('true');
  expect(top()).to.equal(before);
});
