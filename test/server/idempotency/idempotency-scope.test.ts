import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {
  buildScope,
  parseIdempotencyKey,
} from '../../../src/server/idempotency/idempotency-scope.js';

const account = {partnerId: 12345, kafUrl: 'https://12345.kaf.kaltura.com'};
const room = {name: 'Room', description: 'About', tags: 'a'};
const scope = buildScope('key', 'jane', room, account);

describe('parseIdempotencyKey()', () => {
  it('reports what it expected', () => {
    assert.throws(() => parseIdempotencyKey('a b'), {
      code: 'invalidRequest',
      message: 'Idempotency-Key must be 1 to 255 visible ASCII characters; send a UUID',
    });
  });
});

describe('buildScope()', () => {
  for (const {name, sameRoom} of [
    {name: 'in alphabetical order', sameRoom: {description: 'About', name: 'Room', tags: 'a'}},
    {name: 'in reverse order', sameRoom: {tags: 'a', name: 'Room', description: 'About'}},
    {name: 'in another order', sameRoom: {name: 'Room', tags: 'a', description: 'About'}},
    {name: 'with an undefined field', sameRoom: {...room, templateRoomEntryId: undefined}},
  ])
    it(`returns the same scope for fields ${name}`, () => {
      assert.deepEqual(buildScope('key', 'jane', sameRoom, account), scope);
    });

  it('changes only the hash of the body with a field', () => {
    const {bodyHash, ...keys} = buildScope('key', 'jane', {...room, name: 'Other'}, account);
    assert.notEqual(bodyHash, scope.bodyHash);
    assert.deepEqual(keys, {recordKey: scope.recordKey, leaseKey: scope.leaseKey});
  });

  for (const {name, other} of [
    {name: 'key', other: buildScope('other', 'jane', room, account)},
    {name: 'user', other: buildScope('key', 'bob', room, account)},
    {name: 'account', other: buildScope('key', 'jane', room, {...account, partnerId: 1})},
    {
      name: 'KAF instance',
      other: buildScope('key', 'jane', room, {...account, kafUrl: 'https://kaf.example'}),
    },
  ])
    it(`shares no entry with another ${name}`, () => {
      assert.notEqual(other.recordKey, scope.recordKey);
      assert.notEqual(other.leaseKey, scope.leaseKey);
    });
});
