// @ts-check
import {readFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';

/*
 * Weighs the files for a script tag, as `vite build` left them, and looks into them: each must
 * register its elements, and hold nothing that belongs to a server.
 */

const FILES = [
  {name: 'kaltura-room.js', budget: 21_000, elements: ['kaltura-room', 'kaltura-room-creator']},
  {name: 'room.js', budget: 17_000, elements: ['kaltura-room']},
  {name: 'creator.js', elements: ['kaltura-room-creator']},
];

/** Modules whose code must not be in a browser file, by their path in its source map. */
const FOREIGN_MODULES = [
  /\/src\/(?:server|simulator|cli)\//,
  // Full zod, in place of zod/mini: heavier, and it makes functions from text.
  /\/zod\/v4\/(?:classic|locales)\/|\/zod\/v3\//,
  /\/node_modules\/(?!(?:lit|lit-html|lit-element|@lit\/reactive-element|zod)\/)/,
];

/** Text that must not be in a browser file. */
const FOREIGN_TEXT = ['node:', 'createCipheriv', 'create-room', '$ZodObjectJIT', 'new Function('];

/** @type {string[]} */
const faults = [];
const table = FILES.map(({name, budget, elements}) => {
  const file = new URL(`../dist/cdn/${name}`, import.meta.url);
  const code = readFileSync(file, 'utf8');
  /** @type {{sources: string[]}} */
  const {sources} = JSON.parse(readFileSync(new URL(`${file.href}.map`), 'utf8'));
  const gzip = gzipSync(code, {level: 9}).length;

  if (budget && gzip > budget) faults.push(`${name}: ${gzip} bytes are more than ${budget}`);
  for (const element of elements) {
    if (!new RegExp(`["'\`]${element}["'\`]`).test(code)) {
      faults.push(`${name}: does not register ${element}`);
    }
  }
  for (const source of sources.filter(path => FOREIGN_MODULES.some(rule => rule.test(path)))) {
    faults.push(`${name}: holds code of ${source}`);
  }
  for (const text of FOREIGN_TEXT.filter(text => code.includes(text))) {
    faults.push(`${name}: contains "${text}"`);
  }
  return {file: name, bytes: Buffer.byteLength(code), 'gzip -9': gzip, budget: budget ?? '-'};
});

console.table(table);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
