import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, posix} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {build, type Plugin, type Rolldown} from 'vite';

/*
 * Packs the package as `npm publish` does, installs it in another folder, and uses it there:
 * `npm run test:package`. It needs a built `dist`.
 */

const ROOT = join(import.meta.dirname, '../../..');
/** The maximum number of files in the package. */
const MAX_FILES = 490;
/** The maximum number of packages, with the types of React and of CSS, which @lit/react requires. */
const MAX_INSTALLED = 15;

/** Files that the package must contain, besides the modules that the tests import. */
const REQUIRED_FILES = [
  'README.md',
  'SKILL.md',
  'LICENSE',
  'dist/index.d.ts',
  'dist/cdn/room.js',
  'dist/openapi.json',
  'dist/custom-elements.json',
  'dist/web-types.json',
  'dist/vscode.html-custom-data.json',
  'dist/vscode.css-custom-data.json',
  'dist/frameworks/react.d.ts',
  'dist/frameworks/react-18.d.ts',
  'dist/frameworks/preact.d.ts',
  'dist/frameworks/solid.d.ts',
  'dist/frameworks/vue.d.ts',
  'dist/frameworks/svelte.d.ts',
  'dist/cdn/integrity.json',
  'dist/cdn/LICENSES.txt',
  'dist/cdn/languages/de.js',
  'demo/backends/backend.php',
  'demo/wordpress/kaltura-room/kaltura-room.php',
];

interface Manifest {
  readonly exports: Readonly<Record<string, {readonly types?: string; readonly default?: string}>>;
  readonly types: string;
  readonly typesVersions: {readonly '*': Readonly<Record<string, readonly string[]>>};
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: unknown;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly customElements: string;
  readonly 'web-types': string;
  readonly contributes: Readonly<Record<'html' | 'css', {readonly customData: readonly [string]}>>;
}

interface Named {
  readonly name: string;
}

/** An element in the data for editors. */
interface ElementData extends Named {
  readonly attributes: readonly Named[];
}

const manifest = readJson<Manifest>(join(ROOT, 'package.json'));
const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-package-'));
/** The names to import, such as `kaltura-room/server`. */
const entries = Object.keys(manifest.exports)
  .filter(name => !/\*|json/.test(name))
  .map(name => name.replace(/^\./, 'kaltura-room'));
/** Makes the bundler drop the side effects of all packages, regardless of their `sideEffects` fields. */
const withoutSideEffects: Plugin = {
  name: 'without-side-effects',
  transform: (code, id) => (id.includes('node_modules') ? {code, moduleSideEffects: false} : null),
};
let tarball = '';
let files: readonly string[] = [];

before(() => {
  const options = ['--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(run('npm', ['pack', ...options], ROOT)) as [
    {readonly filename: string; readonly files: readonly {readonly path: string}[]},
  ];
  tarball = join(folder, packed.filename);
  files = packed.files.map(({path}) => path);
});
after(() => rmSync(folder, {recursive: true, force: true, maxRetries: 5}));

describe('the package', () => {
  it('has the fields and the version that publishing needs', () => {
    run('npm', ['publish', '--dry-run', '--ignore-scripts', '--loglevel', 'error', tarball]);
  });

  it('has valid exports for bundlers, Node and TypeScript', () => {
    run(findProgram('publint'), ['run', tarball, '--strict']);
    run(findProgram('attw'), [tarball, '--profile', 'esm-only', '--no-color']);
  });

  for (const file of REQUIRED_FILES) it(`contains ${file}`, () => assert.ok(files.includes(file)));

  it('contains nothing but the build, the examples and the documents', () => {
    const others = files.filter(
      file => !/^(dist|demo\/(backends|wordpress))\/|^[A-Z]+(\.md)?$|^package\.json$/.test(file),
    );
    assert.deepEqual(others, []);
  });

  it(`has at most ${MAX_FILES} files`, () => {
    assert.ok(files.length <= MAX_FILES, `it has ${files.length}`);
  });

  it('contains all source maps and their sources', () => {
    const scripts = files.filter(file => /^dist\/cdn\/.*\.js$/.test(file));
    assert.ok(scripts.length > 0);
    const maps = scripts.map(file => `${file}.map`);
    const references = files.flatMap(file =>
      getDebugReferences(file).map(url => posix.join(posix.dirname(file), url)),
    );
    assert.deepEqual(
      [...maps, ...references].filter(path => !files.includes(path)),
      [],
    );
  });

  it('has the same paths in types and typesVersions as in exports, for moduleResolution node10', () => {
    const {exports, types, typesVersions} = manifest;
    const typesByPath = Object.entries(exports)
      .filter(([path, {types}]) => path !== '.' && types)
      .map(([path, {types}]) => [path.replace('./', ''), [types]]);
    assert.equal(types, exports['.']?.types);
    assert.deepEqual(typesVersions['*'], Object.fromEntries(typesByPath));
  });

  it('has no peer dependency except React, which is optional', () => {
    assert.deepEqual(Object.keys(manifest.peerDependencies), ['react']);
    assert.deepEqual(manifest.peerDependenciesMeta, {react: {optional: true}});
  });

  it('marks the React components as client components', () => {
    const path = manifest.exports['./react']?.default ?? '';
    assert.match(readFileSync(join(ROOT, path), 'utf8'), /^'use client';/);
  });
});

describe('the installed package', () => {
  before(() => {
    writeFile('package.json', JSON.stringify({name: 'host', type: 'module', private: true}));
    run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', tarball]);
  });

  it(`installs at most ${MAX_INSTALLED} packages, with itself`, () => {
    const {packages} = readJson<{packages: object}>(join(folder, 'package-lock.json'));
    const installed = Object.keys(packages).filter(Boolean);
    assert.ok(installed.length <= MAX_INSTALLED, installed.join(', '));
  });

  describe('with React', () => {
    before(() => {
      const react = `react@${manifest.devDependencies['react']}`;
      const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save'];
      run('npm', ['install', ...options, react, tarball]);
    });

    for (const entry of entries)
      it(`imports ${entry} in Node without output`, () => {
        const script = ['--input-type=module', '--eval', `await import('${entry}')`];
        const options = {cwd: folder, encoding: 'utf8'} as const;
        const {status, stdout, stderr} = spawnSync(process.execPath, script, options);
        assert.deepEqual([status, stdout, stderr], [0, '', '']);
      });
  });

  it('has a script that import.meta.resolve() finds', () => {
    const url = runScript(`process.stdout.write(import.meta.resolve('kaltura-room/cdn/room.js'))`);
    assert.match(readFileSync(new URL(url), 'utf8'), /^\/\*! kaltura-room/);
  });

  describe('in editors', () => {
    let elements: readonly {
      readonly tagName: string;
      readonly attributes: readonly Named[];
      readonly cssParts: readonly Named[];
    }[];
    let documented: Record<string, string[]>;

    before(() => {
      const {modules} = readInstalled<{modules: {declarations: typeof elements}[]}>(
        manifest.customElements,
      );
      elements = modules.flatMap(({declarations}) => declarations).filter(({tagName}) => tagName);
      documented = toAttributesByTag(
        elements.map(({tagName: name, attributes}) => ({name, attributes})),
      );
    });

    it('has both elements', () => {
      assert.deepEqual(Object.keys(documented).sort(), ['kaltura-room', 'kaltura-room-creator']);
    });

    it('has the attributes in the data of JetBrains editors', () => {
      const {contributions} = readInstalled<{contributions: {html: {elements: ElementData[]}}}>(
        manifest['web-types'],
      );
      assert.deepEqual(toAttributesByTag(contributions.html.elements), documented);
    });

    it('has the attributes in the data of VS Code', () => {
      const [path] = manifest.contributes.html.customData;
      assert.deepEqual(
        toAttributesByTag(readInstalled<{tags: ElementData[]}>(path).tags),
        documented,
      );
    });

    it('has every part in the data of VS Code', () => {
      const [path] = manifest.contributes.css.customData;
      const {pseudoElements} = readInstalled<{pseudoElements: Named[]}>(path);
      assert.deepEqual(
        new Set(pseudoElements.map(({name}) => name)),
        new Set(elements.flatMap(({cssParts}) => cssParts.map(({name}) => `::part(${name})`))),
      );
    });
  });

  it('creates and opens a room with its server and its simulator', () => {
    const seconds = runScript(`
      import {decodeKs, kalturaRooms} from 'kaltura-room/server';
      import {startSimulator} from 'kaltura-room/simulator';
      const simulator = await startSimulator();
      const {partnerId, adminSecret, url} = simulator;
      const rooms = kalturaRooms({
        partnerId,
        kafUrl: url,
        credentials: {adminSecret},
        authorize: () => ({userId: 'jane', createRooms: true}),
        logger: {info() {}, error: console.error},
      });
      const post = async (path, body) => (await rooms.fetch(new Request('http://localhost' + path, {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify(body),
      }))).json();
      const {data: {id}} = await post('/rooms', {name: 'Town hall'});
      const {data: {ks, expiresAt}} = await post('/token', {roomId: id});
      const page = await fetch(url + '/embeddedrooms/index/view-room/ks/' + ks);
      if (!page.ok) throw new Error('the room page must answer with status 200; got ' + page.status);
      console.log(decodeKs(ks, adminSecret).expiry - expiresAt);
      await simulator.close();
    `);
    assert.equal(seconds, '0\n');
  });

  it('has a program that runs by its name', () => {
    const output = run('npx', ['--no-install', 'kaltura-room', '--help']);
    assert.match(output, /^kaltura-room <command>/);
  });

  it('contains the OpenAPI document', () => {
    const output = runScript(`
      import contract from 'kaltura-room/openapi.json' with {type: 'json'};
      console.log(contract.openapi, Object.keys(contract.paths).join(' '));
    `);
    assert.equal(output, '3.1.0 /token /rooms\n');
  });
});

describe('TypeScript', () => {
  before(() => {
    writeFile(
      'use.ts',
      `import {KalturaRoomElement, RoomError, type RoomErrorCode} from 'kaltura-room';
      import 'kaltura-room/define';
      import {pageHeaders} from 'kaltura-room/csp';
      import {kalturaRooms, type Authorize} from 'kaltura-room/server';
      import {redisStore} from 'kaltura-room/server/redis';
      import {startSimulator} from 'kaltura-room/simulator';
      const room: KalturaRoomElement | null = document.querySelector('kaltura-room');
      room?.addEventListener('kaltura-room-error', ({error}) => {
        const code: RoomErrorCode = error.code;
        return error instanceof RoomError ? code : undefined;
      });
      // @ts-expect-error The state does not exist.
      if (room?.state === 'closed') room.leave();
      document.querySelector('kaltura-room-creator')?.addEventListener('kaltura-room-created', ({id}) => id.length);
      export const authorize: Authorize = (request, access) =>
        request.headers.has('cookie') ? {userId: access.action} : null;
      export {kalturaRooms, pageHeaders, redisStore, startSimulator};`,
    );
  });

  for (const {module, resolution, options = []} of [
    {module: 'nodenext', resolution: 'nodenext'},
    {module: 'esnext', resolution: 'bundler'},
    // Ignores `exports`, and reads `types` and `typesVersions`.
    {module: 'esnext', resolution: 'node10', options: ['--ignoreDeprecations', '6.0']},
  ])
    it(`accepts a program with moduleResolution ${resolution}`, () => {
      run(process.execPath, [
        join(ROOT, 'node_modules/typescript/bin/tsc'),
        ...['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom,dom.iterable'],
        ...['--module', module, '--moduleResolution', resolution, ...options],
        ...['--types', 'node', '--typeRoots', join(ROOT, 'node_modules/@types'), 'use.ts'],
      ]);
    });
});

describe('a bundle', () => {
  for (const {code, registers, hasForm, hasElements} of [
    {
      code: "import 'kaltura-room/define'",
      registers: ['kaltura-room', 'kaltura-room-creator'],
      hasForm: true,
      hasElements: true,
    },
    {
      code: "import 'kaltura-room/room'",
      registers: ['kaltura-room'],
      hasForm: false,
      hasElements: true,
    },
    {
      code: "import 'kaltura-room/creator'",
      registers: ['kaltura-room-creator'],
      hasForm: true,
      hasElements: true,
    },
    {
      code: "import {RoomError} from 'kaltura-room'; console.log(RoomError)",
      registers: [],
      hasForm: false,
      hasElements: false,
    },
    {
      code: "import {KalturaRoomElement} from 'kaltura-room'; console.log(KalturaRoomElement)",
      registers: [],
      hasForm: false,
      hasElements: true,
    },
  ])
    it(`contains only what it uses: ${code}`, async () => {
      const bundled = await bundle(code);
      const registered = ['kaltura-room', 'kaltura-room-creator'].filter(name =>
        new RegExp(`\\("${name}", \\w+`).test(bundled),
      );
      assert.deepEqual(registered, registers);
      assert.equal(bundled.includes('templateRoomEntryId'), hasForm, 'contains the form');
      assert.equal(
        bundled.includes('view-room') || bundled.includes('attachInternals'),
        hasElements,
        'contains elements',
      );
    });

  it('has no registration if the bundler drops side effects', async () => {
    const bundled = await bundle("import 'kaltura-room/define'", withoutSideEffects);
    assert.doesNotMatch(bundled, /customElements/);
  });

  it('keeps a registration by the application if the bundler drops side effects', async () => {
    const bundled = await bundle(
      "import {KalturaRoomElement} from 'kaltura-room'; customElements.define('kaltura-room', KalturaRoomElement)",
      withoutSideEffects,
    );
    assert.match(bundled, /customElements\.define\("kaltura-room", \w+\)/);
    assert.ok(bundled.includes('attachInternals'));
  });
});

/** Runs a command, and returns its standard output. */
function run(command: string, args: readonly string[], cwd = folder): string {
  return execFileSync(command, args, {cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});
}

/** Runs a module in the folder with the installed package, and returns its standard output. */
function runScript(code: string): string {
  return run(process.execPath, ['--input-type=module', '--eval', code]);
}

function findProgram(name: string): string {
  return join(ROOT, 'node_modules/.bin', name);
}

function writeFile(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function readJson<Content>(path: string): Content {
  return JSON.parse(readFileSync(path, 'utf8')) as Content;
}

function readInstalled<Content>(path: string): Content {
  return readJson(join(folder, 'node_modules/kaltura-room', path));
}

function toAttributesByTag(tags: readonly ElementData[]): Record<string, string[]> {
  return Object.fromEntries(
    tags.map(({name, attributes}) => [name, attributes.map(({name}) => name)]),
  );
}

/**
 * Returns the files that a debugger needs for a file. These are its source map or, for a source map,
 * the sources whose text the map does not contain.
 * @returns relative URLs
 */
function getDebugReferences(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  if (/\.(?:js|ts)$/.test(file))
    return Array.from(text.matchAll(/^\/\/# sourceMappingURL=(.+)$/gm), ([, url = '']) => url);
  if (!file.endsWith('.map')) return [];
  const {sources, sourcesContent = []} = JSON.parse(text) as {
    sources: string[];
    sourcesContent?: (string | null)[];
  };
  return sources.filter((_, i) => !sourcesContent[i]);
}

/** Bundles an application. Returns the code of its entry and of the static imports. */
async function bundle(code: string, ...plugins: Plugin[]): Promise<string> {
  writeFile('entry.js', code);
  const {output: chunks} = (await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins,
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: {input: join(folder, 'entry.js')},
    },
  })) as Rolldown.RolldownOutput;
  const entry = chunks.find(chunk => chunk.type === 'chunk' && chunk.isEntry);
  const imported = entry?.type === 'chunk' ? entry.imports : [];
  return chunks
    .map(chunk =>
      chunk.type === 'chunk' && (chunk === entry || imported.includes(chunk.fileName))
        ? chunk.code
        : '',
    )
    .join('');
}
