import assert from 'node:assert/strict';
import {ask, as, assertRefused, post, type Host, type Row} from '../host.js';

const roomId = '1_townhall';
const big = JSON.stringify({roomId, filler: 'x'.repeat(300_000)});

/** Posts a body that does not say how long it is, and has no end where `open`. */
function chunked(host: Host, text: string, {open}: {open: boolean}) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < text.length; at += 10_000)
        controller.enqueue(new TextEncoder().encode(text.slice(at, at + 10_000)));
      if (!open) controller.close();
    },
  });
  return post(host, '/token', '', {body, duplex: 'half'} as RequestInit);
}

const bodies: [label: string, body: string, type: string, status: number][] = [
  ['what is no JSON', '{"roomId":', 'application/json', 400],
  ['no body', '', 'application/json', 400],
  ['a field that is not listed', JSON.stringify({roomId, userId: 'jane'}), 'application/json', 400],
  ['a room ID that is none', '{"roomId":"1_abc,role:adminRole"}', 'application/json', 400],
  ['plain text', JSON.stringify({roomId}), 'text/plain', 415],
  ['a form', `roomId=${roomId}`, 'application/x-www-form-urlencoded', 415],
  ['a body that is too long', big, 'application/json', 413],
];

/** Bodies that are none. */
const badBodies: readonly Row[] = bodies.map(([label, body, type, status]) => [
  `${label} is answered ${status}`,
  async host => {
    const answer = await post(host, '/token', body, {headers: {'content-type': type}});
    assertRefused(answer, status, 'invalidRequest');
  },
]);

/** What is refused before anybody is asked. */
export const refusals: readonly Row[] = [
  ...badBodies,
  [
    'a body in chunks is read',
    async host =>
      assert.equal((await chunked(host, JSON.stringify({roomId}), {open: false})).status, 200),
  ],
  [
    'a body in chunks that is too long is answered 413 before it ends',
    async host => {
      const text = 'x'.repeat(70_000);
      assertRefused(await chunked(host, text, {open: true}), 413, 'invalidRequest');
    },
  ],
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method): Row => [
    `${method} is answered 405, and told what to use`,
    async host => {
      const answer = await ask(host, '/token', {method});
      assertRefused(answer, 405, 'endpoint-not-found');
      assert.equal(answer.headers.get('allow'), 'POST');
    },
  ]),
  [
    'an unknown route is answered 404',
    async host => assertRefused(await post(host, '/nothing', {}), 404, 'endpoint-not-found'),
  ],
  [
    'a page of another site is refused',
    async host => {
      const headers = {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'};
      const answer = await post(host, '/token', {roomId}, {headers});
      assertRefused(answer, 403, 'origin-not-allowed');
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    },
  ],
  [
    'a page of another site is refused where the browser says only its origin',
    async host => {
      const headers = {origin: 'https://evil.example'};
      assertRefused(await post(host, '/token', {roomId}, {headers}), 403, 'origin-not-allowed');
    },
  ],
  [
    "a page of the host's own is served where the browser says only its origin",
    async host => {
      const headers = {origin: host.url};
      assert.equal((await post(host, '/token', {roomId}, {headers})).status, 200);
    },
  ],
  [
    'a page of a listed origin is served, and may read the answer',
    async host => {
      const headers = {'sec-fetch-site': 'cross-site', origin: host.pageOrigin};
      const answer = await post(host, '/token', {roomId}, {headers});
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('access-control-allow-origin'), host.pageOrigin);
      assert.equal(answer.headers.get('access-control-allow-credentials'), 'true');
    },
  ],
  [
    'a refusal can be read by a page of a listed origin too',
    async host => {
      const headers = {...as('banned'), origin: host.pageOrigin};
      const answer = await post(host, '/token', {roomId}, {headers});
      assertRefused(answer, 403, 'access-denied');
      assert.equal(answer.headers.get('access-control-allow-origin'), host.pageOrigin);
    },
  ],
];
