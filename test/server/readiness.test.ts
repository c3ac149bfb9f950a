import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Hono} from 'hono';
import {decodeKs, kalturaRooms, type KalturaRoomsOptions} from '../../src/server/index.js';
import {memoryStore} from '../../src/server/store/memory-store.js';
import {NOW, SECRET, SESSION_START, hangUntilAbort} from './set-up.js';

const VERSION_URL = 'https://12345.kaf.kaltura.com/version';
const TOKEN = '5f3e2d1c0b9a88776655443322110099';
const KS = 'djJ8MTIzNDV8abcdefghij';

/** Responses of Kaltura and KAF, by action; those of a working account by default. */
interface Responses {
  readonly version?: () => Response | Promise<Response>;
  readonly api?: (action: string, body: Record<string, unknown>) => unknown;
}

const dateHeader = (seconds: number) => ({date: new Date(seconds * 1000).toUTCString()});
const okVersion = () => new Response('6.99', {headers: dateHeader(NOW)});

function respondToApi(action: string, body: Record<string, unknown>): unknown {
  switch (action) {
    case 'session/get':
      return {objectType: 'KalturaSessionInfo', sessionType: 0};
    case 'session/start':
      return KS;
    case 'session/startWidgetSession':
      return {ks: KS};
    default:
      return {
        objectType: 'KalturaSessionInfo',
        ks: KS,
        userId: body['userId'],
        expiry: NOW + 60,
        sessionType: body['type'],
        privileges: body['type'] === 0 ? 'actionslimit:-1' : '',
      };
  }
}

function createBackend(options: Partial<KalturaRoomsOptions> = {}, responses: Responses = {}) {
  const requests: {url: string; body: string}[] = [];
  const rooms = kalturaRooms({
    partnerId: 12345,
    kafUrl: 'https://12345.kaf.kaltura.com',
    credentials: {adminSecret: SECRET},
    authorize: () => null,
    now: () => NOW * 1000,
    fetch: async (input, init) => {
      const url = input instanceof Request ? input.url : input.toString();
      const body = (init?.body as string | undefined) ?? '{}';
      requests.push({url, body});
      if (url === VERSION_URL) return (responses.version ?? okVersion)();
      const [, service = '', action = ''] = /service\/(\w+)\/action\/(\w+)/.exec(url) ?? [];
      const result = (responses.api ?? respondToApi)(
        `${service}/${action}`,
        JSON.parse(body) as Record<string, unknown>,
      );
      return Response.json(result);
    },
    ...options,
  });
  return {rooms, requests};
}

/** Returns the result of one check. */
async function check(
  name: string,
  options: Partial<KalturaRoomsOptions> = {},
  responses: Responses = {},
) {
  const {isReady, checks} = await createBackend(options, responses).rooms.ready();
  const result = checks.find(candidate => candidate.name === name);
  assert.ok(result);
  assert.equal(
    isReady,
    checks.every(({passed}) => passed),
  );
  return result;
}

describe('ready()', () => {
  it('passes each check if Kaltura, KAF, the clock and the store work', async () => {
    const {isReady, checks} = await createBackend().rooms.ready();
    assert.equal(isReady, true);
    assert.deepEqual(
      checks.map(({name, passed}) => ({name, passed})),
      ['credentials', 'kaf', 'clock', 'store'].map(name => ({name, passed: true})),
    );
  });

  it('serves a health route of the host', async () => {
    const {rooms} = createBackend();
    const app = new Hono().get('/health', async context => {
      const readiness = await rooms.ready();
      return context.json(readiness, readiness.isReady ? 200 : 503);
    });
    assert.equal((await app.request('/health')).status, 200);
  });

  it('runs the checks once for calls at the same time', async () => {
    const {rooms, requests} = createBackend();
    await Promise.all([rooms.ready(), rooms.ready(), rooms.ready()]);
    assert.equal(requests.filter(({url}) => url === VERSION_URL).length, 1);
    await rooms.ready();
    assert.equal(requests.filter(({url}) => url === VERSION_URL).length, 2);
  });

  it('returns no secret and no KS if each check fails', async () => {
    const {rooms} = createBackend(
      {},
      {
        version: () => Promise.reject(new Error(SECRET)),
        api: (_, body) => ({
          objectType: 'KalturaAPIException',
          code: 'INVALID_KS',
          message: `Invalid KS "${body['ks'] as string}" ${SECRET}`,
        }),
      },
    );
    const {isReady, checks} = await rooms.ready();
    assert.equal(isReady, false);
    assert.doesNotMatch(JSON.stringify(checks), new RegExp(`${SECRET}|djJ8`));
  });

  describe('credentials', () => {
    it('verifies the admin secret with a USER session, and does not send the secret', async () => {
      const {rooms, requests} = createBackend();
      await rooms.ready();
      const [request] = requests.filter(({url}) => url.includes('session/action/get'));
      const {ks} = JSON.parse(request?.body ?? '{}') as {ks: string};
      assert.equal(decodeKs(ks, SECRET).type, 0);
      assert.ok(!JSON.stringify(requests).includes(SECRET));
    });

    it('fails if Kaltura rejects the session', async () => {
      const api = () => ({objectType: 'KalturaAPIException', code: 'INVALID_KS'});
      assert.deepEqual(await check('credentials', {}, {api}), {
        name: 'credentials',
        passed: false,
        message:
          'kaltura-refused: adminSecret must be the admin secret of account 12345; session.get answered INVALID_KS',
      });
    });

    it('fails if session.start rejects the secret', async () => {
      const api = () => ({objectType: 'KalturaAPIException', code: 'START_SESSION_ERROR'});
      const {passed, message} = await check('credentials', {credentials: SESSION_START}, {api});
      assert.equal(passed, false);
      assert.match(message, /START_SESSION_ERROR/);
    });

    const user = {id: '1_usertokn', token: TOKEN};
    const admin = {id: '1_admintkn', token: TOKEN};

    it('verifies both app tokens', async () => {
      const {passed, message} = await check('credentials', {
        credentials: {appTokens: {user, admin}},
      });
      assert.equal(passed, true);
      assert.match(message, /for users and admins/);
    });

    it('fails if the app token for users lacks actionslimit:-1', async () => {
      const {passed, message} = await check(
        'credentials',
        {credentials: {appTokens: {user}}},
        {
          api: (action, body) => ({
            ...(respondToApi(action, body) as object),
            ...(action === 'appToken/startSession' && {privileges: ''}),
          }),
        },
      );
      assert.equal(passed, false);
      assert.match(message, /1_usertokn must have actionslimit:-1/);
    });

    it('fails if the app token for admins creates USER sessions', async () => {
      const {passed, message} = await check(
        'credentials',
        {credentials: {appTokens: {user, admin}}},
        {
          api: (action, body) => ({
            ...(respondToApi(action, body) as object),
            ...(body['id'] === admin.id && {sessionType: 0}),
          }),
        },
      );
      assert.equal(passed, false);
      assert.match(message, /1_admintkn must create sessions of type 2; got type 0/);
    });

    it('passes without credentials if LTI has secrets of its own', async () => {
      const lti = {consumerKey: 'key', sharedSecret: SECRET};
      const options = {auth: 'lti-1.1', lti, credentials: undefined} as const;
      const {passed, message} = await check('credentials', options);
      assert.equal(passed, true);
      assert.match(message, /rooms cannot be created/);
    });
  });

  describe('kaf', () => {
    it('fails while KAF is being set up', async () => {
      const version = () => new Response('', {status: 500, headers: dateHeader(NOW)});
      const {passed, message} = await check('kaf', {}, {version});
      assert.equal(passed, false);
      assert.match(message, /must answer 200; got 500/);
    });

    it('fails if KAF redirects', async () => {
      const headers = {location: 'https://www.example.com/'};
      const version = () => new Response(null, {status: 302, headers});
      assert.equal((await check('kaf', {}, {version})).passed, false);
    });

    it('fails if KAF is unreachable', async () => {
      const version = () => Promise.reject(new TypeError('fetch failed'));
      const {passed, message} = await check('kaf', {}, {version});
      assert.equal(passed, false);
      assert.match(message, /got no answer/);
    });

    it('ends within upstreamTimeout', async () => {
      const {isReady} = await createBackend({
        fetch: hangUntilAbort,
        upstreamTimeout: 0.05,
      }).rooms.ready();
      assert.equal(isReady, false);
    });
  });

  describe('clock', () => {
    for (const {name, skew, passed} of [
      {name: '20 s ahead', skew: 20, passed: true},
      {name: '20 s behind', skew: -20, passed: true},
      {name: '21 s ahead', skew: 21, passed: false},
      {name: 'an hour behind', skew: -3600, passed: false},
    ])
      it(`${passed ? 'passes' : 'fails'} if KAF's clock is ${name}`, async () => {
        const version = () => new Response('6.99', {headers: dateHeader(NOW + skew)});
        const result = await check('clock', {}, {version});
        assert.equal(result.passed, passed);
        assert.match(result.message, new RegExp(`${skew} s ahead`));
      });

    it('fails without a Date header', async () => {
      const version = () => new Response('6.99');
      assert.equal((await check('clock', {}, {version})).passed, false);
    });
  });

  describe('store', () => {
    const inner = memoryStore();
    const fail = () => Promise.reject(new Error('connection lost'));
    const stores = [
      {name: 'fails', store: {...inner, setIfAbsent: fail}},
      {name: 'loses a value', store: {...inner, get: () => Promise.resolve(undefined)}},
      {name: 'replaces nothing', store: {...inner, compareAndSwap: () => Promise.resolve(false)}},
      {
        name: 'removes nothing',
        store: {
          ...inner,
          compareAndSwap: (key: string, current: string, next: string | undefined, ttl: number) =>
            next === undefined
              ? Promise.resolve(false)
              : inner.compareAndSwap(key, current, next, ttl),
        },
      },
      {name: 'has every key already', store: {...inner, setIfAbsent: () => Promise.resolve('x')}},
    ];
    for (const {name, store} of stores)
      it(`fails if the store ${name}`, async () => {
        const {passed, message} = await check('store', {store});
        assert.equal(passed, false);
        assert.doesNotMatch(message, /connection lost/);
      });

    it('removes its entry', async () => {
      const written = new Map<string, string>();
      const store = {
        get: async (key: string) => written.get(key),
        setIfAbsent: async (key: string, value: string) => void written.set(key, value),
        compareAndSwap: async (key: string, _: string, next: string | undefined) => {
          if (next === undefined) written.delete(key);
          else written.set(key, next);
          return true;
        },
      };
      assert.equal((await check('store', {store})).passed, true);
      assert.equal(written.size, 0);
    });
  });
});
