import assert from 'node:assert/strict';
import {text} from 'node:stream/consumers';
import {describe, it} from 'node:test';
import {getRequestListener} from '@hono/node-server';
import {Hono} from 'hono';
import {listen} from '../../support/listen.js';
import {createTestBackend, type Envelope} from '../set-up.js';

const TOKEN_URL = 'http://localhost/token';
const BODY = '{"roomId":"1_abcd1234"}';
const READ_ALREADY = 'body: it was read already: mount kalturaRooms() before any body parser';

function createRequest(body?: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request(TOKEN_URL, {
    method: 'POST',
    headers: {'content-type': 'application/json', ...headers},
    ...(body !== undefined && {body}),
  });
}
const createRequestWithLength = () => createRequest(BODY, {'content-length': String(BODY.length)});
const readError = async (response: Response) => ((await response.json()) as Envelope).error;

describe('POST /token behind a body parser', () => {
  it('responds with the cause if a body parser for Node, such as express.json(), has read the body', async () => {
    const {app} = createTestBackend();
    const listener = getRequestListener(app.fetch);
    const {url, close} = await listen((incoming, outgoing) => {
      void text(incoming).then(() => listener(incoming, outgoing));
    });
    try {
      const response = await fetch(`${url}/token`, {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: BODY,
      });
      assert.equal(response.status, 400);
      assert.equal(await readError(response), READ_ALREADY);
    } finally {
      await close();
    }
  });

  for (const {name, create} of [
    {name: 'with a Content-Length', create: createRequestWithLength},
    {name: 'without a Content-Length', create: () => createRequest(BODY)},
  ])
    it(`responds with the cause if a body parser has read a Request ${name}`, async () => {
      const request = create();
      await request.text();
      const response = await createTestBackend().app.fetch(request);
      assert.equal(response.status, 400);
      assert.equal(await readError(response), READ_ALREADY);
    });

  it('responds with the cause if middleware of Hono has read the body', async () => {
    for (const request of [createRequestWithLength(), createRequest(BODY)]) {
      const {rooms} = createTestBackend();
      const host = new Hono()
        .use(async (context, next) => {
          await context.req.json();
          return next();
        })
        .all('*', ({req}) => rooms.fetch(req.raw));
      const response = await host.fetch(request);
      assert.equal(response.status, 400);
      assert.equal(await readError(response), READ_ALREADY);
    }
  });

  it('responds only that it expects JSON if the body is empty or malformed', async () => {
    for (const request of [
      createRequest(),
      createRequest('', {'content-length': '0'}),
      createRequest('{"roomId":'),
    ]) {
      const response = await createTestBackend().app.fetch(request);
      assert.equal(response.status, 400);
      assert.equal(await readError(response), 'body: expected JSON');
    }
  });
});
