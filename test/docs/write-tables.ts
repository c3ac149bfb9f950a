import {readFile, writeFile} from 'node:fs/promises';
import {updateElementTables, type Manifest} from '../support/element-tables.js';
import {updateFaultTables} from './fault-tables.js';

/* Writes the tables of the elements and of the faults into the README. */

const readmeUrl = new URL('../../README.md', import.meta.url);
const manifestUrl = new URL('../../dist/custom-elements.json', import.meta.url);
const readme = await updateFaultTables(await readFile(readmeUrl, 'utf8'));
await writeFile(
  readmeUrl,
  await updateElementTables(readme, JSON.parse(await readFile(manifestUrl, 'utf8')) as Manifest),
);
