import assert from 'node:assert/strict';
import {MOUNT, type Host, type HostTest} from '../host.js';

function sendPreflight({url}: Host, origin: string) {
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

/** Tests of the preflight request before a cross-origin post. */
export const preflightTests: readonly HostTest[] = [
  {
    name: 'an allowed origin passes the preflight',
    run: async host => {
      const {status, headers} = await sendPreflight(host, host.pageOrigin);
      assert.equal(status, 204);
      assert.equal(headers.get('access-control-allow-origin'), host.pageOrigin);
      assert.equal(headers.get('access-control-allow-credentials'), 'true');
      assert.match(headers.get('access-control-allow-methods') ?? '', /\bPOST\b/);
      assert.match(headers.get('access-control-allow-headers') ?? '', /content-type/i);
      assert.match(headers.get('access-control-allow-headers') ?? '', /idempotency-key/i);
    },
  },
  {
    name: 'any other origin fails the preflight',
    run: async host => {
      const {headers} = await sendPreflight(host, 'https://evil.example');
      assert.equal(headers.get('access-control-allow-origin'), null);
    },
  },
];
