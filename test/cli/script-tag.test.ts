import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {runCli} from './set-up.js';

const hashOf = (file: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(`dist/cdn/${file}`))
    .digest('base64')}`;

test('the tag holds its file to its bytes', async () => {
  const src = 'https://cdn.example.com/kaltura-room@0.1.0/room.js';
  const {code, out} = await runCli(['script-tag', src]);
  assert.equal(code, 0);
  assert.equal(
    out,
    `<script type="module" src="${src}" integrity="${hashOf('room.js')}" crossorigin="anonymous"></script>`,
  );
});

test('--preload has what opens a room load along with the script, held to its bytes', async () => {
  const {out} = await runCli(['script-tag', '/assets/room.js', '--preload']);
  const links = ['opening.js', 'schemas.js'].map(
    part =>
      `<link rel="modulepreload" href="/assets/${part}" integrity="${hashOf(part)}" crossorigin="anonymous">`,
  );
  assert.deepEqual(out.split('\n').slice(0, 2), links);
  assert.match(out, /\n<script type="module" src="\/assets\/room.js"/);
});

for (const [folder, base] of [
  ['/assets/', '/assets/'],
  ['assets/', './assets/'],
  ['', './'],
  ['../x/', '../x/'],
])
  test(`--parts of ${folder || 'no folder'} maps what is loaded later, and nothing else there`, async () => {
    const {out} = await runCli(['script-tag', `${folder}kaltura-room.js`, '--parts']);
    const [map = '', tag = ''] = out.split('\n');
    assert.match(tag, /^<script type="module"/);
    const {imports, integrity} = JSON.parse(map.replace(/<[^>]*>/g, '')) as Record<
      string,
      Record<string, string>
    >;
    for (const part of ['schemas.js', 'words/en.js', 'opening.js?again=3']) {
      assert.equal(imports![`${base}${part}`], `${base}${part}`);
      assert.equal(integrity![`${base}${part}`], hashOf(part.replace(/\?.*/, '')));
    }
    assert.equal(imports![base!], 'data:,/');
  });

for (const src of ['', 'https://cdn.example.com/', 'other.js', 'constructor', '"><b>/room.js'])
  test(`${src || 'nothing'} is no file of ours`, async () => {
    const {code, out, err} = await runCli(['script-tag', src]);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /must be of a file of dist\/cdn/);
  });

test('the version is that of the package', async () => {
  const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
  for (const file of ['kaltura-room.js', 'schemas.js', 'words/he.js'])
    assert.match(
      readFileSync(`dist/cdn/${file}`, 'utf8'),
      new RegExp(`^/\\*! kaltura-room ${version} \\*/`),
    );
});

test('a part is used by the script of its own build alone', async () => {
  const part = new URL('../../dist/cdn/schemas.js', import.meta.url).href;
  const {default: open} = (await import(part)) as {default: (shared: [], made: string) => object};
  assert.throws(() => open([], 'other'), /a part of another build/);
});

test('the licences of what is in the files go along', () => {
  const text = readFileSync('dist/cdn/LICENSES.txt', 'utf8');
  for (const words of ['kaltura-room', 'Google LLC', 'Colin McDonnell', 'zod'])
    assert.ok(text.includes(words), words);
});
