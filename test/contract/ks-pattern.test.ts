import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {KS_V2, redactKs} from '../../src/contract/ks-pattern.js';

describe('KS_V2', () => {
  for (const {name, ks} of [
    {name: 'the shortest KS', ks: `djJ8${'a'.repeat(12)}`},
    {name: 'the longest KS', ks: `djJ8${'a'.repeat(4092)}`},
    {name: 'the alphabet of base64url', ks: 'djJ8AZaz09-_AZaz09=='},
  ])
    it(`matches ${name}`, () => {
      assert.match(ks, KS_V2);
    });

  for (const {name, ks} of [
    {name: 'a shorter text', ks: `djJ8${'a'.repeat(11)}`},
    {name: 'a longer text', ks: `djJ8${'a'.repeat(4093)}`},
    {name: 'text before a KS', ks: `x-djJ8${'a'.repeat(12)}`},
    {name: 'text after a KS', ks: `djJ8${'a'.repeat(12)}/..`},
  ])
    it(`does not match ${name}`, () => {
      assert.doesNotMatch(ks, KS_V2);
    });
});

describe('redactKs()', () => {
  it('replaces each KS, whole and of any length', () => {
    assert.equal(redactKs('/ks/djJ8Az09-_=/x djJ8'), '/ks/[KS]/x [KS]');
  });

  it('limits the text to 300 characters', () => {
    assert.equal(redactKs('x'.repeat(400)), 'x'.repeat(300));
  });
});
