import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ExpiringMap} from '../../src/simulator/expiring-map.js';

describe('ExpiringMap', () => {
  it('keeps a value until it expires, and returns it once', () => {
    let nowMs = 0;
    const map = new ExpiringMap<number>(() => nowMs);
    map.set('a', 1, 10);
    map.set('b', 2, 20);
    nowMs = 9;
    assert.ok(map.has('a'));
    nowMs = 10;
    assert.ok(!map.has('a'));
    assert.equal(map.size, 1);
    assert.equal(map.take('b'), 2);
    assert.equal(map.take('b'), undefined);
    assert.equal(map.size, 0);
  });

  it('drops the oldest entries beyond the limit', () => {
    const map = new ExpiringMap<number>(() => 0, 2);
    for (const [index, key] of ['a', 'b', 'a', 'c'].entries()) map.set(key, index, 10);
    assert.deepEqual(
      ['a', 'b', 'c'].map(key => map.take(key)),
      [2, undefined, 3],
    );
  });
});
