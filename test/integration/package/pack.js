// @ts-check
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, posix} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'vite';

/*
 * Packs the package as `npm publish` does, installs it in another folder, and uses it there. It needs a
 * built `dist`.
 */

const root = fileURLToPath(new URL('../../..', import.meta.url));
const away = mkdtempSync(join(tmpdir(), 'kaltura-room-package-'));
/** @type {(command: string, args: string[], cwd?: string) => string} */
const run = (command, args, cwd = away) =>
  execFileSync(command, args, {cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});
/** @param {string} script */
const node = script => run(process.execPath, ['--input-type=module', '--eval', script]);
/** @type {(name: string, text: string) => void} */
const write = (name, text) => writeFileSync(join(away, name), text);

/** Maximum number of files in the package. */
const MAX_FILES = 490;

/**
 * Returns the files that a debugger needs for a file. These are its source map or, for a source map, the
 * sources whose text the map does not contain.
 * @param {string} file
 * @returns {string[]} relative URLs
 */
function getDebugReferences(file) {
  const text = readFileSync(join(root, file), 'utf8');
  if (/\.(?:js|ts)$/.test(file))
    return Array.from(text.matchAll(/^\/\/# sourceMappingURL=(.+)$/gm), ([, url = '']) => url);
  if (!file.endsWith('.map')) return [];
  /** @type {{sources: string[], sourcesContent?: (string | null)[]}} */
  const {sources, sourcesContent = []} = JSON.parse(text);
  return sources.filter((_, i) => !sourcesContent[i]);
}

/**
 * Bundles an application. Returns the code of its entry and of the static imports.
 * @param {string} code
 * @param {import('vite').Plugin[]} plugins
 */
async function bundle(code, ...plugins) {
  write('entry.js', code);
  const output = await build({
    root: away,
    configFile: false,
    logLevel: 'silent',
    plugins,
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: {input: join(away, 'entry.js')},
    },
  });
  const {output: chunks} = /** @type {import('vite').Rolldown.RolldownOutput} */ (output);
  const entry = chunks.find(chunk => chunk.type === 'chunk' && chunk.isEntry);
  const imported = entry?.type === 'chunk' ? entry.imports : [];
  return chunks
    .map(chunk =>
      chunk === entry || imported.includes(chunk.fileName)
        ? /** @type {import('vite').Rolldown.OutputChunk} */ (chunk).code
        : '',
    )
    .join('');
}

/**
 * Makes the bundler drop the side effects of all packages, regardless of their `sideEffects` fields.
 * @type {import('vite').Plugin}
 */
const withoutEffects = {
  name: 'without-effects',
  transform: (code, id) => (id.includes('node_modules') ? {code, moduleSideEffects: false} : null),
};

try {
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', away], root),
  );
  /** @type {string[]} */
  const files = packed.files.map((/** @type {{path: string}} */ {path}) => path);
  const tarball = join(away, packed.filename);
  // npm checks the fields and the version that publishing needs, and uploads nothing.
  run('npm', ['publish', '--dry-run', '--ignore-scripts', '--loglevel', 'error', tarball]);
  const bin = (/** @type {string} */ name) => join(root, 'node_modules/.bin', name);
  run(bin('publint'), ['run', tarball, '--strict']);
  run(bin('attw'), [tarball, '--profile', 'esm-only', '--no-color']);
  for (const file of [
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
  ])
    assert.ok(files.includes(file), `${file} must be in the package`);
  for (const file of files.filter(file => /^dist\/cdn\/.*\.js$/.test(file)))
    assert.ok(files.includes(`${file}.map`), `${file}.map must be in the package`);
  const foreign = files.filter(
    file => !/^(dist|demo\/(backends|wordpress))\/|^[A-Z]+(\.md)?$|^package\.json$/.test(file),
  );
  assert.deepEqual(foreign, [], 'the package must contain no other files');
  assert.ok(
    files.length <= MAX_FILES,
    `the package must have at most ${MAX_FILES} files; it has ${files.length}`,
  );
  const missing = files.flatMap(file =>
    getDebugReferences(file)
      .map(url => posix.join(posix.dirname(file), url))
      .filter(path => !files.includes(path)),
  );
  assert.deepEqual(missing, [], 'the package must contain all source maps and their sources');

  write('package.json', JSON.stringify({name: 'away', type: 'module', private: true}));
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', packed.filename]);
  const {packages} = JSON.parse(readFileSync(join(away, 'package-lock.json'), 'utf8'));
  const installed = Object.keys(packages).filter(Boolean);
  // With the types of React and of CSS, which @lit/react requires.
  assert.ok(
    installed.length <= 15,
    `at most 15 packages must be installed; got ${installed.length}`,
  );

  const {exports, ...named} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  /** @type {Record<string, {types?: string, default?: string}>} */
  const exported = exports;
  const typesByPath = Object.entries(exported)
    .filter(([path, {types}]) => path !== '.' && types)
    .map(([path, {types}]) => [path.replace('./', ''), [types]]);
  assert.deepEqual(
    [named.types, named.typesVersions['*']],
    [exported['.']?.types, Object.fromEntries(typesByPath)],
    'types and typesVersions must match exports, for moduleResolution node10',
  );
  assert.deepEqual(
    [Object.keys(named.peerDependencies), named.peerDependenciesMeta],
    [['react'], {react: {optional: true}}],
    'the package must have no peer dependency except React, which is optional',
  );
  assert.match(
    readFileSync(join(root, exported['./react']?.default ?? ''), 'utf8'),
    /^'use client';/,
    'the components must be client components',
  );
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--no-save',
    `react@${named.devDependencies.react}`,
    packed.filename,
  ]);
  const entries = Object.keys(exports)
    .filter(name => !/\*|json/.test(name))
    .map(name => name.replace(/^\./, 'kaltura-room'));
  for (const entry of entries) {
    const code = `await import('${entry}')`;
    const {status, stdout, stderr} = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', code],
      {cwd: away, encoding: 'utf8'},
    );
    assert.deepEqual(
      [status, stdout, stderr],
      [0, '', ''],
      `importing ${entry} in Node must have no output`,
    );
  }
  const script = node(`process.stdout.write(import.meta.resolve('kaltura-room/cdn/room.js'))`);
  assert.match(
    readFileSync(new URL(script), 'utf8'),
    /^\/\*! kaltura-room/,
    'import.meta.resolve() must find the script',
  );

  /** @type {(path: string) => any} */
  const installedJson = path =>
    JSON.parse(readFileSync(join(away, 'node_modules/kaltura-room', path), 'utf8'));
  /** @type {{tagName: string, attributes: {name: string}[], cssParts: {name: string}[]}[]} */
  const elements = installedJson(named.customElements)
    .modules.flatMap((/** @type {any} */ module) => module.declarations)
    .filter((/** @type {any} */ {tagName}) => tagName);
  const {html, css} = named.contributes;
  const toAttributesByTag = (/** @type {{name: string, attributes: {name: string}[]}[]} */ tags) =>
    Object.fromEntries(tags.map(({name, attributes}) => [name, attributes.map(({name}) => name)]));
  const documented = toAttributesByTag(
    elements.map(({tagName: name, attributes}) => ({name, attributes})),
  );
  assert.deepEqual(Object.keys(documented).sort(), ['kaltura-room', 'kaltura-room-creator']);
  const webTypes = installedJson(named['web-types']).contributions.html.elements;
  assert.deepEqual(
    toAttributesByTag(webTypes),
    documented,
    'the data for JetBrains editors must match the manifest',
  );
  const {tags} = installedJson(html.customData[0]);
  assert.deepEqual(
    toAttributesByTag(tags),
    documented,
    'the data for VS Code must match the manifest',
  );
  const {pseudoElements} = installedJson(css.customData[0]);
  assert.deepEqual(
    new Set(pseudoElements.map((/** @type {{name: string}} */ {name}) => name)),
    new Set(elements.flatMap(({cssParts}) => cssParts.map(({name}) => `::part(${name})`))),
    'the data for VS Code must contain every part',
  );

  const seconds = node(`
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
    const {data: {id}} = await post('/rooms', {name: 'Away'});
    const {data: {ks, expiresAt}} = await post('/token', {roomId: id});
    const page = await fetch(url + '/embeddedrooms/index/view-room/ks/' + ks);
    if (!page.ok) throw new Error('the room page must answer with status 200; got ' + page.status);
    console.log(decodeKs(ks, adminSecret).expiry - expiresAt);
    await simulator.close();
  `);
  assert.equal(seconds, '0\n', 'the installed server must create and open a room');

  assert.match(
    run('npx', ['--no-install', 'kaltura-room', '--help']),
    /^kaltura-room <command>/,
    'the program must run by its name',
  );
  const contract = node(`
    import contract from 'kaltura-room/openapi.json' with {type: 'json'};
    console.log(contract.openapi, Object.keys(contract.paths).join(' '));
  `);
  assert.equal(contract, '3.1.0 /token /rooms\n', 'the package must contain the OpenAPI document');

  write(
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
  for (const {module, resolution, options = []} of [
    {module: 'nodenext', resolution: 'nodenext'},
    {module: 'esnext', resolution: 'bundler'},
    // Ignores `exports`, and reads `types` and `typesVersions`.
    {module: 'esnext', resolution: 'node10', options: ['--ignoreDeprecations', '6.0']},
  ])
    run(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--lib',
      'es2023,dom,dom.iterable',
      '--module',
      module,
      '--moduleResolution',
      resolution,
      ...options,
      '--types',
      'node',
      '--typeRoots',
      join(root, 'node_modules/@types'),
      'use.ts',
    ]);

  /** @type {{code: string, elements: string[]}[]} */
  const applications = [
    {
      code: "import 'kaltura-room/define'",
      elements: ['kaltura-room', 'kaltura-room-creator'],
    },
    {code: "import 'kaltura-room/room'", elements: ['kaltura-room']},
    {code: "import 'kaltura-room/creator'", elements: ['kaltura-room-creator']},
    {code: "import {RoomError} from 'kaltura-room'; console.log(RoomError)", elements: []},
    {
      code: "import {KalturaRoomElement} from 'kaltura-room'; console.log(KalturaRoomElement)",
      elements: [],
    },
  ];
  for (const {code, elements} of applications) {
    const bundled = await bundle(code);
    for (const name of ['kaltura-room', 'kaltura-room-creator'])
      assert.equal(
        new RegExp(`\\("${name}", \\w+`).test(bundled),
        elements.includes(name),
        `${code} must register ${elements.join(' and ') || 'no element'}`,
      );
    const hasForm = bundled.includes('templateRoomEntryId');
    assert.equal(
      hasForm,
      /define|creator/.test(code),
      `${code} must contain the form only if it imports the creator`,
    );
    assert.equal(
      bundled.includes('view-room') || bundled.includes('attachInternals'),
      !code.includes('RoomError'),
      `${code} must contain elements only if it imports them`,
    );
  }

  const dropped = await bundle("import 'kaltura-room/define'", withoutEffects);
  assert.doesNotMatch(
    dropped,
    /customElements/,
    'a bundler without side effects must drop the registration',
  );
  const kept = await bundle(
    "import {KalturaRoomElement} from 'kaltura-room'; customElements.define('kaltura-room', KalturaRoomElement)",
    withoutEffects,
  );
  assert.match(
    kept,
    /customElements\.define\("kaltura-room", \w+\)/,
    'a bundler must keep the registration by the application',
  );
  assert.ok(
    kept.includes('attachInternals'),
    'a bundler must keep the element that the application registers',
  );

  console.log(
    `The package of ${files.length} files and ${packed.size} bytes installs ${installed.length} packages; ${entries.join(', ')} work outside of the repository.`,
  );
} finally {
  rmSync(away, {recursive: true, force: true, maxRetries: 5});
}
