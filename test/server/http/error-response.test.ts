import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ROOM_ERROR_CODES} from '../../../src/contract/error-catalog.js';
import {RoomError, type RoomErrorCode} from '../../../src/server/index.js';
import {setup} from '../set-up.js';

interface Expected {
  readonly status: number;
  /** Whether the answer holds the message. */
  readonly isTold: boolean;
}

/** How the server answers a code; any other code is answered `internalError`. */
const ANSWERS: Partial<Record<RoomErrorCode, Expected>> = {
  invalidRequest: {status: 400, isTold: true},
  'sign-in-required': {status: 401, isTold: true},
  'access-denied': {status: 403, isTold: true},
  'launch-expired': {status: 403, isTold: true},
  'origin-not-allowed': {status: 403, isTold: true},
  'room-not-found': {status: 404, isTold: true},
  'endpoint-not-found': {status: 404, isTold: true},
  'request-in-progress': {status: 409, isTold: true},
  'rate-limited': {status: 429, isTold: true},
  internalError: {status: 500, isTold: false},
  invalidConfiguration: {status: 502, isTold: true},
  'kaltura-invalid': {status: 502, isTold: false},
  'kaltura-refused': {status: 502, isTold: false},
  'kaltura-unreachable': {status: 502, isTold: false},
  'kaltura-timeout': {status: 504, isTold: false},
};

describe('errorResponse()', () => {
  for (const code of ROOM_ERROR_CODES) {
    const {status, isTold} = ANSWERS[code] ?? {status: 500, isTold: false};
    const told = ANSWERS[code] ? code : 'internalError';
    it(`answers ${status} ${told} to ${code}, ${isTold ? 'with' : 'without'} its message`, async () => {
      const authorize = () => {
        throw new RoomError(code, 'the message');
      };
      const {post, log} = setup({authorize});
      const {status: actual, json: answer} = await post('/token', {roomId: '1_abcd1234'});
      assert.deepEqual([actual, answer.errorCode], [status, told]);
      assert.equal(answer.error === 'the message', isTold);
      assert.match(log(), /the message/);
      assert.equal(log().includes('"stack"'), told === 'internalError');
    });
  }
});
