// @ts-check
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, readdirSync, statSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/*
 * Builds the documentation if it is missing, older than its sources, or built for another base path.
 * The output of the build appears only if it fails.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OUTPUT = join(ROOT, 'docs/.vitepress/dist/index.html');
/** The pages contain the elements and the playground too. */
const SOURCES = ['docs', 'src', 'demo/index.html', 'demo/playground'];
const GENERATED = ['docs/.vitepress/dist', 'docs/.vitepress/cache'].map(path => join(ROOT, path));
const BASE = process.env['DOCS_BASE'] ?? '/docs/';

if (isStale()) {
  console.log('Building the documentation…');
  const vitepress = join(
    dirname(createRequire(import.meta.url).resolve('vitepress/package.json')),
    'bin/vitepress.js',
  );
  const {status, stdout, stderr} = spawnSync(process.execPath, [vitepress, 'build', 'docs'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.error(stdout, stderr);
    process.exitCode = 1;
  }
}

function isStale() {
  if (!existsSync(OUTPUT)) return true;
  if (!readFileSync(OUTPUT, 'utf8').includes(`"${BASE}assets/`)) return true;
  const {mtimeMs} = statSync(OUTPUT);
  return SOURCES.some(source => getNewestTime(join(ROOT, source)) > mtimeMs);
}

/**
 * Returns the newest modification time of a file, or of a folder and everything in it. A folder
 * changes when a file in it is deleted.
 * @param {string} path
 * @returns {number}
 */
function getNewestTime(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const children = readdirSync(path)
    .map(name => join(path, name))
    .filter(child => !GENERATED.includes(child));
  // The build writes into the folder of its configuration.
  const own = path.endsWith('.vitepress') ? 0 : stats.mtimeMs;
  return Math.max(own, ...children.map(getNewestTime));
}
