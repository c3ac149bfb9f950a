import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {KalturaRooms, SharedStore} from '../../../src/server/index.js';
import {startRedis, withRedis, type RedisServer} from '../../support/redis-server.js';
import {importSnippet} from '../import-snippet.js';
import {
  JANE,
  itLaunchesAndCreatesRooms,
  useServerSnippets,
  type Envelope,
} from './server-snippets.js';

describe('snippets of docs/server/idempotency.md', () => {
  useServerSnippets();

  itLaunchesAndCreatesRooms('memory.js');

  describe('Redis', withRedis, () => {
    let redis: RedisServer;
    before(async () => {
      redis = await startRedis();
      process.env['REDIS_URL'] = redis.url;
    });
    after(() => redis.stop());

    it('one key is one room, by each client', async () => {
      const ids = [];
      const modules = [];
      for (const file of ['redis.js', 'ioredis.js']) {
        const module = await importSnippet<{
          rooms: KalturaRooms;
          client: {destroy?: () => void; disconnect: () => unknown};
        }>(`server/${file}`);
        modules.push(module);
        const response = await module.rooms.fetch(
          new Request('http://localhost/rooms', {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              'idempotency-key': 'one-click',
              cookie: JANE,
            },
            body: '{"name": "Once"}',
          }),
        );
        ids.push(((await response.json()) as Envelope).data?.['id']);
      }
      for (const {client} of modules)
        if (client.destroy) client.destroy();
        else client.disconnect();
      assert.equal(typeof ids[0], 'string');
      assert.equal(ids[1], ids[0]);
    });
  });

  it('a store of your own fulfils the contract', async () => {
    const {databaseStore} = await importSnippet<{databaseStore: (database: object) => SharedStore}>(
      'server/own-store.js',
    );
    const rows = new Map<string, string>();
    const hasValue = (key: string, value: string) => rows.get(key) === value;
    const store = databaseStore({
      select: async (key: string) => rows.get(key),
      insert: async (key: string, value: string) => !rows.has(key) && rows.set(key, value).has(key),
      update: async (key: string, current: string, next: string) =>
        hasValue(key, current) && rows.set(key, next).has(key),
      remove: async (key: string, current: string) => hasValue(key, current) && rows.delete(key),
    });
    assert.equal(await store.setIfAbsent('key', 'first', 60), undefined);
    assert.equal(await store.setIfAbsent('key', 'second', 60), 'first');
    assert.equal(await store.compareAndSwap('key', 'second', 'third', 60), false);
    assert.equal(await store.compareAndSwap('key', 'first', 'third', 60), true);
    assert.equal(await store.get('key'), 'third');
    assert.equal(await store.compareAndSwap('key', 'third', undefined, 0), true);
    assert.equal(await store.get('key'), undefined);
  });
});
