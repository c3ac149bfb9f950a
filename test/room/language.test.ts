import {expect, fixture, html} from '@open-wc/testing';
import {registerTranslation, type PartialTranslation} from '../../src/index.js';
import {
  ROOM,
  nextEvent,
  openRoom,
  getPart,
  waitForState,
  restoreFetch,
  renderRoom,
  getText,
  nextTask,
} from './set-up.js';

afterEach(() => restoreFetch());

/** What a person may read, without the code. */
const read = (room: HTMLElement) => getText(room).replace(/\s+/g, ' ').trim();

const click = html`<kaltura-room
  room-id=${ROOM}
  token-url="/token"
  loading="click"
></kaltura-room>`;

/** How the words of a part run, and what language they say that they are in. */
const languageOf = (room: HTMLElement, part: string) => {
  const text = getPart(room, part)!.querySelector('p')!;
  return {
    dir: getComputedStyle(text).direction,
    lang: text.closest('[lang]')?.getAttribute('lang'),
  };
};

/** Waits until the room says `sentence`, and gives back what it said before. */
async function saying(room: HTMLElement, sentence: string): Promise<string> {
  const said = new Set<string>();
  while (!read(room).includes(sentence)) {
    said.add(read(room));
    await nextTask();
  }
  return [...said].join();
}

for (const [lang, join, sentence, dir] of [
  ['de', 'Dem Raum beitreten', 'Sie haben keinen Zugang.', 'ltr'],
  ['fr-CA', 'Rejoindre la salle', 'Vous n’avez pas accès.', 'ltr'],
  ['ES', 'Entrar en la sala', 'No tiene acceso.', 'ltr'],
  ['he', 'כניסה לחדר', 'אין לכם גישה.', 'rtl'],
  ['ar-EG', 'الانضمام إلى الغرفة', 'ليس لديك إذن بالدخول.', 'rtl'],
] as const)
  it(`speaks ${lang}, and says nothing in another language before`, async () => {
    const {room, fetchMock} = await renderRoom(html`<div lang=${lang}>${click}</div>`);
    expect(await saying(room, join)).not.to.contain('room');
    const language = {dir, lang: lang.slice(0, 2).toLowerCase()};
    expect(languageOf(room, 'idle')).to.deep.equal(language);
    const failed = nextEvent(room, 'kaltura-room-error');
    getPart(room, 'join')?.click();
    (await fetchMock.next()).answer('', {status: 403});
    await failed;
    await room.updateComplete;
    expect(read(room)).to.contain(sentence);
    expect(languageOf(room, 'error')).to.deep.equal(language);
    await expect(room).to.be.accessible();
  });

for (const lang of ['sv', 'constructor', '__proto__', '', 'x-klingon', 'a-'.repeat(20_000)])
  it(`speaks English at once where it knows no ${lang.slice(0, 20) || 'language'}`, async () => {
    const {room} = await renderRoom(html`<div lang=${lang}>${click}</div>`);
    expect(read(room)).to.contain('Join the room');
    expect(languageOf(room, 'idle')).to.deep.equal({dir: 'ltr', lang: 'en'});
  });

it('the nearest language counts', async () => {
  const {room} = await renderRoom(html`<div lang="de"><div lang="en">${click}</div></div>`);
  expect(read(room)).to.contain('Join the room');
});

it('opens the room whether or not its words are there yet', async () => {
  const {fetchMock} = await renderRoom(
    html`<div lang="fr"><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
  );
  expect((await fetchMock.next()).body).to.deep.equal({roomId: ROOM});
});

it('what the page puts in a slot runs as the page does', async () => {
  const {room} = await renderRoom(
    html`<div lang="fa" dir="rtl">
      <kaltura-room><p slot="idle">هنوز اتاقی انتخاب نشده است.</p></kaltura-room>
    </div>`,
  );
  expect(getComputedStyle(room.querySelector('p')!).direction).to.equal('rtl');
});

describe('through shadow roots', () => {
  /** A room two shadow roots down, the inner one closed; `lang` is at the outer host. */
  async function within(lang: string) {
    const host = await fixture<HTMLElement>(html`<div lang=${lang}></div>`);
    const inner = document.createElement('section');
    host.attachShadow({mode: 'open'}).append(inner);
    const room = document.createElement('kaltura-room');
    room.loading = 'click';
    room.roomId = ROOM;
    inner.attachShadow({mode: 'closed'}).append(room);
    await room.updateComplete;
    return {host, inner, room};
  }

  it('speaks the language of what the room is in', async () => {
    const {room} = await within('de');
    await saying(room, 'Dem Raum beitreten');
  });

  it('follows another language of any of them', async () => {
    const {host, inner, room} = await within('en');
    host.setAttribute('lang', 'de');
    await saying(room, 'Dem Raum beitreten');
    inner.setAttribute('lang', 'fr');
    await saying(room, 'Rejoindre la salle');
    inner.removeAttribute('lang');
    await saying(room, 'Dem Raum beitreten');
  });
});

describe('another language later', () => {
  it('is followed, wherever it is said, in an open room too', async () => {
    const rendered = await renderRoom(
      html`<div lang="en">
        <p><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></p>
      </div>`,
    );
    const frame = await openRoom(rendered);
    const {room} = rendered;
    expect(frame.title).to.equal('Meeting room');
    room.parentElement!.lang = 'de';
    // What was there stays until the other words are.
    expect(await saying(room, 'Der Raum')).to.equal('The room should be open now.');
    expect(frame.title).to.equal('Meetingraum');
    room.lang = 'he';
    await saying(room, 'החדר');
    room.removeAttribute('lang');
    room.parentElement!.removeAttribute('lang');
    await saying(room, 'The room');
    expect(room.state).to.equal('ready');
    expect(frame.isConnected).to.be.true;
  });

  it('of the whole document is followed', async () => {
    const {lang} = document.documentElement;
    try {
      const {room} = await renderRoom(click);
      document.documentElement.lang = 'es';
      await saying(room, 'Entrar en la sala');
    } finally {
      document.documentElement.lang = lang;
    }
  });

  it('is that of where the room is moved to', async () => {
    const {room} = await renderRoom(html`<div lang="en">${click}</div>`);
    const german = await fixture<HTMLElement & {moveBefore?(node: Node, child: null): void}>(
      html`<div lang="de"></div>`,
    );
    if (german.moveBefore) german.moveBefore(room, null);
    else german.append(room);
    await saying(room, 'Dem Raum beitreten');
    german.lang = 'fr';
    await saying(room, 'Rejoindre la salle');
  });

  it('is looked out for by one observer, as long as there is a room', async () => {
    const watching = new Set<MutationObserver>();
    const {prototype} = MutationObserver;
    const real = Object.getOwnPropertyDescriptors(prototype);
    prototype.observe = function (node, options) {
      if (options?.attributeFilter?.includes('lang')) watching.add(this);
      real.observe.value!.call(this, node, options);
    };
    prototype.disconnect = function () {
      watching.delete(this);
      real.disconnect.value!.call(this);
    };
    try {
      const {room: first} = await renderRoom(click);
      const second = await fixture<typeof first>(click);
      expect(watching.size).to.equal(1);
      first.remove();
      await first.updateComplete;
      expect(watching.size).to.equal(1);
      second.parentElement!.lang = 'de';
      await saying(second, 'Dem Raum beitreten');
      second.remove();
      await second.updateComplete;
      expect(watching.size).to.equal(0);
    } finally {
      Object.defineProperties(prototype, real);
    }
  });
});

describe("words of the page's own", () => {
  it('make another language, and what they leave out is English', async () => {
    registerTranslation('nb', {
      room: {join: 'Bli med', failed: 'Rommet åpnet seg ikke'},
      errors: {'access-denied': 'Du har ikke tilgang.'},
    });
    const {room, fetchMock} = await renderRoom(html`<div lang="nb-NO">${click}</div>`);
    expect(read(room)).to.equal('The meeting room opens here. Bli med');
    expect(languageOf(room, 'idle')).to.deep.equal({dir: 'ltr', lang: 'nb'});
    getPart(room, 'join')?.click();
    (await fetchMock.next()).answer('', {status: 403});
    await waitForState(room, 'failed');
    expect(read(room)).to.contain('Rommet åpnet seg ikke Du har ikke tilgang. Try again');
  });

  it('are all that is ever shown where they are there before the first moment', async () => {
    const parent = await fixture(html`<div lang="nn"></div>`);
    const young = document.createElement('kaltura-room');
    parent.append(young);
    registerTranslation('nn', {room: {noRoom: 'Ingen rom er valt enno.'}});
    await young.updateComplete;
    expect(read(young)).to.equal('Ingen rom er valt enno.');
  });

  it('take the place of single sentences, in what is on the page already', async () => {
    const {room} = await renderRoom(html`<div lang="es-MX">${click}</div>`);
    await saying(room, 'Entrar en la sala');
    registerTranslation('es', {room: {join: 'Entrar ya'}});
    registerTranslation('ES-mx', {room: {waiting: 'Aquí mero se abre la sala.'}});
    await room.updateComplete;
    expect(read(room)).to.equal('Aquí mero se abre la sala. Entrar ya');
    registerTranslation('es', {room: {waiting: 'Aquí se abre la sala.'}});
    await room.updateComplete;
    expect(read(room)).to.equal('Aquí mero se abre la sala. Entrar ya');
    room.lang = 'es-ES';
    await saying(room, 'Aquí se abre la sala. Entrar ya');
  });

  it('may be there before the language has loaded', async () => {
    registerTranslation('ar', {room: {join: 'ادخل'}});
    const {room} = await renderRoom(html`<div lang="ar">${click}</div>`);
    await saying(room, 'تُفتح غرفة الاجتماع هنا. ادخل');
    expect(languageOf(room, 'idle')).to.deep.equal({dir: 'rtl', lang: 'ar'});
  });

  it('say which way they run', async () => {
    registerTranslation('fa', {dir: 'rtl', room: {waiting: 'اتاق جلسه اینجا باز می‌شود.'}});
    const {room} = await renderRoom(html`<div lang="fa">${click}</div>`);
    expect(languageOf(room, 'idle')).to.deep.equal({dir: 'rtl', lang: 'fa'});
    expect(read(room)).to.contain('Join the room');
  });

  it('are for one room alone by a language of its own', async () => {
    registerTranslation('en-x-lobby', {room: {join: 'Enter the lobby'}});
    const {room} = await renderRoom(html`<div>${click}</div>`);
    expect(read(room)).to.contain('Join the room');
    room.lang = 'en-x-lobby';
    await saying(room, 'The meeting room opens here. Enter the lobby');
  });

  for (const [what, words, message] of [
    [
      'a number for a sentence',
      {room: {join: 42}},
      'registerTranslation: room.join of sv must be a non-empty string',
    ],
    [
      'no sentence at all',
      {errors: {'access-denied': null}},
      'registerTranslation: errors.access-denied of sv must be a non-empty string',
    ],
    [
      'an empty sentence, which nobody could click',
      {room: {join: ''}},
      'registerTranslation: room.join of sv must be a non-empty string',
    ],
    [
      'markup',
      {room: {join: html`<b>Join</b>`}},
      'registerTranslation: room.join of sv must be a non-empty string',
    ],
    [
      'a sentence outside its group',
      {join: 'Gå in'},
      'registerTranslation: join of sv must be a non-empty string',
    ],
  ] as const)
    it(`are refused, all of them, with ${what}`, async () => {
      const good = {room: {waiting: 'Rummet öppnas här.'}};
      expect(() =>
        registerTranslation('sv', {...good, ...words} as unknown as PartialTranslation),
      ).to.throw(TypeError, message);
      const {room} = await renderRoom(html`<div lang="sv">${click}</div>`);
      expect(read(room)).to.equal('The meeting room opens here. Join the room');
    });

  for (const words of [null, undefined, 'Gå in'])
    it(`are refused where they are ${JSON.stringify(words)}`, () => {
      expect(() => registerTranslation('sv', words as unknown as PartialTranslation)).to.throw(
        TypeError,
      );
    });

  it('reach nothing but the words, whatever they are called', async () => {
    const junk = JSON.parse(
      '{"__proto__": {"polluted": "yes"}, "constructor": {"prototype": "yes"}, "room": {"__proto__": "yes", "toString": "yes", "waiting": "Here."}}',
    ) as PartialTranslation;
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString'])
      registerTranslation(name, junk);
    registerTranslation('en-x-junk', junk);
    expect('polluted' in {}).to.be.false;
    const {room} = await renderRoom(html`<div lang="en-x-junk">${click}</div>`);
    expect(read(room)).to.equal('Here. Join the room');
    room.lang = 'de';
    await saying(room, 'Dem Raum beitreten');
  });

  it('are kept as they were given', async () => {
    const words = {room: {join: 'As given'}};
    registerTranslation('en-x-kept', words);
    words.room.join = 'Changed';
    const {room} = await renderRoom(html`<div lang="en-x-kept">${click}</div>`);
    expect(read(room)).to.contain('As given');
  });
});

it('says what stands against a meeting in its own language', async () => {
  const rendered = await renderRoom(
    html`<div lang="de"><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
  );
  await openRoom(rendered);
  window.dispatchEvent(new Event('offline'));
  await saying(rendered.room, 'Sie sind offline.');
});
