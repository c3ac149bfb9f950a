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

const scenarios: {name: string; options: Options; respond: Respond}[] = [
  {name: 'a launch by a local KS succeeds', options: localKs, respond: respondWithSuccess},
  {name: 'a launch by session.start succeeds', options: sessionStart, respond: respondWithSuccess},
  {name: 'a launch by app token succeeds', options: appTokens, respond: respondWithSuccess},
  {name: 'a launch by LTI 1.1 succeeds', options: lti11, respond: respondWithSuccess},
  {name: 'a launch by LTI 1.3 succeeds', options: lti13, respond: respondWithSuccess},
  ...[
    {strategy: 'a local KS', options: localKs},
    {strategy: 'session.start', options: sessionStart},
    {strategy: 'app tokens', options: appTokens},
  ].flatMap(({strategy, options}) => [
    {name: `Kaltura repeats the request, with ${strategy}`, options, respond: respondWithEcho},
    {name: `Kaltura answers an error, with ${strategy}`, options, respond: respondWithException},
    {name: `Kaltura answers HTML, with ${strategy}`, options, respond: respondWithHtml},
    {name: `the connection is lost, with ${strategy}`, options, respond: loseConnection},
  ]),
  {
    name: 'authorize() denies access',
    options: {
      authorize: () => {
        throw new RoomError('access-denied', 'not a member');
      },
    },
    respond: respondWithSuccess,
  },
  {
    name: 'authorize() throws another error',
    options: {
      authorize: () => {
        throw new TypeError('no session', {cause: new Error(SECRET)});
      },
    },
    respond: respondWithSuccess,
  },
  {
    name: 'the store fails',
    options: {...lti13, store: brokenStore},
    respond: respondWithSuccess,
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

describe('logger', () => {
  for (const logger of loggers)
    for (const {name, options, respond} of scenarios)
      it(`${logger.name} receives the result but no secret if ${name}`, async () => {
        const lines: string[] = [];
        const {app, post, kalturaCalls} = createTestBackend(
          {...options, logger: logger.create(lines)},
          respond,
        );
        const launch = await post('/token', {roomId, roomModerator: true});
        await post('/rooms', {name: 'Room'});
        await post('/token', `{"roomId": "${KS}", "secret": "${SECRET}"`);
        await post('/token', {roomId, ks: KS, secret: SECRET});
        const url = launch.answer.data?.['url'] as string | undefined;
        const loginHint = url && new URL(url).searchParams.get('login_hint');
        if (url !== undefined)
          for (const nonce of ['n', '']) {
            const query = new URLSearchParams({
              scope: 'openid',
              response_type: 'id_token',
              response_mode: 'form_post',
              client_id: 'kaf',
              state: 'state-is-secret',
              nonce,
              login_hint: loginHint ?? '',
              redirect_uri: 'https://12345.kaf.kaltura.com/hosted/index/oauth2-launch',
            });
            await app.request(`/lti/authorize?${query.toString()}`);
          }

        assert.ok(lines.length >= 4, `${lines.length} lines`);
        const log = lines.join('\n');
        assert.match(log, /kaltura-room: (launch|failed|refused)/);
        const fields = launch.answer.data?.['fields'] as Record<string, string> | undefined;
        const secrets = [
          SECRET,
          // Only with app tokens can the server know that this text is a secret.
          JSON.stringify(options).includes(TOKEN) ? TOKEN : undefined,
          KS,
          privateKey.d,
          privateKey.p,
          ...kalturaCalls.map(({body}) => body['tokenHash'] as string | undefined),
          'state-is-secret',
          fields?.['oauth_signature'],
          loginHint,
        ];
        for (const secret of secrets)
          if (secret) assert.ok(!log.includes(secret), 'a secret was logged');
        assert.doesNotMatch(log, /djJ8|eyJ/);
      });

  it('receives one short line for any path, field or answer of KAF', async () => {
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
