import {readFile, writeFile} from 'node:fs/promises';
import {withTables} from './room/faults/tables.js';

/* Writes into the README what the tests hold of every fault: `npm run tables`. */

const file = new URL('../README.md', import.meta.url);
await writeFile(file, await withTables(await readFile(file, 'utf8')));
