import assert from 'node:assert/strict';
import {MOUNT, type Host, type Row} from '../host.js';

function preflight({url}: Host, origin: string) {
  return fetch(`${url}${MOUNT}/token`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'sec-fetch-site': 'cross-site',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,idempotency-key',
    },
  });
}

/** What a browser asks before it lets a page of another origin post JSON. */
export const preflights: readonly Row[] = [
  {
    name: 'a page of a listed origin may ask',
    check: async host => {
      const {status, headers} = await preflight(host, host.pageOrigin);
      assert.equal(status, 204);
      assert.equal(headers.get('access-control-allow-origin'), host.pageOrigin);
      assert.equal(headers.get('access-control-allow-credentials'), 'true');
      assert.match(headers.get('access-control-allow-methods') ?? '', /\bPOST\b/);
      assert.match(headers.get('access-control-allow-headers') ?? '', /content-type/i);
      assert.match(headers.get('access-control-allow-headers') ?? '', /idempotency-key/i);
    },
  },
  {
    name: 'a page of any other origin may not',
    check: async host => {
      const {headers} = await preflight(host, 'https://evil.example');
      assert.equal(headers.get('access-control-allow-origin'), null);
    },
  },
];
