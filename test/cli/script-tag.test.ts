import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync, readdirSync} from 'node:fs';
import {describe, it} from 'node:test';
import {runCli} from './support.js';

function computeHash(file: string): string {
  const bytes = readFileSync(`dist/cdn/${file}`);
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

describe('kaltura-room script-tag', () => {
  it('prints a tag with the hash of its file', async () => {
    const src = 'https://cdn.example.com/kaltura-room@0.1.0/room.js';
    const {code, out} = await runCli(['script-tag', src]);
    assert.equal(code, 0);
    assert.equal(
      out,
      `<script type="module" src="${src}" integrity="${computeHash('room.js')}" crossorigin="anonymous"></script>`,
    );
  });

  for (const src of ['', 'https://cdn.example.com/', 'other.js', 'languages/de.js', 'constructor'])
    it(`rejects "${src}", which names no script of the package`, async () => {
      const {code, out, err} = await runCli(['script-tag', src]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /must end with one of creator\.js, kaltura-room\.js, room\.js/);
    });

  for (const src of ['/room.js?v=1', '/my files/room.js', '"><b>/room.js'])
    it(`rejects ${src}, which an attribute would have to escape`, async () => {
      const {code, out, err} = await runCli(['script-tag', src]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /must have no query/);
    });
});

describe('files in dist/cdn', () => {
  it('have the version of the package', async () => {
    const {version} = JSON.parse(readFileSync('package.json', 'utf8')) as {version: string};
    for (const file of ['kaltura-room.js', 'languages/he.js'])
      assert.match(
        readFileSync(`dist/cdn/${file}`, 'utf8'),
        new RegExp(`^/\\*! kaltura-room ${version} \\*/`),
      );
  });

  it('import nothing if they are translations, so that no script is loaded twice', () => {
    for (const language of ['ar', 'de', 'es', 'fr', 'he'])
      assert.doesNotMatch(readFileSync(`dist/cdn/languages/${language}.js`, 'utf8'), /\bimport\b/);
  });

  it('have their hashes in integrity.json', () => {
    const integrity = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<
      string,
      string
    >;
    for (const [file, hash] of Object.entries(integrity)) assert.equal(hash, computeHash(file));
    assert.deepEqual(
      Object.keys(integrity),
      readdirSync('dist/cdn', {recursive: true, encoding: 'utf8'})
        .filter(name => name.endsWith('.js'))
        .sort(),
    );
  });

  it('come with the licences of their dependencies', () => {
    const text = readFileSync('dist/cdn/LICENSES.txt', 'utf8');
    for (const words of ['kaltura-room', 'Google LLC', 'Colin McDonnell', 'zod'])
      assert.ok(text.includes(words), words);
  });
});
