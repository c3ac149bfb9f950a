import {ELEMENT_STATES, openState} from '../support/element-states.js';
import {expect, onlyChromium, test} from './set-up.js';

/*
 * Compares the elements with the pictures in `appearance`. After an intended change,
 * `npm run screenshots` replaces them. Look at each before you commit it.
 */

/** States that together show every kind of content, with the language and the color scheme. */
const PICTURES = [
  {state: 'room idle', lang: 'en', colorScheme: 'light'},
  {state: 'room joining', lang: 'ar', colorScheme: 'dark'},
  {state: 'room with a warning', lang: 'de', colorScheme: 'light'},
  {state: 'room left', lang: 'en', colorScheme: 'dark'},
  {state: 'room sign-in-required', lang: 'de', colorScheme: 'light'},
  {state: 'room rate-limited', lang: 'ar', colorScheme: 'light'},
  {state: 'room frame-blocked', lang: 'en', colorScheme: 'dark'},
  {state: 'creator editing', lang: 'en', colorScheme: 'light'},
  {state: 'creator with all fields', lang: 'ar', colorScheme: 'dark'},
  {state: 'creator invalid', lang: 'de', colorScheme: 'dark'},
  {state: 'creator created, long', lang: 'en', colorScheme: 'light'},
  {state: 'creator failed', lang: 'de', colorScheme: 'light'},
] as const;

test.describe('the appearance', onlyChromium, () => {
  for (const {state: name, lang, colorScheme} of PICTURES)
    test.describe(`of "${name}" in ${lang}, ${colorScheme}`, () => {
      test.use({colorScheme, viewport: {width: 1124, height: 800}, reducedMotion: 'reduce'});
      test('matches the picture', async ({page, isPacked}) => {
        test.skip(isPacked || process.platform !== 'linux', 'The pictures are from Debian.');
        const state = ELEMENT_STATES.find(candidate => candidate.name === name)!;
        await openState(page, state, {
          widths: [280, 768],
          lang,
          // The form that finishes last has the focus, so the pictures have no focus ring.
          css: ':root { font-family: "DejaVu Sans"; --kaltura-room-focus-width: 0; }',
        });
        await expect(page).toHaveScreenshot(
          `${name} ${lang} ${colorScheme}.png`.replaceAll(' ', '-'),
          {
            animations: 'disabled',
            fullPage: true,
            maxDiffPixels: 150,
            // The reference is random.
            mask: [page.locator('[part=reference]')],
          },
        );
      });
    });
});
