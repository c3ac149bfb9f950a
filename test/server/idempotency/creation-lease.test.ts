import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {CreationLease, LeaseLostError} from '../../../src/server/idempotency/creation-lease.js';
import {buildScope} from '../../../src/server/idempotency/idempotency-scope.js';
import {memoryStore} from '../../../src/server/index.js';
import {LEASE_S} from './fake-kaltura.js';

/** Creates a store with a clock, and a function that acquires the lease of one key. */
function createLeases() {
  const clock = {seconds: 1_900_000_000};
  const now = () => clock.seconds * 1000;
  const store = memoryStore({now});
  const context = {
    store,
    now,
    upstreamTimeout: 1,
    logger: console,
    partnerId: 12345,
    kafUrl: 'https://12345.kaf.kaltura.com',
  };
  const scope = buildScope('key', 'jane', {name: 'Room'}, context);
  const acquire = async () => {
    const lease = await CreationLease.acquire(scope, context);
    assert.ok(lease);
    await lease.loadRecord();
    return lease;
  };
  return {clock, store, scope, context, acquire};
}

describe('CreationLease.acquire()', () => {
  it('returns undefined while another request has the lease', async () => {
    const {acquire, scope, context} = createLeases();
    await acquire();
    assert.equal(await CreationLease.acquire(scope, context), undefined);
  });

  it('returns the lease after another request has released it', async () => {
    const {acquire} = createLeases();
    await (await acquire()).release();
    await acquire();
  });
});

describe('CreationLease.markSent()', () => {
  it('throws if the lease has ended, although there is no other record', async () => {
    const {acquire, clock, store, scope} = createLeases();
    const lease = await acquire();
    clock.seconds += LEASE_S;
    await assert.rejects(lease.markSent(), LeaseLostError);
    assert.equal(await store.get(scope.recordKey), undefined);
  });

  it('throws if another process wrote the record, although the lease is held', async () => {
    const {acquire, store, scope} = createLeases();
    const lease = await acquire();
    await store.setIfAbsent(scope.recordKey, 'other', 60);
    await assert.rejects(lease.markSent(), LeaseLostError);
    assert.equal(await store.get(scope.recordKey), 'other');
  });

  it('throws if another process replaced the record, although the lease is held', async () => {
    const {acquire, store, scope} = createLeases();
    const lease = await acquire();
    await lease.markSent();
    const record = await store.get(scope.recordKey);
    await store.compareAndSwap(scope.recordKey, record ?? '', 'other', 60);
    await assert.rejects(lease.markSent(), LeaseLostError);
    assert.equal(await store.get(scope.recordKey), 'other');
  });

  it('keeps the time of the first request in later records', async () => {
    const {acquire, clock} = createLeases();
    const lease = await acquire();
    await lease.markSent();
    const {firstSentAt} = lease;
    await lease.release(new Error('lost'));
    clock.seconds += LEASE_S;
    const next = await acquire();
    await next.markSent();
    assert.equal(next.firstSentAt, firstSentAt);
  });
});

describe('CreationLease.extend()', () => {
  it('throws if the lease has ended', async () => {
    const {acquire, clock} = createLeases();
    const lease = await acquire();
    clock.seconds += LEASE_S;
    await assert.rejects(lease.extend(), LeaseLostError);
  });
});

describe('CreationLease.exchange()', () => {
  it('releases the lease, and returns the result', async () => {
    const {acquire} = createLeases();
    const lease = await acquire();
    assert.equal(await lease.exchange(async () => 'result'), 'result');
    await acquire();
  });
});

describe('CreationLease.complete()', () => {
  it('throws before markSent()', async () => {
    const {acquire} = createLeases();
    await assert.rejects((await acquire()).complete('1_abcd1234'), /must follow markSent\(\)/);
  });

  it('releases the lease', async () => {
    const {acquire} = createLeases();
    const lease = await acquire();
    await lease.markSent();
    assert.equal(await lease.complete('1_abcd1234'), '1_abcd1234');
    await acquire();
  });

  it('returns its own room while another process has only sent a request', async () => {
    const {acquire, clock} = createLeases();
    const slow = await acquire();
    await slow.markSent();
    clock.seconds += LEASE_S;
    await (await acquire()).markSent();
    assert.equal(await slow.complete('1_slow0000'), '1_slow0000');
  });

  it('returns its own room after the record has expired', async () => {
    const {acquire, clock} = createLeases();
    const lease = await acquire();
    await lease.markSent();
    clock.seconds += 25 * 3600;
    assert.equal(await lease.complete('1_abcd1234'), '1_abcd1234');
  });

  it('returns the room of another process that completed the record first', async () => {
    const {acquire, clock} = createLeases();
    const slow = await acquire();
    await slow.markSent();
    clock.seconds += LEASE_S;
    const fast = await acquire();
    await fast.markSent();
    await fast.complete('1_fast0000');
    assert.equal(await slow.complete('1_slow0000'), '1_fast0000');
  });
});
