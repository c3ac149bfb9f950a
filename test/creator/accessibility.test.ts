import {expect, html} from '@open-wc/testing';
import {waitUntil} from '../support/events.js';
import {
  getControl,
  getPart,
  waitForOutcome,
  renderCreator,
  submit,
  fillIn,
} from '../support/creator-fixture.js';
import {STATES} from './states.js';

for (const {lang, submitLabel} of [
  {lang: 'en', submitLabel: 'Create room'},
  {lang: 'he', submitLabel: 'יצירת חדר'},
])
  describe(`the form in light and dark colors (${lang})`, () => {
    const {style} = document.documentElement;
    afterEach(() => void Object.assign(style, {colorScheme: '', background: ''}));

    for (const [state, reach] of Object.entries(STATES))
      it(`passes the accessibility rules: ${state}`, async () => {
        const rendered = await renderCreator(
          html`<div lang=${lang}>
            <kaltura-room-creator
              create-url="/rooms"
              templates='[{"id": "1_classic0", "name": "Classic"}]'
            ></kaltura-room-creator>
          </div>`,
        );
        await waitUntil(
          () => getPart(rendered.creator, 'submit')?.textContent.trim() === submitLabel,
        );
        await reach(rendered);
        await rendered.creator.updateComplete;
        for (const colorScheme of ['light', 'dark']) {
          Object.assign(style, {colorScheme, background: 'Canvas'});
          await expect(rendered.creator, colorScheme).to.be.accessible();
        }
      });
  });

for (const lang of ['en', 'he'])
  describe(`the form in a width of 320 px (${lang})`, () => {
    for (const [state, reach] of Object.entries(STATES))
      it(`does not overflow: ${state}`, async () => {
        const rendered = await renderCreator(
          html`<div lang=${lang} style="inline-size: 320px">
            <kaltura-room-creator
              create-url="/rooms"
              templates='[{"id": "1_classic0", "name": "Classic"}]'
            ></kaltura-room-creator>
          </div>`,
        );
        await waitUntil(() => getPart(rendered.creator, 'submit')?.textContent.trim());
        await reach(rendered);
        await rendered.creator.updateComplete;
        expectNoOverflow(rendered.creator);
      });
  });

function expectNoOverflow(creator: HTMLElement): void {
  const {left, right} = creator.getBoundingClientRect();
  for (const part of creator.shadowRoot!.querySelectorAll('[part]')) {
    if (!part.checkVisibility()) continue;
    const box = part.getBoundingClientRect();
    expect(Math.ceil(box.left), part.outerHTML).to.be.at.least(Math.floor(left));
    expect(Math.floor(box.right), part.outerHTML).to.be.at.most(Math.ceil(right));
  }
}

describe('the form on a small phone with text of double size', () => {
  for (const lang of ['en', 'de', 'ar'])
    it(`does not overflow: ${lang}`, async () => {
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
      await waitUntil(() => getPart(creator, 'submit')?.textContent.trim());
      fillIn(creator, {name: 'x'.repeat(300), tags: `${'long'.repeat(30)},`, description: '  '});
      submit(creator);
      await waitForOutcome(creator);
      expectNoOverflow(creator);
    });
  afterEach(() => void (document.documentElement.style.fontSize = ''));
});

describe('an error', () => {
  it('does not move the controls', async () => {
    const {creator} = await renderCreator();
    // A relative position, because a focus change may scroll the page.
    const getTop = () =>
      getPart(creator, 'submit')!.getBoundingClientRect().top - creator.getBoundingClientRect().top;
    const before = getTop();
    submit(creator);
    await waitForOutcome(creator);
    expect(getControl(creator, 'name').getAttribute('aria-invalid')).to.equal('true');
    expect(getTop()).to.equal(before);
  });
});
