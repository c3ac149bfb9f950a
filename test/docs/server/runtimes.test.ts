import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Hono} from 'hono';
import {findFreePort} from '../../support/free-port.js';
import {startServer} from '../../support/processes.js';
import {createLaunchRequest, getSnippetPath, importSnippet} from '../import-snippet.js';
import {JANE, useServerSnippets} from './server-snippets.js';

describe('snippets of docs/server/runtimes.md', () => {
  useServerSnippets();

  for (const file of ['hono.js', 'node.js'])
    it(`the host ${file} launches a room for the user of the session`, async () => {
      const port = await findFreePort();
      const url = `http://127.0.0.1:${port}`;
      const path = getSnippetPath(`server/runtimes/${file}`);
      const server = await startServer([process.execPath, path], {url, env: {PORT: String(port)}});
      const launch = async (cookie: string) =>
        (await fetch(createLaunchRequest({cookie}, {origin: url}))).status;
      try {
        assert.equal(await launch('theme=dark; host-session=session-of-jane'), 200);
        assert.equal(await launch(''), 401);
        assert.equal(await launch('host-session=jane'), 401, 'a user ID is not a session');
        assert.equal(await launch('x-host-session=session-of-jane'), 401, 'another cookie');
      } finally {
        await server.stop();
      }
    });

  it('a typed context of Hono reaches authorize()', async () => {
    const {app} = await importSnippet<{app: Hono}>('server/typed-context.ts');
    const launch = async (cookie: string) =>
      (await app.request(createLaunchRequest({cookie}))).status;
    assert.equal(await launch(JANE), 200);
    assert.equal(await launch(''), 401);
  });
});
