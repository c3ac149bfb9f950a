import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {ELEMENT_STATES, openState} from '../../test/support/element-states.js';
import {launchChromium} from '../../test/support/launch-chromium.js';

/*
 * Draws every state of both elements in four widths. `test-results/sheets` then has one picture for
 * each state, color scheme and language. Arguments are parts of the names of states.
 */

const FOLDER = fileURLToPath(new URL('../../test-results/sheets/', import.meta.url));
const WIDTHS = [280, 390, 768, 1280];
/** One language of each direction. German has the longest sentences. */
const LANGUAGES = ['en', 'de', 'ar'];
const SCHEMES = ['light', 'dark'] as const;

const parts = process.argv.slice(2);
const states = ELEMENT_STATES.filter(
  ({name}) => parts.length === 0 || parts.some(part => name.includes(part)),
);
const browser = await launchChromium();
try {
  if (parts.length === 0) rmSync(FOLDER, {recursive: true, force: true});
  mkdirSync(FOLDER, {recursive: true});
  for (const state of states)
    for (const lang of LANGUAGES)
      for (const colorScheme of SCHEMES) {
        const page = await browser.newPage({
          // A frame below the viewport is not drawn.
          viewport: {width: 1360, height: 1900},
          colorScheme,
          reducedMotion: 'reduce',
        });
        await openState(page, state, {widths: WIDTHS, lang});
        const image = await page.screenshot({fullPage: true, animations: 'disabled'});
        const name = `${state.name} ${lang} ${colorScheme}`.replaceAll(/[^\w-]+/g, '-');
        writeFileSync(`${FOLDER}${name}.png`, image);
        await page.close();
      }
  console.log(`${states.length} states are in ${FOLDER}`);
} finally {
  await browser.close();
}
