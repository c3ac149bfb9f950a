import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync} from 'node:fs';
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

for (const src of ['', 'https://cdn.example.com/', 'other.js', 'languages/de.js', 'constructor'])
  test(`${src || 'nothing'} is no file of ours`, async () => {
    const {code, out, err} = await runCli(['script-tag', src]);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /must end in one of creator\.js, kaltura-room\.js, room\.js/);
  });

for (const src of ['/room.js?v=1', '/my files/room.js', '"><b>/room.js'])
  test(`${src} is refused: an attribute would need escaping`, async () => {
    const {code, out, err} = await runCli(['script-tag', src]);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /must have no query/);
  });

test('the version is that of the package', async () => {
  const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
  for (const file of ['kaltura-room.js', 'languages/he.js'])
    assert.match(
      readFileSync(`dist/cdn/${file}`, 'utf8'),
      new RegExp(`^/\\*! kaltura-room ${version} \\*/`),
    );
});

test('a translation imports nothing: a script at another address loads no second copy of itself', () => {
  for (const language of ['ar', 'de', 'es', 'fr', 'he'])
    assert.doesNotMatch(readFileSync(`dist/cdn/languages/${language}.js`, 'utf8'), /\bimport\b/);
});

test('integrity.json has the hash of each script and each translation', () => {
  const integrity = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<
    string,
    string
  >;
  for (const [file, hash] of Object.entries(integrity)) assert.equal(hash, hashOf(file));
  assert.deepEqual(
    Object.keys(integrity),
    readdirSync('dist/cdn', {recursive: true, encoding: 'utf8'})
      .filter(name => name.endsWith('.js'))
      .sort(),
  );
});

test('the licences of what is in the files go along', () => {
  const text = readFileSync('dist/cdn/LICENSES.txt', 'utf8');
  for (const words of ['kaltura-room', 'Google LLC', 'Colin McDonnell', 'zod'])
    assert.ok(text.includes(words), words);
});
