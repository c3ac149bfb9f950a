import assert from 'node:assert/strict';
import {expect, asked, isOpen, settled, type Room, type Row} from '../visit.js';

/** What a page has looked like so far, and how far anything in it has moved. */
interface Seen {
  readonly frames: readonly string[];
  readonly shifts: readonly number[];
}

/** Looks at both elements in every frame, from the first in which they are there. */
const look = `
  window.seen = {frames: [], shifts: []};
  new PerformanceObserver(list => {
    for (const {value} of list.getEntries()) seen.shifts.push(value);
  }).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(function look() {
    requestAnimationFrame(look);
    const elements = [...document.querySelectorAll('kaltura-room, kaltura-room-creator')];
    if (elements.length < 2) return;
    const looks = elements.map(element => {
      const shown = element.shadowRoot.querySelectorAll('label, button, [part~=spinner], p');
      const texts = Array.from(shown, ({textContent, offsetHeight}) => textContent + offsetHeight);
      return element.offsetHeight + texts.join().replace(/\\s+/g, ' ');
    });
    if (seen.frames.at(-1) !== looks.join()) seen.frames.push(looks.join());
  });
`;

/** What is so where a server renders the elements' own content. */
export const lit: readonly Row[] = [
  [
    'the server renders what stands in both elements until the script has loaded',
    async ({page, host}) => {
      await page.route('**/*.js', route => route.abort());
      await page.goto(host.url);
      const room = page.locator('kaltura-room');
      await expect(room.locator('[part~=spinner]')).toBeVisible();
      await expect(page.getByLabel('Room name')).toBeVisible();
      await expect(page.getByRole('button', {name: 'Create room'})).toBeVisible();
      assert.equal(await room.evaluate(room => customElements.get(room.localName)), undefined);
      assert.equal(host.tokens.length, 0);
    },
  ],
  [
    'the elements take over without a flash',
    async visit => {
      const {page, host} = visit;
      const release = host.hold();
      await page.addInitScript(look);
      await page.goto(host.url);
      await expect.poll(() => asked(visit).launches).toBe(1);
      const state = page.locator('kaltura-room').evaluate((room: Room) => room.state);
      assert.equal(await state, 'loading');
      await settled(visit);
      const {frames, shifts} = await page.evaluate<Seen>('seen');
      assert.equal(frames.length, 1, `it was seen as ${frames.join('\n\n')}`);
      assert.match(frames[0]!, /Room name/);
      assert.deepEqual(shifts, []);
      release();
      await isOpen(visit, 'Town hall');
    },
  ],
];
