import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Hono} from 'hono';
import {RoomError, decodeKs, kalturaRooms, type AccessRequest} from '../../src/server/index.js';
import {NOW, SECRET, json, setup, type UpstreamCall} from './set-up.js';

const roomId = '1_abcd1234';

test('answers a launch whose KS opens this room for this person, and no more', async () => {
  const {post} = setup();
  const {status, response, json: answer} = await post('/token', {roomId});
  assert.equal(status, 200);
  assert.equal(response.headers.get('cache-control'), 'no-store');
  const {ks, ...rest} = answer.data ?? {};
  assert.deepEqual(rest, {
    auth: 'ks',
    kafUrl: 'https://12345.kaf.kaltura.com',
    expiresAt: NOW + 60,
  });
  assert.deepEqual(decodeKs(ks as string, SECRET), {
    partnerId: 12345,
    userId: 'jane@example.com',
    type: 0,
    expiry: NOW + 60,
    privileges: {
      actionslimit: '-1',
      entryId: roomId,
      role: 'viewerRole',
      firstName: 'Jane',
      roomModerator: '0',
      chatModerator: '0',
    },
  });
});

test('who the person is and what they may do comes from authorize, which is told what is asked', async () => {
  const asked: [string | null, AccessRequest][] = [];
  const {post} = setup({
    authorize: (request, ask) => {
      asked.push([request.headers.get('cookie'), ask]);
      return {userId: 'mod', roomModerator: true};
    },
  });
  const headers = {'content-type': 'application/json', cookie: 'session=1'};
  const {json: answer} = await post(
    '/token',
    {roomId, roomModerator: true, chatModerator: true},
    {headers},
  );
  const {userId, privileges} = decodeKs(answer.data?.['ks'] as string, SECRET);
  assert.deepEqual(
    [userId, privileges['roomModerator'], privileges['chatModerator']],
    ['mod', '1', '0'],
  );
  assert.deepEqual(asked, [
    ['session=1', {action: 'view-room', roomId, roomModerator: true, chatModerator: true}],
  ]);
});

test('a body cannot say who the person is', async () => {
  const {post} = setup();
  const {status, json: answer} = await post('/token', {
    roomId,
    userId: 'admin',
    privileges: 'edit:*',
  });
  assert.equal(status, 400);
  assert.equal(answer.errorCode, 'invalidRequest');
  assert.match(answer.error ?? '', /"userId", "privileges"/);
});

const refusals: [string, () => null | never, number, string][] = [
  ['nobody is signed in', () => null, 401, 'sign-in-required'],
  [
    'access is denied',
    () => {
      throw new RoomError('access-denied', 'not a member');
    },
    403,
    'access-denied',
  ],
  [
    'the room is unknown',
    () => {
      throw new RoomError('room-not-found', 'no such room');
    },
    404,
    'room-not-found',
  ],
  [
    'authorize breaks',
    () => {
      throw new Error(`database at ${SECRET}`);
    },
    500,
    'internalError',
  ],
];
for (const [label, authorize, expected, code] of refusals)
  for (const [path, body] of [
    ['/token', {roomId}],
    ['/rooms', {name: 'Room'}],
  ] as const)
    test(`POST ${path} answers ${expected} where ${label}, and makes no session`, async () => {
      const {post, calls} = setup({authorize});
      const {status, text, json: answer} = await post(path, body);
      assert.deepEqual([status, answer.success, answer.errorCode], [expected, false, code]);
      assert.doesNotMatch(text, new RegExp(`${SECRET}|djJ8`));
      assert.equal(calls.length, 0);
    });

for (const userId of ['', '*', '0', 'has space', 'a:b', 'a/b', 'x'.repeat(321)])
  test(`a user ID that Kaltura would not take is the host's mistake: ${JSON.stringify(userId.slice(0, 20))}`, async () => {
    const {post, log} = setup({authorize: () => ({userId})});
    const {status, json: answer} = await post('/token', {roomId});
    assert.deepEqual([status, answer.errorCode], [500, 'internalError']);
    assert.match(log(), /userId of authorize/);
  });

const badRoomIds = [
  '',
  '1_abcd1234,roomModerator:1',
  '../x',
  '1_ABCD1234',
  '1_abcd12345',
  `${'1'.repeat(60_000)}_abcd1234`,
  '1_abcd1234\n',
  7,
  null,
  ['1_abcd1234'],
];
for (const bad of badRoomIds)
  test(`refuses the room ID ${JSON.stringify(bad)}`, async () => {
    const {post} = setup();
    const {status, json: answer} = await post('/token', {roomId: bad});
    assert.deepEqual([status, answer.errorCode], [400, 'invalidRequest']);
    assert.match(answer.error ?? '', /body\.roomId: expected a room ID such as 1_abcd1234/);
  });

const big = JSON.stringify({roomId, filler: 'x'.repeat(10_000_000)});
const badBodies: [string, string | undefined, string | undefined, number][] = [
  ['no body', undefined, 'application/json', 400],
  ['no JSON', '{"roomId":', 'application/json', 400],
  ['a list', '[]', 'application/json', 400],
  ['null', 'null', 'application/json', 400],
  ['a form', `roomId=${roomId}`, 'application/x-www-form-urlencoded', 415],
  ['plain text, which other sites may send', JSON.stringify({roomId}), 'text/plain', 415],
  ['a look-alike type', JSON.stringify({roomId}), 'application/jsonp', 415],
  ['no type', JSON.stringify({roomId}), undefined, 415],
  ['10 MB', big, 'application/json', 413],
];
for (const path of ['/token', '/rooms'])
  for (const [label, body, type, expected] of badBodies)
    test(`POST ${path} answers ${expected} to ${label}`, async () => {
      const {app} = setup();
      const headers = new Headers(type ? {'content-type': type} : {});
      const response = await app.request(path, {
        method: 'POST',
        headers,
        body: body === undefined ? null : new TextEncoder().encode(body),
      });
      assert.equal(response.status, expected);
      assert.equal(response.headers.get('cache-control'), 'no-store');
      const answer = (await response.json()) as {errorCode: string; success: boolean};
      assert.deepEqual([answer.success, answer.errorCode], [false, 'invalidRequest']);
    });

test('a body that streams without an end is cut off', async () => {
  const {app} = setup();
  const body = new ReadableStream({
    pull: controller => controller.enqueue(new Uint8Array(64 * 1024)),
  });
  const init = {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body,
    duplex: 'half',
  };
  assert.equal((await app.request('/token', init as RequestInit)).status, 413);
});

for (const length of ['', '-1', '+9', '0x10', '1e1', '1.5'])
  test(`a body whose length is said to be "${length}" is too long`, async () => {
    const {status} = await setup().post('/token', 'a'.repeat(65 * 1024), {
      headers: {'content-type': 'application/json', 'content-length': length},
    });
    assert.equal(status, 413);
  });

test('an answer stays short, however long the body it refuses', async () => {
  const {post, log} = setup();
  const {status, text} = await post('/token', {roomId, ['k'.repeat(60_000)]: 1});
  assert.equal(status, 400);
  assert.ok(text.length < 500 && log().length < 800);
});

for (const thrown of ['no session', undefined, {}] as unknown[])
  test(`what authorize throws need not be an Error: ${JSON.stringify(thrown)}`, async () => {
    const {post, log} = setup({
      authorize: () => Promise.reject(thrown),
    });
    const {status, json: answer, response} = await post('/token', {roomId});
    assert.deepEqual([status, answer.errorCode], [500, 'internalError']);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.match(log(), /authorize\(\) must throw an Error/);
  });

for (const firstName of [42, {}, null, ['x']])
  test(`a name that is ${JSON.stringify(firstName)} keeps nobody out`, async () => {
    const authorize = () => ({userId: 'u', firstName: firstName as unknown as string});
    assert.equal((await setup({authorize}).post('/token', {roomId})).status, 200);
  });

test('an unknown route answers in the envelope too', async () => {
  const {app} = setup();
  const response = await app.request('/nothing', {
    method: 'POST',
    body: '{}',
    headers: {'content-type': 'application/json'},
  });
  assert.equal(response.status, 404);
  assert.equal(((await response.json()) as {errorCode: string}).errorCode, 'endpoint-not-found');
});

for (const method of ['GET', 'PUT', 'DELETE'])
  test(`${method} is told to be a POST`, async () => {
    const host = new Hono().route('/api/kaltura', setup().app);
    const response = await host.request('/api/kaltura/token', {method});
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'POST');
    assert.equal(((await response.json()) as {success: boolean}).success, false);
  });

test('where Kaltura is asked stays in the log', async () => {
  const options = {
    apiUrl: 'https://api.internal.example',
    credentials: {adminSecret: SECRET, strategy: 'session.start' as const},
  };
  const {post, log} = setup(options, () => Promise.reject(new TypeError('fetch failed')));
  const {text} = await post('/token', {roomId});
  assert.doesNotMatch(text, /internal\.example/);
  assert.match(log(), /internal\.example/);
});

test('works below a path of another app', async () => {
  const {app} = setup();
  const host = new Hono().route('/api/kaltura', app);
  const headers = {'content-type': 'application/json'};
  const ok = await host.request('/api/kaltura/token', {
    method: 'POST',
    headers,
    body: JSON.stringify({roomId}),
  });
  assert.equal(ok.status, 200);
  assert.equal(ok.headers.get('cache-control'), 'no-store');
  const refused = await host.request('/api/kaltura/token', {method: 'POST', headers, body: '{}'});
  assert.equal(refused.status, 400);
  assert.equal(refused.headers.get('cache-control'), 'no-store');
});

test('creates a room with an admin KS that stays between server and KAF', async () => {
  const {post, calls, log} = setup({}, () => json({success: true, data: {id: '1_newroom0'}}));
  const room = {
    name: '  Weekly "stand-up", 🎉  ',
    description: 'About',
    tags: 'a,b',
    templateRoomEntryId: '1_template',
    roomModeratorUserIds: ['ann', 'bob@example.com'],
    chatModeratorUserIds: ['ann'],
  };
  const {status, json: answer, text} = await post('/rooms', room);
  assert.deepEqual([status, answer], [201, {success: true, data: {id: '1_newroom0'}}]);
  const [call] = calls as [UpstreamCall];
  assert.equal(call.url, 'https://12345.kaf.kaltura.com/embeddedrooms/index/create-room');
  const {ks, ...sent} = call.body;
  assert.deepEqual(sent, {...room, name: 'Weekly "stand-up", 🎉'});
  assert.deepEqual(decodeKs(ks as string, SECRET), {
    partnerId: 12345,
    userId: 'jane@example.com',
    type: 2,
    expiry: NOW + 60,
    privileges: {},
  });
  assert.doesNotMatch(text + log(), /djJ8/);
});

test('who may join may not create, unless the host says so', async () => {
  const {post, calls} = setup({authorize: () => ({userId: 'guest', roomModerator: true})});
  const {status, json: answer} = await post('/rooms', {name: 'Room'});
  assert.deepEqual([status, answer.errorCode, calls.length], [403, 'access-denied', 0]);
});

const badRooms: [Record<string, unknown>, string][] = [
  [{}, 'name'],
  [{name: '   '}, 'name'],
  [{name: 'x'.repeat(257)}, 'name'],
  [{name: 'Room', tags: ['a']}, 'tags'],
  [{name: 'Room', templateRoomEntryId: '../x'}, 'templateRoomEntryId'],
  [{name: 'Room', roomModeratorUserIds: 'ann'}, 'roomModeratorUserIds'],
  [{name: 'Room', roomModeratorUserIds: ['ann lee']}, 'roomModeratorUserIds'],
  [{name: 'Room', chatModeratorUserIds: ['<script>']}, 'chatModeratorUserIds'],
  [{name: 'Room', ks: 'djJ8mine'}, '"ks"'],
];
for (const [body, field] of badRooms)
  test(`refuses the room ${JSON.stringify(body).slice(0, 60)}, naming ${field}`, async () => {
    const {post, calls} = setup();
    const {status, json: answer} = await post('/rooms', body);
    assert.deepEqual([status, answer.errorCode, calls.length], [400, 'invalidRequest', 0]);
    assert.ok(answer.error?.includes(field), answer.error);
  });

const html = () =>
  new Response('<h1>Oops</h1>', {status: 200, headers: {'content-type': 'text/html'}});
const upstreamFaults: [string, () => Response | Promise<Response>, number, string][] = [
  [
    'KAF says invalidRequest',
    () =>
      json({
        success: false,
        errorCode: 'invalidRequest',
        error: 'Mandatory parameter "name" is missing',
      }),
    400,
    'invalidRequest',
  ],
  [
    'KAF says invalidConfiguration',
    () => json({success: false, errorCode: 'invalidConfiguration', error: 'x'}),
    502,
    'invalidConfiguration',
  ],
  [
    'KAF says internalError',
    () => json({success: false, errorCode: 'internalError', error: 'x'}),
    500,
    'internalError',
  ],
  [
    'KAF says a code that nobody knows',
    () => json({success: false, errorCode: 'surprise', error: 'x'}),
    500,
    'internalError',
  ],
  [
    "KAF says one of the host backend's own codes",
    () => json({success: false, errorCode: 'sign-in-required', error: 'x'}),
    500,
    'internalError',
  ],
  [
    'KAF repeats a secret',
    () => json({success: false, errorCode: 'internalError', error: `secret ${SECRET}`}),
    500,
    'internalError',
  ],
  [
    'KAF says a KS in its content type',
    () => new Response('<h1>', {headers: {'content-type': 'text/djJ8MTIzNDV8abcdefgh'}}),
    502,
    'kaltura-invalid',
  ],
  [
    'KAF says message in place of error',
    () => json({success: false, errorCode: 'invalidRequest', message: 'x'}),
    400,
    'invalidRequest',
  ],
  ['KAF says only a message', () => json({message: 'x'}), 500, 'internalError'],
  ['KAF answers HTML', html, 502, 'kaltura-invalid'],
  ['KAF answers 502 with HTML', () => new Response('<h1>', {status: 502}), 502, 'kaltura-invalid'],
  ['KAF answers nothing', () => new Response(null, {status: 204}), 502, 'kaltura-invalid'],
  ['KAF answers half a body', () => new Response('{"success": tr'), 502, 'kaltura-invalid'],
  ['KAF answers null', () => json(null), 502, 'kaltura-invalid'],
  ['KAF answers a list', () => json([]), 502, 'kaltura-invalid'],
  ['KAF says success without an ID', () => json({success: true, data: {}}), 502, 'kaltura-invalid'],
  ['KAF says success without data', () => json({success: true}), 502, 'kaltura-invalid'],
  [
    'KAF says an ID that is none',
    () => json({success: true, data: {id: 'javascript:1'}}),
    502,
    'kaltura-invalid',
  ],
  ['KAF redirects', () => Response.redirect('https://evil.example/', 307), 502, 'kaltura-invalid'],
  [
    'KAF is not there',
    () => Promise.reject(new TypeError('fetch failed')),
    502,
    'kaltura-unreachable',
  ],
];
for (const [label, answer, expected, code] of upstreamFaults)
  test(`${label}: ${expected} ${code}, and no secret anywhere`, async () => {
    const {post, log, calls} = setup({}, answer);
    const {status, json: body, text} = await post('/rooms', {name: 'Room'});
    assert.deepEqual([status, body.success, body.errorCode], [expected, false, code]);
    assert.equal(typeof body.error, 'string');
    assert.equal(calls.length, 1);
    assert.doesNotMatch(text + log(), new RegExp(`${SECRET}|djJ8`));
  });

test('a KS that KAF refuses is the fault of the account, not of the person', async () => {
  const error = 'The KS is invalid: it was not made for this account';
  const {post, log} = setup({}, () => json({success: false, errorCode: 'invalidRequest', error}));
  const {status, json: answer} = await post('/rooms', {name: 'Room'});
  assert.deepEqual([status, answer.errorCode], [502, 'kaltura-refused']);
  assert.match(log(), /The KS is invalid/);
});

test('a word of the room that KAF quotes back is not taken for its KS', async () => {
  const error = 'The name "About the KS" is taken';
  const {post} = setup({}, () => json({success: false, errorCode: 'invalidRequest', error}));
  const {status, json: answer} = await post('/rooms', {name: 'About the KS'});
  assert.deepEqual([status, answer.errorCode], [400, 'invalidRequest']);
});

for (const [seconds, told] of [
  [120, true],
  [-120, true],
  [5, false],
] as const)
  test(`a KS that KAF refuses with its clock ${seconds} s ahead: the log ${told ? 'tells' : 'does not tell'} of the clocks`, async () => {
    const answer = {success: false, errorCode: 'invalidRequest', error: 'The KS has expired'};
    const date = new Date((NOW + seconds) * 1000).toUTCString();
    const {post, log} = setup({}, () => Response.json(answer, {headers: {date}}));
    assert.equal((await post('/rooms', {name: 'Room'})).json.errorCode, 'kaltura-refused');
    assert.equal(log().includes(`KAF's clock is ${seconds} s ahead of this server's`), told);
  });

test('a KS that KAF quotes back is not passed on', async () => {
  const {post, log} = setup({}, ({body}) =>
    json({
      success: false,
      errorCode: 'invalidRequest',
      error: `Invalid KS "${body['ks'] as string}"`,
    }),
  );
  const {text} = await post('/rooms', {name: 'Room'});
  assert.match(log(), /Invalid KS \\"\[secret\]/);
  assert.doesNotMatch(text + log(), /djJ8/);
});

/** Calls back when the call is given up; holds the process, as an open socket would. */
function whenEnded({signal}: RequestInit, callback: (reason: unknown) => void): void {
  const hold = setInterval(() => {}, 60_000);
  signal?.addEventListener('abort', () => {
    clearInterval(hold);
    callback(signal.reason);
  });
}

for (const path of ['/token', '/rooms'])
  test(`POST ${path}: a Kaltura that never answers ends at the deadline`, async () => {
    const {post} = setup(
      {upstreamTimeout: 0.02, credentials: {adminSecret: SECRET, strategy: 'session.start'}},
      ({init}) => new Promise((_, reject) => whenEnded(init, reject)),
    );
    const {status, json: answer} = await post(path, path === '/token' ? {roomId} : {name: 'Room'});
    assert.deepEqual([status, answer.errorCode], [504, 'kaltura-timeout']);
  });

test('an answer that stops in the middle ends at the deadline too', async () => {
  const {post} = setup({upstreamTimeout: 0.02}, ({init}) => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"succ'));
        whenEnded(init, reason => controller.error(reason));
      },
    });
    return new Response(body);
  });
  assert.equal((await post('/rooms', {name: 'Room'})).json.errorCode, 'kaltura-timeout');
});

test('an answer without an end is cut off', async () => {
  let chunks = 0;
  const {post} = setup({}, () => {
    const body = new ReadableStream({
      pull(controller) {
        chunks++;
        controller.enqueue(new Uint8Array(100_000).fill(32));
      },
    });
    return new Response(body);
  });
  assert.equal((await post('/rooms', {name: 'Room'})).json.errorCode, 'kaltura-invalid');
  assert.ok(chunks < 20);
});

const ks = 'djJ8MTIzNDV8abcdefghij';
for (const [kafUrl, apiUrl] of [
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['https://12345.kaf.kaltura.com', 'https://www.kaltura.com'],
] as const)
  test(`with KAF at ${kafUrl}, the API is at ${apiUrl}`, async () => {
    const credentials = {adminSecret: SECRET, strategy: 'session.start'} as const;
    const {post, calls} = setup({kafUrl, credentials}, () => json(ks));
    await post('/token', {roomId});
    assert.equal(new URL(calls[0]?.url ?? '').origin, apiUrl);
  });

test('session.start makes the session where the host says so', async () => {
  const {post, calls} = setup(
    {
      apiUrl: 'https://api.eu.kaltura.com',
      credentials: {adminSecret: SECRET, strategy: 'session.start'},
    },
    () => json(ks),
  );
  const {json: answer} = await post('/token', {roomId});
  assert.equal(answer.data?.['ks'], ks);
  const [{url, init, body}] = calls as [UpstreamCall];
  assert.equal(url, 'https://api.eu.kaltura.com/api_v3/service/session/action/start');
  assert.equal(new Headers(init.headers).get('content-type'), 'application/json');
  assert.equal(init.redirect, 'manual');
  assert.deepEqual(body, {
    format: 1,
    partnerId: 12345,
    secret: SECRET,
    userId: 'jane@example.com',
    type: 0,
    expiry: 60,
    privileges: `actionslimit:-1,entryId:${roomId},role:viewerRole,firstName:Jane,roomModerator:0,chatModerator:0`,
  });
});

const startFaults: [string, unknown, string][] = [
  [
    'refuses the secret',
    {
      objectType: 'KalturaAPIException',
      code: 'START_SESSION_ERROR',
      message: 'Error while starting session for partner [1]',
      args: {PID: '1'},
    },
    'kaltura-refused',
  ],
  ['answers no KS', '<xml>', 'kaltura-invalid'],
  ['answers a KS of version 1', 'NjQ1ZjgxZDliNWVmY2ZmZjlmY2VmODhhZWE3', 'kaltura-invalid'],
  [
    'answers a secret as its code',
    {objectType: 'KalturaAPIException', code: SECRET},
    'kaltura-invalid',
  ],
  ['answers another object', {ok: true}, 'kaltura-invalid'],
];
for (const [label, answer, code] of startFaults)
  test(`session.start ${label}, with HTTP 200: 502 ${code}`, async () => {
    const {post, log} = setup({credentials: {adminSecret: SECRET, strategy: 'session.start'}}, () =>
      json(answer),
    );
    const {status, text, json: body} = await post('/token', {roomId});
    assert.deepEqual([status, body.errorCode], [502, code]);
    assert.doesNotMatch(text + log(), new RegExp(SECRET));
  });

const complete = {
  partnerId: 12345,
  kafUrl: 'https://12345.kaf.kaltura.com',
  credentials: {adminSecret: SECRET},
  authorize: () => null,
};
const part = 'AQAB';
const RSA = {
  ...{kty: 'RSA', n: 'x'.repeat(342), e: part, d: part},
  ...{p: part, q: part, dp: part, dq: part, qi: part},
};
const lti13 = {
  issuer: 'https://www.example.com',
  clientId: 'kaf',
  deploymentId: '1',
  privateKeys: [RSA],
};
const badOptions: [Record<string, unknown>, RegExp][] = [
  [{partnerId: '12345'}, /partnerId/],
  [{partnerId: 0}, /partnerId/],
  [{kafUrl: undefined}, /kafUrl/],
  [{kafUrl: 'http://kaf.example'}, /kafUrl/],
  [{kafUrl: 'https://user@kaf.example'}, /kafUrl/],
  [{kafUrl: 'https://kaf.example/path'}, /kafUrl/],
  [{kafUrl: 'javascript:alert(1)'}, /kafUrl/],
  [{apiUrl: 'ftp://x'}, /apiUrl/],
  [{credentials: undefined}, /credentials/],
  [{credentials: {}}, /adminSecret/],
  [{credentials: {adminSecret: ''}}, /adminSecret/],
  [{credentials: {adminSecret: SECRET, strategy: 'magic'}}, /credentials\.strategy/],
  [{credentials: {appTokens: {}}}, /appTokens\.user/],
  [{credentials: {appTokens: {user: {id: 'x', token: SECRET}}}}, /appTokens\.user\.id/],
  [{credentials: {appTokens: {user: {id: '1_abcd1234'}}}}, /appTokens\.user\.token is missing/],
  [
    {credentials: {appTokens: {user: {id: '1_abcd1234', token: SECRET, hashType: 'CRC'}}}},
    /hashType/,
  ],
  [
    {credentials: {adminSecret: SECRET, appTokens: {user: {id: '1_abcd1234', token: SECRET}}}},
    /adminSecret/,
  ],
  [{auth: 'saml'}, /auth must be/],
  [
    {auth: 'lti-1.1', credentials: undefined},
    /auth: "lti-1\.1" needs credentials\.adminSecret, or/,
  ],
  [{auth: 'lti-1.1', lti: {consumerKey: 'x'}}, /lti\.sharedSecret/],
  [{lti: {consumerKey: 'x', sharedSecret: SECRET}}, /auth: "ks" needs no option lti/],
  [{auth: 'lti-1.3'}, /needs the option lti13/],
  ...['us', 'http://www.example.com', 'https://u@example.com'].map(
    (issuer): [Record<string, unknown>, RegExp] => [
      {auth: 'lti-1.3', lti13: {...lti13, issuer}},
      /lti13\.issuer/,
    ],
  ),
  [{auth: 'lti-1.3', lti13: {...lti13, privateKeys: []}}, /privateKeys must not be empty/],
  [{auth: 'lti-1.3', lti13: {...lti13, privateKeys: [{kty: 'EC'}]}}, /must be RSA/],
  [{auth: 'lti-1.3', lti13: {...lti13, privateKeys: [{...RSA, n: 'AQAB'}]}}, /2048 bits/],
  [{auth: 'lti-1.3', lti13: {...lti13, privateKeys: [{...RSA, d: undefined}]}}, /private keys/],
  [
    {
      auth: 'lti-1.3',
      lti13: {...lti13, privateKeys: ['AQAB', 'AQAC'].map(p => ({...RSA, p, kid: 'k'}))},
    },
    /privateKeys must have a different kid each/,
  ],
  [{auth: 'lti-1.3', lti13: {...lti13, redirectUris: ['/launch']}}, /redirectUris/],
  ...[
    'http://12345.kaf.kaltura.com/hosted/index/oauth2-launch',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user:password@12345.kaf.kaltura.com/hosted/index/oauth2-launch',
    'https://12345.kaf.kaltura.com/hosted/index/oauth2-launch#fragment',
  ].map((uri): [Record<string, unknown>, RegExp] => [
    {auth: 'lti-1.3', lti13: {...lti13, redirectUris: [uri]}},
    /redirectUris must be https URLs/,
  ]),
  [{store: {get() {}}}, /store must have/],
  [{authorize: undefined}, /authorize/],
  [{authorize: true}, /authorize/],
  [{allowedOrigins: '*'}, /allowedOrigins/],
  [{allowedOrigins: ['*']}, /allowedOrigins/],
  [{allowedOrigins: ['https://www.example.com/path']}, /allowedOrigins/],
  [{sessionLifetime: 1}, /sessionLifetime/],
  [{upstreamTimeout: 0}, /upstreamTimeout/],
  [{logger: {}}, /logger/],
  [{everyone: true}, /everyone/],
];
for (const [option, message] of badOptions)
  test(`throws at once for the option ${JSON.stringify(option)}`, () => {
    const options = {...complete, ...option} as unknown as Parameters<typeof kalturaRooms>[0];
    assert.throws(
      () => kalturaRooms(options),
      (error: Error) => {
        assert.ok(error instanceof TypeError);
        assert.match(error.message, message);
        assert.ok(!error.message.includes(SECRET));
        return true;
      },
    );
  });

test('says once what is wrong in many places', () => {
  const wrong = {auth: 'lti-1.3', lti13: {...lti13, privateKeys: [{}, {}]}} as const;
  assert.throws(
    () => kalturaRooms({...complete, ...wrong}),
    ({message}: Error) => message.split('; ').length === new Set(message.split('; ')).size,
  );
});

for (const createRooms of ['false', 1, {}])
  test(`who may create rooms is true alone, not ${JSON.stringify(createRooms)}`, async () => {
    const grant = {userId: 'u', createRooms: createRooms as boolean};
    const {post, calls} = setup({authorize: () => grant});
    assert.equal((await post('/rooms', {name: 'Room'})).status, 403);
    assert.equal(calls.length, 0);
  });

test('throws at once in a browser', () => {
  Object.assign(globalThis, {document: {}});
  try {
    assert.throws(() => kalturaRooms(complete), /must not run in a browser/);
  } finally {
    delete (globalThis as {document?: unknown}).document;
  }
});

test('how long Kaltura asks to wait is handed on', async () => {
  const {post} = setup({credentials: {adminSecret: SECRET, strategy: 'session.start'}}, () =>
    Promise.resolve(new Response('', {status: 429, headers: {'retry-after': '7'}})),
  );
  const {status, response, json: answer} = await post('/token', {roomId});
  assert.deepEqual([status, answer.errorCode], [429, 'rate-limited']);
  assert.equal(response.headers.get('retry-after'), '7');
});

test('so is how long the host asks to wait', async () => {
  const {post} = setup({
    authorize: () => {
      throw new RoomError('rate-limited', 'ten launches a minute', {retryAfter: 29.5});
    },
  });
  const {status, response} = await post('/token', {roomId});
  assert.deepEqual([status, response.headers.get('retry-after')], [429, '30']);
});
