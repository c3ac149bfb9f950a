import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {
  ERROR_CATALOG,
  ROOM_ERROR_CODES,
  WARNING_CATALOG,
  getTraits,
} from '../../src/contract/error-catalog.js';
import {RoomError} from '../../src/contract/room-error.js';

describe('RoomError', () => {
  it('takes `retryable` from its code unless the options set it', () => {
    assert.equal(new RoomError('frame-timeout', 'x').retryable, true);
    assert.equal(new RoomError('access-denied', 'x').retryable, false);
    assert.equal(new RoomError('frame-timeout', 'x', {retryable: false}).retryable, false);
    assert.equal(new RoomError('access-denied', 'x', {retryable: true}).retryable, true);
  });

  it('tells whether a room may have been created by its code, unless the server sent an outcome', () => {
    const mayHave = (
      code: 'kaltura-refused' | 'kaltura-timeout',
      outcome?: 'not-created' | 'unknown',
    ) => new RoomError(code, 'x', {outcome}).mayHaveCreatedRoom;
    assert.equal(mayHave('kaltura-timeout'), true);
    assert.equal(mayHave('kaltura-refused'), false);
    assert.equal(mayHave('kaltura-timeout', 'not-created'), false);
    assert.equal(mayHave('kaltura-refused', 'unknown'), true);
  });

  it('does not retry an unexpected error', () => {
    const {code, retryable} = RoomError.from(new TypeError('x'));
    assert.deepEqual([code, retryable], ['internalError', false]);
  });
});

describe('the error catalog', () => {
  it('contains traits for each error and warning code', () => {
    for (const code of ROOM_ERROR_CODES) assert.equal(getTraits(code), ERROR_CATALOG[code]);
    for (const code of Object.keys(WARNING_CATALOG) as (keyof typeof WARNING_CATALOG)[])
      assert.equal(getTraits(code), WARNING_CATALOG[code]);
  });

  it('knows that what never reached Kaltura created no room', () => {
    const final = ['access-denied', 'sign-in-required', 'rate-limited', 'invalidRequest'] as const;
    for (const code of final) assert.ok(!getTraits(code).isOutcomeUnknown, code);
  });
});
