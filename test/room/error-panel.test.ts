import {expect, html} from '@open-wc/testing';
import {ROOM_ERROR_CODES} from '../../src/contract/error-catalog.js';
import {RoomError, registerTranslation, type RoomErrorCode} from '../../src/index.js';
import {getErrorSentence} from '../../src/localization/error-sentence.js';
import {getTranslation, loadTranslation} from '../../src/localization/translations.js';
import {ROOM, getPart, renderRoom, waitForState} from '../support/room-fixture.js';

const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'he'];

/** Renders a room that has failed with this code. */
async function renderFailure(code: RoomErrorCode, {lang = 'en', width = ''} = {}) {
  await loadTranslation(lang);
  const fetchLaunch = () => Promise.reject(new RoomError(code, 'no'));
  const {room} = await renderRoom(
    html`<kaltura-room
      lang=${lang}
      style="inline-size: ${width}"
      room-id=${ROOM}
      .fetchLaunch=${fetchLaunch}
    ></kaltura-room>`,
  );
  await waitForState(room, 'failed');
  return room;
}

describe('the title of an error', () => {
  for (const lang of LANGUAGES)
    it(`exists for each code, with a text, in lang="${lang}"`, async () => {
      await loadTranslation(lang);
      const {titles, errors, room} = getTranslation(lang)!;
      for (const code of ROOM_ERROR_CODES) {
        expect(titles[code], `title of ${code}`).to.match(/\p{L}$/u);
        expect(titles[code], `title of ${code}`).not.to.equal(room.failed);
        expect(errors[code], `text of ${code}`).to.match(/\p{L}\.$/u);
      }
    });

  it('names the failure, and the text says what to do', async () => {
    const room = await renderFailure('access-denied');
    expect(getPart(room, 'title')!.textContent).to.equal('You do not have access');
    expect(getPart(room, 'error')!.querySelector('p')!.textContent).to.equal(
      'Ask the organiser to let you in.',
    );
  });

  it('is the general title if the page replaces only the text', async () => {
    registerTranslation('en-x-guests', {errors: {'access-denied': 'Members only.'}});
    const room = await renderFailure('access-denied', {lang: 'en-x-guests'});
    expect(getPart(room, 'title')!.textContent).to.equal('The room did not open');
    expect(getPart(room, 'error')!.querySelector('p')!.textContent).to.equal('Members only.');
  });

  it('can be replaced by the page', async () => {
    registerTranslation('en-x-titled', {titles: {'access-denied': 'Members only'}});
    const room = await renderFailure('access-denied', {lang: 'en-x-titled'});
    expect(getPart(room, 'title')!.textContent).to.equal('Members only');
    expect(getPart(room, 'error')!.querySelector('p')!.textContent).to.equal(
      'Ask the organiser to let you in.',
    );
  });
});

describe('getErrorSentence()', () => {
  for (const {name, titles, errors, expected} of [
    {
      name: 'joins the title and the text',
      titles: {offline: 'You are offline'},
      errors: {offline: 'Please wait.'},
      expected: 'You are offline. Please wait.',
    },
    {
      name: 'keeps the punctuation of the title',
      titles: {offline: 'Oh no!'},
      errors: {offline: 'Please wait.'},
      expected: 'Oh no! Please wait.',
    },
    {
      name: 'returns a text without a title',
      titles: {},
      errors: {offline: 'Please wait.'},
      expected: 'Please wait.',
    },
    {name: 'returns undefined without a text', titles: {}, errors: {}, expected: undefined},
  ])
    it(name, () => {
      expect(getErrorSentence({titles, errors}, 'offline')).to.equal(expected);
    });
});

describe('the icon of an error', () => {
  it('is decorative', async () => {
    const icon = getPart(await renderFailure('rate-limited'), 'icon')!;
    expect(icon.getAttribute('aria-hidden')).to.equal('true');
    expect(icon.getBoundingClientRect().width).to.be.greaterThan(20);
  });

  it('differs by the kind of failure', async () => {
    const outlines = new Set<string | null>();
    for (const code of [
      'attribute-invalid',
      'endpoint-failed',
      'offline',
      'frame-blocked',
      'room-not-found',
      'rate-limited',
      'access-denied',
    ] as const) {
      const icon = getPart(await renderFailure(code), 'icon')!;
      outlines.add(icon.querySelector('path')!.getAttribute('d'));
    }
    expect(outlines.size).to.equal(7);
  });

  it('is a clock after a timeout and after too many attempts', async () => {
    const outlines = new Set<string | null>();
    for (const code of ['endpoint-timeout', 'frame-timeout', 'rate-limited'] as const) {
      const icon = getPart(await renderFailure(code), 'icon')!;
      outlines.add(icon.querySelector('path')!.getAttribute('d'));
    }
    expect(outlines.size).to.equal(1);
  });
});

describe('the buttons of an error panel', () => {
  for (const {code, primary, secondary} of [
    {code: 'sign-in-required', primary: ['Reload the page'], secondary: ['Try again']},
    {code: 'access-denied', primary: [], secondary: ['Try again']},
    {code: 'room-not-found', primary: [], secondary: ['Try again']},
    {code: 'endpoint-invalid', primary: [], secondary: ['Try again']},
    {code: 'launch-expired', primary: ['Try again'], secondary: []},
    {code: 'endpoint-failed', primary: ['Try again'], secondary: []},
    {code: 'frame-blocked', primary: ['Open in a new tab'], secondary: ['Try again']},
    {code: 'frame-timeout', primary: ['Open in a new tab'], secondary: ['Try again']},
    {code: 'frame-unreachable', primary: ['Try again'], secondary: ['Open in a new tab']},
  ] as const)
    it(`has ${primary[0] ?? 'no button'} as the primary action after ${code}`, async () => {
      const buttons = [...getPart(await renderFailure(code), 'actions')!.children];
      expect(buttons.map(({textContent}) => textContent)).to.deep.equal([...primary, ...secondary]);
      const filled = buttons.filter(({part}) => !part.contains('secondary-button'));
      expect(filled.map(({textContent}) => textContent)).to.deep.equal(primary);
    });

  it('look different if they are secondary', async () => {
    const [primary, secondary] = getPart(await renderFailure('frame-timeout'), 'actions')!.children;
    const getBackground = (button: Element) => getComputedStyle(button).backgroundColor;
    expect(getBackground(secondary!)).to.equal('rgba(0, 0, 0, 0)');
    expect(getBackground(primary!)).not.to.equal('rgba(0, 0, 0, 0)');
  });
});

describe('the size of an error panel', () => {
  for (const lang of LANGUAGES)
    it(`fits the longest texts into 280 px in lang="${lang}"`, async () => {
      for (const code of ['tab-blocked', 'room-not-found', 'frame-timeout'] as const) {
        const room = await renderFailure(code, {lang, width: '280px'});
        const panel = getPart(room, 'error')!;
        expect(panel.scrollWidth, code).to.equal(panel.clientWidth);
        const {left, right} = panel.getBoundingClientRect();
        for (const child of panel.querySelectorAll('h2, p, button, code')) {
          const box = child.getBoundingClientRect();
          expect(box.left, child.textContent).to.be.at.least(left);
          expect(box.right, child.textContent).to.be.at.most(right);
        }
      }
    });

  it('has buttons of equal width if they are stacked', async () => {
    const room = await renderFailure('frame-timeout', {width: '280px'});
    const [primary, secondary] = [...getPart(room, 'actions')!.children].map(button =>
      button.getBoundingClientRect(),
    );
    expect(secondary!.top).to.be.above(primary!.bottom);
    expect(secondary!.width).to.equal(primary!.width);
  });

  it('grows its text with the width of the room', async () => {
    const sizes: number[] = [];
    for (const width of ['280px', '3840px']) {
      const room = await renderFailure('access-denied', {width});
      room.style.maxInlineSize = 'none';
      sizes.push(parseFloat(getComputedStyle(getPart(room, 'retry')!).fontSize));
    }
    expect(sizes[0]).to.equal(16);
    expect(sizes[1]).to.be.within(24, 28);
  });

  it('does not change the text size of slotted content', async () => {
    const room = await renderFailure('access-denied', {width: '1600px'});
    room.innerHTML = '<p slot="error">Ask us.</p>';
    expect(getComputedStyle(room.querySelector('p')!).fontSize).to.equal('16px');
  });
});
