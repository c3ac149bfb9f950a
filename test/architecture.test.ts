import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {dirname, relative, resolve, sep} from 'node:path';
import {describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

/** A place is a file or a folder at the top of `src`. */
interface Place {
  /** The other places that it may import. */
  readonly places: readonly string[];
  /** The packages that it may import; without a list, any but Lit and this one itself. */
  readonly packages?: readonly string[];
}

const element = ['contract', 'version', 'localization', 'browser'];

const MAY_IMPORT: Readonly<Record<string, Place>> = {
  // Both sides
  version: {places: [], packages: []},
  contract: {places: [], packages: ['zod/mini']},
  // The browser
  localization: {places: ['contract'], packages: ['lit']},
  browser: {places: ['contract', 'version'], packages: ['lit']},
  room: {places: element, packages: ['lit']},
  creator: {places: element, packages: ['zod/mini', 'lit']},
  define: {places: [...element, 'room', 'creator'], packages: ['zod/mini', 'lit']},
  index: {places: [...element, 'room', 'creator'], packages: ['zod/mini', 'lit']},
  // The frameworks' templates: types, of which some name a framework that need not be here
  frameworks: {
    places: [...element, 'room', 'creator', 'index'],
    packages: ['react', 'preact', 'solid-js', 'svelte', 'vue'],
  },
  // Wherever the page's headers are set
  csp: {places: ['contract'], packages: []},
  // The server
  server: {places: ['contract', 'csp']},
  simulator: {places: ['contract', 'server']},
  cli: {places: ['contract', 'version', 'server', 'simulator']},
};

/** Folders inside an element, and the files and folders beside them that they may import. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  'room/frame': ['room/room-warnings.ts'],
  'room/ui': ['room/room-state.ts', 'room/room-warnings.ts'],
  'room/controllers': ['room/room-state.ts', 'room/launch-source.ts'],
};

const SRC = fileURLToPath(new URL('../src', import.meta.url));

interface Import {
  /** From `src`, with `/`, as all files here. */
  readonly from: string;
  readonly specifier: string;
  /** The file that a relative import means; `../` where it is not in `src`. */
  readonly file?: string;
}

const files = readdirSync(SRC, {recursive: true, encoding: 'utf8'})
  .filter(name => /\.[cm]?[jt]sx?$/.test(name))
  .map(name => name.split(sep).join('/'))
  .sort();
const imports = files.flatMap(importsOf);

describe('the arrows of src', () => {
  test('every file is in a place of the table', () => {
    assert.deepEqual(
      files.filter(file => !MAY_IMPORT[placeOf(file)]),
      [],
    );
  });

  for (const [place, {places, packages}] of Object.entries(MAY_IMPORT)) {
    const own = imports.filter(({from}) => placeOf(from) === place);

    test(`${place} imports ${places.join(', ') || 'no other place'}`, () => {
      const allowed = [place, ...places];
      holds(own, ({file}) => file === undefined || allowed.includes(placeOf(file)));
    });

    test(`${place} uses ${packages ? packages.join(', ') || 'no package' : 'no Lit'}`, () => {
      holds(own, ({file, specifier}) => file !== undefined || allowedPackage(specifier, packages));
    });
  }

  for (const [folder, siblings] of Object.entries(INSIDE))
    test(`${folder} imports of its element ${siblings.join(', ')}`, () => {
      const [element = ''] = folder.split('/');
      const allowed = [folder, ...siblings];
      holds(
        imports.filter(({from}) => from.startsWith(`${folder}/`)),
        ({file}) =>
          file === undefined ||
          placeOf(file) !== element ||
          allowed.some(place => file === place || file.startsWith(`${place}/`)),
      );
    });

  test('relative imports name files of src: nothing of demo or test', () => {
    holds(imports, ({file}) => file === undefined || files.includes(file));
  });

  test('an element is registered by define.ts alone', () => {
    holds(
      imports,
      ({from, file = ''}) =>
        from === 'define.ts' || !/^(?:define|room\/define|creator\/define)\.ts$/.test(file),
    );
  });

  test('no file imports itself, by whatever way round', () => {
    assert.deepEqual(cycles(), []);
  });
});

/** Fails with each import that does not keep a rule, as `file: import "specifier"`. */
function holds(among: readonly Import[], rule: (one: Import) => boolean): void {
  const broken = among.filter(one => !rule(one));
  const list = broken.map(({from, specifier}) => `src/${from}: import "${specifier}"`);
  assert.equal(list.length, 0, `must not be imported:\n${list.join('\n')}`);
}

/** Every import of a file: of types too, `export … from`, and `import(…)`. */
function importsOf(from: string): Import[] {
  const text = readFileSync(resolve(SRC, from), 'utf8');
  return ts.preProcessFile(text, true, true).importedFiles.map(({fileName: specifier}) => {
    if (!/^\.{0,2}\//.test(specifier)) return {from, specifier};
    const target = resolve(SRC, dirname(from), specifier);
    const source = target.replace(/\.js$/, '.ts');
    const file = relative(SRC, existsSync(source) ? source : target);
    return {from, specifier, file: file.split(sep).join('/')};
  });
}

function placeOf(file: string): string {
  return file.split('/')[0]?.replace(/\.[cm]?[jt]sx?$/, '') ?? '';
}

function allowedPackage(specifier: string, packages?: readonly string[]): boolean {
  const isOf = (name: string) => specifier === name || specifier.startsWith(`${name}/`);
  return packages ? packages.some(isOf) : !['lit', '@lit', 'kaltura-room'].some(isOf);
}

/** Each cycle once, as `a.ts → b.ts → a.ts`. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const one of imports) if (one.from === file && one.file) visit(one.file, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}
