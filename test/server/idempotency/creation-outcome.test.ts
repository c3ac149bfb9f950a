import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {RoomError, type Authorize, type KalturaRoomsOptions} from '../../../src/server/index.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {neverSettle, createTestHost, type KafResult} from './fake-kaltura.js';
import {SESSION_START, createTestBackend, json} from '../set-up.js';

const rejectSession = async () =>
  json({objectType: 'KalturaAPIException', code: 'START_SESSION_ERROR', message: 'no'});
const createThrowingAuthorize =
  (error: Error): Authorize =>
  () => {
    throw error;
  };

interface RejectedRequest {
  readonly name: string;
  readonly status: number;
  readonly options?: Partial<KalturaRoomsOptions>;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const rejectedRequests: readonly RejectedRequest[] = [
  {name: 'a body that is not JSON', status: 400, body: '{"name":'},
  {name: 'a room without a name', status: 400, body: '{}'},
  {name: 'a malformed Idempotency-Key', status: 400, headers: {'idempotency-key': 'a b'}},
  {name: 'a body that is too large', status: 413, body: ' '.repeat(65 * 1024)},
  {name: 'a body of another type', status: 415, headers: {'content-type': 'text/plain'}},
  {
    name: 'a page of another site',
    status: 403,
    headers: {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'},
  },
  {name: 'a user who is not signed in', status: 401, options: {authorize: () => null}},
  {
    name: 'a user who may not create rooms',
    status: 403,
    options: {authorize: () => ({userId: 'guest'})},
  },
  {
    name: 'a user who sends too many requests',
    status: 429,
    options: {authorize: createThrowingAuthorize(new RoomError('rate-limited', 'ten rooms a day'))},
  },
  {
    name: 'an authorize() that throws',
    status: 500,
    options: {authorize: createThrowingAuthorize(new Error('no database'))},
  },
];

/** Sends a request, and returns the status and the outcome of the response. */
async function send(path: string, {options = {}, body, headers}: Partial<RejectedRequest>) {
  const {post} = createTestBackend(options);
  const init = {headers: {'content-type': 'application/json', ...headers}};
  const {status, answer} = await post(path, body ?? {name: 'Room'}, init);
  return {status, hasOutcome: 'outcome' in answer, outcome: answer.outcome};
}

describe('outcome of POST /rooms that is rejected before a request to Kaltura', () => {
  for (const {name, status, ...request} of rejectedRequests)
    it(`is not-created for ${name}`, async () => {
      const answer = await send('/rooms', request);
      assert.equal(answer.status, status);
      assert.equal(answer.outcome, 'not-created');
    });

  it('is not-created below the path of another app, whose variables stay unchanged', async () => {
    const {Hono} = await import('hono');
    const {app} = createTestBackend({authorize: () => null});
    const host = new Hono<{Variables: {outcome: string}}>()
      .use((context, next) => {
        context.set('outcome', 'sunny');
        return next();
      })
      .route('/api/kaltura', app);
    const init = {method: 'POST', headers: {'content-type': 'application/json'}};
    const outcomes = ['/rooms', '/token'].map(async path => {
      const body = JSON.stringify(path === '/rooms' ? {name: 'R'} : {roomId: '1_abcd1234'});
      const response = await host.request(`/api/kaltura${path}`, {...init, body});
      return ((await response.json()) as {outcome?: string}).outcome;
    });
    assert.deepEqual(await Promise.all(outcomes), ['not-created', undefined]);
  });

  it('is the outcome of the error that authorize() throws', async () => {
    const error = new RoomError('access-denied', 'no', {outcome: 'unknown'});
    const {outcome} = await send('/rooms', {options: {authorize: createThrowingAuthorize(error)}});
    assert.equal(outcome, 'unknown');
  });
});

describe('outcome of another request that fails', () => {
  const error = new RoomError('access-denied', 'no', {outcome: 'unknown'});
  for (const {name, path, ...request} of [
    {name: 'POST /token', path: '/token', body: '{}'},
    {
      name: 'POST /token if authorize() throws an error with an outcome',
      path: '/token',
      body: '{"roomId": "1_abcd1234"}',
      options: {authorize: createThrowingAuthorize(error)},
    },
    {name: 'another route', path: '/rooms/1'},
  ])
    it(`is absent for ${name}`, async () => {
      assert.equal((await send(path, request)).hasOutcome, false);
    });

  it('is absent for GET /rooms', async () => {
    const response = await createTestBackend().app.request('/rooms');
    assert.equal(response.status, 405);
    assert.equal('outcome' in ((await response.json()) as object), false);
  });
});

describe('outcome of POST /rooms that is sent to Kaltura', () => {
  const rows: readonly {
    readonly name: string;
    readonly result: KafResult;
    readonly expected: string;
  }[] = [
    {name: 'KAF returns an error', result: 'rejected', expected: 'not-created'},
    {name: 'KAF limits the rate', result: 'rate-limited', expected: 'not-created'},
    {name: 'KAF is unreachable', result: 'unreachable', expected: 'not-created'},
    {name: 'the answer of KAF is lost', result: 'answer-lost', expected: 'unknown'},
    {name: 'the request to KAF is lost', result: 'request-lost', expected: 'unknown'},
    {name: 'the answer of KAF is malformed', result: 'answer-malformed', expected: 'unknown'},
  ];
  for (const key of ['key', undefined]) {
    const suffix = key === undefined ? 'without a key' : 'with a key';
    for (const {name, result, expected} of rows)
      it(`is ${expected} if ${name}, ${suffix}`, async () => {
        const {create, kaltura} = createTestHost({upstreamTimeout: 5});
        kaltura.nextResults = [result, result, result];
        const {status, outcome} = await create(key);
        assert.notEqual(status, 201);
        assert.equal(outcome, expected);
      });

    it(`is not-created if Kaltura rejects the session, ${suffix}`, async () => {
      const {create} = createTestHost({credentials: SESSION_START, fetch: rejectSession});
      const {code, outcome} = await create(key);
      assert.equal(code, 'kaltura-refused');
      assert.equal(outcome, 'not-created');
    });

    it(`is unknown if a proxy responds instead of KAF, ${suffix}`, async () => {
      const fetch = async () => json({message: 'Endpoint request timed out'}, 504);
      assert.equal((await createTestHost({fetch}).create(key)).outcome, 'unknown');
    });

    it(`is unknown if KAF returns only rooms of other requests, ${suffix}`, async () => {
      const {create, start} = createTestHost();
      const {id} = await create('other');
      const stuck = start({fetch: async () => json({success: true, data: {id}})});
      const {code, outcome} = await stuck.create(key);
      assert.equal(code, 'kaltura-invalid');
      assert.equal(outcome, 'unknown');
    });

    it(`is unknown if KAF returns the room of another request, and then an error, ${suffix}`, async () => {
      const {create, start} = createTestHost();
      const {id} = await create('other');
      const responses = [
        json({success: true, data: {id}}),
        json({success: false, errorCode: 'internalError', error: 'not today'}),
      ];
      const fetch = async (url: unknown) =>
        String(url).endsWith('/list') ? json({objects: [], totalCount: 0}) : responses.shift()!;
      const {code, outcome} = await start({fetch}).create(key);
      assert.equal(code, 'internalError');
      assert.equal(outcome, 'unknown');
    });
  }
});

describe('outcome of POST /rooms with the key of an earlier request', () => {
  it('is unknown while the first request waits for KAF', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['process-killed-after'];
    void create('key');
    const {code, outcome} = await create('key');
    assert.equal(code, 'request-in-progress');
    assert.equal(outcome, 'unknown');
  });

  it('is unknown before the first request is sent', async () => {
    const {create, start} = createTestHost();
    void start({credentials: SESSION_START, fetch: neverSettle}).create('key');
    const {code, outcome} = await create('key');
    assert.equal(code, 'request-in-progress');
    assert.equal(outcome, 'unknown');
  });

  it('stays unknown if Kaltura does not list rooms', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['answer-lost'];
    await create('key');
    kaltura.seconds += 1;
    kaltura.respondToList = () =>
      json({objectType: 'KalturaAPIException', code: 'SERVICE_FORBIDDEN', message: 'no'});
    const {code, outcome} = await create('key');
    assert.equal(code, 'kaltura-refused');
    assert.equal(outcome, 'unknown');
  });

  it('stays unknown if Kaltura rejects the session of another attempt', async () => {
    const {create, start, kaltura} = createTestHost();
    kaltura.nextResults = ['answer-lost'];
    await create('key');
    kaltura.seconds += 1;
    const other = start({credentials: SESSION_START, fetch: rejectSession});
    const {code, outcome} = await other.create('key');
    assert.equal(code, 'kaltura-refused');
    assert.equal(outcome, 'unknown');
    assert.equal(kaltura.creates, 1);
  });

  it('stays unknown if KAF returns an error to another attempt', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['answer-lost', 'rejected'];
    await create('key');
    kaltura.seconds += 1;
    kaltura.respondToList = () => json({objects: [], totalCount: 0});
    const {code, outcome} = await create('key');
    assert.equal(code, 'internalError');
    assert.equal(outcome, 'unknown');
    assert.equal(kaltura.creates, 2);
  });

  it('is not-created again after a request that created no room', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['rejected', 'rejected'];
    await create('key');
    assert.equal((await create('key')).outcome, 'not-created');
  });

  for (const {name, result} of [
    {name: 'created its room', result: 'created'},
    {name: 'lost the answer of KAF', result: 'answer-lost'},
  ] as const)
    it(`is not-created if the earlier request had another body and ${name}`, async () => {
      const {create, kaltura} = createTestHost();
      kaltura.nextResults = [result];
      await create('key');
      const {status, outcome} = await create('key', {name: 'Other'});
      assert.equal(status, 422);
      assert.equal(outcome, 'not-created');
    });

  it('is unknown while a request with another body has the lease', async () => {
    const {create, start} = createTestHost();
    void start({credentials: SESSION_START, fetch: neverSettle}).create('key');
    const {status, outcome} = await create('key', {name: 'Other'});
    assert.equal(status, 422);
    assert.equal(outcome, 'unknown');
  });

  it('is unknown if the lease ended before the failure, because another process may have it', async () => {
    const {start, store, kaltura} = createTestHost();
    const fetch = async () => {
      // The process was suspended, and its lease has ended.
      kaltura.seconds += 3600;
      return rejectSession();
    };
    const {create} = start({credentials: SESSION_START, fetch, store});
    assert.equal((await create('key')).outcome, 'unknown');
  });
});

describe('outcome of POST /rooms while the store fails', () => {
  /** The calls of the store up to the request to KAF, in their order. */
  const CALLS = [
    'the first read of the record',
    'the write of the lease',
    'the second read of the record',
    'the write of the fingerprint',
    'the extension of the lease',
    'the write of the record',
  ] as const;

  /** Creates a store that fails in one call, and in every later call if `keepsFailing`. */
  function createFailingStore(
    store: SharedStore,
    failingCall: (typeof CALLS)[number],
    keepsFailing: boolean,
  ): SharedStore {
    let index = 0;
    const call = <T>(work: () => Promise<T>): Promise<T> => {
      const distance = index++ - CALLS.indexOf(failingCall);
      const fails = keepsFailing ? distance >= 0 : distance === 0;
      return fails ? Promise.reject(new Error('connection lost')) : work();
    };
    return {
      get: key => call(() => store.get(key)),
      setIfAbsent: (...parts) => call(() => store.setIfAbsent(...parts)),
      compareAndSwap: (...parts) => call(() => store.compareAndSwap(...parts)),
    };
  }

  for (const {failingCall, keepsFailing, expected} of [
    {failingCall: 'the first read of the record', keepsFailing: true, expected: 'unknown'},
    {failingCall: 'the first read of the record', keepsFailing: false, expected: 'unknown'},
    {failingCall: 'the write of the lease', keepsFailing: false, expected: 'unknown'},
    {failingCall: 'the second read of the record', keepsFailing: false, expected: 'unknown'},
    {failingCall: 'the write of the fingerprint', keepsFailing: true, expected: 'unknown'},
    // No earlier request was sent, and the lease lasted until the end.
    {failingCall: 'the write of the fingerprint', keepsFailing: false, expected: 'not-created'},
    {failingCall: 'the extension of the lease', keepsFailing: false, expected: 'not-created'},
    {failingCall: 'the write of the record', keepsFailing: false, expected: 'not-created'},
  ] as const)
    it(`is ${expected} if ${failingCall} fails${keepsFailing ? ', and each later call too' : ''}`, async () => {
      const {start, store, kaltura} = createTestHost();
      const {create} = start({store: createFailingStore(store, failingCall, keepsFailing)});
      const {code, outcome} = await create('key');
      assert.equal(code, 'internalError');
      assert.equal(outcome, expected);
      assert.equal(kaltura.creates, 0);
    });

  it('is unknown if another program wrote the record', async () => {
    const {start, store} = createTestHost();
    const invalidStore: SharedStore = {...store, get: async () => '{"body": 1}'};
    const {code, outcome} = await start({store: invalidStore}).create('key');
    assert.equal(code, 'internalError');
    assert.equal(outcome, 'unknown');
  });
});
