import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {CREATION_OUTCOMES, RoomError, isCreationOutcome} from '../../src/contract/room-error.js';

describe('RoomError', () => {
  it('takes `retryable` from its code unless the options set it', () => {
    assert.equal(new RoomError('frame-timeout', 'x').retryable, true);
    assert.equal(new RoomError('access-denied', 'x').retryable, false);
    assert.equal(new RoomError('frame-timeout', 'x', {retryable: false}).retryable, false);
    assert.equal(new RoomError('access-denied', 'x', {retryable: true}).retryable, true);
  });

  it('derives `mayHaveCreatedRoom` from its code unless the server sent an outcome', () => {
    const mayHave = (
      code: 'kaltura-refused' | 'kaltura-timeout',
      outcome?: 'not-created' | 'unknown',
    ) => new RoomError(code, 'x', {outcome}).mayHaveCreatedRoom;
    assert.equal(mayHave('kaltura-timeout'), true);
    assert.equal(mayHave('kaltura-refused'), false);
    assert.equal(mayHave('kaltura-timeout', 'not-created'), false);
    assert.equal(mayHave('kaltura-refused', 'unknown'), true);
  });

  it('has its own name in a log', () => {
    assert.equal(String(new RoomError('offline', 'no network')), 'RoomError: no network');
  });
});

describe('RoomError.from()', () => {
  it('returns a RoomError unchanged', () => {
    const error = new RoomError('rate-limited', 'x');
    assert.equal(RoomError.from(error), error);
  });

  it('converts another error to internalError, which is not retryable', () => {
    const error = new TypeError('x');
    const {code, message, retryable, cause} = RoomError.from(error);
    assert.equal(code, 'internalError');
    assert.equal(message, 'unexpected error');
    assert.equal(retryable, false);
    assert.equal(cause, error);
  });
});

describe('isCreationOutcome()', () => {
  it('accepts each outcome and nothing else', () => {
    assert.deepEqual(CREATION_OUTCOMES.filter(isCreationOutcome), ['not-created', 'unknown']);
    for (const other of ['created', '', undefined]) assert.equal(isCreationOutcome(other), false);
  });
});
