import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Hono} from 'hono';
import {limitBody} from '../../../src/server/http/body-limit.js';

const app = new Hono()
  .use(limitBody(10, context => context.text('too large', 413)))
  .post('/', async context => context.text(await context.req.text()));

/** Posts a body in chunks of five bytes, and counts the chunks that the server reads. */
async function post(chunks: number, headers: Record<string, string> = {}) {
  let read = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (read < chunks) controller.enqueue(new TextEncoder().encode('12345'));
        else controller.close();
        read++;
      },
    },
    {highWaterMark: 0},
  );
  const init = {method: 'POST', body, headers, duplex: 'half'};
  const response = await app.request('/', init);
  return {status: response.status, text: await response.text(), read};
}

describe('limitBody()', () => {
  it('lets a body up to the limit pass, with or without a Content-Length', async () => {
    assert.equal((await post(2, {'content-length': '10'})).text, '1234512345');
    assert.equal((await post(2)).text, '1234512345');
  });

  for (const length of ['11', '1e9', '-1x', 'much', '9'.repeat(400)])
    it(`rejects a body with the Content-Length ${length.slice(0, 20)} before it reads it`, async () => {
      const {status, read} = await post(100, {'content-length': length});
      assert.equal(status, 413);
      assert.equal(read, 0);
    });

  it('reads a body without a Content-Length only until it is too large', async () => {
    const {status, read} = await post(100);
    assert.equal(status, 413);
    assert.ok(read <= 4, `${read} chunks were read`);
  });

  it('ignores the Content-Length of a body that comes in chunks', async () => {
    const headers = {'content-length': '5', 'transfer-encoding': 'chunked'};
    assert.equal((await post(100, headers)).status, 413);
  });

  it('reads the body of a Proxy of a request, which Next.js passes', async () => {
    const init = {method: 'POST', body: new Blob(['12345']).stream(), duplex: 'half'};
    const request = new Request('http://localhost/', init);
    const proxy = new Proxy(request, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    assert.equal(await (await app.fetch(proxy)).text(), '12345');
  });
});
