// @ts-check
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createZip} from '../demo/wordpress/zip.js';
import {BUNDLED_PACKAGES} from './bundled-packages.mjs';
import {readPackageSbom, selectPackages} from './sbom.mjs';

/*
 * Builds the files of a release: the npm package, the script-tag files and the WordPress plugin, each
 * with its bill of materials (`.cdx.json`).
 *
 *     node scripts/write-release.mjs <folder>
 */

const root = fileURLToPath(new URL('../', import.meta.url));
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** @type {(command: string, ...args: string[]) => void} */
const run = (command, ...args) =>
  void execFileSync(command, args, {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});

/**
 * Writes the files of a release into a folder.
 * @param {string} folder
 */
function writeRelease(folder) {
  mkdirSync(folder, {recursive: true});
  // `prepack` builds.
  run('npm', 'pack', '--pack-destination', folder);

  const cdn = join(root, 'dist/cdn');
  const files = readdirSync(cdn, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  const contents = Object.fromEntries(
    files.map(file => [file.slice(cdn.length + 1).replaceAll('\\', '/'), readFileSync(file)]),
  );
  const scripts = `kaltura-room-scripts-${version}`;
  writeFileSync(join(folder, `${scripts}.zip`), createZip(contents, `${scripts}/`));

  const plugin = `kaltura-room-wordpress-${version}`;
  run(process.execPath, 'demo/wordpress/build.js', join(folder, `${plugin}.zip`));

  const sbom = readPackageSbom();
  const bundled = selectPackages(sbom, BUNDLED_PACKAGES);
  for (const {name, content} of [
    {name: `kaltura-room-${version}`, content: sbom},
    {name: scripts, content: bundled},
    {name: plugin, content: bundled},
  ])
    writeFileSync(join(folder, `${name}.cdx.json`), `${JSON.stringify(content, null, 2)}\n`);
}

const [target] = process.argv.slice(2);
if (!target) {
  console.error('Usage: node scripts/write-release.mjs <folder>');
  process.exit(2);
}
writeRelease(resolve(target));
console.log(readdirSync(resolve(target)).join('\n'));
