import {expect, html} from '@open-wc/testing';
import {registerTranslation} from '../../src/index.js';
import {nextEvent, nextTask} from '../room/set-up.js';
import {NEW_ROOM, noteOf, partOf, release, settled, setup, submit, textOf, type} from './set-up.js';

afterEach(() => release());

const form = (lang: string) =>
  html`<div lang=${lang}><kaltura-room-creator create-url="/rooms"></kaltura-room-creator></div>`;

/** Waits until the button says `words`, and gives back what the form said before. */
async function saying(creator: HTMLElement, words: string): Promise<string> {
  const said = new Set<string>();
  while (textOf(creator, 'submit') !== words) {
    said.add(creator.shadowRoot!.textContent);
    await nextTask();
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
    const {creator, held} = await setup(form(lang));
    expect(await saying(creator, create)).not.to.match(/[a-z]{3}/i);
    const fields = partOf(creator, 'fields')!;
    expect(getComputedStyle(fields).direction).to.equal(dir);
    expect(fields.lang).to.equal(lang.slice(0, 2).toLowerCase());
    submit(creator);
    await settled(creator);
    expect(noteOf(creator, 'name')).to.contain(fault);
    type(creator, {name: 'X'});
    submit(creator);
    const failed = nextEvent(creator, 'kaltura-room-create-error');
    (await held.next()).answerJson(
      {success: false, errorCode: 'invalidConfiguration'},
      {status: 502},
    );
    await failed;
    await creator.updateComplete;
    expect(textOf(creator, 'summary'))
      .to.contain('Kaltura')
      .and.not.to.match(/Rooms are|this site/);
    submit(creator);
    (await held.next()).answerJson({success: true, data: {id: NEW_ROOM}});
    await settled(creator);
    expect(textOf(creator, 'status')).to.equal(created);
  });

for (const lang of ['sv', 'constructor', ''])
  it(`speaks English at once where it knows no ${lang || 'language'}`, async () => {
    const {creator} = await setup(form(lang));
    expect(textOf(creator, 'submit')).to.equal('Create room');
  });

it('follows another language, and keeps what was typed', async () => {
  const {creator} = await setup(form('en'));
  type(creator, {name: 'Room', tags: 'a,'});
  creator.parentElement!.lang = 'de';
  await saying(creator, 'Raum erstellen');
  expect(creator.shadowRoot!.querySelector('input')!.value).to.equal('Room');
  expect(partOf(creator, 'remove')!.getAttribute('aria-label')).to.equal('Entfernen: a');
});

it("takes words of the page's own", async () => {
  registerTranslation('en-x-lobby', {
    creator: {create: 'Open the lobby', internalError: 'Call 123.'},
  });
  const {creator, held} = await setup(form('en-x-lobby'));
  expect(textOf(creator, 'submit')).to.equal('Open the lobby');
  expect(creator.shadowRoot!.textContent).to.contain('Room name');
  type(creator, {name: 'X'});
  submit(creator);
  const failed = nextEvent(creator, 'kaltura-room-create-error');
  (await held.next()).answerJson({success: false, errorCode: 'internalError'}, {status: 500});
  await failed;
  await creator.updateComplete;
  expect(textOf(creator, 'summary')).to.contain('Call 123.');
});

it('what the page puts into it runs as the page does', async () => {
  const {creator} = await setup(
    html`<div lang="fa" dir="rtl">
      <kaltura-room-creator create-url="/rooms"><label>درس</label></kaltura-room-creator>
    </div>`,
  );
  expect(getComputedStyle(partOf(creator, 'fields')!).direction).to.equal('ltr');
  expect(getComputedStyle(creator.querySelector('label')!).direction).to.equal('rtl');
});
