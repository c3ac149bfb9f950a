import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {listen} from '../../support/listen.js';
import {importSnippet} from '../import-snippet.js';
import {ROOM_ID, useServerSnippets, type App} from './server-snippets.js';

describe('snippets of docs/server/page-headers.md', () => {
  const getSimulator = useServerSnippets();

  describe('page headers', () => {
    it('have a new nonce for each page', async () => {
      const {app} = await importSnippet<{app: App}>('server/page-headers.js');
      const nonces = await Promise.all(
        [1, 2].map(async () => {
          const response = await app.request(`/rooms/${ROOM_ID}`);
          const [, nonce = ''] =
            /'nonce-([\w-]+)'/.exec(response.headers.get('content-security-policy') ?? '') ?? [];
          assert.ok((await response.text()).includes(`nonce="${nonce}"`));
          return nonce;
        }),
      );
      assert.equal(new Set(nonces).size, 2);
    });

    for (const {file, expected} of [
      {file: 'page-headers-existing.js', expected: /img-src 'self' https:\/\/images\.example\.com/},
      {file: 'page-headers-strict.js', expected: /trusted-types lit-html/},
    ])
      it(`${file} allows KAF and keeps the policy`, async () => {
        const {headers} = await importSnippet<{headers: Record<string, string>}>(`server/${file}`);
        const policy = headers['Content-Security-Policy'] ?? '';
        assert.match(policy, expected);
        assert.match(policy, new RegExp(`frame-src ('self' )?${getSimulator().url}`));
      });

    it('go into helmet', async () => {
      type Middleware = (request: object, response: object, next: () => void) => void;
      const {security, permissionsPolicy} = await importSnippet<Record<string, Middleware>>(
        'server/page-headers-helmet.js',
      );
      const {url, close} = await listen((request, response) => {
        security?.(request, response, () =>
          permissionsPolicy?.(request, response, () => response.end()),
        );
      });
      const {headers} = await fetch(url);
      await close();
      const policy = headers.get('content-security-policy') ?? '';
      assert.ok(policy.includes(`frame-src ${getSimulator().url}`), policy);
      assert.ok(
        headers.get('permissions-policy')?.includes(`camera=(self "${getSimulator().url}")`),
      );
    });
  });
});
