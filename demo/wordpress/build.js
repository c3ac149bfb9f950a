// @ts-check
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {zip} from './zip.js';

/*
 * Puts the WordPress plugin together, of its own files, of demo/backends/backend.php and of
 * dist/cdn: `node demo/wordpress/build.js kaltura-room.zip` writes what WordPress takes as an
 * upload, `node demo/wordpress/build.js <folder>` a folder to copy to wp-content/plugins.
 */

const root = new URL('../../', import.meta.url);
const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, root));

/** What of backend.php the plugin does in a way of its own, in host.php: who asks, and what is kept. */
const REPLACED = [
  /^\/\* ==== Yours to replace[^]*?^\/\* ==== The rest .*\n/m,
  /^\/\* ==== How this machine[^]*/m,
];
/** In WordPress every plugin's functions are in one place, so these get a namespace. */
const ALONE = 'declare(strict_types=1);\n';
const NAMESPACED = `${ALONE}
namespace KalturaRoom;

use InvalidArgumentException, RuntimeException, SensitiveParameter, stdClass, Throwable;
`;

/** @type {(text: string, what: RegExp | string, by: string) => string} */
function replaced(text, what, by) {
  const result = text.replace(what, by);
  if (result === text) throw new Error(`demo/backends/backend.php has no ${String(what)}`);
  return result;
}

/** @returns {Record<string, Buffer>} what is in each file of the plugin, by its path */
function pluginFiles() {
  if (!existsSync(at('dist/cdn/kaltura-room.js')))
    throw new Error('dist/cdn is not there: npm run build');
  const {version} = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  /** @type {Record<string, Buffer>} */
  const files = {};
  for (const [from, to] of [
    ['demo/wordpress/kaltura-room', ''],
    ['dist/cdn', 'cdn/'],
  ])
    for (const entry of readdirSync(at(`${from}`), {recursive: true, withFileTypes: true})) {
      const path = join(entry.parentPath, entry.name);
      const name = to + path.slice(at(`${from}/`).length).replaceAll('\\', '/');
      if (entry.isFile() && !name.endsWith('.map')) files[name] = readFileSync(path);
    }
  for (const name of ['kaltura-room.php', 'readme.txt', 'block/block.json'])
    files[name] = Buffer.from(String(files[name]).replaceAll('0.0.0', version));
  const backend = readFileSync(at('demo/backends/backend.php'), 'utf8');
  const library = REPLACED.reduce((text, part) => replaced(text, part, ''), backend);
  files['backend.php'] = Buffer.from(replaced(library, ALONE, NAMESPACED));
  files['LICENSE'] = readFileSync(at('LICENSE'));
  return files;
}

const [target] = process.argv.slice(2);
if (!target) {
  console.error(
    'node demo/wordpress/build.js <kaltura-room.zip, or a folder that is not there yet>',
  );
  process.exit(2);
}
const files = pluginFiles();
if (target.endsWith('.zip')) {
  writeFileSync(target, zip(files, 'kaltura-room/'));
} else {
  mkdirSync(target);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(target, name, '..'), {recursive: true});
    writeFileSync(join(target, name), content);
  }
}
console.log(`${target}: the plugin, ${Object.keys(files).length} files`);
