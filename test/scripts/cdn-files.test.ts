import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {describe, it} from 'node:test';
import {parse} from 'acorn';
import {BUNDLED_PACKAGES} from '../../scripts/bundled-packages.mjs';

/** Modules that must not be in a script, by their path in its source map. */
const FOREIGN_MODULES = [
  /\/src\/(?:server|simulator|cli)\//,
  // Full zod instead of zod/mini. It is larger, and creates functions from text, which a CSP forbids.
  /\/zod\/v4\/(?:classic|locales)\/|\/zod\/v3\//,
  /\/node_modules\/(?!(?:lit|lit-html|lit-element|@lit\/reactive-element|zod)\/)/,
];

/** Text that must not be in a script. */
const FOREIGN_TEXT = ['node:', 'createCipheriv', 'create-room', '$ZodObjectJIT', 'new Function('];

const SCRIPTS = [
  {script: 'room.js', elements: ['kaltura-room']},
  {script: 'creator.js', elements: ['kaltura-room-creator']},
  {script: 'kaltura-room.js', elements: ['kaltura-room', 'kaltura-room-creator']},
];

const read = (name: string) =>
  readFileSync(new URL(`../../dist/cdn/${name}`, import.meta.url), 'utf8');
const readSources = (script: string) =>
  (JSON.parse(read(`${script}.map`)) as {sources: string[]}).sources;

for (const {script, elements} of SCRIPTS)
  describe(`dist/cdn/${script}`, () => {
    it(`registers ${elements.join(' and ')}`, () => {
      const code = read(script);
      for (const element of elements) assert.match(code, new RegExp(`["'\`]${element}["'\`]`));
    });

    it('imports only translations', () => {
      const imports = read(script).matchAll(/\b(?:import|from)\s*\(?\s*["'`]([^"'`]+)["'`]/g);
      for (const [, specifier = ''] of imports) assert.match(specifier, /^\.\/languages\/\w+\.js$/);
    });

    it('contains no code of the server, and of no package but Lit and zod/mini', () => {
      const foreign = readSources(script).filter(path =>
        FOREIGN_MODULES.some(pattern => pattern.test(path)),
      );
      assert.deepEqual(foreign, []);
    });

    it('contains no text of the server', () => {
      const code = read(script);
      assert.deepEqual(
        FOREIGN_TEXT.filter(text => code.includes(text)),
        [],
      );
    });
  });

describe('dist/cdn/room.js', () => {
  it('contains no zod', () => {
    assert.deepEqual(
      readSources('room.js').filter(path => path.includes('/zod/')),
      [],
    );
  });
});

describe('the script-tag files', () => {
  const files = readdirSync(new URL('../../dist/cdn/', import.meta.url), {recursive: true})
    .map(String)
    .filter(name => name.endsWith('.js'));

  for (const name of files)
    it(`${name} has the syntax of ES2022, as all browsers of Baseline 2024 have`, () => {
      parse(read(name), {ecmaVersion: 2022, sourceType: 'module'});
    });

  it('have their licences in LICENSES.txt', () => {
    const licenses = read('LICENSES.txt');
    for (const name of BUNDLED_PACKAGES) assert.ok(licenses.includes(`\n\n${name}\n\n`), name);
  });
});
