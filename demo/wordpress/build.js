// @ts-check
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createZip} from './zip.js';

/*
 * Builds the WordPress plugin from its own files, demo/backends/backend.php and dist/cdn.
 *
 * - `node demo/wordpress/build.js kaltura-room.zip` writes a ZIP file for "Upload Plugin"
 * - `node demo/wordpress/build.js <folder>` writes a folder for wp-content/plugins
 */

const root = new URL('../../', import.meta.url);
const resolvePath = (/** @type {string} */ path) => fileURLToPath(new URL(path, root));

/** Parts of backend.php that the plugin replaces: `authorize()` and the platform functions. */
const REPLACED_PARTS = [
  /^\/\* ==== Replace this function[^]*?^\/\* ==== You can keep the rest .*\n/m,
  /^\/\* ==== Platform functions[^]*/m,
];
/** All plugins of WordPress share one global namespace, so the plugin uses its own. */
const STRICT_TYPES = 'declare(strict_types=1);\n';
const STRICT_TYPES_AND_NAMESPACE = `${STRICT_TYPES}
namespace KalturaRoom;

use InvalidArgumentException, RuntimeException, SensitiveParameter, stdClass, Throwable;
`;

/**
 * Replaces a part of backend.php.
 * @type {(text: string, part: RegExp | string, replacement: string) => string}
 * @throws {Error} if the text does not contain the part
 */
function replacePart(text, part, replacement) {
  const result = text.replace(part, replacement);
  if (result === text)
    throw new Error(`demo/backends/backend.php must contain ${String(part)}; got no match`);
  return result;
}

/** @returns {Record<string, Buffer>} the files of the plugin: content by path */
function collectFiles() {
  if (!existsSync(resolvePath('dist/cdn/kaltura-room.js')))
    throw new Error('dist/cdn must contain kaltura-room.js; run `npm run build` first');
  const {version} = JSON.parse(readFileSync(resolvePath('package.json'), 'utf8'));
  /** @type {Record<string, Buffer>} */
  const files = {};
  for (const {source, prefix} of [
    {source: 'demo/wordpress/kaltura-room', prefix: ''},
    {source: 'dist/cdn', prefix: 'cdn/'},
  ])
    for (const entry of readdirSync(resolvePath(source), {recursive: true, withFileTypes: true})) {
      const path = join(entry.parentPath, entry.name);
      const name = prefix + path.slice(resolvePath(`${source}/`).length).replaceAll('\\', '/');
      if (entry.isFile() && !name.endsWith('.map')) files[name] = readFileSync(path);
    }
  for (const name of ['kaltura-room.php', 'readme.txt', 'block/block.json'])
    files[name] = Buffer.from(String(files[name]).replaceAll('0.0.0', version));
  const backend = readFileSync(resolvePath('demo/backends/backend.php'), 'utf8');
  const library = REPLACED_PARTS.reduce((text, part) => replacePart(text, part, ''), backend);
  const namespaced = replacePart(library, STRICT_TYPES, STRICT_TYPES_AND_NAMESPACE);
  files['backend.php'] = Buffer.from(namespaced);
  files['LICENSE'] = readFileSync(resolvePath('LICENSE'));
  return files;
}

const [target] = process.argv.slice(2);
if (!target) {
  console.error('Usage: node demo/wordpress/build.js <kaltura-room.zip or a new folder>');
  process.exit(2);
}
const files = collectFiles();
if (target.endsWith('.zip')) {
  writeFileSync(target, createZip(files, 'kaltura-room/'));
} else {
  mkdirSync(target);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(target, name, '..'), {recursive: true});
    writeFileSync(join(target, name), content);
  }
}
console.log(`${target} contains the plugin: ${Object.keys(files).length} files`);
