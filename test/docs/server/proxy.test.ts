import assert from 'node:assert/strict';
import {mkdtempSync} from 'node:fs';
import {request as httpsRequest} from 'node:https';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {serveFetch} from '../../support/serve-fetch.js';
import {createLaunchRequest, importSnippet} from '../import-snippet.js';
import {JANE, ROOM_ID, importRooms, useServerSnippets} from './server-snippets.js';
import {startNginx, withNginx} from './start-nginx.js';

describe('snippets of docs/server/proxy.md', () => {
  const getSimulator = useServerSnippets();

  describe('nginx', withNginx, () => {
    let nginx: Awaited<ReturnType<typeof startNginx>>;
    before(async () => void (nginx = await startNginx()));
    after(() => nginx.stop());

    /** Sends a request to nginx as a browser without `Sec-Fetch-Site` does. */
    const send = (path: string, headers: Record<string, string>, body?: string) =>
      new Promise<{status: number | undefined; headers: Record<string, unknown>}>(
        (resolve, reject) => {
          const outgoing = httpsRequest(
            {
              ...{
                host: '127.0.0.1',
                port: nginx.port,
                path,
                rejectUnauthorized: false,
                agent: false,
              },
              method: body === undefined ? 'GET' : 'POST',
              headers: {host: 'www.example.com', ...headers},
            },
            incoming => {
              incoming.resume().once('end', () => {
                resolve({status: incoming.statusCode, headers: incoming.headers});
              });
            },
          );
          outgoing.once('error', reject).end(body);
        },
      );
    const requestToken = (origin: string) =>
      send(
        '/api/kaltura/token',
        {origin, cookie: JANE, 'content-type': 'application/json'},
        JSON.stringify({roomId: ROOM_ID}),
      );

    it('passes on the Host that the server compares with Origin', async () => {
      assert.equal((await requestToken('https://www.example.com')).status, 200);
      assert.equal((await requestToken('https://other.example.com')).status, 403);
    });

    it('sends the headers of a page with its pages only', async () => {
      const page = await send('/', {});
      assert.equal(page.status, 200);
      const policy = String(page.headers['content-security-policy']);
      assert.ok(policy.includes(`frame-src ${getSimulator().url}`), policy);
      assert.match(String(page.headers['permissions-policy']), /camera=\(self "http/);
      const token = await requestToken('https://www.example.com');
      assert.equal(token.headers['content-security-policy'], undefined);
    });
  });

  it('the proxy of Vite passes on the Host of the browser', async () => {
    const {default: config} = await importSnippet<{
      default: {server: {proxy: Record<string, {target: string}>}};
    }>('server/proxy/vite.config.js');
    const rooms = await importRooms('rooms.js');
    const host = await serveFetch(request => rooms.fetch(request));
    const {createServer: createVite} = await import('vite');
    const [[path, proxy] = ['', undefined]] = Object.entries(config.server.proxy);
    const vite = await createVite({
      configFile: false,
      root: mkdtempSync(join(tmpdir(), 'kaltura-room-vite-')),
      logLevel: 'silent',
      server: {
        port: 0,
        host: '127.0.0.1',
        ws: false,
        proxy: {[path]: {...proxy, target: host.url}},
      },
    });
    try {
      await vite.listen();
      const {port: vitePort} = vite.httpServer?.address() as AddressInfo;
      const origin = `http://127.0.0.1:${vitePort}`;
      const response = await fetch(createLaunchRequest({cookie: JANE, origin}, {origin}));
      assert.equal(response.status, 200, await response.text());
    } finally {
      await vite.close();
      await host.close();
    }
  });
});
