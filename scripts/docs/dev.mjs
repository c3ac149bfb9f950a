// @ts-check
import {fileURLToPath} from 'node:url';
import {createServer} from 'vitepress';
import {startDemo} from '../../demo/server.js';

/*
 * Serves the documentation and reloads changed pages. The live elements in the pages send their
 * requests to the demo's server, which this script starts.
 */

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));

const demo = await startDemo({port: 0, simulatorPort: 0});
process.env['DOCS_BACKEND'] = demo.url;
await serveDocs();

/** Starts the server, and starts it again when its configuration changes. */
async function serveDocs() {
  const server = await createServer(DOCS, {}, async () => {
    await server.close();
    await serveDocs();
  });
  await server.listen();
  server.printUrls();
}
