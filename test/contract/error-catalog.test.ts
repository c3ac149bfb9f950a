import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {
  ERROR_CATALOG,
  ROOM_ERROR_CODES,
  WARNING_CATALOG,
  getTraits,
  isRemoteErrorCode,
  isRoomErrorCode,
} from '../../src/contract/error-catalog.js';

describe('isRoomErrorCode()', () => {
  it('returns true for a code of the catalog', () => {
    assert.equal(isRoomErrorCode('access-denied'), true);
  });

  for (const {name, value} of [
    {name: 'an array that converts to a code', value: ['access-denied']},
    {name: 'toString, a name of every object', value: 'toString'},
    {name: '__proto__, a name of every object', value: '__proto__'},
    {name: 'constructor, a name of every object', value: 'constructor'},
    {name: 'empty text', value: ''},
    {name: 'null', value: null},
    {name: 'a number', value: 7},
    {name: 'an object', value: {}},
  ])
    it(`returns false for ${name}`, () => {
      assert.equal(isRoomErrorCode(value), false);
    });
});

describe('isRemoteErrorCode()', () => {
  for (const {name, value, expected} of [
    {name: 'a code of a server', value: 'access-denied', expected: true},
    {name: 'a code that only the element reports', value: 'attribute-invalid', expected: false},
    {name: 'a code that is not in the catalog', value: 'room-closed', expected: false},
  ])
    it(`returns ${expected} for ${name}`, () => {
      assert.equal(isRemoteErrorCode(value), expected);
    });
});

describe('getTraits()', () => {
  it('returns the traits of each error code', () => {
    for (const code of ROOM_ERROR_CODES) assert.equal(getTraits(code), ERROR_CATALOG[code]);
  });

  it('returns the traits of each warning code', () => {
    for (const code of Object.keys(WARNING_CATALOG) as (keyof typeof WARNING_CATALOG)[])
      assert.equal(getTraits(code), WARNING_CATALOG[code]);
  });

  it('marks no code of a request that did not reach Kaltura as isOutcomeUnknown', () => {
    const codes = ['access-denied', 'sign-in-required', 'rate-limited', 'invalidRequest'] as const;
    for (const code of codes) assert.ok(!getTraits(code).isOutcomeUnknown, code);
  });
});
