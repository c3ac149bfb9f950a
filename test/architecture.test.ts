import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {dirname, relative, resolve, sep} from 'node:path';
import {describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

/** Allowed imports of a module, which is a file or a folder at the top of `src`. */
interface AllowedImports {
  /** Other modules that it may import. */
  readonly modules: readonly string[];
  /** Packages that it may import. Without a list, all except Lit and this package. */
  readonly packages?: readonly string[];
}

const elementModules = ['contract', 'version', 'localization', 'browser'];

const MAY_IMPORT: Readonly<Record<string, AllowedImports>> = {
  // Both sides
  version: {modules: [], packages: []},
  contract: {modules: [], packages: ['zod/mini']},
  // The browser
  localization: {modules: ['contract'], packages: ['lit']},
  browser: {modules: ['contract', 'version'], packages: ['lit']},
  room: {modules: elementModules, packages: ['lit']},
  creator: {modules: elementModules, packages: ['zod/mini', 'lit']},
  define: {modules: [...elementModules, 'room', 'creator'], packages: ['zod/mini', 'lit']},
  index: {modules: [...elementModules, 'room', 'creator'], packages: ['zod/mini', 'lit']},
  // Types for the templates of frameworks, which may not be installed
  frameworks: {
    modules: [...elementModules, 'room', 'creator', 'index'],
    packages: ['react', 'preact', 'solid-js', 'svelte', 'vue'],
  },
  // The server of the page
  csp: {modules: ['contract'], packages: []},
  // The server
  server: {modules: ['contract', 'csp']},
  simulator: {modules: ['contract', 'server']},
  cli: {modules: ['contract', 'version', 'server', 'simulator']},
};

/** Folders of an element, and other files and folders of the element that they may import. */
const MAY_IMPORT_OF_ELEMENT: Readonly<Record<string, readonly string[]>> = {
  'room/frame': ['room/room-warnings.ts'],
  'room/ui': ['room/room-state.ts', 'room/room-warnings.ts'],
  'room/controllers': ['room/room-state.ts', 'room/launch-source.ts'],
};

const SRC = fileURLToPath(new URL('../src', import.meta.url));

interface Import {
  /** The importing file, relative to `src`, with `/`. */
  readonly from: string;
  readonly specifier: string;
  /** The imported file of a relative import. It begins with `../` outside of `src`. */
  readonly file?: string;
}

const files = readdirSync(SRC, {recursive: true, encoding: 'utf8'})
  .filter(name => /\.[cm]?[jt]sx?$/.test(name))
  .map(name => name.split(sep).join('/'))
  .sort();
const imports = files.flatMap(parseImports);

describe('imports in src', () => {
  test('every file belongs to a module of the table', () => {
    assert.deepEqual(
      files.filter(file => !MAY_IMPORT[getModule(file)]),
      [],
    );
  });

  for (const [module, {modules, packages}] of Object.entries(MAY_IMPORT)) {
    const moduleImports = imports.filter(({from}) => getModule(from) === module);

    test(`${module} imports only ${modules.join(', ') || 'its own files'}`, () => {
      const allowed = [module, ...modules];
      expectAll(moduleImports, ({file}) => file === undefined || allowed.includes(getModule(file)));
    });

    test(`${module} uses ${packages ? packages.join(', ') || 'no package' : 'any package except Lit'}`, () => {
      expectAll(
        moduleImports,
        ({file, specifier}) => file !== undefined || isAllowedPackage(specifier, packages),
      );
    });
  }

  for (const [folder, siblings] of Object.entries(MAY_IMPORT_OF_ELEMENT))
    test(`${folder} imports only ${siblings.join(', ')} of its element`, () => {
      const [element = ''] = folder.split('/');
      const allowed = [folder, ...siblings];
      expectAll(
        imports.filter(({from}) => from.startsWith(`${folder}/`)),
        ({file}) =>
          file === undefined ||
          getModule(file) !== element ||
          allowed.some(path => file === path || file.startsWith(`${path}/`)),
      );
    });

  test('relative imports refer to files of src', () => {
    expectAll(imports, ({file}) => file === undefined || files.includes(file));
  });

  test('only define.ts imports the modules that register an element', () => {
    expectAll(
      imports,
      ({from, file = ''}) =>
        from === 'define.ts' || !/^(?:define|room\/define|creator\/define)\.ts$/.test(file),
    );
  });

  test('no import is part of a cycle', () => {
    assert.deepEqual(findCycles(), []);
  });
});

/** Fails with a list of the imports that break a rule. */
function expectAll(imports: readonly Import[], isAllowed: (candidate: Import) => boolean): void {
  const forbidden = imports.filter(candidate => !isAllowed(candidate));
  const list = forbidden.map(({from, specifier}) => `src/${from}: import "${specifier}"`);
  assert.equal(list.length, 0, `These imports are not allowed:\n${list.join('\n')}`);
}

/** Returns all imports of a file, with types, `export … from` and `import(…)`. */
function parseImports(from: string): Import[] {
  const text = readFileSync(resolve(SRC, from), 'utf8');
  return ts.preProcessFile(text, true, true).importedFiles.map(({fileName: specifier}) => {
    if (!/^\.{0,2}\//.test(specifier)) return {from, specifier};
    const target = resolve(SRC, dirname(from), specifier);
    const source = target.replace(/\.js$/, '.ts');
    const file = relative(SRC, existsSync(source) ? source : target);
    return {from, specifier, file: file.split(sep).join('/')};
  });
}

function getModule(file: string): string {
  return file.split('/')[0]?.replace(/\.[cm]?[jt]sx?$/, '') ?? '';
}

function isAllowedPackage(specifier: string, packages?: readonly string[]): boolean {
  const belongsTo = (name: string) => specifier === name || specifier.startsWith(`${name}/`);
  return packages ? packages.some(belongsTo) : !['lit', '@lit', 'kaltura-room'].some(belongsTo);
}

/** Returns each cycle once, as `a.ts → b.ts → a.ts`. */
function findCycles(): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push([...path.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const {from, file: target} of imports)
      if (from === file && target) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return cycles;
}
