import {expect} from '@open-wc/testing';
import {didChange, hasValueChanged, isEqual} from '../../src/browser/equality.js';

const describeValue = (value: unknown) =>
  typeof value === 'function' ? 'a function' : JSON.stringify(value);

describe('isEqual()', () => {
  const EQUAL: readonly [unknown, unknown][] = [
    ['a', 'a'],
    [{ks: 'a', expiresAt: undefined}, {ks: 'a'}],
    [{fields: {a: '1', b: '2'}}, {fields: {b: '2', a: '1'}}],
    [new URL('https://host.example/'), 'https://host.example/'],
    [['a'], ['a']],
    [() => 'a', () => 'b'],
  ];
  const DIFFERENT: readonly [unknown, unknown][] = [
    ['a', 'b'],
    [{ks: 'a'}, {ks: 'b'}],
    [{ks: 'a'}, {ks: 'a', expiresAt: 1}],
    [new URL('https://host.example/a'), new URL('https://host.example/b')],
    [['a'], {0: 'a'}],
    [{}, null],
    [() => 'a', null],
  ];
  for (const [a, b] of EQUAL)
    it(`returns true for ${describeValue(a)} and ${describeValue(b)}`, () => {
      expect(isEqual(a, b)).to.be.true;
      expect(isEqual(b, a)).to.be.true;
    });
  for (const [a, b] of DIFFERENT)
    it(`returns false for ${describeValue(a)} and ${describeValue(b)}`, () => {
      expect(isEqual(a, b)).to.be.false;
      expect(isEqual(b, a)).to.be.false;
    });
});

describe('hasValueChanged()', () => {
  it('treats all values of a property that is not set alike', () => {
    for (const value of [null, undefined, '', false])
      for (const previous of [null, undefined, '', false])
        expect(hasValueChanged(value, previous)).to.be.false;
  });
});

describe('didChange()', () => {
  it('ignores a property that was changed back in the same turn', () => {
    expect(didChange(new Map([['roomId', 'a']]), 'roomId', 'a')).to.be.false;
    expect(didChange(new Map([['roomId', 'a']]), 'roomId', 'b')).to.be.true;
    expect(didChange(new Map(), 'roomId', 'b')).to.be.false;
  });
});
