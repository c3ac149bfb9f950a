import {expect} from '@open-wc/testing';
import {didChange, hasValueChanged, isEqual} from '../../src/browser/equality.js';

interface Comparison {
  readonly name: string;
  readonly a: unknown;
  readonly b: unknown;
}

const EQUAL: readonly Comparison[] = [
  {name: 'the same text', a: 'a', b: 'a'},
  {
    name: 'a field that is undefined and a missing field',
    a: {ks: 'a', expiresAt: undefined},
    b: {ks: 'a'},
  },
  {
    name: 'nested fields in another order',
    a: {fields: {a: '1', b: '2'}},
    b: {fields: {b: '2', a: '1'}},
  },
  {
    name: 'a URL object and its text',
    a: new URL('https://host.example/'),
    b: 'https://host.example/',
  },
  {name: 'lists with the same items', a: ['a'], b: ['a']},
  {name: 'any two functions', a: () => 'a', b: () => 'b'},
];

const DIFFERENT: readonly Comparison[] = [
  {name: 'different texts', a: 'a', b: 'b'},
  {name: 'different values of a field', a: {ks: 'a'}, b: {ks: 'b'}},
  {name: 'a field and a missing field', a: {ks: 'a'}, b: {ks: 'a', expiresAt: 1}},
  {
    name: 'different URL objects',
    a: new URL('https://host.example/a'),
    b: new URL('https://host.example/b'),
  },
  {name: 'a list and an object with its indexes', a: ['a'], b: {0: 'a'}},
  {name: 'an object and null', a: {}, b: null},
  {name: 'a function and null', a: () => 'a', b: null},
];

describe('isEqual()', () => {
  for (const {name, a, b} of EQUAL)
    it(`returns true for ${name}`, () => {
      expect(isEqual(a, b)).to.be.true;
      expect(isEqual(b, a)).to.be.true;
    });

  for (const {name, a, b} of DIFFERENT)
    it(`returns false for ${name}`, () => {
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
