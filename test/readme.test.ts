import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {withTables} from './room/faults/tables.js';

test('the README says of every fault what the tests hold', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  assert.equal(await withTables(readme), readme, 'npm run tables');
});
