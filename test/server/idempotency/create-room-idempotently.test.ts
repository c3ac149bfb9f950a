import assert from 'node:assert/strict';
import {test} from 'node:test';
import {memoryStore} from '../../../src/server/store/memory-store.js';
import type {SharedStore} from '../../../src/server/store/shared-store.js';
import {SECRET, json} from '../set-up.js';
import {LEASE_S, dead, rig, type Fate} from './fake-kaltura.js';

test('a request that comes again is answered the same room', async () => {
  const {create, kaltura} = rig();
  const first = await create('key');
  assert.deepEqual([first.status, first.id], [201, '1_00000000']);
  assert.deepEqual(await create('key'), first);
  kaltura.seconds += 23 * 3600;
  assert.deepEqual(await create('key'), first);
  assert.deepEqual([kaltura.creates, kaltura.lists], [1, 0]);
});

test('a room with other moderators, or another template, is not taken for one that was lost', async () => {
  const {create, kaltura} = rig();
  kaltura.fates = ['lost', 'lost'];
  for (const [key, who] of [
    ['one', 'eve'],
    ['other', 'bob'],
  ] as const)
    assert.notEqual((await create(key, {name: 'Board', roomModeratorUserIds: [who]})).status, 201);
  kaltura.seconds += LEASE_S;
  const again = await create('other', {name: 'Board', roomModeratorUserIds: ['bob']});
  assert.deepEqual([again.status, again.id], [201, '1_00000002']);
  kaltura.seconds += LEASE_S;
  const first = await create('one', {name: 'Board', roomModeratorUserIds: ['eve']});
  assert.deepEqual([first.status, first.id], [201, '1_00000003']);
});

test('the order of fields and spaces around the name make no other request', async () => {
  const {create} = rig();
  const first = await create('key', {name: 'Room', tags: 'a', description: 'b'});
  const again = await create('key', {description: 'b', name: ' Room ', tags: 'a'});
  assert.deepEqual([again.status, again.id], [201, first.id]);
});

test('a key that comes with another body is refused', async () => {
  const {create, kaltura} = rig();
  await create('key', {name: 'Room'});
  for (const body of [
    {name: 'Other'},
    {name: 'Room', description: ''},
    {name: 'Room', roomModeratorUserIds: ['ann']},
  ]) {
    const {status, code} = await create('key', body);
    assert.deepEqual([status, code], [422, 'invalidRequest']);
  }
  assert.equal(kaltura.creates, 1);
});

test('it is refused while the first is under way, too', async () => {
  const {create, kaltura} = rig();
  kaltura.fates = ['killed'];
  void create('key');
  assert.equal((await create('key', {name: 'Other'})).status, 422);
});

test('it is refused where the first has not sent anything yet', async () => {
  const {create, start, kaltura} = rig();
  void start({
    credentials: {adminSecret: SECRET, strategy: 'session.start'},
    fetch: dead,
  }).create('key');
  assert.equal((await create('key', {name: 'Other'})).status, 422);
  assert.equal(kaltura.creates, 0);
});

test('without a key, every request makes a room', async () => {
  const {create, kaltura} = rig();
  const ids = [(await create(undefined)).id, (await create(undefined)).id];
  assert.equal(new Set(ids).size, 2);
  assert.equal(kaltura.lists, 0);
});

for (const key of ['', 'has space', 'ä', 'tab\there', 'x'.repeat(256), '\x7f'])
  test(`a malformed key is refused: ${JSON.stringify(key).slice(0, 20)}`, async () => {
    const {create, kaltura} = rig();
    const {status, code} = await create(key);
    assert.deepEqual([status, code, kaltura.creates], [400, 'invalidRequest', 0]);
  });

for (const key of ['!', '"8e03978e-40d5-43dd-bc93-6894a57f9324"', '~'.repeat(255)])
  test(`a key may be ${key.slice(0, 20)}`, async () => {
    assert.equal((await rig().create(key)).status, 201);
  });

test('nobody is answered what another person made', async () => {
  const {start} = rig();
  const one = await start({authorize: () => ({userId: 'ann', createRooms: true})}).create('key');
  const other = await start({authorize: () => ({userId: 'bob', createRooms: true})}).create('key');
  assert.deepEqual([one.status, other.status], [201, 201]);
  assert.notEqual(one.id, other.id);
});

test('who may create no more is answered no room', async () => {
  const {create, start} = rig();
  await create('key');
  const guest = start({authorize: () => ({userId: 'jane@example.com'})});
  assert.equal((await guest.create('key')).status, 403);
});

test('two accounts may share a store', async () => {
  const {create, start} = rig();
  await create('key');
  for (const account of [{partnerId: 7}, {kafUrl: 'https://other.kaf.kaltura.com'}])
    assert.notEqual((await start(account).create('key')).id, '1_00000000');
});

test('of twenty requests at once, in two processes, one makes a room', async () => {
  const {create, start, kaltura} = rig({upstreamTimeout: 5});
  const other = start();
  const answers = await Promise.all(
    Array.from({length: 20}, (_, index) => (index % 2 ? create : other.create)('key')),
  );
  assert.deepEqual(new Set(answers.map(({id}) => id)), new Set(['1_00000000']));
  assert.deepEqual([kaltura.creates, kaltura.lists], [1, 0]);
});

test('who waits too long is told so, and when to ask again', async () => {
  const {create, kaltura} = rig();
  kaltura.fates = ['killed'];
  void create('key');
  const {status, code, retryAfter} = await create('key');
  assert.deepEqual([status, code, retryAfter], [409, 'request-in-progress', '5']);
  assert.equal(kaltura.creates, 1);
});

for (const fate of ['refused', 'limited', 'unreachable'] as const)
  test(`where certainly no room was made (${fate}), the next request makes one at once`, async () => {
    const {create, kaltura} = rig({upstreamTimeout: 5});
    kaltura.fates = fate === 'unreachable' ? [fate, fate, fate] : [fate];
    assert.ok((await create('key')).status >= 429);
    const {status, id} = await create('key');
    assert.deepEqual([status, id, kaltura.lists], [201, '1_00000000', 0]);
  });

test('where no session could be had, the next request makes a room at once', async () => {
  const {create, start, kaltura} = rig();
  const refused = start({
    credentials: {adminSecret: SECRET, strategy: 'session.start'},
    fetch: async () => json({objectType: 'KalturaAPIException', code: 'START_SESSION_ERROR'}),
  });
  assert.equal((await refused.create('key')).code, 'kaltura-refused');
  assert.deepEqual([(await create('key')).id, kaltura.lists], ['1_00000000', 0]);
});

const unknown: [Fate, string][] = [
  ['lost', 'kaltura-unreachable'],
  ['garbled', 'kaltura-invalid'],
];
for (const [fate, expected] of unknown)
  test(`a room whose answer was ${fate} is found and not made again`, async () => {
    const {create, start, kaltura} = rig();
    kaltura.fates = [fate];
    assert.equal((await create('key')).code, expected);
    // Kaltura is given a moment before it is asked.
    assert.deepEqual([(await create('key')).code, kaltura.lists], ['request-in-progress', 0]);
    kaltura.seconds += 1;
    const {status, id} = await start().create('key');
    assert.deepEqual([status, id], [201, '1_00000000']);
    assert.equal((await create('key')).id, '1_00000000');
    assert.deepEqual([kaltura.creates, kaltura.lists], [1, 1]);
  });

const strange: [string, () => Response][] = [
  ['502 and a page', () => new Response('<h1>', {status: 502})],
  ['nothing', () => new Response(null, {status: 204})],
  ['half a body', () => new Response('{"success": tr')],
  ['success without an ID', () => json({success: true, data: {}})],
  ['a message of somebody between', () => json({message: 'Endpoint request timed out'}, 504)],
  ['another object', () => json({ok: true})],
];
for (const [label, answer] of strange)
  test(`where KAF answers ${label}, the room is looked for before another is made`, async () => {
    const {create, start, kaltura} = rig();
    assert.ok((await start({fetch: async () => answer()}).create('key')).status >= 429);
    kaltura.seconds += 1;
    assert.equal((await create('key')).status, 201);
    assert.deepEqual([kaltura.creates, kaltura.lists], [1, 1]);
  });

test('a room that was asked for too late for an answer is looked for', async () => {
  const {create, start, kaltura} = rig();
  const late: typeof fetch = (_, init) =>
    new Promise((_resolve, reject) => {
      const hold = setInterval(() => {}, 1000);
      init?.signal?.addEventListener('abort', () => {
        clearInterval(hold);
        reject(init.signal?.reason);
      });
    });
  assert.equal((await start({fetch: late}).create('key')).code, 'kaltura-timeout');
  kaltura.seconds += 1;
  assert.equal((await create('key')).status, 201);
  assert.equal(kaltura.lists, 1);
});

for (const [fate, creates] of [
  ['killed', 1],
  ['killed-before', 2],
] as const)
  test(`a process that was ${fate} the room was there leaves one room, once its lease has ended`, async () => {
    const {create, start, kaltura} = rig();
    kaltura.fates = [fate];
    void start().create('key');
    assert.equal((await create('key')).status, 409);
    kaltura.seconds += LEASE_S;
    const answers = await Promise.all([create('key'), start().create('key'), create('key')]);
    assert.deepEqual(new Set(answers.map(({id, status}) => id ?? status)), new Set(['1_00000000']));
    assert.deepEqual([kaltura.creates, kaltura.lists, kaltura.rooms.length], [creates, 1, 1]);
  });

test('a process that was killed before it sent anything leaves nothing to look for', async () => {
  const {create, start, kaltura} = rig();
  const credentials = {adminSecret: SECRET, strategy: 'session.start' as const};
  void start({credentials, fetch: dead}).create('key');
  assert.equal((await create('key')).status, 409);
  kaltura.seconds += LEASE_S;
  assert.equal((await create('key')).status, 201);
  assert.deepEqual([kaltura.creates, kaltura.lists], [1, 0]);
});

test('a process that slept through its lease sends nothing any more', async () => {
  const {create, start, kaltura} = rig({upstreamTimeout: 5});
  const asked: ((answer: Response) => void)[] = [];
  const slept = start({
    credentials: {adminSecret: SECRET, strategy: 'session.start'},
    fetch: () => new Promise(resolve => void asked.push(resolve)),
  }).create('key');
  while (asked.length === 0) await new Promise(setImmediate);
  kaltura.seconds += LEASE_S;
  const {id} = await create('key');
  asked[0]?.(json('djJ8MTIzNDV8abcdefghij'));
  assert.equal((await slept).id, id);
  assert.deepEqual([asked.length, kaltura.creates], [1, 1]);
});

test('where Kaltura does not say which rooms there are, none is made, and the next request asks', async () => {
  const {create, kaltura} = rig({upstreamTimeout: 2});
  kaltura.fates = ['lost'];
  await create('key');
  const answers: [() => Response, string][] = [
    [() => json({objectType: 'KalturaAPIException', code: 'SERVICE_FORBIDDEN'}), 'kaltura-refused'],
    [() => json({objectType: 'KalturaRoomListResponse'}), 'kaltura-invalid'],
    [() => json({objects: [{}], totalCount: 1}), 'kaltura-invalid'],
    [() => new Response('<h1>'), 'kaltura-invalid'],
  ];
  for (const [answer, code] of answers) {
    kaltura.seconds += 2;
    kaltura.listAnswer = answer;
    assert.equal((await create('key')).code, code);
  }
  kaltura.listAnswer = undefined;
  assert.equal((await create('key')).id, '1_00000000');
  assert.equal(kaltura.creates, 1);
});

test('an attempt that failed for certain does not make an earlier one forgotten', async () => {
  const {create, kaltura} = rig();
  kaltura.fates = ['lost', 'refused'];
  await create('key');
  kaltura.seconds += 1;
  // Kaltura does not list it yet.
  kaltura.listAnswer = () => json({objects: [], totalCount: 0});
  assert.equal((await create('key')).status, 500);
  kaltura.listAnswer = undefined;
  assert.equal((await create('key')).id, '1_00000000');
  assert.deepEqual([kaltura.creates, kaltura.rooms.length], [2, 1]);
});

test('a record ends when the first attempt’s would have, however often it is tried again', async () => {
  const {create, kaltura} = rig();
  kaltura.fates = ['lost-before', 'lost-before'];
  await create('key');
  kaltura.seconds += 23 * 3600;
  await create('key');
  kaltura.seconds += 2 * 3600;
  assert.equal((await create('key')).status, 201);
  // The first look was by the record, which is no more: it knows of nothing to look for.
  assert.equal(kaltura.lists, 1);
});

test('a look that takes long leaves time for a session and the room', async () => {
  const {create, start, kaltura} = rig({upstreamTimeout: 10});
  kaltura.fates = ['lost-before'];
  await create('key');
  kaltura.seconds += 11;
  // So many look like it that the list has two pages.
  for (let i = 0; i <= 100; i++) kaltura.add({description: 'another'});
  const slow = start({
    credentials: {adminSecret: SECRET, strategy: 'session.start'},
    fetch: async (input, init) => {
      // Each call takes all of its time: two sessions, two pages and the room.
      kaltura.seconds += 10;
      const url = input as string;
      const body = JSON.parse(init?.body as string) as Record<string, unknown>;
      return kaltura.answer({url, init: init ?? {}, body});
    },
  });
  assert.equal((await slow.create('key')).status, 201);
});

test('two that were lost are answered a room each, though nothing tells them apart', async () => {
  const {create, kaltura} = rig();
  kaltura.fates = ['lost', 'lost'];
  await Promise.all([create('one'), create('other')]);
  kaltura.seconds += 1;
  const answers = await Promise.all([create('one'), create('other')]);
  assert.deepEqual(answers.map(({id}) => id).sort(), ['1_00000000', '1_00000001']);
  assert.equal(kaltura.creates, 2);
});

test('a room that was answered is given to nobody else, with a key or without', async () => {
  const {create, kaltura} = rig();
  kaltura.fates = ['lost-before'];
  await create('lost');
  await create('other');
  await create(undefined);
  kaltura.seconds += 1;
  assert.equal((await create('lost')).id, '1_00000002');
});

for (const key of ['key', undefined])
  test(`who is answered a room that another has found makes one of their own: ${key}`, async () => {
    const {create, start, kaltura} = rig({upstreamTimeout: 5});
    kaltura.fates = ['lost-before'];
    await create('lost');
    kaltura.seconds += 10;
    let answer = () => {};
    const held = new Promise<void>(resolve => (answer = resolve));
    const made = start({
      fetch: async (input, init) => {
        const url = input as string;
        const body = JSON.parse(init?.body as string) as Record<string, unknown>;
        const response = await kaltura.answer({url, init: init ?? {}, body});
        await held;
        return response;
      },
    }).create(key);
    while (kaltura.rooms.length === 0) await new Promise(setImmediate);
    assert.equal((await create('lost')).id, '1_00000000');
    answer();
    assert.equal((await made).id, '1_00000001');
    assert.equal(kaltura.rooms.length, 2);
  });

test('a KAF that answers one room for ever makes no end of them', async () => {
  const {create, start} = rig();
  const {id} = await create('key');
  let asked = 0;
  const stuck = start({fetch: async () => (asked++, json({success: true, data: {id}}))});
  assert.equal((await stuck.create(undefined)).code, 'kaltura-invalid');
  assert.ok(asked < 10);
});

test('a room that is this request’s own comes before an older one', async () => {
  const {create, start, store, kaltura} = rig();
  kaltura.add({});
  // It was answered, and the process died before it could write down that it was done.
  let left = 2;
  const dying: SharedStore = {
    ...store,
    compareAndSwap: (...parts) => (--left > 0 ? store.compareAndSwap(...parts) : dead()),
  };
  void start({store: dying}).create('key');
  while (left > 0) await new Promise(setImmediate);
  kaltura.seconds += LEASE_S;
  assert.equal((await create('key')).id, '1_00000001');
});

test('nothing of a person, a key or a room’s details lies in the store', async () => {
  const written: string[] = [];
  const inner = memoryStore();
  const store: SharedStore = {
    get: key => (written.push(key), inner.get(key)),
    setIfAbsent: (...parts) => (written.push(...parts.map(String)), inner.setIfAbsent(...parts)),
    compareAndSwap: (...parts) => (
      written.push(...parts.map(String)),
      inner.compareAndSwap(...parts)
    ),
  };
  const {create} = rig({store});
  await create('a-telling-key', {name: 'Secret plans', description: 'of ours', tags: 'hush'});
  assert.ok(written.length > 5);
  assert.doesNotMatch(
    written.join('\n') + Buffer.from(written.join(''), 'base64').toString(),
    /jane|telling|Secret|ours|hush|djJ8/,
  );
  // Equal bodies of two keys look unlike each other.
  await create('another-key', {name: 'Secret plans', description: 'of ours', tags: 'hush'});
  const bodies = written.flatMap(text => /"bodyHash":"([^"]+)"/.exec(text)?.[1] ?? []);
  assert.equal(new Set(bodies).size, 2);
});

test('the log tells a new room from one that is answered again', async () => {
  const {create, log, kaltura} = rig();
  kaltura.fates = ['answered', 'lost'];
  await create('key');
  await create('key');
  await create('other');
  kaltura.seconds += 1;
  await create('other');
  const sources = [...log().matchAll(/"source":"([^"]+)"/g)].map(([, what]) => what);
  assert.deepEqual(sources, [
    'this request',
    'an earlier request',
    'an earlier request, found in Kaltura',
  ]);
  assert.doesNotMatch(log(), /djJ8/);
});
