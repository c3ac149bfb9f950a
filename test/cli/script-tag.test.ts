import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
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
