import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {describe, it} from 'node:test';
import {runInNewContext} from 'node:vm';
import {ROOM_ERROR_CODES} from '../../src/contract/error-catalog.js';
import {updateElementTables, type Manifest} from '../support/element-tables.js';
import {updateFaultTables} from './fault-tables.js';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('README.md', () => {
  it('has the current tables of faults', async () => {
    const readme = await read('README.md');
    assert.equal(await updateFaultTables(readme), readme, 'npm run tables');
  });

  it('has the current tables of the elements', async () => {
    const readme = await read('README.md');
    const manifest = JSON.parse(await read('dist/custom-elements.json')) as Manifest;
    assert.equal(await updateElementTables(readme, manifest), readme, 'npm run tables');
  });

  it('lists each error code once', async () => {
    const [, errors = ''] = (await read('README.md')).split(/^## Errors$/m);
    const [table = ''] = /(?:^\|.*\n)+/m.exec(errors) ?? [];
    const codes = Array.from(table.matchAll(/^\| (`.*?`) +\|/gm), ([, cell = '']) =>
      cell.split(', ').map(code => code.replaceAll('`', '')),
    ).flat();
    assert.deepEqual(codes.sort(), [...ROOM_ERROR_CODES].sort());
  });

  it('lists every part of the elements', async () => {
    const manifest = JSON.parse(await read('dist/custom-elements.json')) as Manifest;
    for (const {declarations} of manifest.modules)
      for (const {tagName, cssParts} of declarations.filter(({tagName}) => tagName)) {
        const folder = tagName === 'kaltura-room' ? 'room' : 'creator';
        const names = cssParts.map(({name}) => name);
        const file = `dist/cdn/${folder}.js`;
        const used = [...(await read(file)).matchAll(/\bpart="([\w -]+)"/g)].flatMap(
          ([, names = '']) => names.split(' '),
        );
        const descriptions = cssParts.map(({description = ''}) => description).join();
        const missing = used.filter(
          part => !names.includes(part) && !descriptions.includes(`\`${part}\``),
        );
        assert.deepEqual([...new Set(missing)], [], `parts of ${tagName}`);
      }
  });
});

describe('signedInUser() of the server in README.md', () => {
  for (const {url, isSignedIn} of [
    {url: 'http://localhost:3000/api/kaltura/token', isSignedIn: true},
    {url: 'http://localhost.evil.example:3000/api/kaltura/token', isSignedIn: false},
    {url: 'http://localhost@evil.example/api/kaltura/token', isSignedIn: false},
    {url: 'http://evil.example/localhost', isSignedIn: false},
  ])
    it(`returns ${isSignedIn ? 'a user' : 'null'} for ${url}`, async () => {
      const [code = ''] = /^const signedInUser = [^]*?;$/m.exec(await read('README.md')) ?? [];
      const user: unknown = runInNewContext(`${code} signedInUser({url});`, {URL, url});
      assert.equal(user !== null, isSignedIn);
    });
});
