import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ROOM_ERROR_CODES} from '../../../src/contract/error-catalog.js';
import {RoomError, type RoomErrorCode} from '../../../src/server/index.js';
import {createTestBackend} from '../set-up.js';

interface ExpectedResponse {
  readonly status: number;
  /** Whether the response contains the message of the error. */
  readonly hasMessage: boolean;
}

/** Expected responses by code. The server responds to each other code with `internalError`. */
const EXPECTED_RESPONSES: Partial<Record<RoomErrorCode, ExpectedResponse>> = {
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

describe('POST /token if its log line fails', () => {
  const fail = () => {
    throw new Error('the disk of the log is full');
  };
  const logger = {info: fail, error: fail};

  it('responds with the launch', async () => {
    const {status} = await createTestBackend({logger}).post('/token', {roomId: '1_abcd1234'});
    assert.equal(status, 200);
  });

  it('responds with the error of the request', async () => {
    const {post} = createTestBackend({logger, authorize: () => null});
    const {status, answer} = await post('/token', {roomId: '1_abcd1234'});
    assert.equal(status, 401);
    assert.equal(answer.errorCode, 'sign-in-required');
  });
});

describe('POST /token for each error code of authorize()', () => {
  for (const code of ROOM_ERROR_CODES) {
    const {status, hasMessage} = EXPECTED_RESPONSES[code] ?? {status: 500, hasMessage: false};
    const expectedCode = EXPECTED_RESPONSES[code] ? code : 'internalError';
    it(`responds to ${code} with ${status} ${expectedCode}, ${hasMessage ? 'with' : 'without'} its message`, async () => {
      const authorize = () => {
        throw new RoomError(code, 'the message');
      };
      const {post, log} = createTestBackend({authorize});
      const {status: actual, answer} = await post('/token', {roomId: '1_abcd1234'});
      assert.equal(actual, status);
      assert.equal(answer.errorCode, expectedCode);
      assert.equal(answer.error === 'the message', hasMessage);
      assert.match(log(), /the message/);
      assert.equal(log().includes('"stack"'), expectedCode === 'internalError');
    });
  }
});
