// @ts-check
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';

/*
 * Writes `dist/cdn/integrity.json`: the hash of each file, as a script tag's `integrity` takes it
 * (https://www.w3.org/TR/SRI/).
 */

const folder = new URL('../dist/cdn/', import.meta.url);
const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter(name => name.endsWith('.js'))
  .map(name => name.replaceAll('\\', '/'))
  .sort();
const integrity = files.map(name => {
  const hash = createHash('sha384').update(readFileSync(new URL(name, folder)));
  return [name, `sha384-${hash.digest('base64')}`];
});
writeFileSync(
  new URL('integrity.json', folder),
  `${JSON.stringify(Object.fromEntries(integrity), null, 2)}\n`,
);
