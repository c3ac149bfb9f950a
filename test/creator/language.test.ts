import {expect, html} from '@open-wc/testing';
import {registerTranslation} from '../../src/index.js';
import {next, turn} from '../room/set-up.js';
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
} from './creator-fixture.js';

afterEach(() => restoreFetch());

const form = (lang: string) =>
  html`<div lang=${lang}><kaltura-room-creator create-url="/rooms"></kaltura-room-creator></div>`;

/** Waits until the button says `words`, and gives back what the form said before. */
async function saying(creator: HTMLElement, words: string): Promise<string> {
  const said = new Set<string>();
  while (getText(creator, 'submit') !== words) {
    said.add(creator.shadowRoot!.textContent);
    await turn();
  }
  return [...said].join();
}

for (const [lang, create, fault, created, dir] of [
  ['de', 'Raum erstellen', 'Geben Sie dem Raum', 'Raum erstellt: X', 'ltr'],
  ['fr-CA', 'Créer la salle', 'Donnez à la salle', 'Salle créée: X', 'ltr'],
  ['ES', 'Crear sala', 'Dé a la sala', 'Sala creada: X', 'ltr'],
  ['he', 'יצירת חדר', 'יש לתת לחדר', 'החדר נוצר: X', 'rtl'],
  ['ar-EG', 'إنشاء الغرفة', 'أعطِ الغرفة', 'أُنشئت الغرفة: X', 'rtl'],
] as const)
  it(`speaks ${lang}, and says nothing in another language before or after`, async () => {
    const {creator, held} = await renderCreator(form(lang));
    expect(await saying(creator, create)).not.to.match(/[a-z]{3}/i);
    const fields = getPart(creator, 'fields')!;
    expect(getComputedStyle(fields).direction).to.equal(dir);
    expect(fields.lang).to.equal(lang.slice(0, 2).toLowerCase());
    submit(creator);
    await waitForOutcome(creator);
    expect(getNote(creator, 'name')).to.contain(fault);
    fillIn(creator, {name: 'X'});
    submit(creator);
    const failed = next(creator, 'kaltura-room-create-error');
    (await held.next()).answerJson(
      {success: false, errorCode: 'invalidConfiguration'},
      {status: 502},
    );
    await failed;
    await creator.updateComplete;
    expect(getText(creator, 'summary'))
      .to.contain('Kaltura')
      .and.not.to.match(/Rooms are|this site/);
    submit(creator);
    (await held.next()).answerJson({success: true, data: {id: NEW_ROOM}});
    await waitForOutcome(creator);
    expect(getText(creator, 'status')).to.equal(created);
  });

for (const lang of ['sv', 'constructor', ''])
  it(`speaks English at once where it knows no ${lang || 'language'}`, async () => {
    const {creator} = await renderCreator(form(lang));
    expect(getText(creator, 'submit')).to.equal('Create room');
  });

it('follows another language, and keeps what was typed', async () => {
  const {creator} = await renderCreator(form('en'));
  fillIn(creator, {name: 'Room', tags: 'a,'});
  creator.parentElement!.lang = 'de';
  await saying(creator, 'Raum erstellen');
  expect(creator.shadowRoot!.querySelector('input')!.value).to.equal('Room');
  expect(getPart(creator, 'remove')!.getAttribute('aria-label')).to.equal('Entfernen: a');
});

it("takes words of the page's own", async () => {
  registerTranslation('en-x-lobby', {
    creator: {create: 'Open the lobby', internalError: 'Call 123.'},
  });
  const {creator, held} = await renderCreator(form('en-x-lobby'));
  expect(getText(creator, 'submit')).to.equal('Open the lobby');
  expect(creator.shadowRoot!.textContent).to.contain('Room name');
  fillIn(creator, {name: 'X'});
  submit(creator);
  const failed = next(creator, 'kaltura-room-create-error');
  (await held.next()).answerJson({success: false, errorCode: 'internalError'}, {status: 500});
  await failed;
  await creator.updateComplete;
  expect(getText(creator, 'summary')).to.contain('Call 123.');
});

it('what the page puts into it runs as the page does', async () => {
  const {creator} = await renderCreator(
    html`<div lang="fa" dir="rtl">
      <kaltura-room-creator create-url="/rooms"><label>درس</label></kaltura-room-creator>
    </div>`,
  );
  expect(getComputedStyle(getPart(creator, 'fields')!).direction).to.equal('ltr');
  expect(getComputedStyle(creator.querySelector('label')!).direction).to.equal('rtl');
});
