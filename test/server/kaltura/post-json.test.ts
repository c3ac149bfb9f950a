import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {RoomError} from '../../../src/server/index.js';
import {postJson} from '../../../src/server/kaltura/post-json.js';
import {hangUntilAbort} from '../set-up.js';

const URL = 'https://12345.kaf.kaltura.com/x';
const now = Date.now;
const DATE = 'Wed, 21 Oct 2026 07:28:00 GMT';
const THIRTY_SECONDS_LATER = 'Wed, 21 Oct 2026 07:28:30 GMT';

const success = Response.json({ok: 1});
const html = (status: number, headers = {}) => new Response('<h1>', {status, headers});
const connectionRefused = new TypeError('fetch failed', {cause: {code: 'ECONNREFUSED'}});
const connectionReset = new TypeError('fetch failed', {cause: {code: 'ECONNRESET'}});

/** Posts to a server that gives these responses in turn, and repeats the last one. */
async function post(isIdempotent: boolean, ...responses: (Response | Error)[]) {
  let calls = 0;
  const fetch = async () => {
    const response = responses[Math.min(calls++, responses.length - 1)];
    if (response instanceof Error) throw response;
    return response?.clone() ?? new Response('{}');
  };
  const options = {fetch, now, upstreamTimeout: 5};
  const result = await postJson(URL, {}, isIdempotent, options).catch((error: unknown) => error);
  const {code, retryAfter} = result instanceof RoomError ? result : {};
  return {calls, result, code, retryAfter};
}

describe('postJson()', () => {
  const attempts = [
    {
      name: 'repeats an idempotent request after a lost connection',
      isIdempotent: true,
      responses: [connectionReset, success],
      calls: 2,
    },
    {
      name: 'repeats an idempotent request after a gateway error',
      isIdempotent: true,
      responses: [html(503), html(502), success],
      calls: 3,
    },
    {
      name: 'gives up after three attempts without a response',
      isIdempotent: true,
      responses: [connectionReset],
      calls: 3,
      code: 'kaltura-unreachable',
    },
    {
      name: 'gives up after three gateway errors',
      isIdempotent: true,
      responses: [html(504)],
      calls: 3,
      code: 'kaltura-invalid',
    },
    {
      name: 'repeats any request if no connection was made',
      isIdempotent: false,
      responses: [connectionRefused, success],
      calls: 2,
    },
    {
      name: 'does not repeat another request after a lost connection',
      isIdempotent: false,
      responses: [connectionReset, success],
      calls: 1,
      code: 'kaltura-unreachable',
    },
    {
      name: 'does not repeat another request after a gateway error',
      isIdempotent: false,
      responses: [html(502), success],
      calls: 1,
      code: 'kaltura-invalid',
    },
    {
      name: 'does not repeat a request after 403',
      isIdempotent: true,
      responses: [html(403), success],
      calls: 1,
      code: 'kaltura-invalid',
    },
    {
      name: 'does not repeat a request after 500',
      isIdempotent: true,
      responses: [html(500), success],
      calls: 1,
      code: 'kaltura-invalid',
    },
  ];
  for (const {name, isIdempotent, responses, calls, code} of attempts)
    it(name, async () => {
      const posted = await post(isIdempotent, ...responses);
      assert.equal(posted.calls, calls);
      assert.equal(posted.code, code);
      if (!code) assert.deepEqual(posted.result, {json: {ok: 1}, clockSkew: 0});
    });

  it('rejects with kaltura-timeout if all attempts together take too long', async () => {
    let calls = 0;
    const fetch: typeof globalThis.fetch = (url, init) => {
      calls++;
      if (calls === 1) return Promise.reject(connectionReset);
      return hangUntilAbort(url, init);
    };
    await assert.rejects(postJson(URL, {}, true, {fetch, now, upstreamTimeout: 0.4}), {
      code: 'kaltura-timeout',
    });
    assert.equal(calls, 2);
  });

  describe('Retry-After header', () => {
    for (const {status, code} of [
      {status: 429, code: 'rate-limited'},
      {status: 503, code: 'kaltura-unreachable'},
    ])
      it(`does not repeat the request after ${status}, and passes on the seconds`, async () => {
        const posted = await post(true, html(status, {'retry-after': '7'}), success);
        assert.equal(posted.calls, 1);
        assert.equal(posted.code, code);
        assert.equal(posted.retryAfter, 7);
      });

    it('reads a date relative to the Date header', async () => {
      const headers = {'retry-after': THIRTY_SECONDS_LATER, date: DATE};
      assert.equal((await post(true, html(503, headers))).retryAfter, 30);
    });

    it('ignores a date without a Date header, and a date in the past', async () => {
      for (const headers of [
        {'retry-after': THIRTY_SECONDS_LATER},
        {'retry-after': DATE, date: THIRTY_SECONDS_LATER},
      ])
        assert.equal((await post(true, html(429, headers))).retryAfter, undefined);
    });

    for (const value of ['soon', '-1', '1e9'])
      it(`ignores the malformed value ${value}`, async () => {
        const posted = await post(true, html(429, {'retry-after': value}));
        assert.equal(posted.code, 'rate-limited');
        assert.equal(posted.retryAfter, undefined);
      });

    it('limits the seconds to what a timer can hold', async () => {
      const never = 'Fri, 31 Dec 9999 23:59:59 GMT';
      for (const headers of [{'retry-after': '99999999'}, {'retry-after': never, date: DATE}])
        assert.equal((await post(true, html(503, headers), success)).retryAfter, 2_147_483);
    });
  });
});
