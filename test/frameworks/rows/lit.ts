import assert from 'node:assert/strict';
import {expect, asked, isOpen, settled, type Room, type Row, type Visit} from '../visit.js';

/** What a page has looked like so far, and how far anything in it has moved. */
interface Seen {
  readonly frames: readonly string[];
  readonly shifts: readonly number[];
}

/** Looks at both elements in every frame, once the parser has been through the page. */
const look = `
  window.seen = {frames: [], shifts: []};
  new PerformanceObserver(list => {
    for (const {value} of list.getEntries()) seen.shifts.push(value);
  }).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(function look() {
    requestAnimationFrame(look);
    const elements = [...document.querySelectorAll('kaltura-room, kaltura-room-creator')];
    if (document.readyState === 'loading' || elements.length < 2) return;
    const looks = elements.map(element => {
      const shown = element.shadowRoot.querySelectorAll('label, button, [part~=spinner], p');
      const texts = Array.from(shown, ({textContent, offsetHeight}) => textContent + offsetHeight);
      return element.offsetHeight + texts.join().replace(/\\s+/g, ' ');
    });
    if (seen.frames.at(-1) !== looks.join()) seen.frames.push(looks.join());
  });
`;

/** The sentences of a language that both elements show until there is a room. */
interface Shown {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly loading: string;
  readonly name: string;
  readonly create: string;
}
const ENGLISH: Shown = {
  ...{lang: 'en', dir: 'ltr', loading: 'Getting your seat ready…'},
  ...{name: 'Room name', create: 'Create room'},
};
const SHOWN: readonly Shown[] = [
  ENGLISH,
  {
    ...{lang: 'de', dir: 'ltr', loading: 'Ihr Platz wird vorbereitet …'},
    ...{name: 'Name des Raums', create: 'Raum erstellen'},
  },
  {
    ...{lang: 'ar', dir: 'rtl', loading: 'جارٍ تجهيز مكانك…'},
    ...{name: 'اسم الغرفة', create: 'إنشاء الغرفة'},
  },
];

/** Opens the page in the language `asked` without its scripts, and looks for what a server has rendered. */
async function holdsShell({page, host}: Visit, asked: string, shown: Shown): Promise<void> {
  await page.route('**/*.js', route => route.abort());
  await page.goto(`${host.url}/?lang=${asked}`);
  const room = page.locator('kaltura-room');
  await expect(room.locator('[part~=spinner]')).toBeVisible();
  const sentence = room.locator('[part~=panel]').getByText(shown.loading);
  await expect(sentence).toBeVisible();
  await expect(page.getByLabel(shown.name)).toBeVisible();
  const button = page.getByRole('button', {name: shown.create});
  await expect(button).toBeVisible();
  for (const one of [sentence, button])
    assert.deepEqual(
      await one.evaluate(element => [
        element.closest('[lang]')?.getAttribute('lang'),
        getComputedStyle(element).direction,
      ]),
      [shown.lang, shown.dir],
    );
  assert.equal(await room.evaluate(room => customElements.get(room.localName)), undefined);
  assert.equal(host.tokens.length, 0);
}

/** What is so where a server renders the elements' own content. */
export const lit: readonly Row[] = [
  ...SHOWN.flatMap(shown => [
    {
      name: `the server renders what stands in both elements until the script has loaded: ${shown.lang}`,
      check: visit => holdsShell(visit, shown.lang, shown),
    } satisfies Row,
    {
      name: `the elements take over without a flash: ${shown.lang}`,
      check: async visit => {
        const {page, host} = visit;
        const release = host.hold();
        await page.addInitScript(look);
        // What the server rendered is seen first, however fast the script is.
        await page.route('**/main.js', async route => {
          await page.waitForFunction('seen.frames.length > 0');
          await route.continue();
        });
        await page.goto(`${host.url}/?lang=${shown.lang}`);
        await expect.poll(() => asked(visit).launches).toBe(1);
        const state = page.locator('kaltura-room').evaluate((room: Room) => room.state);
        assert.equal(await state, 'loading');
        await settled(visit);
        const {frames, shifts} = await page.evaluate<Seen>('seen');
        assert.equal(frames.length, 1, `it was seen as ${frames.join('\n\n')}`);
        assert.ok(frames[0]!.includes(shown.name), frames[0]);
        assert.deepEqual(shifts, []);
        release();
        await isOpen(visit, 'Town hall');
      },
    } satisfies Row,
  ]),
  {
    name: 'what the server has no words of is English, and says so',
    check: visit => holdsShell(visit, 'fr', ENGLISH),
  },
];
