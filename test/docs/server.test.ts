import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {request as httpsRequest} from 'node:https';
import type {AddressInfo} from 'node:net';
import {tmpdir, userInfo} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, describe, it, mock} from 'node:test';
import {exportJWK, generateKeyPair} from 'jose';
import {runCli} from '../support/run-cli.js';
import {
  decodeKs,
  type Authorize,
  type KalturaRooms,
  type SharedStore,
} from '../../src/server/index.js';
import {startSimulator, type Simulator} from '../../src/simulator/index.js';
import {findFreePort} from '../support/free-port.js';
import {runCommand, startServer, type RunningServer} from '../support/processes.js';
import {startRedis, withRedis, type RedisServer} from '../support/redis-server.js';
import {getSnippetPath, importSnippet, readSnippet} from './import-snippet.js';
import {serveFetch} from '../support/serve-fetch.js';

/*
 * Runs the snippets of the server pages. Each reads the account of a simulator from the environment.
 */

const ROOM_ID = '1_townhall';
const JANE = 'session=session-of-jane';
const OMAR = 'session=session-of-omar';

interface Envelope {
  readonly success: boolean;
  readonly data?: Record<string, unknown>;
  readonly errorCode?: string;
}
interface App {
  readonly request: (path: string, init?: RequestInit) => Response | Promise<Response>;
}

/** Posts JSON to a host backend as a page of Jane. */
async function post(rooms: KalturaRooms, path: string, body: object, cookie = JANE) {
  const response = await rooms.fetch(
    new Request(`http://localhost:3000/api/kaltura${path}`, {
      method: 'POST',
      headers: {'content-type': 'application/json', cookie},
      body: JSON.stringify(body),
    }),
  );
  const {status, headers} = response;
  return {status, headers, ...((await response.json()) as Envelope)};
}

const importRooms = async (name: string) =>
  (await importSnippet<{rooms: KalturaRooms}>(`server/${name}`)).rooms;

/** Creates a private key as `kaltura-room key` prints it. */
async function createKey(kid: string): Promise<string> {
  const {privateKey} = await generateKeyPair('RS256', {extractable: true});
  return JSON.stringify({...(await exportJWK(privateKey)), kid});
}

describe('snippets of the server pages', () => {
  const startEnv = {...process.env};
  let simulator: Simulator;
  let hostPort: number;

  before(async () => {
    // The snippets log to the console.
    for (const level of ['info', 'error'] as const) mock.method(console, level, () => {});
    simulator = await startSimulator();
    hostPort = await findFreePort();
    const {user, admin} = simulator.appTokens;
    Object.assign(process.env, {
      KALTURA_PARTNER_ID: String(simulator.partnerId),
      KALTURA_ADMIN_SECRET: simulator.adminSecret,
      KALTURA_API_URL: simulator.url,
      KAF_URL: simulator.url,
      KALTURA_APP_TOKEN_ID: user.id,
      KALTURA_APP_TOKEN: user.token,
      KALTURA_ADMIN_APP_TOKEN_ID: admin.id,
      KALTURA_ADMIN_APP_TOKEN: admin.token,
      KALTURA_LTI_SECRET: 'secret-of-the-consumer',
      LTI13_KEY: await createKey('current'),
      LTI13_NEXT_KEY: await createKey('next'),
      LTI13_ISSUER: `http://127.0.0.1:${hostPort}`,
    });
  });
  after(async () => {
    mock.restoreAll();
    process.env = startEnv;
    await simulator.close();
  });
  afterEach(() => simulator.faults.clear());

  /** Returns the privileges of the KS of a launch. */
  const readPrivileges = ({data}: Envelope) =>
    decodeKs(String(data?.['ks']), simulator.adminSecret).privileges;

  for (const {file, title} of [
    {file: 'rooms.js', title: 'the setup'},
    {file: 'admin-secret.js', title: 'the admin secret'},
    {file: 'session-start.js', title: 'session.start'},
    {file: 'app-tokens.js', title: 'app tokens'},
    {file: 'lti-1.1.js', title: 'LTI 1.1'},
    {file: 'memory.js', title: 'a memory store'},
  ])
    it(`${title} launches and creates rooms`, async () => {
      const rooms = await importRooms(file);
      assert.equal((await post(rooms, '/token', {roomId: ROOM_ID})).status, 200);
      assert.equal((await post(rooms, '/rooms', {name: 'Stand-up'})).status, 201);
      assert.equal((await post(rooms, '/token', {roomId: ROOM_ID}, '')).status, 401);
    });

  it('the server of the setup passes `kaltura-room check`', async () => {
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const server = await startServer([process.execPath, getSnippetPath('server/server.js')], {
      url,
      env: {PORT: String(port)},
    });
    try {
      const {code, out} = await runCli(
        [
          ...['check', `${url}/api/kaltura/token`, '--room-id', ROOM_ID],
          ...[
            '--create-url',
            `${url}/api/kaltura/rooms`,
            '--create',
            '--header',
            `Cookie: ${JANE}`,
          ],
        ],
        {KALTURA_ADMIN_SECRET: simulator.adminSecret},
      );
      assert.equal(code, 0, out);
    } finally {
      await server.stop();
    }
  });

  for (const file of ['hono.js', 'node.js'])
    it(`the host ${file} launches a room for the user of the session`, async () => {
      const port = await findFreePort();
      const url = `http://127.0.0.1:${port}`;
      const path = getSnippetPath(`server/runtimes/${file}`);
      const server = await startServer([process.execPath, path], {url, env: {PORT: String(port)}});
      const launch = async (cookie: string) => {
        const response = await fetch(`${url}/api/kaltura/token`, {
          method: 'POST',
          headers: {'content-type': 'application/json', cookie},
          body: JSON.stringify({roomId: ROOM_ID}),
        });
        return response.status;
      };
      try {
        assert.equal(await launch('theme=dark; host-session=session-of-jane'), 200);
        assert.equal(await launch(''), 401);
        assert.equal(await launch('host-session=jane'), 401, 'a user ID is not a session');
        assert.equal(await launch('x-host-session=session-of-jane'), 401, 'another cookie');
      } finally {
        await server.stop();
      }
    });

  it('a typed context of Hono reaches authorize()', async () => {
    const {app} = await importSnippet<{app: App}>('server/typed-context.ts');
    const launch = async (cookie: string) => {
      const response = await app.request('/api/kaltura/token', {
        method: 'POST',
        headers: {'content-type': 'application/json', cookie},
        body: JSON.stringify({roomId: ROOM_ID}),
      });
      return response.status;
    };
    assert.equal(await launch(JANE), 200);
    assert.equal(await launch(''), 401);
  });

  describe('the health route', () => {
    it('answers 200 while Kaltura accepts the account', async () => {
      const {app} = await importSnippet<{app: App}>('server/health.js');
      const response = await app.request('/health');
      assert.deepEqual([response.status, await response.json()], [200, {isReady: true}]);
    });

    it('answers 503 while KAF fails, without details', async () => {
      simulator.faults.set('version', {kind: 'status', status: 500});
      const {app} = await importSnippet<{app: App}>('server/health.js');
      const response = await app.request('/health');
      assert.deepEqual([response.status, await response.json()], [503, {isReady: false}]);
    });
  });

  it('the check at the start prints every check', async () => {
    const output = await runCommand([process.execPath, getSnippetPath('server/startup-check.js')]);
    assert.deepEqual(
      output.match(/^passed \w+/gm),
      ['credentials', 'kaf', 'clock', 'store'].map(name => `passed ${name}`),
    );
  });

  it('a pino logger prints a launch without its KS', async () => {
    const script = `
      const {rooms} = await import(${JSON.stringify(getSnippetPath('server/logging.js'))});
      await rooms.fetch(new Request('http://localhost/api/kaltura/token', {
        method: 'POST',
        headers: {'content-type': 'application/json', cookie: '${JANE}'},
        body: '{"roomId":"${ROOM_ID}"}',
      }));`;
    const output = await runCommand([process.execPath, '--input-type=module', '-e', script]);
    const line = JSON.parse(output) as Record<string, unknown>;
    assert.deepEqual(
      [line['name'], line['msg'], line['roomId'], line['userId']],
      ['rooms', 'kaltura-room: launch', ROOM_ID, 'jane'],
    );
    assert.doesNotMatch(output, /djJ8/);
  });

  describe('authorize()', () => {
    const importAuthorize = async (file: string) =>
      (await importSnippet<{authorize: Authorize}>(`server/${file}`)).authorize;
    const requestOf = (cookie: string) => new Request('http://localhost/', {headers: {cookie}});

    for (const {title, cookie, access, code} of [
      {
        title: 'a room without an invitation',
        cookie: JANE,
        access: {action: 'view-room', roomId: '1_standup0'},
        code: 'access-denied',
      },
      {
        title: 'a new room of a guest',
        cookie: OMAR,
        access: {action: 'create-room', name: 'Mine'},
        code: 'access-denied',
      },
    ] as const)
      it(`refuses ${title}`, async () => {
        const authorize = await importAuthorize('authorize.js');
        await assert.rejects(async () => authorize(requestOf(cookie), access, undefined), {code});
      });

    it('returns null without a session', async () => {
      const access = {action: 'view-room', roomId: ROOM_ID} as const;
      for (const file of ['authorize.js', 'moderators.js', 'templates.js', 'rate-limit.js']) {
        const authorize = await importAuthorize(file);
        assert.equal(await authorize(requestOf(''), access, undefined), null, file);
      }
    });

    it('grants the roles of a moderator to the moderators of the room', async () => {
      const authorize = await importAuthorize('moderators.js');
      const access = {action: 'view-room', roomId: ROOM_ID} as const;
      const jane = await authorize(requestOf(JANE), access, undefined);
      const omar = await authorize(requestOf(OMAR), access, undefined);
      assert.deepEqual([jane?.roomModerator, jane?.chatModerator], [true, true]);
      assert.deepEqual([omar?.roomModerator, omar?.chatModerator], [false, false]);
    });

    it('refuses a template that is not in the list', async () => {
      const authorize = await importAuthorize('templates.js');
      const access = {action: 'create-room', name: 'Mine'} as const;
      assert.ok(
        await authorize(requestOf(JANE), {...access, templateRoomEntryId: '1_webinar0'}, undefined),
      );
      await assert.rejects(
        async () =>
          authorize(requestOf(JANE), {...access, templateRoomEntryId: ROOM_ID}, undefined),
        {code: 'access-denied'},
      );
    });

    it('limits the requests of each user', async () => {
      const authorize = await importAuthorize('rate-limit.js');
      const access = {action: 'create-room', name: 'Mine'} as const;
      for (let count = 0; count < 10; count++)
        assert.ok(await authorize(requestOf(JANE), access, undefined));
      await assert.rejects(
        async () => authorize(requestOf(JANE), access, undefined),
        (error: {code?: string; retryAfter?: number}) =>
          error.code === 'rate-limited' && (error.retryAfter ?? 0) > 3000,
      );
      assert.ok(await authorize(requestOf(OMAR), access, undefined));
    });
  });

  it('the list of rooms has the rooms of the user only', async () => {
    const rooms = await importRooms('rooms.js');
    const {data} = await post(rooms, '/rooms', {name: 'Room of Jane'});
    const {app} = await importSnippet<{app: App}>('server/own-rooms.js');
    const list = async (cookie: string) => {
      const response = await app.request('/api/my-rooms', {headers: {cookie}});
      return {status: response.status, body: (await response.json()) as {id: string}[]};
    };
    assert.ok((await list(JANE)).body.some(({id}) => id === data?.['id']));
    assert.deepEqual(await list(OMAR), {status: 200, body: []});
    assert.equal((await list('')).status, 401);
  });

  it('the list of rooms follows no redirect with an admin KS', async () => {
    const {app} = await importSnippet<{app: App}>('server/own-rooms.js');
    simulator.faults.set('room.list', {kind: 'redirect', to: `${simulator.url}/version`});
    simulator.counts.reset();
    const {status} = await app.request('/api/my-rooms', {headers: {cookie: JANE}});
    assert.equal(status, 500);
    assert.equal(simulator.counts['room.list'], 1);
    assert.equal(simulator.counts.version, 0);
  });

  it('a consumer of LTI 1.1 signs launches and creates no rooms', async () => {
    const rooms = await importRooms('lti-1.1-consumer.js');
    const {status, data} = await post(rooms, '/token', {roomId: ROOM_ID});
    const fields = data?.['fields'] as Record<string, string>;
    assert.deepEqual([status, fields['oauth_consumer_key']], [200, 'www.example.com']);
    assert.equal((await post(rooms, '/rooms', {name: 'No'})).status, 404);
  });

  describe('LTI 1.3', () => {
    const getUrl = () => `http://127.0.0.1:${hostPort}/api/kaltura`;

    for (const file of ['lti-1.3.js', 'lti-1.3-rotation.js'])
      it(`${file} passes \`kaltura-room check\``, async () => {
        const rooms = await importRooms(file);
        const server = await serveFetch(request => rooms.fetch(request), {port: hostPort});
        simulator.registerPlatform({
          issuer: process.env['LTI13_ISSUER'] ?? '',
          clientId: 'kaltura-kaf',
          deploymentId: '1',
          authorizationUrl: `${getUrl()}/lti/authorize`,
          jwksUrl: `${getUrl()}/lti/jwks`,
        });
        try {
          const {code, out} = await runCli([
            ...['check', `${getUrl()}/token`, '--room-id', ROOM_ID, '--header', `Cookie: ${JANE}`],
          ]);
          assert.equal(code, 0, out);
        } finally {
          await server.close();
        }
      });

    it('publishes both keys during a rotation, and signs with the first', async () => {
      const rooms = await importRooms('lti-1.3-rotation.js');
      const response = await rooms.fetch(new Request(`${getUrl()}/lti/jwks`));
      const {keys} = (await response.json()) as {keys: {kid: string}[]};
      assert.deepEqual(
        keys.map(({kid}) => kid),
        ['current', 'next'],
      );
    });
  });

  describe('Redis', withRedis, () => {
    let redis: RedisServer;
    before(async () => {
      redis = await startRedis();
      process.env['REDIS_URL'] = redis.url;
    });
    after(() => redis.stop());

    it('one key is one room, by each client', async () => {
      const ids = [];
      const modules = [];
      for (const file of ['redis.js', 'ioredis.js']) {
        const module = await importSnippet<{
          rooms: KalturaRooms;
          client: {destroy?: () => void; disconnect: () => unknown};
        }>(`server/${file}`);
        modules.push(module);
        const response = await module.rooms.fetch(
          new Request('http://localhost/rooms', {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              'idempotency-key': 'one-click',
              cookie: JANE,
            },
            body: '{"name": "Once"}',
          }),
        );
        ids.push(((await response.json()) as Envelope).data?.['id']);
      }
      for (const {client} of modules)
        if (client.destroy) client.destroy();
        else client.disconnect();
      assert.equal(typeof ids[0], 'string');
      assert.equal(ids[1], ids[0]);
    });
  });

  it('a store of your own fulfils the contract', async () => {
    const {databaseStore} = await importSnippet<{databaseStore: (database: object) => SharedStore}>(
      'server/own-store.js',
    );
    const rows = new Map<string, string>();
    const hasValue = (key: string, value: string) => rows.get(key) === value;
    const store = databaseStore({
      select: async (key: string) => rows.get(key),
      insert: async (key: string, value: string) => !rows.has(key) && rows.set(key, value).has(key),
      update: async (key: string, current: string, next: string) =>
        hasValue(key, current) && rows.set(key, next).has(key),
      remove: async (key: string, current: string) => hasValue(key, current) && rows.delete(key),
    });
    assert.equal(await store.setIfAbsent('key', 'first', 60), undefined);
    assert.equal(await store.setIfAbsent('key', 'second', 60), 'first');
    assert.equal(await store.compareAndSwap('key', 'second', 'third', 60), false);
    assert.equal(await store.compareAndSwap('key', 'first', 'third', 60), true);
    assert.equal(await store.get('key'), 'third');
    assert.equal(await store.compareAndSwap('key', 'third', undefined, 0), true);
    assert.equal(await store.get('key'), undefined);
  });

  it('the options for a Kaltura instance reach the KS', async () => {
    const rooms = await importRooms('kaltura-options.js');
    const launch = await post(rooms, '/token', {roomId: ROOM_ID, lang: 'de'});
    const {userId, email, locale, returnUrl} = readPrivileges(launch);
    assert.deepEqual(
      {userId, email, locale, returnUrl: decodeURIComponent(returnUrl ?? '')},
      {
        userId: 'jane',
        email: 'jane@example.com',
        locale: 'de',
        returnUrl: `https://www.example.com/after/${ROOM_ID}`,
      },
    );
    assert.equal(launch.data?.['ksPath'], '/embeddedrooms/index/view-room?ks=');
  });

  describe('page headers', () => {
    it('have a new nonce for each page', async () => {
      const {app} = await importSnippet<{app: App}>('server/page-headers.js');
      const nonces = await Promise.all(
        [1, 2].map(async () => {
          const response = await app.request(`/rooms/${ROOM_ID}`);
          const [, nonce = ''] =
            /'nonce-([\w-]+)'/.exec(response.headers.get('content-security-policy') ?? '') ?? [];
          assert.ok((await response.text()).includes(`nonce="${nonce}"`));
          return nonce;
        }),
      );
      assert.equal(new Set(nonces).size, 2);
    });

    for (const {file, expected} of [
      {file: 'page-headers-existing.js', expected: /img-src 'self' https:\/\/images\.example\.com/},
      {file: 'page-headers-strict.js', expected: /trusted-types lit-html/},
    ])
      it(`${file} allows KAF and keeps the policy`, async () => {
        const {headers} = await importSnippet<{headers: Record<string, string>}>(`server/${file}`);
        const policy = headers['Content-Security-Policy'] ?? '';
        assert.match(policy, expected);
        assert.match(policy, new RegExp(`frame-src ('self' )?${simulator.url}`));
      });

    it('go into helmet', async () => {
      type Middleware = (request: object, response: object, next: () => void) => void;
      const {security, permissionsPolicy} = await importSnippet<Record<string, Middleware>>(
        'server/page-headers-helmet.js',
      );
      const server = createServer((request, response) => {
        security?.(request, response, () =>
          permissionsPolicy?.(request, response, () => response.end()),
        );
      });
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
      const {port} = server.address() as AddressInfo;
      const {headers} = await fetch(`http://127.0.0.1:${port}`);
      server.close();
      const policy = headers.get('content-security-policy') ?? '';
      assert.ok(policy.includes(`frame-src ${simulator.url}`), policy);
      assert.ok(headers.get('permissions-policy')?.includes(`camera=(self "${simulator.url}")`));
    });
  });

  const NGINX = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(
    path => spawnSync(path, ['-v']).status === 0,
  );
  const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
  const withNginx =
    (NGINX && hasOpenssl) || process.env['CI']
      ? {}
      : {skip: 'NOT RUN: nginx and openssl must be installed'};

  describe('nginx', withNginx, () => {
    let folder: string;
    let port: number;
    let servers: RunningServer[] = [];

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'kaltura-room-nginx-'));
      [port, hostPort] = [await findFreePort(), await findFreePort()];
      execFileSync(
        'openssl',
        [
          ...[
            'req',
            '-x509',
            '-newkey',
            'rsa:2048',
            '-nodes',
            '-days',
            '1',
            '-subj',
            '/CN=example',
          ],
          ...['-keyout', join(folder, 'example.key'), '-out', join(folder, 'example.pem')],
        ],
        {stdio: 'ignore'},
      );
      const headers = await runCommand([
        process.execPath,
        getSnippetPath('server/proxy/print-headers.js'),
      ]);
      mkdirSync(join(folder, 'www'));
      writeFileSync(join(folder, 'www/index.html'), '<!doctype html>');
      writeFileSync(join(folder, 'kaltura-headers.conf'), headers);
      const config = [
        ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
        ['/etc/ssl/certs', folder],
        ['/etc/ssl/private', folder],
        ['/etc/nginx', folder],
        ['/var/www/example;', `${folder}/www;`],
        ['127.0.0.1:3000', `127.0.0.1:${hostPort}`],
      ].reduce((text, [from = '', to = '']) => {
        assert.ok(text.includes(from), from);
        return text.replaceAll(from, to);
      }, readSnippet('server/proxy/nginx.conf'));
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        name => `${name}_temp_path ${folder}/${name};`,
      );
      // As root, nginx changes the user of its workers, who then cannot read the folder.
      const {uid, username} = userInfo();
      const user = uid === 0 ? `user ${username};` : '';
      writeFileSync(
        join(folder, 'nginx.conf'),
        `${user} daemon off; error_log stderr; pid ${folder}/pid; events {}
         http { access_log off; ${paths.join(' ')} ${config} }`,
      );
      servers = [
        await startServer([process.execPath, getSnippetPath('server/server.js')], {
          url: `http://127.0.0.1:${hostPort}`,
          env: {PORT: String(hostPort)},
        }),
        await startServer([NGINX ?? '', '-c', join(folder, 'nginx.conf'), '-p', folder], {
          url: `http://127.0.0.1:${port}`,
        }),
      ];
    });
    after(async () => {
      for (const server of servers) await server.stop();
      rmSync(folder, {recursive: true, force: true});
    });

    /** Sends a request to nginx as a browser without `Sec-Fetch-Site` does. */
    const send = (path: string, headers: Record<string, string>, body?: string) =>
      new Promise<{status: number | undefined; headers: Record<string, unknown>}>(
        (resolve, reject) => {
          const outgoing = httpsRequest(
            {
              ...{host: '127.0.0.1', port, path, rejectUnauthorized: false, agent: false},
              method: body === undefined ? 'GET' : 'POST',
              headers: {host: 'www.example.com', ...headers},
            },
            incoming => {
              incoming.resume().once('end', () => {
                resolve({status: incoming.statusCode, headers: incoming.headers});
              });
            },
          );
          outgoing.once('error', reject).end(body);
        },
      );
    const askForToken = (origin: string) =>
      send(
        '/api/kaltura/token',
        {origin, cookie: JANE, 'content-type': 'application/json'},
        JSON.stringify({roomId: ROOM_ID}),
      );

    it('passes on the Host that the server compares with Origin', async () => {
      assert.equal((await askForToken('https://www.example.com')).status, 200);
      assert.equal((await askForToken('https://other.example.com')).status, 403);
    });

    it('sends the headers of a page with its pages only', async () => {
      const page = await send('/', {});
      assert.equal(page.status, 200);
      const policy = String(page.headers['content-security-policy']);
      assert.ok(policy.includes(`frame-src ${simulator.url}`), policy);
      assert.match(String(page.headers['permissions-policy']), /camera=\(self "http/);
      const token = await askForToken('https://www.example.com');
      assert.equal(token.headers['content-security-policy'], undefined);
    });
  });

  it('the proxy of Vite passes on the Host of the browser', async () => {
    const {default: config} = await importSnippet<{
      default: {server: {proxy: Record<string, {target: string}>}};
    }>('server/proxy/vite.config.js');
    const rooms = await importRooms('rooms.js');
    const port = await findFreePort();
    const host = await serveFetch(request => rooms.fetch(request), {port});
    const {createServer: createVite} = await import('vite');
    const [[path, proxy] = ['', undefined]] = Object.entries(config.server.proxy);
    const vite = await createVite({
      configFile: false,
      root: mkdtempSync(join(tmpdir(), 'kaltura-room-vite-')),
      logLevel: 'silent',
      server: {
        port: 0,
        host: '127.0.0.1',
        ws: false,
        proxy: {[path]: {...proxy, target: `http://127.0.0.1:${port}`}},
      },
    });
    try {
      await vite.listen();
      const {port: vitePort} = vite.httpServer?.address() as AddressInfo;
      const origin = `http://127.0.0.1:${vitePort}`;
      const response = await fetch(`${origin}/api/kaltura/token`, {
        method: 'POST',
        headers: {'content-type': 'application/json', cookie: JANE, origin},
        body: JSON.stringify({roomId: ROOM_ID}),
      });
      assert.equal(response.status, 200, await response.text());
    } finally {
      await vite.close();
      await host.close();
    }
  });
});
