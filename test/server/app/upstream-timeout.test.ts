import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {SECRET, setup} from '../set-up.js';

/** Calls `onAbort` when the server aborts its request. Until then it keeps the process alive, as a socket does. */
function waitForAbort({signal}: RequestInit, onAbort: (reason: unknown) => void): void {
  const keepAlive = setInterval(() => {}, 60_000);
  signal?.addEventListener('abort', () => {
    clearInterval(keepAlive);
    onAbort(signal.reason);
  });
}

describe('upstreamTimeout', () => {
  for (const {path, body} of [
    {path: '/token', body: {roomId: '1_abcd1234'}},
    {path: '/rooms', body: {name: 'Room'}},
  ])
    it(`ends POST ${path} if Kaltura never answers`, async () => {
      const {post} = setup(
        {upstreamTimeout: 0.02, credentials: {adminSecret: SECRET, strategy: 'session.start'}},
        ({init}) => new Promise((_, reject) => waitForAbort(init, reject)),
      );
      const {status, json: answer} = await post(path, body);
      assert.deepEqual([status, answer.errorCode], [504, 'kaltura-timeout']);
    });

  it('ends a request whose response stops in the middle', async () => {
    const {post} = setup({upstreamTimeout: 0.02}, ({init}) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"succ'));
          waitForAbort(init, reason => controller.error(reason));
        },
      });
      return new Response(body);
    });
    assert.equal((await post('/rooms', {name: 'Room'})).json.errorCode, 'kaltura-timeout');
  });
});
