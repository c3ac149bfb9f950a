// @ts-check
import {serve} from '@hono/node-server';
import {backend} from './backend.js';

/*
 * The server of `crowd.js`, in a process of its own: says its port, and its memory when asked.
 * Started with `--expose-gc`.
 */

const server = serve({fetch: backend().fetch, port: 0, hostname: '127.0.0.1'}, ({port}) =>
  process.send?.({port}),
);
process.on('message', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const {rss, heapUsed, external} = process.memoryUsage();
  process.send?.({rss, heap: heapUsed + external});
});
process.on('disconnect', () => {
  server.close();
  process.exit();
});
