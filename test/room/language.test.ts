import {expect, fixture, html} from '@open-wc/testing';
import {registerTranslation, type PartialTranslation} from '../../src/index.js';
import {nextEvent, nextTask} from '../support/events.js';
import {
  finishTransitions,
  ROOM,
  openRoom,
  getPart,
  waitForState,
  renderRoom,
  getText,
} from '../support/room-fixture.js';

/** Returns the visible text of the room. */
const read = (room: HTMLElement) => getText(room).replace(/\s+/g, ' ').trim();

const CLICK_ROOM = html`<kaltura-room
  room-id=${ROOM}
  token-url="/token"
  loading="click"
></kaltura-room>`;

/** Returns the direction and the `lang` of the text in a part. */
const getLanguage = (room: HTMLElement, part: string) => {
  const text = getPart(room, part)!.querySelector('p')!;
  return {
    dir: getComputedStyle(text).direction,
    lang: text.closest('[lang]')?.getAttribute('lang'),
  };
};

/** Waits until the room shows `sentence`. Returns the texts that it showed before. */
async function waitForText(room: HTMLElement, sentence: string): Promise<string> {
  const earlier = new Set<string>();
  while (!read(room).includes(sentence)) {
    earlier.add(read(room));
    await nextTask();
  }
  return [...earlier].join();
}

describe('the language of a room', () => {
  for (const {lang, join, title, dir} of [
    {lang: 'de', join: 'Dem Raum beitreten', title: 'Sie haben keinen Zugang', dir: 'ltr'},
    {lang: 'fr-CA', join: 'Rejoindre la salle', title: 'Vous n’avez pas accès', dir: 'ltr'},
    {lang: 'ES', join: 'Entrar en la sala', title: 'No tiene acceso', dir: 'ltr'},
    {lang: 'he', join: 'כניסה לחדר', title: 'אין לכם גישה', dir: 'rtl'},
    {lang: 'ar-EG', join: 'الانضمام إلى الغرفة', title: 'ليس لديك إذن بالدخول', dir: 'rtl'},
  ] as const)
    it(`shows texts for lang="${lang}", and no English text before they load`, async () => {
      const {room, fetchMock} = await renderRoom(html`<div lang=${lang}>${CLICK_ROOM}</div>`);
      expect(await waitForText(room, join)).not.to.contain('room');
      const language = {dir, lang: lang.slice(0, 2).toLowerCase()};
      expect(getLanguage(room, 'idle')).to.deep.equal(language);
      const failed = nextEvent(room, 'kaltura-room-error');
      getPart(room, 'join')?.click();
      (await fetchMock.next()).answer('', {status: 403});
      await failed;
      await room.updateComplete;
      expect(getPart(room, 'title')?.textContent).to.equal(title);
      expect(getLanguage(room, 'error')).to.deep.equal(language);
      finishTransitions(room);
      await expect(room).to.be.accessible();
    });

  for (const lang of ['sv', 'constructor', '__proto__', '', 'x-klingon', 'a-'.repeat(20_000)])
    it(`shows English texts for the unknown language "${lang.slice(0, 20)}"`, async () => {
      const {room} = await renderRoom(html`<div lang=${lang}>${CLICK_ROOM}</div>`);
      expect(read(room)).to.contain('Join the room');
      expect(getLanguage(room, 'idle')).to.deep.equal({dir: 'ltr', lang: 'en'});
    });

  it('follows the nearest ancestor with a `lang`', async () => {
    const {room} = await renderRoom(html`<div lang="de"><div lang="en">${CLICK_ROOM}</div></div>`);
    expect(read(room)).to.contain('Join the room');
  });

  it('opens the room before the translation has loaded', async () => {
    const {fetchMock} = await renderRoom(
      html`<div lang="fr"><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
    );
    expect((await fetchMock.next()).body).to.deep.equal({roomId: ROOM, lang: 'fr'});
  });

  it('does not change the text direction of slotted content', async () => {
    const {room} = await renderRoom(
      html`<div lang="fa" dir="rtl">
        <kaltura-room><p slot="idle">هنوز اتاقی انتخاب نشده است.</p></kaltura-room>
      </div>`,
    );
    expect(getComputedStyle(room.querySelector('p')!).direction).to.equal('rtl');
  });
});

describe('`lang` outside a shadow root', () => {
  /** Renders a room inside two shadow roots, of which the inner one is closed. */
  async function renderInShadow(lang: string) {
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

  it('applies to the room', async () => {
    const {room} = await renderInShadow('de');
    await waitForText(room, 'Dem Raum beitreten');
  });

  it('can change on any host', async () => {
    const {host, inner, room} = await renderInShadow('en');
    host.setAttribute('lang', 'de');
    await waitForText(room, 'Dem Raum beitreten');
    inner.setAttribute('lang', 'fr');
    await waitForText(room, 'Rejoindre la salle');
    inner.removeAttribute('lang');
    await waitForText(room, 'Dem Raum beitreten');
  });
});

describe('a change of `lang`', () => {
  it('translates an open room, whichever ancestor changes', async () => {
    const rendered = await renderRoom(
      html`<div lang="en">
        <p><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></p>
      </div>`,
    );
    const frame = await openRoom(rendered);
    const {room} = rendered;
    expect(frame.title).to.equal('Meeting room');
    room.parentElement!.lang = 'de';
    // The former text stays until the new translation has loaded.
    expect(await waitForText(room, 'Der Raum')).to.equal('The room should be open now.');
    expect(frame.title).to.equal('Meetingraum');
    room.lang = 'he';
    await waitForText(room, 'החדר');
    room.removeAttribute('lang');
    room.parentElement!.removeAttribute('lang');
    await waitForText(room, 'The room');
    expect(room.state).to.equal('ready');
    expect(frame.isConnected).to.be.true;
  });

  it('translates the room if it happens on the document element', async () => {
    const {lang} = document.documentElement;
    try {
      const {room} = await renderRoom(CLICK_ROOM);
      document.documentElement.lang = 'es';
      await waitForText(room, 'Entrar en la sala');
    } finally {
      document.documentElement.lang = lang;
    }
  });

  it('translates the room if it happens because the room moves', async () => {
    const {room} = await renderRoom(html`<div lang="en">${CLICK_ROOM}</div>`);
    const german = await fixture<HTMLElement & {moveBefore?(node: Node, child: null): void}>(
      html`<div lang="de"></div>`,
    );
    if (german.moveBefore) german.moveBefore(room, null);
    else german.append(room);
    await waitForText(room, 'Dem Raum beitreten');
    german.lang = 'fr';
    await waitForText(room, 'Rejoindre la salle');
  });

  it('uses one observer for all rooms, and none without a room', async () => {
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
      const {room: first} = await renderRoom(CLICK_ROOM);
      const second = await fixture<typeof first>(CLICK_ROOM);
      expect(watching.size).to.equal(1);
      first.remove();
      await first.updateComplete;
      expect(watching.size).to.equal(1);
      second.parentElement!.lang = 'de';
      await waitForText(second, 'Dem Raum beitreten');
      second.remove();
      await second.updateComplete;
      expect(watching.size).to.equal(0);
    } finally {
      Object.defineProperties(prototype, real);
    }
  });
});

describe('registerTranslation()', () => {
  it('adds a language, with English for missing texts', async () => {
    registerTranslation('nb', {
      room: {join: 'Bli med', failed: 'Rommet åpnet seg ikke'},
      errors: {'access-denied': 'Du har ikke tilgang.'},
    });
    const {room, fetchMock} = await renderRoom(html`<div lang="nb-NO">${CLICK_ROOM}</div>`);
    expect(read(room)).to.equal('The meeting room opens here. Bli med');
    expect(getLanguage(room, 'idle')).to.deep.equal({dir: 'ltr', lang: 'nb'});
    getPart(room, 'join')?.click();
    (await fetchMock.next()).answer('', {status: 403});
    await waitForState(room, 'failed');
    expect(read(room)).to.contain('Rommet åpnet seg ikke Du har ikke tilgang. Try again');
  });

  it('takes effect at the first render', async () => {
    const parent = await fixture(html`<div lang="nn"></div>`);
    const young = document.createElement('kaltura-room');
    parent.append(young);
    registerTranslation('nn', {room: {noRoom: 'Ingen rom er valt enno.'}});
    await young.updateComplete;
    expect(read(young)).to.equal('Ingen rom er valt enno.');
  });

  it('replaces single texts of a rendered room', async () => {
    const {room} = await renderRoom(html`<div lang="es-MX">${CLICK_ROOM}</div>`);
    await waitForText(room, 'Entrar en la sala');
    registerTranslation('es', {room: {join: 'Entrar ya'}});
    registerTranslation('ES-mx', {room: {waiting: 'Aquí mero se abre la sala.'}});
    await room.updateComplete;
    expect(read(room)).to.equal('Aquí mero se abre la sala. Entrar ya');
    registerTranslation('es', {room: {waiting: 'Aquí se abre la sala.'}});
    await room.updateComplete;
    expect(read(room)).to.equal('Aquí mero se abre la sala. Entrar ya');
    room.lang = 'es-ES';
    await waitForText(room, 'Aquí se abre la sala. Entrar ya');
  });

  it('keeps its texts when the translation of the language loads later', async () => {
    registerTranslation('ar', {room: {join: 'ادخل'}});
    const {room} = await renderRoom(html`<div lang="ar">${CLICK_ROOM}</div>`);
    await waitForText(room, 'تُفتح غرفة الاجتماع هنا. ادخل');
    expect(getLanguage(room, 'idle')).to.deep.equal({dir: 'rtl', lang: 'ar'});
  });

  it('sets the text direction', async () => {
    registerTranslation('fa', {dir: 'rtl', room: {waiting: 'اتاق جلسه اینجا باز می‌شود.'}});
    const {room} = await renderRoom(html`<div lang="fa">${CLICK_ROOM}</div>`);
    expect(getLanguage(room, 'idle')).to.deep.equal({dir: 'rtl', lang: 'fa'});
    expect(read(room)).to.contain('Join the room');
  });

  it('customizes one room with a private language tag', async () => {
    registerTranslation('en-x-lobby', {room: {join: 'Enter the lobby'}});
    const {room} = await renderRoom(html`<div>${CLICK_ROOM}</div>`);
    expect(read(room)).to.contain('Join the room');
    room.lang = 'en-x-lobby';
    await waitForText(room, 'The meeting room opens here. Enter the lobby');
  });

  for (const {name, translation, message} of [
    {
      name: 'a number as text',
      translation: {room: {join: 42}},
      message: 'registerTranslation: room.join of sv must be a non-empty string',
    },
    {
      name: 'null as text',
      translation: {errors: {'access-denied': null}},
      message: 'registerTranslation: errors.access-denied of sv must be a non-empty string',
    },
    {
      name: 'an empty text',
      translation: {room: {join: ''}},
      message: 'registerTranslation: room.join of sv must be a non-empty string',
    },
    {
      name: 'markup',
      translation: {room: {join: html`<b>Join</b>`}},
      message: 'registerTranslation: room.join of sv must be a non-empty string',
    },
    {
      name: 'a text outside its group',
      translation: {join: 'Gå in'},
      message: 'registerTranslation: join of sv must be a non-empty string',
    },
  ] as const)
    it(`rejects the whole translation because of ${name}`, async () => {
      const good = {room: {waiting: 'Rummet öppnas här.'}};
      expect(() =>
        registerTranslation('sv', {...good, ...translation} as unknown as PartialTranslation),
      ).to.throw(TypeError, message);
      const {room} = await renderRoom(html`<div lang="sv">${CLICK_ROOM}</div>`);
      expect(read(room)).to.equal('The meeting room opens here. Join the room');
    });

  for (const words of [null, undefined, 'Gå in'])
    it(`throws a TypeError for ${JSON.stringify(words)}`, () => {
      expect(() => registerTranslation('sv', words as unknown as PartialTranslation)).to.throw(
        TypeError,
      );
    });

  it('does not change prototypes', async () => {
    const junk = JSON.parse(
      '{"__proto__": {"polluted": "yes"}, "constructor": {"prototype": "yes"}, "room": {"__proto__": "yes", "toString": "yes", "waiting": "Here."}}',
    ) as PartialTranslation;
    for (const name of ['__proto__', 'constructor', 'prototype', 'toString'])
      registerTranslation(name, junk);
    registerTranslation('en-x-junk', junk);
    expect('polluted' in {}).to.be.false;
    const {room} = await renderRoom(html`<div lang="en-x-junk">${CLICK_ROOM}</div>`);
    expect(read(room)).to.equal('Here. Join the room');
    room.lang = 'de';
    await waitForText(room, 'Dem Raum beitreten');
  });

  it('copies the texts', async () => {
    const words = {room: {join: 'As given'}};
    registerTranslation('en-x-kept', words);
    words.room.join = 'Changed';
    const {room} = await renderRoom(html`<div lang="en-x-kept">${CLICK_ROOM}</div>`);
    expect(read(room)).to.contain('As given');
  });
});

describe('warnings', () => {
  it('follow the language of the room', async () => {
    const rendered = await renderRoom(
      html`<div lang="de"><kaltura-room room-id=${ROOM} token-url="/token"></kaltura-room></div>`,
    );
    await openRoom(rendered);
    window.dispatchEvent(new Event('offline'));
    await waitForText(rendered.room, 'Sie sind offline.');
  });
});
