import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
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
    it(`registers only ${elements.join(' and ')}`, () => {
      // `registerElement()` gets a name and a class.
      const calls = read(script).matchAll(/\(["'`](kaltura-[\w-]+)["'`],\s*class\b/g);
      assert.deepEqual(Array.from(calls, ([, name]) => name).sort(), elements);
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

describe('the files in dist/cdn', () => {
  const files = readdirSync(new URL('../../dist/cdn/', import.meta.url), {recursive: true})
    .map(String)
    .filter(name => name.endsWith('.js'));

  for (const name of files)
    it(`${name} has the syntax of ES2022, as all browsers of Baseline 2024 have`, () => {
      parse(read(name), {ecmaVersion: 2022, sourceType: 'module'});
    });

  it('begin with the version of the package', () => {
    const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
    for (const name of ['kaltura-room.js', 'languages/he.js'])
      assert.ok(read(name).startsWith(`/*! kaltura-room ${version} */`), name);
  });

  it('import nothing if they are translations, so that no script is loaded twice', () => {
    const translations = files.filter(name => name.startsWith('languages'));
    assert.equal(translations.length, 5);
    for (const name of translations) assert.doesNotMatch(read(name), /\bimport\b/, name);
  });

  it('have their hashes in integrity.json', () => {
    const hashes = files.sort().map(name => {
      const bytes = readFileSync(new URL(`../../dist/cdn/${name}`, import.meta.url));
      return [name, `sha384-${createHash('sha384').update(bytes).digest('base64')}`];
    });
    assert.deepEqual(JSON.parse(read('integrity.json')), Object.fromEntries(hashes));
  });

  it('come with the licenses of the package and its dependencies', () => {
    const licenses = read('LICENSES.txt');
    for (const name of BUNDLED_PACKAGES) assert.ok(licenses.includes(`\n\n${name}\n\n`), name);
    for (const words of ['kaltura-room', 'Google LLC', 'Colin McDonnell', 'zod'])
      assert.ok(licenses.includes(words), words);
  });
});
