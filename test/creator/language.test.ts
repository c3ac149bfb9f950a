import {expect, html} from '@open-wc/testing';
import {registerTranslation} from '../../src/index.js';
import {nextTask, waitUntil} from '../support/events.js';
import {
  NEW_ROOM,
  answerWith,
  createFailure,
  getNote,
  getPart,
  waitForOutcome,
  renderCreator,
  submit,
  submitAndFail,
  getText,
  fillIn,
} from '../support/creator-fixture.js';

const renderForm = (lang: string) =>
  html`<div lang=${lang}><kaltura-room-creator create-url="/rooms"></kaltura-room-creator></div>`;

const COLLECT_TIMEOUT_MS = 25_000;

/**
 * Collects every text that the form shows until its submit button has this label. It reads the form in
 * each task, because `waitUntil()` could miss a text.
 */
async function collectTextsUntil(creator: HTMLElement, label: string): Promise<string> {
  const texts = new Set<string>();
  const start = performance.now();
  while (getText(creator, 'submit') !== label) {
    if (performance.now() - start > COLLECT_TIMEOUT_MS)
      throw new Error(
        `The submit button must have the label "${label}" within 25 s; got "${getText(creator, 'submit')}"`,
      );
    texts.add(creator.shadowRoot!.textContent);
    await nextTask();
  }
  return [...texts].join();
}

interface Language {
  readonly lang: string;
  readonly create: string;
  readonly error: string;
  readonly created: string;
  readonly direction: 'ltr' | 'rtl';
}

const LANGUAGES: readonly Language[] = [
  {
    lang: 'de',
    create: 'Raum erstellen',
    error: 'Geben Sie dem Raum',
    created: 'Raum erstellt: X',
    direction: 'ltr',
  },
  {
    lang: 'fr-CA',
    create: 'Créer la salle',
    error: 'Donnez à la salle',
    created: 'Salle créée: X',
    direction: 'ltr',
  },
  {
    lang: 'ES',
    create: 'Crear sala',
    error: 'Dé a la sala',
    created: 'Sala creada: X',
    direction: 'ltr',
  },
  {
    lang: 'he',
    create: 'יצירת חדר',
    error: 'יש לתת לחדר',
    created: 'החדר נוצר: X',
    direction: 'rtl',
  },
  {
    lang: 'ar-EG',
    create: 'إنشاء الغرفة',
    error: 'أعطِ الغرفة',
    created: 'أُنشئت الغرفة: X',
    direction: 'rtl',
  },
];

describe('the language of the form', () => {
  for (const {lang, create, error, created, direction} of LANGUAGES)
    it(`follows lang="${lang}" in all texts`, async () => {
      const rendered = await renderCreator(renderForm(lang));
      const {creator, fetchMock} = rendered;
      expect(await collectTextsUntil(creator, create)).not.to.match(/[a-z]{3}/i);
      const fields = getPart(creator, 'fields')!;
      expect(getComputedStyle(fields).direction).to.equal(direction);
      expect(fields.lang).to.equal(lang.slice(0, 2).toLowerCase());
      submit(creator);
      await waitForOutcome(creator);
      expect(getNote(creator, 'name')).to.contain(error);
      fillIn(creator, {name: 'X'});
      await submitAndFail(rendered, answerWith(createFailure('invalidConfiguration'), 502));
      expect(getText(creator, 'summary'))
        .to.contain('Kaltura')
        .and.not.to.match(/Rooms are|this site/);
      submit(creator);
      (await fetchMock.next()).answerJson({success: true, data: {id: NEW_ROOM}});
      await waitForOutcome(creator);
      expect(getText(creator, 'status')).to.equal(created);
    });

  for (const lang of ['sv', 'constructor', ''])
    it(`falls back to English: lang="${lang}"`, async () => {
      const {creator} = await renderCreator(renderForm(lang));
      expect(getText(creator, 'submit')).to.equal('Create room');
    });

  it('follows a change of lang, and keeps the fields', async () => {
    const {creator} = await renderCreator(renderForm('en'));
    fillIn(creator, {name: 'Room', tags: 'a,'});
    creator.parentElement!.lang = 'de';
    await waitUntil(() => getText(creator, 'submit') === 'Raum erstellen');
    expect(creator.shadowRoot!.querySelector('input')!.value).to.equal('Room');
    expect(getPart(creator, 'remove')!.getAttribute('aria-label')).to.equal('Entfernen: a');
  });
});

describe('registerTranslation()', () => {
  it('replaces the texts that it contains', async () => {
    registerTranslation('en-x-lobby', {
      creator: {create: 'Open the lobby', internalError: 'Call 123.'},
    });
    const rendered = await renderCreator(renderForm('en-x-lobby'));
    const {creator} = rendered;
    expect(getText(creator, 'submit')).to.equal('Open the lobby');
    expect(creator.shadowRoot!.textContent).to.contain('Room name');
    fillIn(creator, {name: 'X'});
    await submitAndFail(rendered, answerWith(createFailure('internalError'), 500));
    expect(getText(creator, 'summary')).to.contain('Call 123.');
  });
});

describe('slotted content', () => {
  it('keeps the direction of the page', async () => {
    const {creator} = await renderCreator(
      html`<div lang="fa" dir="rtl">
        <kaltura-room-creator create-url="/rooms"><label>درس</label></kaltura-room-creator>
      </div>`,
    );
    expect(getComputedStyle(getPart(creator, 'fields')!).direction).to.equal('ltr');
    expect(getComputedStyle(creator.querySelector('label')!).direction).to.equal('rtl');
  });
});
