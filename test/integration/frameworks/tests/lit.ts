import assert from 'node:assert/strict';
import {
  countRequests,
  expect,
  waitForIdle,
  waitForRoom,
  type Room,
  type AppTest,
  type Visit,
} from '../visit.js';

/** The distinct renderings of a page so far, and its layout shifts. */
interface Recording {
  readonly frames: readonly string[];
  readonly shifts: readonly number[];
}

/** A script that records both elements in every frame, after the page is parsed. */
const RECORDER = `
  window.recording = {frames: [], shifts: []};
  new PerformanceObserver(list => {
    for (const {value} of list.getEntries()) recording.shifts.push(value);
  }).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(function record() {
    requestAnimationFrame(record);
    const elements = [...document.querySelectorAll('kaltura-room, kaltura-room-creator')];
    if (document.readyState === 'loading' || elements.length < 2) return;
    const looks = elements.map(element => {
      const shown = element.shadowRoot.querySelectorAll('label, button, [part~=spinner], p');
      const texts = Array.from(shown, ({textContent, offsetHeight}) => textContent + offsetHeight);
      return element.offsetHeight + texts.join().replace(/\\s+/g, ' ');
    });
    if (recording.frames.at(-1) !== looks.join()) recording.frames.push(looks.join());
  });
`;

/** Texts of both elements before the room opens, in one language. */
interface Texts {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly loading: string;
  readonly name: string;
  readonly create: string;
}
const ENGLISH: Texts = {
  lang: 'en',
  dir: 'ltr',
  loading: 'Preparing the room…',
  name: 'Room name',
  create: 'Create room',
};
const TRANSLATIONS: readonly Texts[] = [
  ENGLISH,
  {
    lang: 'de',
    dir: 'ltr',
    loading: 'Der Raum wird vorbereitet …',
    name: 'Name des Raums',
    create: 'Raum erstellen',
  },
  {
    lang: 'ar',
    dir: 'rtl',
    loading: 'جارٍ تجهيز الغرفة…',
    name: 'اسم الغرفة',
    create: 'إنشاء الغرفة',
  },
];

/** Opens the page in a language without its scripts, and checks the content that the server rendered. */
async function checkServerRendering(
  {page, host}: Visit,
  lang: string,
  texts: Texts,
): Promise<void> {
  await page.route('**/*.js', route => route.abort());
  await page.goto(`${host.url}/?lang=${lang}`);
  const room = page.locator('kaltura-room');
  await expect(room.locator('[part~=spinner]')).toBeVisible();
  const sentence = room.locator('[part~=panel]').getByText(texts.loading);
  await expect(sentence).toBeVisible();
  await expect(page.getByLabel(texts.name)).toBeVisible();
  const button = page.getByRole('button', {name: texts.create});
  await expect(button).toBeVisible();
  for (const locator of [sentence, button])
    assert.deepEqual(
      await locator.evaluate(element => [
        element.closest('[lang]')?.getAttribute('lang'),
        getComputedStyle(element).direction,
      ]),
      [texts.lang, texts.dir],
    );
  assert.equal(await room.evaluate(room => customElements.get(room.localName)), undefined);
  assert.equal(host.tokenRequests.length, 0);
}

/** Tests of server rendering with Lit. */
export const litTests: readonly AppTest[] = [
  ...TRANSLATIONS.flatMap(texts => [
    {
      name: `the server renders the initial content of both elements: ${texts.lang}`,
      run: visit => checkServerRendering(visit, texts.lang, texts),
    } satisfies AppTest,
    {
      name: `the elements hydrate without a visual change: ${texts.lang}`,
      run: async visit => {
        const {page, host} = visit;
        const release = host.holdTokenResponses();
        await page.addInitScript(RECORDER);
        // The recorder must see the rendering of the server before the script runs.
        await page.route('**/main.js', async route => {
          await page.waitForFunction('recording.frames.length > 0');
          await route.continue();
        });
        await page.goto(`${host.url}/?lang=${texts.lang}`);
        await expect.poll(() => countRequests(visit).launches).toBe(1);
        const state = page.locator('kaltura-room').evaluate((room: Room) => room.state);
        assert.equal(await state, 'loading');
        await waitForIdle(visit);
        const {frames, shifts} = await page.evaluate<Recording>('recording');
        assert.equal(frames.length, 1, `one rendering expected; got ${frames.join('\n\n')}`);
        assert.ok(frames[0]!.includes(texts.name), frames[0]);
        assert.deepEqual(shifts, []);
        release();
        await waitForRoom(visit, 'Town hall');
      },
    } satisfies AppTest,
  ]),
  {
    name: 'a language without a translation is rendered in English',
    run: visit => checkServerRendering(visit, 'fr', ENGLISH),
  },
];
