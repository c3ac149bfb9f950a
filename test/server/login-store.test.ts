import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {MAX_MEMORY_ENTRIES, memoryStore} from '../../src/server/index.js';
import {parseOptions} from '../../src/server/options.js';
import {SECRET} from './set-up.js';

const options = {
  partnerId: 12345,
  kafUrl: 'https://12345.kaf.kaltura.com',
  credentials: {adminSecret: SECRET},
  authorize: () => null,
};

describe('the store of logins', () => {
  it('has room for logins while creations fill the default store', async () => {
    const {store, loginStore} = parseOptions(options);
    for (let index = 0; index < MAX_MEMORY_ENTRIES; index++)
      await store.setIfAbsent(`record:${index}`, 'value', 3600);
    await assert.rejects(store.setIfAbsent('record:next', 'value', 3600));
    assert.equal(await loginStore.setIfAbsent('login:next', 'value', 60), undefined);
  });

  it('is the store of the host, if the host has one', async () => {
    const {store, loginStore} = parseOptions({...options, store: memoryStore()});
    await loginStore.setIfAbsent('login:1', 'value', 60);
    assert.equal(await store.get('login:1'), 'value');
  });
});
