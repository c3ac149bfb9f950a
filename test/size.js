// @ts-check
import {readFileSync} from 'node:fs';
import {brotliCompressSync, gzipSync} from 'node:zlib';

/*
 * Checks the script-tag files in `dist/cdn`. Each fits its budget, registers its elements, imports only
 * translations, and contains no server code.
 */

/** Scripts with their budgets, which are ceilings in bytes after `gzip -9`. */
const SCRIPTS = [
  {name: 'room.js', elements: ['kaltura-room'], budget: 20_000},
  {name: 'creator.js', elements: ['kaltura-room-creator'], budget: 31_500},
  {name: 'kaltura-room.js', elements: ['kaltura-room', 'kaltura-room-creator'], budget: 39_500},
];

/** Modules that must not be in a script, by their path in its source map. */
const FOREIGN_MODULES = [
  /\/src\/(?:server|simulator|cli)\//,
  // Full zod instead of zod/mini. It is larger, and creates functions from text, which a CSP forbids.
  /\/zod\/v4\/(?:classic|locales)\/|\/zod\/v3\//,
  /\/node_modules\/(?!(?:lit|lit-html|lit-element|@lit\/reactive-element|zod)\/)/,
];

/** Text that must not be in a script. */
const FOREIGN_TEXT = ['node:', 'createCipheriv', 'create-room', '$ZodObjectJIT', 'new Function('];

/** @param {string} name */
const read = name => readFileSync(new URL(`../dist/cdn/${name}`, import.meta.url), 'utf8');

/** @type {string[]} */
const errors = [];
const rows = SCRIPTS.map(({name, elements, budget}) => {
  const code = read(name);
  /** @type {{sources: string[]}} */
  const {sources} = JSON.parse(read(`${name}.map`));
  const gzip = gzipSync(code, {level: 9}).length;
  if (gzip > budget) errors.push(`${name} has ${gzip} bytes; the budget is ${budget}`);
  for (const element of elements)
    if (!new RegExp(`["'\`]${element}["'\`]`).test(code))
      errors.push(`${name} does not register <${element}>`);
  for (const [, imported = ''] of code.matchAll(/\b(?:import|from)\s*\(?\s*["'`]([^"'`]+)["'`]/g))
    if (!/^\.\/languages\/\w+\.js$/.test(imported)) errors.push(`${name} imports ${imported}`);
  for (const source of sources.filter(path => FOREIGN_MODULES.some(rule => rule.test(path))))
    errors.push(`${name} contains code of ${source}`);
  for (const text of FOREIGN_TEXT.filter(text => code.includes(text)))
    errors.push(`${name} contains "${text}"`);
  return {file: name, 'gzip -9': gzip, budget, brotli: brotliCompressSync(code).length};
});
if (/\/zod\//.test(read('room.js.map'))) errors.push('room.js contains zod');

console.table(rows);
for (const error of errors) console.error(error);
process.exitCode = errors.length > 0 ? 1 : 0;
