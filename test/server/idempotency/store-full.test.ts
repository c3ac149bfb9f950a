import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {memoryStore} from '../../../src/server/index.js';
import {createTestBackend, json} from '../set-up.js';
import {LEASE_S, createTestHost} from './fake-kaltura.js';

/** The store entries of a creation: lease, fingerprint, record and claim. */
const ENTRIES_PER_CREATION = 4;

/** Creates a host backend with a small memory store, and `fill()`, which adds entries for an hour. */
function createFullHost(maxEntries: number) {
  const host = createTestHost();
  const store = memoryStore({maxEntries, now: host.kaltura.now});
  const fill = async (count: number) => {
    for (let index = 0; index < count; index++)
      await store.setIfAbsent(`other ${index}`, 'value', 3600);
  };
  return {...host, ...host.start({store}), store, fill};
}

describe('POST /rooms while the memory store is full', () => {
  for (const {entry, free} of [
    {entry: 'lease', free: 0},
    {entry: 'fingerprint', free: 1},
    {entry: 'record', free: 2},
  ])
    it(`responds with 503 and sends no request if the ${entry} does not fit`, async () => {
      const {create, fill, kaltura, log} = createFullHost(ENTRIES_PER_CREATION);
      await fill(ENTRIES_PER_CREATION - free);
      const answer = await create('key');
      assert.equal(answer.status, 503);
      assert.equal(answer.code, 'internalError');
      assert.equal(answer.outcome, 'not-created');
      assert.ok(Number(answer.retryAfter) >= 1, `Retry-After: ${answer.retryAfter}`);
      assert.equal(kaltura.creates, 0);
      assert.match(log(), /Raise maxEntries/);
    });

  it('creates and records the room if its claim does not fit', async () => {
    const {create, fill, kaltura, log} = createFullHost(ENTRIES_PER_CREATION);
    await fill(ENTRIES_PER_CREATION - 3);
    const first = await create('key');
    assert.equal(first.status, 201);
    assert.equal((await create('key')).id, first.id);
    assert.equal(kaltura.creates, 1);
    assert.doesNotMatch(log(), /did not record/);
  });

  it('does not give a room whose claim did not fit to another key', async () => {
    const {create, fill, store, kaltura} = createFullHost(ENTRIES_PER_CREATION + 1);
    kaltura.nextResults = ['request-lost'];
    await create('lost');
    kaltura.seconds += LEASE_S;
    // The fingerprint exists already, so that the lease and the record fit.
    await fill(ENTRIES_PER_CREATION - store.size);
    const other = await create('other');
    assert.equal(other.id, '1_00000000');
    kaltura.seconds += 3600;
    assert.equal((await create('lost')).id, '1_00000001');
  });

  it('responds with the room of an earlier request', async () => {
    const {create, fill, store} = createFullHost(ENTRIES_PER_CREATION);
    const first = await create('key');
    await fill(ENTRIES_PER_CREATION - store.size);
    assert.equal((await create('other')).status, 503);
    assert.equal((await create('key')).id, first.id);
  });

  it('responds with 503 and the outcome unknown if an earlier request may have created the room', async () => {
    const {create, fill, store, kaltura} = createFullHost(ENTRIES_PER_CREATION);
    kaltura.nextResults = ['answer-lost'];
    await create('key');
    kaltura.seconds += LEASE_S;
    await fill(ENTRIES_PER_CREATION - store.size + 1);
    const {status, outcome} = await create('key');
    assert.equal(status, 503);
    assert.equal(outcome, 'unknown');
    assert.equal(kaltura.creates, 1);
  });

  it('creates the room after entries have expired', async () => {
    const {create, fill, kaltura} = createFullHost(ENTRIES_PER_CREATION);
    await fill(ENTRIES_PER_CREATION);
    assert.equal((await create('key')).status, 503);
    kaltura.seconds += 3600;
    assert.equal((await create('key')).status, 201);
    assert.equal(kaltura.rooms.length, 1);
  });

  it('creates a room for a request without a key', async () => {
    const {create, fill, kaltura} = createFullHost(ENTRIES_PER_CREATION);
    await fill(ENTRIES_PER_CREATION);
    assert.equal((await create(undefined)).status, 201);
    assert.equal(kaltura.creates, 1);
  });

  it('responds without the message of the error, which only the log receives', async () => {
    const store = memoryStore({maxEntries: 1});
    await store.setIfAbsent('other', 'value', 3600);
    const {post} = createTestBackend({store}, () => json({}));
    const headers = {'content-type': 'application/json', 'idempotency-key': 'key'};
    const {status, text} = await post('/rooms', {name: 'Room'}, {headers});
    assert.equal(status, 503);
    assert.doesNotMatch(text, /maxEntries/);
  });
});
