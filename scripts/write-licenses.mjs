// @ts-check
import {readFileSync, writeFileSync} from 'node:fs';
import {BUNDLED_PACKAGES} from './bundled-packages.mjs';

/*
 * Writes `dist/cdn/LICENSES.txt`: the licences of this package and of those inside the script-tag
 * files, as they require.
 */

const root = new URL('../', import.meta.url);
const texts = ['./', ...BUNDLED_PACKAGES.map(name => `node_modules/${name}/`)].map(folder => {
  const read = (/** @type {string} */ file) => readFileSync(new URL(folder + file, root), 'utf8');
  return `${JSON.parse(read('package.json')).name}\n\n${read('LICENSE').trim()}\n`;
});
writeFileSync(new URL('dist/cdn/LICENSES.txt', root), texts.join(`\n${'-'.repeat(80)}\n\n`));
