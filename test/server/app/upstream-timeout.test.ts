import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {SESSION_START, createTestBackend, hangUntilAbort} from '../set-up.js';

describe('upstreamTimeout', () => {
  for (const {path, body} of [
    {path: '/token', body: {roomId: '1_abcd1234'}},
    {path: '/rooms', body: {name: 'Room'}},
  ])
    it(`makes POST ${path} respond with 504 if Kaltura never responds`, async () => {
      const {post} = createTestBackend(
        {upstreamTimeout: 0.02, credentials: SESSION_START},
        ({url, init}) => hangUntilAbort(url, init),
      );
      const {status, answer} = await post(path, body);
      assert.equal(status, 504);
      assert.equal(answer.errorCode, 'kaltura-timeout');
    });

  it('makes POST /rooms respond with 504 if the response of KAF stops in the middle', async () => {
    const {post} = createTestBackend({upstreamTimeout: 0.02}, ({url, init}) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"succ'));
          hangUntilAbort(url, init).catch(reason => controller.error(reason));
        },
      });
      return new Response(body);
    });
    const {status, answer} = await post('/rooms', {name: 'Room'});
    assert.equal(status, 504);
    assert.equal(answer.errorCode, 'kaltura-timeout');
  });
});
