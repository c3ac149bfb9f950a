// @ts-check
import {buildSync} from 'esbuild';
import {copyFileSync, cpSync, mkdirSync, readdirSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Folders of the project with sources, which the copy contains as JavaScript. */
const SOURCES = ['src', 'test'];

/** Folders without files for tests in Node. */
const OMITTED = ['.git', '.cache', 'test-results', join('test', 'integration')];

/**
 * Copies the project into an empty folder, with JavaScript beside each TypeScript file. Tests in the
 * copy run in plain Node. A TypeScript loader would start a thread and a compiler in the process of
 * each test file. Relative paths in the copy lead to the same files as in the project.
 * @param {string} folder
 */
export function transpileProject(folder) {
  mkdirSync(folder, {recursive: true});
  for (const entry of readdirSync(root, {withFileTypes: true})) {
    const [from, to] = [join(root, entry.name), join(folder, entry.name)];
    if (OMITTED.includes(entry.name)) continue;
    if (SOURCES.includes(entry.name))
      cpSync(from, to, {
        recursive: true,
        filter: path => !OMITTED.some(omitted => path === join(root, omitted)),
      });
    // Unlike a symbolic link, a junction needs no privilege on Windows.
    else if (entry.isDirectory() || entry.isSymbolicLink()) symlinkSync(from, to, 'junction');
    else copyFileSync(from, to);
  }
  buildSync({
    absWorkingDir: root,
    entryPoints: SOURCES.flatMap(source =>
      readdirSync(join(folder, source), {recursive: true, encoding: 'utf8'})
        .filter(path => path.endsWith('.ts') && !path.endsWith('.d.ts'))
        .map(path => join(source, path)),
    ),
    outbase: root,
    outdir: folder,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Stack traces name the files of the project.
    sourcemap: 'inline',
    sourcesContent: false,
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'warning',
  });
}
