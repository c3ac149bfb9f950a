import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {memoryStore} from '../../../src/server/store/memory-store.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {waitUntil} from '../../support/wait-until.js';
import {SESSION_START, hangUntilAbort, json} from '../set-up.js';
import {LEASE_S, createTestHost, neverSettle, type KafResult} from './fake-kaltura.js';

describe('POST /rooms with an Idempotency-Key', () => {
  it('responds to a repeated request with the same room for a day', async () => {
    const {create, kaltura} = createTestHost();
    const first = await create('key');
    assert.equal(first.status, 201);
    assert.equal(first.id, '1_00000000');
    assert.deepEqual(await create('key'), first);
    kaltura.seconds += 23 * 3600;
    assert.deepEqual(await create('key'), first);
    assert.equal(kaltura.creates, 1);
    assert.equal(kaltura.lists, 0);
  });

  it('ignores the order of fields and white space around the name', async () => {
    const {create} = createTestHost();
    const first = await create('key', {name: 'Room', tags: 'a', description: 'b'});
    const again = await create('key', {description: 'b', name: ' Room ', tags: 'a'});
    assert.equal(again.status, 201);
    assert.equal(again.id, first.id);
  });

  for (const {name, key} of [
    {name: 'of one character', key: '!'},
    {name: 'that is a UUID in quotes', key: '"8e03978e-40d5-43dd-bc93-6894a57f9324"'},
    {name: 'of 255 characters', key: '~'.repeat(255)},
  ])
    it(`accepts a key ${name}`, async () => {
      assert.equal((await createTestHost().create(key)).status, 201);
    });

  for (const {name, key} of [
    {name: 'an empty key', key: ''},
    {name: 'a key with a space', key: 'has space'},
    {name: 'a key that is not ASCII', key: 'ä'},
    {name: 'a key with a tab', key: 'tab\there'},
    {name: 'a key of 256 characters', key: 'x'.repeat(256)},
    {name: 'a key with a control character', key: '\x7f'},
  ])
    it(`responds with 400 to ${name}`, async () => {
      const {create, kaltura} = createTestHost();
      const {status, code} = await create(key);
      assert.equal(status, 400);
      assert.equal(code, 'invalidRequest');
      assert.equal(kaltura.creates, 0);
    });

  it('creates one room for twenty simultaneous requests to two processes', async () => {
    const {create, start, kaltura} = createTestHost({upstreamTimeout: 5});
    const other = start();
    const answers = await Promise.all(
      Array.from({length: 20}, (_, index) => (index % 2 ? create : other.create)('key')),
    );
    assert.deepEqual(new Set(answers.map(({id}) => id)), new Set(['1_00000000']));
    assert.equal(kaltura.creates, 1);
    assert.equal(kaltura.lists, 0);
  });

  it('responds with 409 and Retry-After if another request takes too long', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['process-killed-after'];
    void create('key');
    const {status, code, message, retryAfter} = await create('key');
    assert.equal(status, 409);
    assert.equal(code, 'request-in-progress');
    assert.match(message, /this Idempotency-Key is in progress/);
    assert.equal(retryAfter, '5');
    assert.equal(kaltura.creates, 1);
  });

  it('responds with 403 to a repeated request if the user may not create rooms any more', async () => {
    const {create, start} = createTestHost();
    await create('key');
    const guest = start({authorize: () => ({userId: 'jane@example.com'})});
    assert.equal((await guest.create('key')).status, 403);
  });

  it('logs the source of each room', async () => {
    const {create, log, kaltura} = createTestHost();
    kaltura.nextResults = ['created', 'answer-lost'];
    await create('key');
    await create('key');
    await create('other');
    kaltura.seconds += 1;
    await create('other');
    const sources = [...log().matchAll(/"source":"([^"]+)"/g)].map(([, source]) => source);
    assert.deepEqual(sources, [
      'this request',
      'an earlier request',
      'an earlier request, found in Kaltura',
    ]);
    assert.doesNotMatch(log(), /djJ8/);
  });
});

describe('POST /rooms without an Idempotency-Key', () => {
  it('creates a room for each request', async () => {
    const {create, kaltura} = createTestHost();
    const ids = [(await create(undefined)).id, (await create(undefined)).id];
    assert.equal(new Set(ids).size, 2);
    assert.equal(kaltura.lists, 0);
  });

  it('logs that the request created the room', async () => {
    const {create, log} = createTestHost();
    await create(undefined);
    assert.match(log(), /"source":"this request"/);
  });
});

describe('POST /rooms with the Idempotency-Key of another body', () => {
  for (const {change, body} of [
    {change: 'name', body: {name: 'Other'}},
    {change: 'description', body: {name: 'Room', description: ''}},
    {change: 'moderator', body: {name: 'Room', roomModeratorUserIds: ['ann']}},
  ])
    it(`responds with 422 to another ${change}`, async () => {
      const {create, kaltura} = createTestHost();
      await create('key', {name: 'Room'});
      const {status, code, message} = await create('key', body);
      assert.equal(status, 422);
      assert.equal(code, 'invalidRequest');
      assert.match(message, /Idempotency-Key must be new for each body/);
      assert.equal(kaltura.creates, 1);
    });

  it('responds with 422 while the first request waits for KAF', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['process-killed-after'];
    void create('key');
    assert.equal((await create('key', {name: 'Other'})).status, 422);
  });

  it('responds with 422 before the first request is sent', async () => {
    const {create, start, kaltura} = createTestHost();
    void start({credentials: SESSION_START, fetch: neverSettle}).create('key');
    assert.equal((await create('key', {name: 'Other'})).status, 422);
    assert.equal(kaltura.creates, 0);
  });
});

describe('POST /rooms with the Idempotency-Key of another user or account', () => {
  it('creates a room for each user', async () => {
    const {start} = createTestHost();
    const ann = start({authorize: () => ({userId: 'ann', createRooms: true})});
    const bob = start({authorize: () => ({userId: 'bob', createRooms: true})});
    const [first, second] = [await ann.create('key'), await bob.create('key')];
    assert.equal(first.status, 201);
    assert.equal(second.status, 201);
    assert.notEqual(first.id, second.id);
  });

  for (const {setting, options} of [
    {setting: 'partner ID', options: {partnerId: 7}},
    {setting: 'KAF instance', options: {kafUrl: 'https://other.kaf.kaltura.com'}},
  ])
    it(`creates another room for another ${setting} in the same store`, async () => {
      const {create, start} = createTestHost();
      await create('key');
      assert.notEqual((await start(options).create('key')).id, '1_00000000');
    });
});

describe('POST /rooms after a failure that created no room', () => {
  const rows: readonly {readonly name: string; readonly results: KafResult[]}[] = [
    {name: 'KAF returned an error', results: ['rejected']},
    {name: 'KAF limited the rate', results: ['rate-limited']},
    // The host backend tries three times to connect.
    {name: 'KAF was unreachable', results: ['unreachable', 'unreachable', 'unreachable']},
  ];
  for (const {name, results} of rows)
    it(`creates the room at once if ${name}`, async () => {
      const {create, kaltura} = createTestHost({upstreamTimeout: 5});
      kaltura.nextResults = results;
      assert.ok((await create('key')).status >= 429);
      const {status, id} = await create('key');
      assert.equal(status, 201);
      assert.equal(id, '1_00000000');
      assert.equal(kaltura.lists, 0);
    });

  it('creates the room at once if Kaltura rejected the session', async () => {
    const {create, start, kaltura} = createTestHost();
    const rejected = start({
      credentials: SESSION_START,
      fetch: async () => json({objectType: 'KalturaAPIException', code: 'START_SESSION_ERROR'}),
    });
    assert.equal((await rejected.create('key')).code, 'kaltura-refused');
    assert.equal((await create('key')).id, '1_00000000');
    assert.equal(kaltura.lists, 0);
  });
});

describe('POST /rooms after a failure that may have created a room', () => {
  for (const {name, result, expectedCode} of [
    {name: 'lost', result: 'answer-lost', expectedCode: 'kaltura-unreachable'},
    {name: 'malformed', result: 'answer-malformed', expectedCode: 'kaltura-invalid'},
  ] as const)
    it(`recovers the room if the answer of KAF was ${name}`, async () => {
      const {create, start, kaltura} = createTestHost();
      kaltura.nextResults = [result];
      assert.equal((await create('key')).code, expectedCode);
      kaltura.seconds += 1;
      const {status, id} = await start().create('key');
      assert.equal(status, 201);
      assert.equal(id, '1_00000000');
      assert.equal((await create('key')).id, '1_00000000');
      assert.equal(kaltura.creates, 1);
      assert.equal(kaltura.lists, 1);
    });

  it('does not look for the room at once, because Kaltura lists it late', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['answer-lost'];
    await create('key');
    assert.equal((await create('key')).code, 'request-in-progress');
    assert.equal(kaltura.lists, 0);
  });

  const responses: readonly {readonly name: string; readonly respond: () => Response}[] = [
    {name: 'HTML with status 502', respond: () => new Response('<h1>', {status: 502})},
    {name: 'an empty body', respond: () => new Response(null, {status: 204})},
    {name: 'half of a body', respond: () => new Response('{"success": tr')},
    {name: 'a success without an ID', respond: () => json({success: true, data: {}})},
    {
      name: 'the error of a proxy',
      respond: () => json({message: 'Endpoint request timed out'}, 504),
    },
    {name: 'an unknown object', respond: () => json({ok: true})},
  ];
  for (const {name, respond} of responses)
    it(`looks for the room first if KAF returned ${name}`, async () => {
      const {create, start, kaltura} = createTestHost();
      const failed = await start({fetch: async () => respond()}).create('key');
      assert.ok(failed.status >= 429);
      kaltura.seconds += 1;
      assert.equal((await create('key')).status, 201);
      assert.equal(kaltura.creates, 1);
      assert.equal(kaltura.lists, 1);
    });

  it('looks for the room first if KAF did not respond in time', async () => {
    const {create, start, kaltura} = createTestHost();
    assert.equal((await start({fetch: hangUntilAbort}).create('key')).code, 'kaltura-timeout');
    kaltura.seconds += 1;
    assert.equal((await create('key')).status, 201);
    assert.equal(kaltura.lists, 1);
  });

  it('creates no room while Kaltura does not list rooms', async () => {
    const {create, kaltura} = createTestHost({upstreamTimeout: 2});
    kaltura.nextResults = ['answer-lost'];
    await create('key');
    const rows: readonly {readonly respond: () => Response; readonly expectedCode: string}[] = [
      {
        respond: () => json({objectType: 'KalturaAPIException', code: 'SERVICE_FORBIDDEN'}),
        expectedCode: 'kaltura-refused',
      },
      {
        respond: () => json({objectType: 'KalturaRoomListResponse'}),
        expectedCode: 'kaltura-invalid',
      },
      {respond: () => json({objects: [{}], totalCount: 1}), expectedCode: 'kaltura-invalid'},
      {respond: () => new Response('<h1>'), expectedCode: 'kaltura-invalid'},
    ];
    for (const {respond, expectedCode} of rows) {
      kaltura.seconds += 2;
      kaltura.respondToList = respond;
      assert.equal((await create('key')).code, expectedCode);
    }
    kaltura.respondToList = undefined;
    assert.equal((await create('key')).id, '1_00000000');
    assert.equal(kaltura.creates, 1);
  });

  it('remembers the first attempt after a second one that created no room', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['answer-lost', 'rejected'];
    await create('key');
    kaltura.seconds += 1;
    // Kaltura does not list the room yet.
    kaltura.respondToList = () => json({objects: [], totalCount: 0});
    assert.equal((await create('key')).status, 500);
    kaltura.respondToList = undefined;
    assert.equal((await create('key')).id, '1_00000000');
    assert.equal(kaltura.creates, 2);
    assert.equal(kaltura.rooms.length, 1);
  });

  it('forgets the first attempt after a day, although there were others', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['request-lost', 'request-lost'];
    await create('key');
    kaltura.seconds += 23 * 3600;
    await create('key');
    kaltura.seconds += 2 * 3600;
    assert.equal((await create('key')).status, 201);
    // The second request looked for a room. The third found no record.
    assert.equal(kaltura.lists, 1);
  });

  it('keeps its lease if the list, both sessions and the creation each take the whole upstreamTimeout', async () => {
    const {create, start, kaltura} = createTestHost({upstreamTimeout: 10});
    kaltura.nextResults = ['request-lost'];
    await create('key');
    kaltura.seconds += 11;
    // The list has two pages.
    for (let i = 0; i <= 100; i++) kaltura.add({description: 'another'});
    const slow = start({
      credentials: SESSION_START,
      fetch: async (input, init) => {
        // Two sessions, two pages and the room: each call takes all of its time.
        kaltura.seconds += 10;
        return kaltura.fetch(input, init);
      },
    });
    assert.equal((await slow.create('key')).status, 201);
  });
});

describe('a process that dies', () => {
  for (const {when, result, expectedCreates} of [
    {when: 'after KAF created the room', result: 'process-killed-after', expectedCreates: 1},
    {when: 'before its request reached KAF', result: 'process-killed-before', expectedCreates: 2},
  ] as const)
    it(`leaves one room if it dies ${when}`, async () => {
      const {create, start, kaltura} = createTestHost();
      kaltura.nextResults = [result];
      void start().create('key');
      assert.equal((await create('key')).status, 409);
      kaltura.seconds += LEASE_S;
      const answers = await Promise.all([create('key'), start().create('key'), create('key')]);
      const ids = new Set(answers.map(({id, status}) => id ?? status));
      assert.deepEqual(ids, new Set(['1_00000000']));
      assert.equal(kaltura.creates, expectedCreates);
      assert.equal(kaltura.lists, 1);
      assert.equal(kaltura.rooms.length, 1);
    });

  it('leaves no room to look for if it dies before it sends a request', async () => {
    const {create, start, kaltura} = createTestHost();
    void start({credentials: SESSION_START, fetch: neverSettle}).create('key');
    assert.equal((await create('key')).status, 409);
    kaltura.seconds += LEASE_S;
    assert.equal((await create('key')).status, 201);
    assert.equal(kaltura.creates, 1);
    assert.equal(kaltura.lists, 0);
  });

  it('leaves its claim, so that the next request recovers its room and not an older one', async () => {
    const {create, start, store, kaltura} = createTestHost();
    kaltura.add({});
    // The process dies in its second swap, which completes the record.
    let swapsLeft = 2;
    const dying: SharedStore = {
      ...store,
      compareAndSwap: (...args) =>
        --swapsLeft > 0 ? store.compareAndSwap(...args) : neverSettle(),
    };
    void start({store: dying}).create('key');
    await waitUntil('the second swap', () => swapsLeft === 0);
    kaltura.seconds += LEASE_S;
    assert.equal((await create('key')).id, '1_00000001');
  });
});

describe('a process whose lease ends', () => {
  it('sends no further request, and responds with the room of the other process', async () => {
    const {create, start, kaltura} = createTestHost({upstreamTimeout: 5});
    const sessions: ((response: Response) => void)[] = [];
    const suspended = start({
      credentials: SESSION_START,
      fetch: () => new Promise(resolve => void sessions.push(resolve)),
    }).create('key');
    await waitUntil('the request for a session', () => sessions.length > 0);
    kaltura.seconds += LEASE_S;
    const {id} = await create('key');
    sessions[0]?.(json(kaltura.startSession('jane@example.com')));
    assert.equal((await suspended).id, id);
    assert.equal(sessions.length, 1);
    assert.equal(kaltura.creates, 1);
  });
});

describe('recovery among rooms with the same details', () => {
  it('gives two lost requests a room each', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['answer-lost', 'answer-lost'];
    await Promise.all([create('one'), create('other')]);
    kaltura.seconds += 1;
    const answers = await Promise.all([create('one'), create('other')]);
    assert.deepEqual(answers.map(({id}) => id).sort(), ['1_00000000', '1_00000001']);
    assert.equal(kaltura.creates, 2);
  });

  it('does not take a room that another request got, with or without a key', async () => {
    const {create, kaltura} = createTestHost();
    kaltura.nextResults = ['request-lost'];
    await create('lost');
    await create('other');
    await create(undefined);
    kaltura.seconds += 1;
    assert.equal((await create('lost')).id, '1_00000002');
  });

  it('does not take a room that may have other moderators', async () => {
    const {create, kaltura} = createTestHost();
    const eve = {name: 'Board', roomModeratorUserIds: ['eve']};
    const bob = {name: 'Board', roomModeratorUserIds: ['bob']};
    kaltura.nextResults = ['answer-lost', 'answer-lost'];
    assert.notEqual((await create('one', eve)).status, 201);
    assert.notEqual((await create('other', bob)).status, 201);
    kaltura.seconds += LEASE_S;
    assert.equal((await create('other', bob)).id, '1_00000002');
    kaltura.seconds += LEASE_S;
    assert.equal((await create('one', eve)).id, '1_00000003');
  });

  for (const {name, key} of [
    {name: 'with a key', key: 'key'},
    {name: 'without a key', key: undefined},
  ])
    it(`creates another room for a request ${name} if the recovery of an earlier request took its room`, async () => {
      const {create, start, kaltura} = createTestHost({upstreamTimeout: 5});
      kaltura.nextResults = ['request-lost'];
      await create('lost');
      kaltura.seconds += 10;
      let releaseResponse = () => {};
      const released = new Promise<void>(resolve => (releaseResponse = resolve));
      const created = start({
        fetch: async (input, init) => {
          const response = await kaltura.fetch(input, init);
          await released;
          return response;
        },
      }).create(key);
      await waitUntil('the first room', () => kaltura.rooms.length > 0);
      assert.equal((await create('lost')).id, '1_00000000');
      releaseResponse();
      assert.equal((await created).id, '1_00000001');
      assert.equal(kaltura.rooms.length, 2);
    });

  for (const {name, key, firstKey} of [
    {name: 'with a key', key: 'other', firstKey: 'key'},
    {name: 'without a key', key: undefined, firstKey: 'key'},
    {name: 'neither request with a key', key: undefined, firstKey: undefined},
  ])
    it(`gives up after four attempts if KAF always returns the room of another request: ${name}`, async () => {
      const {create, start} = createTestHost();
      const {id} = await create(firstKey);
      let requests = 0;
      const {create: createAgain, log} = start({
        fetch: async input => {
          if ((input as string).endsWith('/list')) return json({objects: [], totalCount: 0});
          requests++;
          return json({success: true, data: {id}});
        },
      });
      assert.equal((await createAgain(key)).code, 'kaltura-invalid');
      assert.equal(requests, 4);
      assert.match(log(), /got only rooms of other requests/);
    });
});

describe('POST /rooms whose room cannot be recorded', () => {
  it('creates the room once, responds with it and logs the reason', async () => {
    const {start, store, kaltura} = createTestHost();
    const failing: SharedStore = {
      ...store,
      setIfAbsent: async (name, ...rest) => {
        if (name.startsWith('claim:')) throw new Error('read-only');
        return store.setIfAbsent(name, ...rest);
      },
    };
    const {create, log} = start({store: failing});
    assert.equal((await create('key')).id, '1_00000000');
    assert.equal(kaltura.creates, 1);
    assert.match(log(), /the room exists, but the store did not record it/);
    assert.match(log(), /"reason":"setIfAbsent\(\) of the store failed"/);
  });
});

describe('POST /rooms that gets the lease after another request has completed', () => {
  it('responds with the room of the other request', async () => {
    const {create, start, store, kaltura} = createTestHost();
    const {id} = await create('key');
    let reads = 0;
    const late: SharedStore = {
      ...store,
      // The first read is older than the record.
      get: async name => {
        const text = await store.get(name);
        return ++reads === 1 ? undefined : text;
      },
    };
    assert.equal((await start({store: late}).create('key')).id, id);
    assert.equal(kaltura.creates, 1);
    assert.equal(kaltura.lists, 0);
  });
});

describe('the store of POST /rooms', () => {
  /** Creates a room for each key, and returns every key and value that the store got. */
  async function recordWrites(...keys: string[]): Promise<string[]> {
    const written: string[] = [];
    const inner = memoryStore();
    const store: SharedStore = {
      get: key => (written.push(key), inner.get(key)),
      setIfAbsent: (...args) => (written.push(...args.map(String)), inner.setIfAbsent(...args)),
      compareAndSwap: (...args) => (
        written.push(...args.map(String)),
        inner.compareAndSwap(...args)
      ),
    };
    const {create} = createTestHost({store});
    for (const key of keys)
      await create(key, {name: 'Secret plans', description: 'of ours', tags: 'hush'});
    return written;
  }

  it('receives no user, key or detail of a room', async () => {
    const written = await recordWrites('a-telling-key');
    assert.ok(written.length > 5);
    assert.doesNotMatch(
      written.join('\n') + Buffer.from(written.join(''), 'base64').toString(),
      /jane|telling|Secret|ours|hush|djJ8/,
    );
  });

  it('receives different hashes for equal bodies of two keys', async () => {
    const written = await recordWrites('one', 'other');
    const hashes = written.flatMap(text => /"bodyHash":"([^"]+)"/.exec(text)?.[1] ?? []);
    assert.equal(new Set(hashes).size, 2);
  });
});
