// @ts-check
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, posix} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'vite';

/*
 * Packs the package, as `npm publish` would, installs it somewhere else, and uses it there: what
 * `vite build` and `tsc -p src` left in `dist` must be there already.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const away = mkdtempSync(join(tmpdir(), 'kaltura-room-package-'));
/** @type {(command: string, args: string[], cwd?: string) => string} */
const run = (command, args, cwd = away) =>
  execFileSync(command, args, {cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});
/** @param {string} script */
const node = script => run(process.execPath, ['--input-type=module', '--eval', script]);
/** @type {(name: string, text: string) => void} */
const write = (name, text) => writeFileSync(join(away, name), text);

/** Maximum number of files in the package. */
const MAX_FILES = 450;

/**
 * Returns what debugging a file needs: its source map or, for a source map, the sources whose text
 * the map does not hold.
 * @param {string} file
 * @returns {string[]} relative URLs
 */
function debugReferences(file) {
  const text = readFileSync(join(root, file), 'utf8');
  if (/\.(?:js|ts)$/.test(file))
    return Array.from(text.matchAll(/^\/\/# sourceMappingURL=(.+)$/gm), ([, url = '']) => url);
  if (!file.endsWith('.map')) return [];
  /** @type {{sources: string[], sourcesContent?: (string | null)[]}} */
  const {sources, sourcesContent = []} = JSON.parse(text);
  return sources.filter((_, i) => !sourcesContent[i]);
}

/**
 * What a bundler leaves of an application, as far as it is loaded from the start.
 * @param {string} code
 * @param {import('vite').Plugin[]} plugins
 */
async function bundle(code, ...plugins) {
  write('entry.js', code);
  const output = await build({
    ...{root: away, configFile: false, logLevel: 'silent', plugins},
    build: {
      ...{write: false, minify: false, modulePreload: false},
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
 * Has a bundler drop what a package does by being imported, whatever that says of itself.
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
  const bin = (/** @type {string} */ name) => join(root, 'node_modules/.bin', name);
  run(bin('publint'), ['run', tarball, '--strict']);
  run(bin('attw'), [tarball, '--profile', 'esm-only', '--no-color']);
  const needed = ['README.md', 'LICENSE', 'dist/index.d.ts', 'dist/cdn/room.js'];
  for (const file of [
    ...needed,
    'dist/openapi.json',
    ...['custom-elements', 'web-types', 'vscode.html-custom-data', 'vscode.css-custom-data'].map(
      name => `dist/${name}.json`,
    ),
    ...['react', 'react-18', 'preact', 'solid', 'vue', 'svelte'].map(
      name => `dist/frameworks/${name}.d.ts`,
    ),
    'dist/cdn/integrity.json',
    'dist/cdn/LICENSES.txt',
    'dist/cdn/languages/de.js',
    'demo/backends/backend.php',
    'demo/wordpress/kaltura-room/kaltura-room.php',
  ])
    assert.ok(files.includes(file), `${file} is in the package`);
  for (const file of files.filter(file => /^dist\/cdn\/.*\.js$/.test(file)))
    assert.ok(files.includes(`${file}.map`), `${file}.map is in the package`);
  const foreign = files.filter(
    file => !/^(dist|demo\/(backends|wordpress))\/|^[A-Z]+(\.md)?$|^package\.json$/.test(file),
  );
  assert.deepEqual(foreign, [], 'nothing else of test or demo is in the package');
  assert.ok(
    files.length <= MAX_FILES,
    `the package must have at most ${MAX_FILES} files; it has ${files.length}`,
  );
  const missing = files.flatMap(file =>
    debugReferences(file)
      .map(url => posix.join(posix.dirname(file), url))
      .filter(path => !files.includes(path)),
  );
  assert.deepEqual(missing, [], 'all source maps and their sources are in the package');

  write('package.json', JSON.stringify({name: 'away', type: 'module', private: true}));
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', packed.filename]);
  const {packages} = JSON.parse(readFileSync(join(away, 'package-lock.json'), 'utf8'));
  const installed = Object.keys(packages).filter(Boolean);
  assert.ok(installed.length <= 12, `at most 12 packages are installed, not ${installed.length}`);

  const {exports, ...named} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  assert.equal(named.peerDependencies, undefined, 'nothing else need be installed');
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
      `importing ${entry} in Node does nothing`,
    );
  }
  const script = node(`process.stdout.write(import.meta.resolve('kaltura-room/cdn/room.js'))`);
  assert.match(
    readFileSync(new URL(script), 'utf8'),
    /^\/\*! kaltura-room/,
    'a server finds a script',
  );

  /** @type {(path: string) => any} */
  const installedJson = path =>
    JSON.parse(readFileSync(join(away, 'node_modules/kaltura-room', path), 'utf8'));
  /** @type {{tagName: string, attributes: {name: string}[], cssParts: {name: string}[]}[]} */
  const elements = installedJson(named.customElements)
    .modules.flatMap((/** @type {any} */ module) => module.declarations)
    .filter((/** @type {any} */ {tagName}) => tagName);
  const {html, css} = named.contributes;
  const attributesBy = (/** @type {{name: string, attributes: {name: string}[]}[]} */ tags) =>
    Object.fromEntries(tags.map(({name, attributes}) => [name, attributes.map(({name}) => name)]));
  const said = attributesBy(elements.map(({tagName: name, attributes}) => ({name, attributes})));
  assert.deepEqual(Object.keys(said).sort(), ['kaltura-room', 'kaltura-room-creator']);
  const webTypes = installedJson(named['web-types']).contributions.html.elements;
  assert.deepEqual(attributesBy(webTypes), said, 'JetBrains’ editors know what the manifest says');
  const {tags} = installedJson(html.customData[0]);
  assert.deepEqual(attributesBy(tags), said, 'VS Code knows what the manifest says');
  const {pseudoElements} = installedJson(css.customData[0]);
  assert.deepEqual(
    new Set(pseudoElements.map((/** @type {{name: string}} */ {name}) => name)),
    new Set(elements.flatMap(({cssParts}) => cssParts.map(({name}) => `::part(${name})`))),
    'VS Code knows every part in style sheets',
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
    const post = async (path, body) => (await rooms.request(path, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(body),
    })).json();
    const {data: {id}} = await post('/rooms', {name: 'Away'});
    const {data: {ks, expiresAt}} = await post('/token', {roomId: id});
    const page = await fetch(url + '/embeddedrooms/index/view-room/ks/' + ks);
    if (!page.ok) throw new Error('the room page answered ' + page.status);
    console.log(decodeKs(ks, adminSecret).expiry - expiresAt);
    await simulator.close();
  `);
  assert.equal(seconds, '0\n', 'creates a room and opens it');

  assert.match(
    run('npx', ['--no-install', 'kaltura-room', '--help']),
    /^kaltura-room <command>/,
    'the program runs by its name',
  );
  const contract = node(`
    import contract from 'kaltura-room/openapi.json' with {type: 'json'};
    console.log(contract.openapi, Object.keys(contract.paths).join(' '));
  `);
  assert.equal(contract, '3.1.0 /token /rooms\n', 'the contract is in the package');

  write(
    'use.ts',
    `import {KalturaRoomElement, RoomError, type RoomErrorCode} from 'kaltura-room';
    import 'kaltura-room/define';
    import {kalturaRooms, type Authorize} from 'kaltura-room/server';
    import {startSimulator} from 'kaltura-room/simulator';
    const room: KalturaRoomElement | null = document.querySelector('kaltura-room');
    room?.addEventListener('kaltura-room-error', ({error}) => {
      const code: RoomErrorCode = error.code;
      return error instanceof RoomError ? code : undefined;
    });
    // @ts-expect-error A room has no such state.
    if (room?.state === 'closed') room.leave();
    document.querySelector('kaltura-room-creator')?.addEventListener('kaltura-room-created', ({id}) => id.length);
    export const authorize: Authorize = (request, ask) =>
      request.headers.has('cookie') ? {userId: ask.action} : null;
    export {kalturaRooms, startSimulator};`,
  );
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])
    run(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      ...['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom,dom.iterable'],
      ...['--module', `${module}`, '--moduleResolution', `${resolution}`],
      ...['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')],
      'use.ts',
    ]);

  for (const [code, elements] of /** @type {const} */ ([
    ["import 'kaltura-room/define'", ['kaltura-room', 'kaltura-room-creator']],
    ["import 'kaltura-room/room'", ['kaltura-room']],
    ["import 'kaltura-room/creator'", ['kaltura-room-creator']],
    ["import {RoomError} from 'kaltura-room'; console.log(RoomError)", []],
    ["import {KalturaRoomElement} from 'kaltura-room'; console.log(KalturaRoomElement)", []],
  ])) {
    const bundled = await bundle(code);
    for (const name of ['kaltura-room', 'kaltura-room-creator'])
      assert.equal(
        new RegExp(`\\("${name}", \\w+`).test(bundled),
        elements.some(element => element === name),
        `${code}: registers ${elements.join(' and ') || 'nothing'}`,
      );
    const hasForm = bundled.includes('templateRoomEntryId');
    assert.equal(hasForm, /define|creator/.test(code), `${code}: the form where it is asked for`);
    assert.equal(
      bundled.includes('view-room') || bundled.includes('attachInternals'),
      !code.includes('RoomError'),
      `${code}: nothing of the elements where none is asked for`,
    );
  }

  const dropped = await bundle("import 'kaltura-room/define'", withoutEffects);
  assert.doesNotMatch(dropped, /customElements/, 'a bundler that drops side effects drops these');
  const kept = await bundle(
    "import {KalturaRoomElement} from 'kaltura-room'; customElements.define('kaltura-room', KalturaRoomElement)",
    withoutEffects,
  );
  assert.match(kept, /customElements\.define\("kaltura-room", \w+\)/, 'registering by hand stays');
  assert.ok(kept.includes('attachInternals'), 'with the element itself');

  console.log(
    `The package of ${files.length} files and ${packed.size} bytes installs ${installed.length} packages; ${entries.join(', ')} work away from here.`,
  );
} finally {
  rmSync(away, {recursive: true, force: true, maxRetries: 5});
}
