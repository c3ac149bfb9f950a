import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {RoomError, type Authorize, type KalturaRoomsOptions} from '../../../src/server/index.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {neverSettle, createTestHost, type Fate} from './fake-kaltura.js';
import {SESSION_START, createTestBackend, json} from '../set-up.js';

const refusedSession = () =>
  json({objectType: 'KalturaAPIException', code: 'START_SESSION_ERROR', message: 'no'});
const throwing =
  (error: Error): Authorize =>
  () => {
    throw error;
  };

interface Refusal {
  readonly label: string;
  readonly status: number;
  readonly options?: Partial<KalturaRoomsOptions>;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const refusals: readonly Refusal[] = [
  {label: 'a body that is not JSON', status: 400, body: '{"name":'},
  {label: 'a room without a name', status: 400, body: '{}'},
  {label: 'a malformed Idempotency-Key', status: 400, headers: {'idempotency-key': 'a b'}},
  {label: 'a body that is too large', status: 413, body: ' '.repeat(65 * 1024)},
  {label: 'a body of another type', status: 415, headers: {'content-type': 'text/plain'}},
  {
    label: 'a page of another site',
    status: 403,
    headers: {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'},
  },
  {label: 'a person who is not signed in', status: 401, options: {authorize: () => null}},
  {
    label: 'a person who may not create rooms',
    status: 403,
    options: {authorize: () => ({userId: 'guest'})},
  },
  {
    label: 'a person who sends too many requests',
    status: 429,
    options: {authorize: throwing(new RoomError('rate-limited', 'ten rooms a day'))},
  },
  {
    label: 'an authorize() that throws',
    status: 500,
    options: {authorize: throwing(new Error('no database'))},
  },
];

/** Sends a request, and returns the status and the outcome of its answer. */
async function send(path: string, {options = {}, body, headers}: Partial<Refusal>) {
  const {post} = createTestBackend(options);
  const init = {headers: {'content-type': 'application/json', ...headers}};
  const {status, answer} = await post(path, body ?? {name: 'Room'}, init);
  return {status, hasOutcome: 'outcome' in answer, outcome: answer.outcome};
}

describe('POST /rooms that is refused before a request to Kaltura', () => {
  for (const {label, status, ...request} of refusals)
    it(`answers not-created for ${label}`, async () => {
      const answer = await send('/rooms', request);
      assert.equal(answer.status, status);
      assert.equal(answer.outcome, 'not-created');
    });

  it('answers not-created below the path of another app, and keeps the variables of that app', async () => {
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

  it('answers the outcome of the error that authorize() throws', async () => {
    const error = new RoomError('access-denied', 'no', {outcome: 'unknown'});
    const {outcome} = await send('/rooms', {options: {authorize: throwing(error)}});
    assert.equal(outcome, 'unknown');
  });
});

describe('another request that fails', () => {
  const error = new RoomError('access-denied', 'no', {outcome: 'unknown'});
  for (const {label, path, ...request} of [
    {label: 'POST /token', path: '/token', body: '{}'},
    {
      label: 'POST /token that authorize() refuses with an outcome',
      path: '/token',
      body: '{"roomId": "1_abcd1234"}',
      options: {authorize: throwing(error)},
    },
    {label: 'another route', path: '/rooms/1'},
  ])
    it(`answers no outcome: ${label}`, async () => {
      assert.equal((await send(path, request)).hasOutcome, false);
    });

  it('answers no outcome: GET /rooms', async () => {
    const response = await createTestBackend().app.request('/rooms');
    assert.equal(response.status, 405);
    assert.equal('outcome' in ((await response.json()) as object), false);
  });
});

describe('POST /rooms that is sent to Kaltura', () => {
  const rows: readonly {readonly fate: Fate; readonly expected: string}[] = [
    {fate: 'refused', expected: 'not-created'},
    {fate: 'limited', expected: 'not-created'},
    {fate: 'unreachable', expected: 'not-created'},
    {fate: 'lost', expected: 'unknown'},
    {fate: 'lost-before', expected: 'unknown'},
    {fate: 'garbled', expected: 'unknown'},
  ];
  for (const key of ['key', undefined]) {
    const how = key === undefined ? 'without a key' : 'with a key';
    for (const {fate, expected} of rows)
      it(`answers ${expected} if it is ${fate}, ${how}`, async () => {
        const {create, kaltura} = createTestHost({upstreamTimeout: 5});
        kaltura.fates = [fate, fate, fate];
        const {status, outcome} = await create(key);
        assert.notEqual(status, 201);
        assert.equal(outcome, expected);
      });

    it(`answers not-created if Kaltura refuses the session, ${how}`, async () => {
      const fetch = async () => refusedSession();
      const {create} = createTestHost({credentials: SESSION_START, fetch});
      const {code, outcome} = await create(key);
      assert.equal(code, 'kaltura-refused');
      assert.equal(outcome, 'not-created');
    });

    it(`answers unknown if a proxy answers instead of KAF, ${how}`, async () => {
      const fetch = async () => json({message: 'Endpoint request timed out'}, 504);
      assert.equal((await createTestHost({fetch}).create(key)).outcome, 'unknown');
    });

    it(`answers unknown if KAF answers only rooms of other requests, ${how}`, async () => {
      const {create, start} = createTestHost();
      const {id} = await create('other');
      const stuck = start({fetch: async () => json({success: true, data: {id}})});
      const {code, outcome} = await stuck.create(key);
      assert.equal(code, 'kaltura-invalid');
      assert.equal(outcome, 'unknown');
    });

    it(`answers unknown if KAF refuses a second room after the room of another request, ${how}`, async () => {
      const {create, start} = createTestHost();
      const {id} = await create('other');
      const answers = [
        json({success: true, data: {id}}),
        json({success: false, errorCode: 'internalError', error: 'not today'}),
      ];
      const fetch = async (url: unknown) =>
        String(url).endsWith('/list') ? json({objects: [], totalCount: 0}) : answers.shift()!;
      const {code, outcome} = await start({fetch}).create(key);
      assert.equal(code, 'internalError');
      assert.equal(outcome, 'unknown');
    });
  }
});

describe('POST /rooms with the key of an earlier request', () => {
  it('answers unknown while the first request waits for KAF', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.fates = ['killed'];
    void create('key');
    const {code, outcome} = await create('key');
    assert.equal(code, 'request-in-progress');
    assert.equal(outcome, 'unknown');
  });

  it('answers unknown before the first request is sent', async () => {
    const {create, start} = createTestHost();
    void start({credentials: SESSION_START, fetch: neverSettle}).create('key');
    const {code, outcome} = await create('key');
    assert.equal(code, 'request-in-progress');
    assert.equal(outcome, 'unknown');
  });

  it('still answers unknown if Kaltura does not list rooms', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.fates = ['lost'];
    await create('key');
    kaltura.seconds += 1;
    kaltura.listAnswer = () =>
      json({objectType: 'KalturaAPIException', code: 'SERVICE_FORBIDDEN', message: 'no'});
    const {code, outcome} = await create('key');
    assert.equal(code, 'kaltura-refused');
    assert.equal(outcome, 'unknown');
  });

  it('still answers unknown if Kaltura refuses the session of another attempt', async () => {
    const {create, start, kaltura} = createTestHost();
    kaltura.fates = ['lost'];
    await create('key');
    kaltura.seconds += 1;
    const fetch = async () => refusedSession();
    const {code, outcome} = await start({credentials: SESSION_START, fetch}).create('key');
    assert.equal(code, 'kaltura-refused');
    assert.equal(outcome, 'unknown');
    assert.equal(kaltura.creates, 1);
  });

  it('still answers unknown if KAF refuses another attempt', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.fates = ['lost', 'refused'];
    await create('key');
    kaltura.seconds += 1;
    kaltura.listAnswer = () => json({objects: [], totalCount: 0});
    const {code, outcome} = await create('key');
    assert.equal(code, 'internalError');
    assert.equal(outcome, 'unknown');
    assert.equal(kaltura.creates, 2);
  });

  it('answers not-created again after a request that created no room', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.fates = ['refused', 'refused'];
    await create('key');
    assert.equal((await create('key')).outcome, 'not-created');
  });

  it('answers not-created if the key came with another body', async () => {
    for (const fate of ['answered', 'lost'] as const) {
      const {create, kaltura} = createTestHost();
      kaltura.fates = [fate];
      await create('key');
      const {status, outcome} = await create('key', {name: 'Other'});
      assert.equal(status, 422, fate);
      assert.equal(outcome, 'not-created', fate);
    }
  });

  it('answers unknown while a request with another body has the lease', async () => {
    const {create, start} = createTestHost();
    void start({credentials: SESSION_START, fetch: neverSettle}).create('key');
    const {status, outcome} = await create('key', {name: 'Other'});
    assert.equal(status, 422);
    assert.equal(outcome, 'unknown');
  });

  it('answers unknown if the lease ended before the failure, because another process may have it', async () => {
    const {start, store, kaltura} = createTestHost();
    const fetch = async () => {
      // The process was suspended, and its lease has ended.
      kaltura.seconds += 3600;
      return refusedSession();
    };
    const {create} = start({credentials: SESSION_START, fetch, store});
    assert.equal((await create('key')).outcome, 'unknown');
  });
});

describe('POST /rooms while the store fails', () => {
  /** A store whose call number `failing` fails, and every later one if it `stays` away. */
  function failingStore(store: SharedStore, failing: number, stays: boolean): SharedStore {
    let calls = 0;
    const call = <T>(work: () => Promise<T>): Promise<T> => {
      const number = ++calls;
      const fails = stays ? number >= failing : number === failing;
      return fails ? Promise.reject(new Error('away')) : work();
    };
    return {
      get: key => call(() => store.get(key)),
      setIfAbsent: (...parts) => call(() => store.setIfAbsent(...parts)),
      compareAndSwap: (...parts) => call(() => store.compareAndSwap(...parts)),
    };
  }

  for (const {label, failing, stays, expected} of [
    {label: 'as it reads the record', failing: 1, stays: true, expected: 'unknown'},
    {label: 'as it reads the record, once', failing: 1, stays: false, expected: 'unknown'},
    {label: 'as it writes the lease', failing: 2, stays: false, expected: 'unknown'},
    {label: 'as it reads the record again', failing: 3, stays: false, expected: 'unknown'},
    {
      label: 'as it writes the fingerprint, and from then on',
      failing: 4,
      stays: true,
      expected: 'unknown',
    },
    // No earlier request was sent, and the lease lasted until the end.
    {label: 'as it writes the fingerprint', failing: 4, stays: false, expected: 'not-created'},
    {label: 'as it writes the record', failing: 6, stays: false, expected: 'not-created'},
  ])
    it(`answers ${expected} if it fails ${label}`, async () => {
      const {start, store, kaltura} = createTestHost();
      const {create} = start({store: failingStore(store, failing, stays)});
      const {code, outcome} = await create('key');
      assert.equal(code, 'internalError');
      assert.equal(outcome, expected);
      assert.equal(kaltura.creates, 0);
    });

  it('answers unknown if another program wrote the record', async () => {
    const {start, store} = createTestHost();
    const strange: SharedStore = {...store, get: async () => '{"body": 1}'};
    const {code, outcome} = await start({store: strange}).create('key');
    assert.equal(code, 'internalError');
    assert.equal(outcome, 'unknown');
  });
});
