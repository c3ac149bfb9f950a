import assert from 'node:assert/strict';
import {isRoomErrorCode} from '../../src/contract/error-catalog.js';
import type {CreationOutcome, RoomErrorCode} from '../../src/contract/room-error.js';
import type {Answer} from './start-backend.js';

/**
 * Asserts what every failure has in common.
 * @param outcome of a request to create a room; absent from any other
 */
export function assertFailure(
  {status, headers, text, json}: Answer,
  expected: readonly [number, RoomErrorCode],
  secret: string,
  outcome?: CreationOutcome,
): void {
  assert.deepEqual([status, json.success, json.errorCode], [expected[0], false, expected[1]], text);
  assert.ok(isRoomErrorCode(json.errorCode));
  assert.equal(typeof json.error, 'string');
  assert.equal(json.outcome, outcome, text);
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(headers['content-type'] ?? '', /^application\/json/);
  assert.equal(headers['access-control-allow-origin'], undefined);
  assert.ok(!text.includes(secret) && !text.includes('djJ8'));
  assert.ok(text.length < 1000);
}
