import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {memoryStore} from '../../../src/server/index.js';
import {claimRoom} from '../../../src/server/idempotency/room-claims.js';

describe('claimRoom()', () => {
  it('gives a room to its first owner only, however often that owner claims it', async () => {
    const context = {store: memoryStore(), partnerId: 12345};
    assert.equal(await claimRoom('1_abcd1234', 'first', context), true);
    assert.equal(await claimRoom('1_abcd1234', 'second', context), false);
    assert.equal(await claimRoom('1_abcd1234', 'first', context), true);
  });
});
