import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {pino} from 'pino';
import {
  RoomError,
  encodeKs,
  type KalturaRoomsOptions,
  type Logger,
} from '../../src/server/index.js';
import {createPrivateKey} from './private-key.js';
import {NOW, SECRET, SESSION_START, createTestBackend, json, type KalturaCall} from './set-up.js';

const roomId = '1_abcd1234';
const TOKEN = '5f3e2d1c0b9a88776655443322110099';
const KS = 'djJ8MTIzNDV8c2VjcmV0c2VjcmV0';
const privateKey = await createPrivateKey();

type Options = Partial<KalturaRoomsOptions>;
type Respond = (call: KalturaCall) => Response;

const localKs: Options = {};
const sessionStart: Options = {credentials: SESSION_START};
const token = {id: '1_abcd1234', token: TOKEN};
const appTokens: Options = {credentials: {appTokens: {user: token, admin: token}}};
const lti11: Options = {auth: 'lti-1.1'};
const lti13: Options = {
  auth: 'lti-1.3',
  lti13: {
    issuer: 'https://www.example.com',
    clientId: 'kaf',
    deploymentId: '1',
    privateKeys: [privateKey],
  },
};

/** Responds as Kaltura and KAF do if all is well. */
function respondWithSuccess({url, body}: KalturaCall): Response {
  if (url.endsWith('/session/action/start')) return json(startSession(body));
  if (url.endsWith('startWidgetSession')) return json({ks: KS});
  if (url.endsWith('/appToken/action/startSession')) {
    const type = body['type'];
    const privileges = type === 2 ? '' : (body['sessionPrivileges'] as string);
    const {userId} = body;
    return json({ks: KS, userId, expiry: NOW + 60, sessionType: type, privileges});
  }
  return json({success: true, data: {id: roomId}});
}

/** Returns the KS that a request to `session.start` asks for. */
function startSession(body: KalturaCall['body']): string {
  const {userId, type, privileges} = body as {userId: string; type: 0 | 2; privileges: string};
  const pairs = privileges.split(',').filter(Boolean);
  const content = {
    partnerId: 12345,
    userId,
    type,
    expiry: NOW + 60,
    privileges: Object.fromEntries(pairs.map(pair => pair.split(':') as [string, string])),
  };
  return encodeKs(content, SECRET);
}

/** Repeats the request and the secrets in every field that a server may log. */
function respondWithEcho({body, url}: KalturaCall): Response {
  const echo = `${JSON.stringify(body)} ${SECRET} ${TOKEN} ${KS}`;
  return json({
    success: false,
    errorCode: echo,
    error: echo,
    message: echo,
    code: echo,
    objectType: url,
  });
}

function respondWithException({body}: KalturaCall): Response {
  const echo = JSON.stringify(body);
  return json({
    objectType: 'KalturaAPIException',
    code: 'START_SESSION_ERROR',
    message: echo,
    args: {all: echo},
  });
}

function respondWithHtml({body}: KalturaCall): Response {
  return new Response(`<h1>${JSON.stringify(body)}`, {status: 502});
}

function loseConnection({url, body}: KalturaCall): never {
  throw new TypeError(`${url} ${JSON.stringify(body)} ${SECRET} ${TOKEN}`, {
    cause: Object.assign(new Error(SECRET), {code: 'ECONNRESET'}),
  });
}

const brokenStore = {
  get: () => Promise.reject(new Error('away')),
  setIfAbsent: () => Promise.reject(new Error('away')),
  compareAndSwap: () => Promise.reject(new Error('away')),
};

interface Scenario {
  readonly name: string;
  readonly options: Options;
  readonly respond: Respond;
  /** The log line of `POST /token`. */
  readonly launchLine: RegExp;
  /** The last log line of `POST /rooms`. */
  readonly roomLine: RegExp;
}

const LAUNCHED = /"roomId":"1_abcd1234".*kaltura-room: launch/;
const ROOM_CREATED = /"source":"this request".*kaltura-room: room created/;

const launches: Scenario[] = [
  {name: 'a local KS', options: localKs},
  {name: 'session.start', options: sessionStart},
  {name: 'app token', options: appTokens},
  {name: 'LTI 1.1', options: lti11},
  {name: 'LTI 1.3', options: lti13},
].map(({name, options}) => ({
  name: `a launch by ${name} succeeds`,
  options,
  respond: respondWithSuccess,
  launchLine: LAUNCHED,
  roomLine: ROOM_CREATED,
}));

const upstreamFailures: Scenario[] = [
  // Only the creation of a room calls Kaltura.
  {strategy: 'a local KS', options: localKs, launchLine: LAUNCHED, request: 'create-room'},
  {strategy: 'session.start', options: sessionStart, request: 'session.(action.)?start'},
  {strategy: 'app tokens', options: appTokens, request: 'session.(action.)?startWidgetSession'},
].flatMap(({strategy, options, launchLine, request}) =>
  [
    {
      name: 'Kaltura repeats the request and the secrets',
      respond: respondWithEcho,
      pattern: `"kaltura-(refused|invalid)".*${request} (answered|must answer)`,
    },
    {
      name: 'Kaltura returns an error',
      respond: respondWithException,
      pattern: `"kaltura-refused".*${request} answered`,
    },
    {
      name: 'Kaltura returns HTML',
      respond: respondWithHtml,
      pattern: `"kaltura-invalid".*${request} must answer JSON; got 502 with HTML`,
    },
    {
      name: 'the connection is lost',
      respond: loseConnection,
      pattern: `"kaltura-unreachable".*${request} got no answer.*TypeError ECONNRESET`,
    },
  ].map(({name, respond, pattern}) => {
    const failureLine = new RegExp(`${pattern}.*kaltura-room: failed`);
    return {
      name: `${name}, with ${strategy}`,
      options,
      respond,
      launchLine: launchLine ?? failureLine,
      roomLine: failureLine,
    };
  }),
);

const scenarios: Scenario[] = [
  ...launches,
  ...upstreamFailures,
  {
    name: 'authorize() denies access',
    options: {
      authorize: () => {
        throw new RoomError('access-denied', 'not a member');
      },
    },
    respond: respondWithSuccess,
    launchLine: /"access-denied".*"not a member".*kaltura-room: refused/,
    roomLine: /"access-denied".*"not a member".*kaltura-room: refused/,
  },
  {
    name: 'authorize() throws another error',
    options: {
      authorize: () => {
        throw new TypeError('no session', {cause: new Error(SECRET)});
      },
    },
    respond: respondWithSuccess,
    launchLine: /"internalError".*"no session".*kaltura-room: failed/,
    roomLine: /"internalError".*"no session".*kaltura-room: failed/,
  },
  {
    name: 'the store fails',
    options: {...lti13, store: brokenStore},
    respond: respondWithSuccess,
    launchLine: /"internalError".*setIfAbsent\(\) of the store failed.*kaltura-room: failed/,
    roomLine: ROOM_CREATED,
  },
];

const loggers: {name: string; create: (lines: string[]) => Logger}[] = [
  {
    name: 'pino',
    create: lines => pino({level: 'trace'}, {write: line => void lines.push(line)}),
  },
  {
    name: 'console',
    create: lines => {
      const write = (...values: unknown[]) => void lines.push(values.map(toText).join(' '));
      return {...console, info: write, error: write};
    },
  },
];
const toText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

type Backend = ReturnType<typeof createTestBackend>;
type Answer = Awaited<ReturnType<Backend['post']>>['answer'];

/** Returns the login hint of a launch by LTI 1.3. */
function getLoginHint({data}: Answer): string | undefined {
  const url = data?.['url'] as string | undefined;
  return (url && new URL(url).searchParams.get('login_hint')) || undefined;
}

/** Sends the authentication request of KAF for a launch by LTI 1.3. */
async function requestAuthorization(
  {app}: Backend,
  loginHint: string,
  nonce: string,
): Promise<void> {
  const query = new URLSearchParams({
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    client_id: 'kaf',
    state: 'state-is-secret',
    nonce,
    login_hint: loginHint,
    redirect_uri: 'https://12345.kaf.kaltura.com/hosted/index/oauth2-launch',
  });
  await app.request(`/lti/authorize?${query.toString()}`);
}

/** Returns everything that the host backend must not log. */
function collectSecrets(options: Options, {kalturaCalls}: Backend, launch: Answer): string[] {
  const fields = launch.data?.['fields'] as Record<string, string> | undefined;
  return [
    SECRET,
    // Only with app tokens can the server know that this text is a secret.
    JSON.stringify(options).includes(TOKEN) ? TOKEN : undefined,
    KS,
    privateKey.d,
    privateKey.p,
    ...kalturaCalls.map(({body}) => body['tokenHash'] as string | undefined),
    'state-is-secret',
    fields?.['oauth_signature'],
    getLoginHint(launch),
  ].filter(secret => secret !== undefined);
}

describe('logger', () => {
  for (const logger of loggers)
    for (const {name, options, respond, launchLine, roomLine} of scenarios)
      it(`${logger.name} receives the result but no secret if ${name}`, async () => {
        const lines: string[] = [];
        const backend = createTestBackend({...options, logger: logger.create(lines)}, respond);
        const {post} = backend;
        const assertLastLine = (pattern: RegExp) => assert.match(lines.at(-1) ?? '', pattern);

        const {answer: launch} = await post('/token', {roomId, roomModerator: true});
        assertLastLine(launchLine);
        await post('/rooms', {name: 'Room'});
        assertLastLine(roomLine);
        await post('/token', `{"roomId": "${KS}", "secret": "${SECRET}"`);
        assertLastLine(/"invalidRequest".*expected JSON.*kaltura-room: refused/);
        await post('/token', {roomId, ks: KS, secret: SECRET});
        assertLastLine(/"invalidRequest".*expected no .*kaltura-room: refused/);
        const loginHint = getLoginHint(launch);
        if (loginHint !== undefined) {
          await requestAuthorization(backend, loginHint, 'n');
          assertLastLine(/"roomId":"1_abcd1234".*kaltura-room: launch by LTI 1\.3/);
          await requestAuthorization(backend, loginHint, '');
          assertLastLine(/"invalidRequest".*nonce must not be empty.*kaltura-room: refused/);
        }

        const log = lines.join('\n');
        for (const secret of collectSecrets(options, backend, launch))
          assert.ok(!log.includes(secret), 'a secret was logged');
        assert.doesNotMatch(log, /djJ8|eyJ/);
      });

  it('receives one short line for any path, field or error of KAF', async () => {
    const lines: {route: string; reason: string}[] = [];
    const keep = (fields: object) => void lines.push(fields as (typeof lines)[number]);
    const {app, post} = createTestBackend({logger: {info: keep, error: keep}}, () =>
      json({success: false, errorCode: 'invalidRequest', error: 'no\u001b[2J\r\nGET /forged'}),
    );
    await app.request('/nowhere%0A%1B%5B2J%E2%80%A8forged');
    await app.request(`/${'a'.repeat(20_000)}`);
    await post('/token', {roomId, 'x\u001b[2J\nforged': 1});
    await post('/token', {roomId, 'x\u202e\u2066detsurt\u2069': 1});
    await post('/rooms', {name: 'Room'});
    assert.equal(lines.length, 5);
    for (const {route, reason} of lines) {
      assert.doesNotMatch(route + reason, /[\p{C}\p{Zl}\p{Zp}]/u);
      assert.ok(route.length <= 200 && reason.length <= 400);
    }
  });

  it('receives a stack without control characters and marks that reorder text', async () => {
    const stacks: string[] = [];
    const error = (fields: object) => void stacks.push((fields as {stack: string}).stack);
    const {post} = createTestBackend({
      logger: {info: error, error},
      authorize: () => {
        throw new Error('no session \u202e\u001b[2J');
      },
    });
    await post('/token', {roomId});
    assert.equal(stacks.length, 1);
    assert.doesNotMatch(stacks[0]?.replaceAll('\n', '') ?? '', /[\p{C}\p{Zl}\p{Zp}]/u);
  });

  it('receives the support reference of a failed request, but not the rest of its idempotency key', async () => {
    const {post, log} = createTestBackend({}, () =>
      json({success: false, errorCode: 'internalError'}),
    );
    const key = '0123456789abcdef0123456789abcdef';
    const headers = {'content-type': 'application/json', 'idempotency-key': key};
    await post('/rooms', {name: 'Room'}, {headers});
    assert.ok(log().includes('"reference":"01234567"'));
    assert.ok(!log().includes(key.slice(0, 9)));
  });
});
