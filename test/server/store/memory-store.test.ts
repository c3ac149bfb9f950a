import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {test} from 'node:test';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {memoryStore} from '../../../src/server/store/memory-store.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const heapMegabytes = () => {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1_000_000;
};

test('what a rush of logins took is free again when the next one comes after it', async () => {
  let seconds = 0;
  const store = memoryStore(() => seconds * 1000);
  const before = heapMegabytes();
  for (let i = 0; i < 500; i++)
    await store.setIfAbsent(`login:${i}`, randomBytes(50_000).toString('hex'), 60);
  assert.ok(heapMegabytes() - before > 40);
  seconds = 61;
  await store.setIfAbsent('login:next', 'value', 60);
  assert.ok(heapMegabytes() - before < 10);
  assert.equal(await store.get('login:next'), 'value');
});

test('what has not run out stays', async () => {
  let seconds = 0;
  const store = memoryStore(() => seconds * 1000);
  await store.setIfAbsent('long', 'kept', 3600);
  await store.setIfAbsent('short', 'gone', 60);
  seconds = 100;
  await store.setIfAbsent('next', 'value', 60);
  assert.deepEqual([await store.get('long'), await store.get('short')], ['kept', undefined]);
});
