import {readFile, writeFile} from 'node:fs/promises';
import {withElementTables, type Manifest} from './element-tables.js';
import {withTables} from './room/faults/tables.js';

/* Writes into the README what the elements have, and what the tests hold of every fault. */

const file = new URL('../README.md', import.meta.url);
const manifest = new URL('../dist/custom-elements.json', import.meta.url);
const readme = await withTables(await readFile(file, 'utf8'));
await writeFile(
  file,
  await withElementTables(readme, JSON.parse(await readFile(manifest, 'utf8')) as Manifest),
);
