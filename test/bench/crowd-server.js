// @ts-check
import {serve} from '@hono/node-server';
import {createBackend} from './backend.js';

/*
 * The server of `crowd.js`, in a process of its own with `--expose-gc`. It sends its port at the start,
 * and its memory on request.
 */

const server = serve({fetch: createBackend().fetch, port: 0, hostname: '127.0.0.1'}, ({port}) =>
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
