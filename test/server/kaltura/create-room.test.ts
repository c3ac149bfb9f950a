import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {NOW, SECRET, createTestBackend, json} from '../set-up.js';

const failure = (errorCode: string, error = 'x') => json({success: false, errorCode, error});

describe('createRoom()', () => {
  const failures: {
    name: string;
    respond: () => Response | Promise<Response>;
    status: number;
    code: string;
  }[] = [
    {
      name: 'KAF returns invalidRequest',
      respond: () => failure('invalidRequest', 'Mandatory parameter "name" is missing'),
      status: 400,
      code: 'invalidRequest',
    },
    {
      name: 'KAF returns invalidConfiguration',
      respond: () => failure('invalidConfiguration'),
      status: 502,
      code: 'invalidConfiguration',
    },
    {
      name: 'KAF returns internalError',
      respond: () => failure('internalError'),
      status: 500,
      code: 'internalError',
    },
    {
      name: 'KAF returns an unknown code',
      respond: () => failure('surprise'),
      status: 500,
      code: 'internalError',
    },
    {
      name: 'KAF returns a code that only the host backend may return',
      respond: () => failure('sign-in-required'),
      status: 500,
      code: 'internalError',
    },
    {
      name: 'KAF repeats a secret',
      respond: () => failure('internalError', `secret ${SECRET}`),
      status: 500,
      code: 'internalError',
    },
    {
      name: 'KAF returns a KS in its content type',
      respond: () => new Response('<h1>', {headers: {'content-type': 'text/djJ8MTIzNDV8abcdefgh'}}),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'KAF returns its reason in message instead of error',
      respond: () => json({success: false, errorCode: 'invalidRequest', message: 'x'}),
      status: 400,
      code: 'invalidRequest',
    },
    {
      name: 'KAF returns only a message',
      respond: () => json({message: 'x'}),
      status: 500,
      code: 'internalError',
    },
    {
      name: 'KAF returns HTML',
      respond: () => new Response('<h1>Oops</h1>', {headers: {'content-type': 'text/html'}}),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'KAF responds with 502 and HTML',
      respond: () => new Response('<h1>', {status: 502}),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'KAF returns no body',
      respond: () => new Response(null, {status: 204}),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'KAF returns half of a body',
      respond: () => new Response('{"success": tr'),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'KAF returns null',
      respond: () => json(null),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'KAF returns an array',
      respond: () => json([]),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'KAF returns success without an ID',
      respond: () => json({success: true, data: {}}),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'KAF returns success without data',
      respond: () => json({success: true}),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'KAF returns a malformed ID',
      respond: () => json({success: true, data: {id: 'javascript:1'}}),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'KAF redirects',
      respond: () => Response.redirect('https://evil.example/', 307),
      status: 502,
      code: 'kaltura-invalid',
    },
    {
      name: 'the connection to KAF fails',
      respond: () => Promise.reject(new TypeError('fetch failed')),
      status: 502,
      code: 'kaltura-unreachable',
    },
  ];
  for (const {name, respond, status, code} of failures)
    it(`makes POST /rooms respond with ${status} ${code} after one request, and without a secret, if ${name}`, async () => {
      const {post, log, kalturaCalls} = createTestBackend({}, respond);
      const {status: actual, answer, text} = await post('/rooms', {name: 'Room'});
      assert.equal(actual, status);
      assert.equal(answer.success, false);
      assert.equal(answer.errorCode, code);
      assert.equal(typeof answer.error, 'string');
      assert.equal(kalturaCalls.length, 1);
      assert.doesNotMatch(text + log(), new RegExp(`${SECRET}|djJ8`));
    });

  it('makes POST /rooms respond with kaltura-refused, not invalidRequest, if KAF rejects the KS', async () => {
    const error = 'The KS is invalid: it was not made for this account';
    const {post, log} = createTestBackend({}, () => failure('invalidRequest', error));
    const {status, answer} = await post('/rooms', {name: 'Room'});
    assert.equal(status, 502);
    assert.equal(answer.errorCode, 'kaltura-refused');
    assert.match(log(), /The KS is invalid/);
  });

  it('makes POST /rooms respond with invalidRequest if KAF quotes a text of the room that mentions a KS', async () => {
    const error = 'The name "About the KS" is taken';
    const {post} = createTestBackend({}, () => failure('invalidRequest', error));
    const {status, answer} = await post('/rooms', {name: 'About the KS'});
    assert.equal(status, 400);
    assert.equal(answer.errorCode, 'invalidRequest');
  });

  for (const {name, seconds, isLogged} of [
    {name: '120 s ahead', seconds: 120, isLogged: true},
    {name: '120 s behind', seconds: -120, isLogged: true},
    {name: '5 s ahead', seconds: 5, isLogged: false},
  ])
    it(`${isLogged ? 'logs' : 'does not log'} that KAF's clock is ${name} if KAF rejects the KS`, async () => {
      const body = {success: false, errorCode: 'invalidRequest', error: 'The KS has expired'};
      const date = new Date((NOW + seconds) * 1000).toUTCString();
      const {post, log} = createTestBackend({}, () => Response.json(body, {headers: {date}}));
      assert.equal((await post('/rooms', {name: 'Room'})).answer.errorCode, 'kaltura-refused');
      assert.equal(log().includes(`KAF's clock is ${seconds} s ahead of this server's`), isLogged);
    });

  it('redacts a KS that KAF quotes, in the response and in the log', async () => {
    const {post, log} = createTestBackend({}, ({body}) =>
      failure('invalidRequest', `Invalid KS "${body['ks'] as string}"`),
    );
    const {text} = await post('/rooms', {name: 'Room'});
    assert.match(log(), /Invalid KS \\"\[secret\]/);
    assert.doesNotMatch(text + log(), /djJ8/);
  });

  it('stops reading a response without an end', async () => {
    let chunks = 0;
    const {post} = createTestBackend({}, () => {
      const body = new ReadableStream({
        pull(controller) {
          chunks++;
          controller.enqueue(new Uint8Array(100_000).fill(32));
        },
      });
      return new Response(body);
    });
    assert.equal((await post('/rooms', {name: 'Room'})).answer.errorCode, 'kaltura-invalid');
    assert.ok(chunks < 20, `the host backend read ${chunks} chunks`);
  });
});
