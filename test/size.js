// @ts-check
import {readFileSync} from 'node:fs';
import {brotliCompressSync, gzipSync} from 'node:zlib';

/*
 * Weighs the files for a script tag, as `vite build` left them, and looks into them: each must
 * register its elements, and hold nothing that belongs to a server.
 */

/** What a room loads while its token request is under way. */
const OPENING = ['schemas.js', 'opening.js', 'words/en.js'];

/**
 * @type {readonly {
 *   name: string,
 *   elements: string[],
 *   budget?: number,
 *   later?: string[],
 *   budgetInAll?: number,
 * }[]}
 */
const FILES = [
  {
    ...{name: 'room.js', elements: ['kaltura-room'], budget: 10_000},
    ...{later: OPENING, budgetInAll: 22_900},
  },
  {
    ...{name: 'kaltura-room.js', elements: ['kaltura-room'], budget: 10_000},
    ...{later: ['form.js', ...OPENING], budgetInAll: 36_450},
  },
  {
    ...{name: 'creator.js', elements: ['kaltura-room-creator'], budget: 18_850},
    ...{later: ['schemas.js', 'words/en.js'], budgetInAll: 26_850},
  },
  {name: 'form.js', elements: ['kaltura-room-creator']},
  ...[...OPENING, 'lti-storage.js', 'controls.js', 'suggestions.js'].map(name => ({
    name,
    elements: [],
  })),
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
const gzips = new Map(FILES.map(({name}) => [name, gzipSync(read(name), {level: 9}).length]));
const brotlis = new Map(FILES.map(({name}) => [name, brotliCompressSync(read(name)).length]));
/**
 * @param {Map<string, number>} weights
 * @param {string[]} names
 */
const sum = (weights, names) => names.reduce((all, name) => all + (weights.get(name) ?? NaN), 0);
const table = FILES.map(({name, elements, budget, later, budgetInAll}) => {
  const code = read(name);
  /** @type {{sources: string[]}} */
  const {sources} = JSON.parse(read(`${name}.map`));
  const gzip = sum(gzips, [name]);
  const inAll = later && sum(gzips, [name, ...later]);

  if (budget && !(gzip <= budget)) faults.push(`${name}: ${gzip} bytes are more than ${budget}`);
  if (inAll && budgetInAll && !(inAll <= budgetInAll))
    faults.push(`${name} in all: ${inAll} bytes are more than ${budgetInAll}`);
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
  return {
    file: name,
    'gzip -9': gzip,
    budget,
    'in all': inAll,
    'budget in all': budgetInAll,
    brotli: sum(brotlis, [name]),
    'brotli in all': later && sum(brotlis, [name, ...later]),
  };
});

console.table(table);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

/** @param {string} name */
function read(name) {
  return readFileSync(new URL(`../dist/cdn/${name}`, import.meta.url), 'utf8');
}
