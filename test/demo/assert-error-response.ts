import assert from 'node:assert/strict';
import {isRoomErrorCode} from '../../src/contract/error-catalog.js';
import type {CreationOutcome, RoomErrorCode} from '../../src/contract/room-error.js';
import type {BackendResponse} from './start-backend.js';

export interface ExpectedError {
  readonly status: number;
  readonly code: RoomErrorCode;
  /** Only for a request to create a room. */
  readonly outcome?: CreationOutcome | undefined;
}

/** Asserts that a response is this error, in the contract's envelope, and contains no secret. */
export function assertErrorResponse(
  response: BackendResponse,
  expected: ExpectedError,
  adminSecret: string,
): void {
  const {status, headers, text, json} = response;
  assert.equal(status, expected.status, text);
  assert.equal(json.success, false, text);
  assert.equal(json.errorCode, expected.code, text);
  assert.ok(isRoomErrorCode(json.errorCode));
  assert.equal(typeof json.error, 'string');
  assert.equal(json.outcome, expected.outcome, text);
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(headers['content-type'] ?? '', /^application\/json/);
  assert.equal(headers['access-control-allow-origin'], undefined);
  assert.ok(!text.includes(adminSecret), 'the response contains the admin secret');
  assert.ok(!text.includes('djJ8'), 'the response contains a KS');
  assert.ok(text.length < 1000, 'the response is too long');
}
