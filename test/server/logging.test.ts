import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {exportJWK, generateKeyPair, type JWK} from 'jose';
import {pino} from 'pino';
import {RoomError, type KalturaRoomsOptions, type Logger} from '../../src/server/index.js';
import {SECRET, json, setup, type UpstreamCall} from './set-up.js';

const roomId = '1_abcd1234';
const TOKEN = '5f3e2d1c0b9a88776655443322110099';
const KS = 'djJ8MTIzNDV8c2VjcmV0c2VjcmV0';
let privateKey: JWK;
before(async () => {
  const pair = await generateKeyPair('RS256', {extractable: true});
  privateKey = await exportJWK(pair.privateKey);
});

type Options = Partial<KalturaRoomsOptions>;
const local: Options = {};
const started: Options = {credentials: {adminSecret: SECRET, strategy: 'session.start'}};
const token = {id: '1_abcd1234', token: TOKEN};
const appTokens: Options = {credentials: {appTokens: {user: token, admin: token}}};
const lti: Options = {auth: 'lti-1.1'};
const lti13 = (): Options => ({
  auth: 'lti-1.3',
  lti13: {
    issuer: 'https://www.example.com',
    clientId: 'kaf',
    deploymentId: '1',
    privateKeys: [privateKey],
  },
});

/** Kaltura and KAF as they should be. */
function kaltura({url, body}: UpstreamCall): Response {
  if (url.endsWith('/session/action/start')) return json(KS);
  if (url.endsWith('startWidgetSession')) return json({ks: KS});
  if (url.endsWith('/appToken/action/startSession')) {
    const type = body['type'];
    const privileges = type === 2 ? '' : (body['sessionPrivileges'] as string);
    const {userId} = body;
    return json({ks: KS, userId, expiry: 2_000_000_000, sessionType: type, privileges});
  }
  return json({success: true, data: {id: roomId}});
}
/** One that repeats all it was told, in every place where a careless reader would look. */
const parrot = ({body, url}: UpstreamCall): Response => {
  const all = `${JSON.stringify(body)} ${SECRET} ${TOKEN} ${KS}`;
  return json({
    success: false,
    errorCode: all,
    error: all,
    message: all,
    code: all,
    objectType: url,
  });
};
const exception = ({body}: UpstreamCall): Response => {
  const all = JSON.stringify(body);
  return json({
    objectType: 'KalturaAPIException',
    code: 'START_SESSION_ERROR',
    message: all,
    args: {all},
  });
};
const html = ({body}: UpstreamCall): Response =>
  new Response(`<h1>${JSON.stringify(body)}`, {status: 502});
const broken = ({url, body}: UpstreamCall): never => {
  throw new TypeError(`${url} ${JSON.stringify(body)} ${SECRET} ${TOKEN}`, {
    cause: Object.assign(new Error(SECRET), {code: 'ECONNRESET'}),
  });
};
const deny = () => {
  throw new RoomError('access-denied', 'not a member');
};
const breaks = () => {
  throw new TypeError('no session', {cause: new Error(SECRET)});
};

const rows: [string, () => Options, (call: UpstreamCall) => Response][] = [
  ['all is well, signed here', () => local, kaltura],
  ['all is well, by session.start', () => started, kaltura],
  ['all is well, by app token', () => appTokens, kaltura],
  ['all is well, by LTI 1.1', () => lti, kaltura],
  ['all is well, by LTI 1.3', lti13, kaltura],
  ...([local, started, appTokens] as const).flatMap((options): typeof rows => [
    [`Kaltura repeats what it was told ${rowOf(options)}`, () => options, parrot],
    [`Kaltura refuses ${rowOf(options)}`, () => options, exception],
    [`Kaltura answers HTML ${rowOf(options)}`, () => options, html],
    [`the connection breaks ${rowOf(options)}`, () => options, broken],
  ]),
  ['access is denied', () => ({authorize: deny}), kaltura],
  ['authorize breaks', () => ({authorize: breaks}), kaltura],
  ['the store breaks', () => ({...lti13(), store: brokenStore}), kaltura],
];
const brokenStore = {
  get: () => Promise.reject(new Error('away')),
  setIfAbsent: () => Promise.reject(new Error('away')),
  compareAndSwap: () => Promise.reject(new Error('away')),
};
function rowOf({credentials}: Options): string {
  return `(${credentials ? Object.keys(credentials).join(', ') : 'signed here'})`;
}

const loggers: Record<string, (lines: string[]) => Logger> = {
  pino: lines => pino({level: 'trace'}, {write: line => void lines.push(line)}),
  console: lines => {
    const say = (...all: unknown[]) => void lines.push(all.map(one => inspect(one)).join(' '));
    return {...console, info: say, error: say};
  },
};
const inspect = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

for (const [name, logger] of Object.entries(loggers))
  for (const [label, options, upstream] of rows)
    test(`${name} is told what happened and no secret: ${label}`, async () => {
      const lines: string[] = [];
      const {app, post, calls} = setup({...options(), logger: logger(lines)}, upstream);
      const told: string[] = [];
      const launch = await post('/token', {roomId, roomModerator: true});
      told.push(launch.text);
      await post('/rooms', {name: 'Room'});
      await post('/token', `{"roomId": "${KS}", "secret": "${SECRET}"`);
      await post('/token', {roomId, ks: KS, secret: SECRET});
      const url = launch.json.data?.['url'] as string | undefined;
      if (url !== undefined) {
        const {searchParams} = new URL(url);
        for (const nonce of ['n', '']) {
          const query = new URLSearchParams({
            ...{scope: 'openid', response_type: 'id_token', response_mode: 'form_post'},
            ...{client_id: 'kaf', state: 'state-is-secret', nonce},
            login_hint: searchParams.get('login_hint') ?? '',
            redirect_uri: 'https://12345.kaf.kaltura.com/hosted/index/oauth2-launch',
          });
          told.push(await (await app.request(`/lti/authorize?${query.toString()}`)).text());
        }
      }

      assert.ok(lines.length >= 4, `${lines.length} lines`);
      const log = lines.join('\n');
      assert.match(log, /kaltura-room: (launch|failed|refused)/);
      const {d, p} = privateKey;
      const hash = calls.flatMap(({body}) => (body['tokenHash'] as string | undefined) ?? []);
      const own = JSON.stringify(options()).includes(TOKEN) ? TOKEN : undefined;
      const secrets = [SECRET, own, KS, d, p, ...hash, 'state-is-secret'];
      const fields = launch.json.data?.['fields'] as Record<string, string> | undefined;
      secrets.push(
        fields?.['oauth_signature'],
        url && new URL(url).searchParams.get('login_hint')!,
      );
      for (const secret of secrets)
        if (secret) assert.ok(!log.includes(secret), 'a secret was logged');
      assert.doesNotMatch(log, /djJ8|eyJ/);
    });

test('a log line stays one short line, whatever path, field or answer of KAF it is about', async () => {
  const lines: {route: string; reason: string}[] = [];
  const keep = (fields: object) => void lines.push(fields as (typeof lines)[number]);
  const {app, post} = setup({logger: {info: keep, error: keep}}, () =>
    json({success: false, errorCode: 'invalidRequest', error: 'no\u001b[2J\r\nGET /forged'}),
  );
  await app.request('/nowhere%0A%1B%5B2J%E2%80%A8forged');
  await app.request(`/${'a'.repeat(20_000)}`);
  await post('/token', {roomId, 'x\u001b[2J\nforged': 1});
  await post('/rooms', {name: 'Room'});
  assert.equal(lines.length, 4);
  for (const {route, reason} of lines) {
    assert.doesNotMatch(route + reason, /[\p{Cc}\p{Zl}\p{Zp}]/u);
    assert.ok(route.length <= 200 && reason.length <= 400);
  }
});

test('a failure is logged with what the form gives a person to tell support, and no more of the key', async () => {
  const {post, log} = setup({}, () => json({success: false, errorCode: 'internalError'}));
  const key = '0123456789abcdef0123456789abcdef';
  const headers = {'content-type': 'application/json', 'idempotency-key': key};
  await post('/rooms', {name: 'Room'}, {headers});
  assert.ok(log().includes('"reference":"01234567"'));
  assert.ok(!log().includes(key.slice(0, 9)));
});
