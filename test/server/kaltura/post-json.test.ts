import assert from 'node:assert/strict';
import {test} from 'node:test';
import {RoomError} from '../../../src/server/index.js';
import {postJson} from '../../../src/server/kaltura/post-json.js';

const URL = 'https://12345.kaf.kaltura.com/x';
const now = Date.now;
const refused = () => new TypeError('fetch failed', {cause: {code: 'ECONNREFUSED'}});
const reset = () => new TypeError('fetch failed', {cause: {code: 'ECONNRESET'}});
const status = (code: number, headers = {}) => new Response('<h1>', {status: code, headers});

/** Answers one after the other; the last for ever. */
async function call(repeatable: boolean, ...answers: (Response | Error)[]) {
  let calls = 0;
  const fetch = async () => {
    const answer = answers[Math.min(calls, answers.length - 1)];
    calls++;
    if (answer instanceof Error) throw answer;
    return answer?.clone() ?? new Response('{}');
  };
  const outcome = await postJson(URL, {}, {fetch, now, upstreamTimeout: 5, repeatable}).catch(
    (error: unknown) => error,
  );
  const {code, retryAfter} = outcome instanceof RoomError ? outcome : {};
  return {calls, outcome, code, retryAfter};
}

const good = Response.json({ok: 1});
const rows: [string, boolean, (Response | Error)[], number, string | undefined][] = [
  [
    'a session is asked for again where the connection was lost',
    true,
    [reset(), good],
    2,
    undefined,
  ],
  ['and where Kaltura is overloaded', true, [status(503), status(502), good], 3, undefined],
  ['three times at most, without an answer', true, [reset()], 3, 'kaltura-unreachable'],
  ['three times at most, with a bad one', true, [status(504)], 3, 'kaltura-invalid'],
  [
    'a room is asked for again where no connection was made',
    false,
    [refused(), good],
    2,
    undefined,
  ],
  ['and never where it may have been created', false, [reset(), good], 1, 'kaltura-unreachable'],
  ['nor after a 502', false, [status(502), good], 1, 'kaltura-invalid'],
  ['a refusal is no reason to ask again', true, [status(403), good], 1, 'kaltura-invalid'],
  ['nor is a failure of their own', true, [status(500), good], 1, 'kaltura-invalid'],
];
for (const [label, repeatable, answers, calls, code] of rows)
  test(label, async () => {
    const got = await call(repeatable, ...answers);
    assert.deepEqual([got.calls, got.code], [calls, code]);
    if (code === undefined) assert.deepEqual(got.outcome, {json: {ok: 1}, clockSkew: 0});
  });

test('whoever asks for patience is not asked again, and how long is handed on', async () => {
  for (const [answer, code] of [
    [status(429, {'retry-after': '7'}), 'rate-limited'],
    [status(503, {'retry-after': '7'}), 'kaltura-unreachable'],
  ] as const) {
    const got = await call(true, answer, good);
    assert.deepEqual([got.calls, got.code, got.retryAfter], [1, code, 7]);
  }
});

test('a date for Retry-After is by the clock of whoever answers', async () => {
  const [date, later] = ['Wed, 21 Oct 2026 07:28:00 GMT', 'Wed, 21 Oct 2026 07:28:30 GMT'];
  const got = await call(true, status(503, {'retry-after': later, date}), good);
  assert.deepEqual([got.calls, got.code, got.retryAfter], [1, 'kaltura-unreachable', 30]);
  for (const headers of [{'retry-after': later}, {'retry-after': date, date: later}])
    assert.equal((await call(true, status(429, headers))).retryAfter, undefined);
});

test('nonsense for Retry-After is left out', async () => {
  for (const value of ['soon', '-1', '1e9']) {
    const {code, retryAfter} = await call(true, status(429, {'retry-after': value}));
    assert.deepEqual([code, retryAfter], ['rate-limited', undefined]);
  }
});

test('a Retry-After beyond what a timer can hold is limited', async () => {
  const [date, never] = ['Wed, 21 Oct 2026 07:28:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT'];
  for (const headers of [{'retry-after': '99999999'}, {'retry-after': never, date}]) {
    const got = await call(true, status(503, headers), good);
    assert.deepEqual([got.calls, got.code, got.retryAfter], [1, 'kaltura-unreachable', 2_147_483]);
  }
});

test('all attempts together end at the deadline', async () => {
  let calls = 0;
  const fetch = (_: unknown, init?: RequestInit) => {
    calls++;
    if (calls === 1) return Promise.reject(reset());
    return new Promise<Response>((_, reject) => {
      const hold = setInterval(() => {}, 60_000);
      init?.signal?.addEventListener('abort', () => {
        clearInterval(hold);
        reject(init.signal?.reason as Error);
      });
    });
  };
  await assert.rejects(postJson(URL, {}, {fetch, now, upstreamTimeout: 0.4, repeatable: true}), {
    code: 'kaltura-timeout',
  });
  assert.equal(calls, 2);
});
