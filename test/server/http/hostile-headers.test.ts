import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request, type IncomingMessage} from 'node:http';
import {text} from 'node:stream/consumers';
import {after, before, describe, it} from 'node:test';
import {getRequestListener} from '@hono/node-server';
import fc from 'fast-check';
import {Hono} from 'hono';
import {listen, type HttpServer} from '../../support/listen.js';
import {createTestBackend, type Envelope} from '../set-up.js';

/** Hosts that `@hono/node-server` accepts, although no URL can have them. */
const INVALID_HOSTS = ['xn--a', '1.2.3.4.5', '999.1.1.1', 'a.0x'];
const BODY = '{"roomId":"1_abcd1234"}';
const {app, log} = createTestBackend();
const host = new Hono().route('/api/kaltura', app);
const listener = getRequestListener(host.fetch);
let server: HttpServer;

before(async () => {
  server = await listen((incoming, outgoing) => void listener(incoming, outgoing));
});
after(() => server.close());

interface HostileRequest {
  readonly path?: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends a request with exactly these headers. */
async function send({path = '/token', method = 'POST', headers}: HostileRequest) {
  const {port} = server;
  const options = {agent: false, port, method, path: `/api/kaltura${path}`, setHost: false};
  const outgoing = request({...options, host: '127.0.0.1', headers}).end(BODY);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return {status: incoming.statusCode, headers: incoming.headers, body: await text(incoming)};
}

function assertEnvelope({headers, body}: Awaited<ReturnType<typeof send>>): Envelope {
  assert.match(headers['content-type'] ?? '', /^application\/json/, body);
  assert.equal(headers['cache-control'], 'no-store');
  assert.doesNotMatch(body, /\.(ts|js|mjs):\d/);
  return JSON.parse(body) as Envelope;
}

describe('the response to a request with hostile headers', () => {
  for (const path of ['/token', '/rooms', '/nothing'])
    for (const invalidHost of INVALID_HOSTS)
      it(`has status 400 and the envelope if POST ${path} has the Host ${invalidHost}`, async () => {
        const response = await send({
          path,
          headers: {
            host: invalidHost,
            'content-type': 'application/json',
            'transfer-encoding': 'chunked',
          },
        });
        assert.equal(response.status, 400);
        const {errorCode, error} = assertEnvelope(response);
        assert.equal(errorCode, 'invalidRequest');
        assert.match(error ?? '', /^Host must be a host name/);
        assert.match(log(), new RegExp(`POST /api/kaltura${path}`));
      });

  it('is always an envelope', async () => {
    const value = fc.string({unit: 'grapheme-ascii', maxLength: 60});
    const headers = fc.record(
      {
        host: fc.oneof(fc.constantFrom(...INVALID_HOSTS), fc.stringMatching(/^[a-z0-9._-]{1,20}$/)),
        origin: fc.oneof(value, fc.webUrl(), fc.constant('null')),
        'sec-fetch-site': fc.oneof(value, fc.constantFrom('same-origin', 'cross-site', 'none')),
        'content-type': fc.oneof(value, fc.constant('application/json')),
        'content-length': fc.constant(String(BODY.length)),
        'idempotency-key': value,
        cookie: value,
      },
      {requiredKeys: ['host', 'content-length']},
    );
    const method = fc.constantFrom('POST', 'PUT', 'PROPFIND', 'OPTIONS');
    const path = fc.constantFrom('/token', '/rooms', '/nothing', '/lti/jwks');
    const run = fc.asyncProperty(method, path, headers, async (method, path, headers) => {
      assertEnvelope(await send({method, path, headers}));
    });
    await fc.assert(run, {numRuns: 500});
  });
});
