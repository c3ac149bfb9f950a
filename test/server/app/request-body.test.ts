import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {createTestBackend} from '../set-up.js';

const roomId = '1_abcd1234';
const JSON_TYPE = 'application/json';

describe('request body', () => {
  const rejectedBodies: {name: string; body?: string; type?: string; status: number}[] = [
    {name: 'missing', type: JSON_TYPE, status: 400},
    {name: 'malformed JSON', body: '{"roomId":', type: JSON_TYPE, status: 400},
    {name: 'an array', body: '[]', type: JSON_TYPE, status: 400},
    {name: 'null', body: 'null', type: JSON_TYPE, status: 400},
    {
      name: 'a form',
      body: `roomId=${roomId}`,
      type: 'application/x-www-form-urlencoded',
      status: 415,
    },
    {
      name: 'plain text, which any site may send without a preflight',
      body: JSON.stringify({roomId}),
      type: 'text/plain',
      status: 415,
    },
    {
      name: 'JSON with a type that only begins like JSON',
      body: JSON.stringify({roomId}),
      type: 'application/jsonp',
      status: 415,
    },
    {name: 'JSON without a type', body: JSON.stringify({roomId}), status: 415},
    {
      name: '10 MB long',
      body: JSON.stringify({roomId, filler: 'x'.repeat(10_000_000)}),
      type: JSON_TYPE,
      status: 413,
    },
  ];
  for (const path of ['/token', '/rooms'])
    for (const {name, body, type, status} of rejectedBodies)
      it(`makes POST ${path} respond with ${status} if it is ${name}`, async () => {
        const {app} = createTestBackend();
        const response = await app.request(path, {
          method: 'POST',
          headers: new Headers(type ? {'content-type': type} : {}),
          body: body === undefined ? null : new TextEncoder().encode(body),
        });
        assert.equal(response.status, status);
        assert.equal(response.headers.get('cache-control'), 'no-store');
        const answer = (await response.json()) as {errorCode: string; success: boolean};
        assert.equal(answer.success, false);
        assert.equal(answer.errorCode, 'invalidRequest');
      });

  it('makes POST /token respond with 413 if it never ends', async () => {
    const {app} = createTestBackend();
    const body = new ReadableStream({
      pull: controller => controller.enqueue(new Uint8Array(64 * 1024)),
    });
    const headers = {'content-type': JSON_TYPE};
    const init = {method: 'POST', headers, body, duplex: 'half'};
    assert.equal((await app.request('/token', init as RequestInit)).status, 413);
  });

  for (const length of ['', '-1', '+9', '0x10', '1e1', '1.5'])
    it(`makes POST /token respond with 413 if it has 65 KB and the Content-Length "${length}"`, async () => {
      const {status} = await createTestBackend().post('/token', 'a'.repeat(65 * 1024), {
        headers: {'content-type': JSON_TYPE, 'content-length': length},
      });
      assert.equal(status, 413);
    });

  it('causes a short response and a short log line, even if it is long', async () => {
    const {post, log} = createTestBackend();
    const {status, text} = await post('/token', {roomId, ['k'.repeat(60_000)]: 1});
    assert.equal(status, 400);
    assert.ok(text.length < 500, `the response has ${text.length} characters`);
    assert.ok(log().length < 800, `the log has ${log().length} characters`);
  });
});
