import {expect, html} from '@open-wc/testing';
import {registerTranslation} from '../../src/index.js';
import {nextEvent, nextTask} from '../support/events.js';
import {
  NEW_ROOM,
  getNote,
  getPart,
  restoreFetch,
  waitForOutcome,
  renderCreator,
  submit,
  getText,
  fillIn,
} from '../support/creator-fixture.js';

afterEach(() => restoreFetch());

const formIn = (lang: string) =>
  html`<div lang=${lang}><kaltura-room-creator create-url="/rooms"></kaltura-room-creator></div>`;

/** Waits until the submit button has this label. Returns the texts of the form until then. */
async function waitForLabel(creator: HTMLElement, label: string): Promise<string> {
  const texts = new Set<string>();
  while (getText(creator, 'submit') !== label) {
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
      const {creator, fetchMock} = await renderCreator(formIn(lang));
      expect(await waitForLabel(creator, create)).not.to.match(/[a-z]{3}/i);
      const fields = getPart(creator, 'fields')!;
      expect(getComputedStyle(fields).direction).to.equal(direction);
      expect(fields.lang).to.equal(lang.slice(0, 2).toLowerCase());
      submit(creator);
      await waitForOutcome(creator);
      expect(getNote(creator, 'name')).to.contain(error);
      fillIn(creator, {name: 'X'});
      submit(creator);
      const failed = nextEvent(creator, 'kaltura-room-create-error');
      (await fetchMock.next()).answerJson(
        {success: false, errorCode: 'invalidConfiguration'},
        {status: 502},
      );
      await failed;
      await creator.updateComplete;
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
      const {creator} = await renderCreator(formIn(lang));
      expect(getText(creator, 'submit')).to.equal('Create room');
    });

  it('follows a change of lang, and keeps the fields', async () => {
    const {creator} = await renderCreator(formIn('en'));
    fillIn(creator, {name: 'Room', tags: 'a,'});
    creator.parentElement!.lang = 'de';
    await waitForLabel(creator, 'Raum erstellen');
    expect(creator.shadowRoot!.querySelector('input')!.value).to.equal('Room');
    expect(getPart(creator, 'remove')!.getAttribute('aria-label')).to.equal('Entfernen: a');
  });
});

describe('registerTranslation()', () => {
  it('replaces the texts that it contains', async () => {
    registerTranslation('en-x-lobby', {
      creator: {create: 'Open the lobby', internalError: 'Call 123.'},
    });
    const {creator, fetchMock} = await renderCreator(formIn('en-x-lobby'));
    expect(getText(creator, 'submit')).to.equal('Open the lobby');
    expect(creator.shadowRoot!.textContent).to.contain('Room name');
    fillIn(creator, {name: 'X'});
    submit(creator);
    const failed = nextEvent(creator, 'kaltura-room-create-error');
    (await fetchMock.next()).answerJson(
      {success: false, errorCode: 'internalError'},
      {status: 500},
    );
    await failed;
    await creator.updateComplete;
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
