import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ROOM_ERROR_CODES} from '../../../src/contract/error-catalog.js';
import {RoomError, type RoomErrorCode} from '../../../src/server/index.js';
import {createTestBackend} from '../set-up.js';

interface ExpectedAnswer {
  readonly status: number;
  /** Whether the answer contains the message of the error. */
  readonly hasMessage: boolean;
}

/** Expected answers by code. The server answers `internalError` to every other code. */
const EXPECTED_ANSWERS: Partial<Record<RoomErrorCode, ExpectedAnswer>> = {
  invalidRequest: {status: 400, hasMessage: true},
  'sign-in-required': {status: 401, hasMessage: true},
  'access-denied': {status: 403, hasMessage: true},
  'launch-expired': {status: 403, hasMessage: true},
  'origin-not-allowed': {status: 403, hasMessage: true},
  'room-not-found': {status: 404, hasMessage: true},
  'endpoint-not-found': {status: 404, hasMessage: true},
  'request-in-progress': {status: 409, hasMessage: true},
  'rate-limited': {status: 429, hasMessage: true},
  internalError: {status: 500, hasMessage: false},
  invalidConfiguration: {status: 502, hasMessage: true},
  'kaltura-invalid': {status: 502, hasMessage: false},
  'kaltura-refused': {status: 502, hasMessage: false},
  'kaltura-unreachable': {status: 502, hasMessage: false},
  'kaltura-timeout': {status: 504, hasMessage: false},
};

describe('a request whose log line fails', () => {
  const fail = () => {
    throw new Error('the disk of the log is full');
  };
  const logger = {info: fail, error: fail};

  it('still gets its launch', async () => {
    const {status} = await createTestBackend({logger}).post('/token', {roomId: '1_abcd1234'});
    assert.equal(status, 200);
  });

  it('still gets its refusal, in the envelope', async () => {
    const {post} = createTestBackend({logger, authorize: () => null});
    const {status, answer} = await post('/token', {roomId: '1_abcd1234'});
    assert.deepEqual([status, answer.errorCode], [401, 'sign-in-required']);
  });
});

describe('errorResponse()', () => {
  for (const code of ROOM_ERROR_CODES) {
    const {status, hasMessage} = EXPECTED_ANSWERS[code] ?? {status: 500, hasMessage: false};
    const answeredCode = EXPECTED_ANSWERS[code] ? code : 'internalError';
    it(`answers ${status} ${answeredCode} to ${code}, ${hasMessage ? 'with' : 'without'} its message`, async () => {
      const authorize = () => {
        throw new RoomError(code, 'the message');
      };
      const {post, log} = createTestBackend({authorize});
      const {status: actual, answer} = await post('/token', {roomId: '1_abcd1234'});
      assert.deepEqual([actual, answer.errorCode], [status, answeredCode]);
      assert.equal(answer.error === 'the message', hasMessage);
      assert.match(log(), /the message/);
      assert.equal(log().includes('"stack"'), answeredCode === 'internalError');
    });
  }
});
