import {mkdir, readFile, readdir, rm, writeFile} from 'node:fs/promises';
import {buildPages} from './pages.js';
import {embedSnippets} from './snippets.js';

/*
 * `npm run docs:generate` writes the generated pages of the reference, and the snippets of `README.md`.
 * `test/docs/generated.test.ts` compares them.
 */

const folder = new URL('../../docs/reference/_generated/', import.meta.url);
const readme = new URL('../../README.md', import.meta.url);

const {pages, problems} = await buildPages();
await mkdir(folder, {recursive: true});
for (const name of await readdir(folder)) if (!pages.has(name)) await rm(new URL(name, folder));
for (const [name, text] of pages) await writeFile(new URL(name, folder), text);
await writeFile(readme, await embedSnippets(await readFile(readme, 'utf8')));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length ? 1 : 0;
