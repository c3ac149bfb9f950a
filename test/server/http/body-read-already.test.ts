import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import {test} from 'node:test';
import {getRequestListener} from '@hono/node-server';
import {Hono} from 'hono';
import {setup, type Envelope} from '../set-up.js';

const URL_OF_TOKEN = 'http://localhost/token';
const BODY = '{"roomId":"1_abcd1234"}';
const READ_ALREADY = 'body: it was read already: mount kalturaRooms() before any body parser';

const request = (body?: BodyInit, more: Record<string, string> = {}) =>
  new Request(URL_OF_TOKEN, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...more},
    ...(body !== undefined && {body}),
  });
const withLength = () => request(BODY, {'content-length': String(BODY.length)});

test('says that a body parser in front of it has read the body: of Node, such as Express', async () => {
  const {app} = setup();
  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => {
    void text(incoming).then(() => listener(incoming, outgoing));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    const {port} = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/token`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: BODY,
    });
    assert.deepEqual([answer.status, await errorOf(answer)], [400, READ_ALREADY]);
  } finally {
    server.close();
  }
});

for (const [how, ask] of [
  ['and it said how long it was', withLength],
  ['and it did not say how long it was', () => request(BODY)],
] as const)
  test(`says that a body was read already, of a Request, ${how}`, async () => {
    const asked = ask();
    await asked.text();
    const answer = await setup().app.fetch(asked);
    assert.deepEqual([answer.status, await errorOf(answer)], [400, READ_ALREADY]);
  });

test('takes what Hono in front of it has read, which Hono keeps', async () => {
  for (const ask of [withLength, () => request(BODY)]) {
    const host = new Hono().use(async (context, next) => {
      await context.req.json();
      return next();
    });
    assert.equal((await host.route('/', setup().app).fetch(ask())).status, 200);
  }
});

test('does not say so of a body that is empty or no JSON', async () => {
  for (const asked of [request(), request('', {'content-length': '0'}), request('{"roomId":')]) {
    const answer = await setup().app.fetch(asked);
    assert.deepEqual([answer.status, await errorOf(answer)], [400, 'body: expected JSON']);
  }
});

const errorOf = async (answer: Response) => ((await answer.json()) as Envelope).error;
