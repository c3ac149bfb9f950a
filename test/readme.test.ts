import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {ROOM_ERROR_CODES} from '../src/contract/error-catalog.js';
import {withElementTables, type Manifest} from './element-tables.js';
import {withTables} from './room/faults/tables.js';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

test('the README says of every fault what the tests hold', async () => {
  const readme = await read('README.md');
  assert.equal(await withTables(readme), readme, 'npm run tables');
});

test('the README says of the elements what their sources say', async () => {
  const readme = await read('README.md');
  const manifest = JSON.parse(await read('dist/custom-elements.json')) as Manifest;
  assert.equal(await withElementTables(readme, manifest), readme, 'npm run tables');
});

test('the table of errors has each code once, and no other', async () => {
  const [, errors = ''] = (await read('README.md')).split(/^## Errors$/m);
  const [table = ''] = /(?:^\|.*\n)+/m.exec(errors) ?? [];
  const codes = Array.from(table.matchAll(/^\| (`.*?`) +\|/gm), ([, cell = '']) =>
    cell.split(', ').map(code => code.replaceAll('`', '')),
  ).flat();
  assert.deepEqual(codes.sort(), [...ROOM_ERROR_CODES].sort());
});

test('every part that an element has is in its table', async () => {
  const manifest = JSON.parse(await read('dist/custom-elements.json')) as Manifest;
  for (const {declarations} of manifest.modules)
    for (const {tagName, cssParts} of declarations.filter(({tagName}) => tagName)) {
      const folder = tagName === 'kaltura-room' ? 'room' : 'creator';
      const names = cssParts.map(({name}) => name);
      const file = `dist/cdn/${folder}.js`;
      const used = [...(await read(file)).matchAll(/\bpart="([\w -]+)"/g)].flatMap(
        ([, names = '']) => names.split(' '),
      );
      const said = cssParts.map(({description = ''}) => description).join();
      const missing = used.filter(part => !names.includes(part) && !said.includes(`\`${part}\``));
      assert.deepEqual([...new Set(missing)], [], `parts of ${tagName}`);
    }
});
