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
import {CREATION_OUTCOMES, RoomError, isCreationOutcome} from '../../src/contract/room-error.js';

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
    const {code, message, retryable} = RoomError.from(new TypeError('x'));
    assert.deepEqual(
      {code, message, retryable},
      {code: 'internalError', message: 'unexpected error', retryable: false},
    );
  });

  it('has its own name in a log', () => {
    assert.equal(String(new RoomError('offline', 'no network')), 'RoomError: no network');
  });
});

describe('isCreationOutcome()', () => {
  it('accepts each outcome and nothing else', () => {
    assert.deepEqual(CREATION_OUTCOMES.filter(isCreationOutcome), ['not-created', 'unknown']);
    for (const other of ['created', '', undefined]) assert.equal(isCreationOutcome(other), false);
  });
});

describe('isRoomErrorCode()', () => {
  it('rejects a value that only converts to a code', () => {
    assert.equal(isRoomErrorCode('access-denied'), true);
    assert.equal(isRoomErrorCode(['access-denied']), false);
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
