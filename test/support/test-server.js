// @ts-check
import {readFile} from 'node:fs/promises';
import {createServer as createHttpServer} from 'node:http';
import {createServer} from 'node:net';
import {kalturaRooms} from '../../dist/server/index.js';
import {startSimulator} from '../../dist/simulator/index.js';

/*
 * Host backends and KAFs with faults. `POST /test-server` starts a simulator on its own origin, and
 * returns `{id, kafUrl, roomId, refusedUrl}`. These fields of its body are optional:
 *
 * - `auth`: `lti-1.1` for launches by LTI 1.1 instead of KS
 * - `language`: the `lang` of the page
 * - `script`: a file beside the script that is missing
 *
 * The test server then has these routes:
 *
 * - `POST /test-server/{id}/token` is a token endpoint, with the current fault.
 * - `POST /test-server/{id}/rooms` creates a room.
 * - `GET /test-server/{id}/page?{headers}` is a page with a room element and these headers (JSON).
 * - `GET /test-server/{id}/cdn/{file}` is a file for a script tag.
 * - `POST /test-server/{id}/faults` replaces all faults by `{token?, kaf?, answersAnyPage?, listens?}`.
 *   With `answersAnyPage`, the token endpoint answers pages of other origins. With `listens`, it also
 *   listens at `refusedUrl`.
 * - `GET /test-server/{id}/counts` returns the number of launches (`launches`) and of created rooms
 *   (`rooms`).
 * - `DELETE /test-server/{id}` stops the test server.
 */

const ROOM = '1_townhall';

const CDN = new URL('../../dist/cdn/', import.meta.url);

/**
 * @param {string} id
 * @param {string} language
 */
const buildPage = (id, language) => `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<title>Host page</title>
<script type="module" src="/test-server/${id}/cdn/room.js"></script>
<kaltura-room></kaltura-room>
</html>`;

/**
 * @typedef {import('./fault-rows.js').TokenFault} TokenFault
 * @typedef {object} TestServer
 * @property {import('../../src/simulator/index.js').Simulator} simulator
 * @property {ReturnType<typeof kalturaRooms>} rooms
 * @property {TokenFault | undefined} fault
 * @property {string} language the `lang` of the page
 * @property {string | undefined} script a file beside the script that is missing
 * @property {boolean | undefined} answersAnyPage
 * @property {string} refusedUrl
 * @property {import('node:http').Server | undefined} listening
 * @property {number} affected number of requests since the fault was set
 * @property {number} launches
 */

/** @type {Map<string, TestServer>} */
const servers = new Map();
/** The number of test servers so far, which is the next ID. */
let serverCount = 0;

/**
 * @param {import('koa').Context} context
 * @param {() => Promise<void>} next
 */
export async function testServer(context, next) {
  const [, id, what, file] =
    /^\/test-server(?:\/(\d+)(?:\/(\w+)(?:\/([\w/-]+\.js))?)?)?$/.exec(context.path) ?? [];
  const server = servers.get(id ?? '');
  if (context.path === '/test-server')
    context.body = await start(JSON.parse((await readText(context.req)) || '{}'));
  else if (!id) await next();
  else if (!server) context.status = 404;
  else if (what === 'page') {
    context.set(JSON.parse(String(context.query['headers'] ?? '{}')));
    context.type = 'html';
    context.body = buildPage(id, server.language);
  } else if (what === 'cdn' && file) {
    // Without a cache, each page and each attempt requests the file again.
    context.set('cache-control', 'no-store');
    context.type = 'js';
    if (file === server.script) context.status = 404;
    else context.body = await readFile(new URL(file, CDN), 'utf8');
  } else if (what === 'token') await answerToken(context, server);
  else if (what === 'rooms') {
    const response = await requestBackend(server, '/rooms', context);
    context.body = await response.json();
    context.status = response.status;
  } else if (what === 'counts')
    context.body = {launches: server.launches, rooms: server.simulator.counts['create-room']};
  else if (what === 'faults') {
    const {token, kaf = {}, listens, ...more} = JSON.parse(await readText(context.req));
    Object.assign(server, {fault: token, affected: 0, answersAnyPage: undefined, ...more});
    if (listens) await listen(server);
    server.simulator.faults.clear();
    for (const [endpoint, fault] of Object.entries(kaf))
      server.simulator.faults.set(/** @type {'view-room'} */ (endpoint), fault);
    context.status = 204;
  } else {
    servers.delete(id);
    server.listening?.close();
    await server.simulator.close();
    context.status = 204;
  }
}

/** @param {{auth?: 'lti-1.1', language?: string, script?: string}} options */
async function start({auth, language = 'en', script}) {
  const simulator = await startSimulator();
  const {partnerId, adminSecret, url} = simulator;
  const rooms = kalturaRooms({
    partnerId,
    kafUrl: url,
    credentials: {adminSecret},
    ...(auth && {auth}),
    logger: {info() {}, error: (fields, message) => console.error(message, fields)},
    authorize: () => ({userId: 'gina@example.com', roomModerator: true, createRooms: true}),
  });
  const id = String(++serverCount);
  const server = {
    simulator,
    rooms,
    refusedUrl: await findRefusedUrl(),
    affected: 0,
    launches: 0,
    language,
    script,
    fault: undefined,
    answersAnyPage: undefined,
    listening: undefined,
  };
  servers.set(id, server);
  return {id, kafUrl: url, roomId: ROOM, refusedUrl: server.refusedUrl};
}

/** CORS headers that allow any page to read an answer. */
const FOR_ANY_PAGE = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'content-type',
};

/**
 * Makes the token endpoint listen at `refusedUrl` too.
 * @param {TestServer} server
 */
async function listen(server) {
  const {port} = new URL(server.refusedUrl);
  server.listening = createHttpServer(async (req, response) => {
    for (const [name, value] of Object.entries(FOR_ANY_PAGE)) response.setHeader(name, value);
    response.setHeader('connection', 'close');
    if (req.method === 'OPTIONS') return void response.end();
    response.end(await (await requestBackend(server, '/token', {req})).text());
  });
  await new Promise(resolve =>
    server.listening?.listen(Number(port), '127.0.0.1', () => resolve(0)),
  );
}

/**
 * @param {import('koa').Context} context
 * @param {TestServer} server
 */
async function answerToken(context, server) {
  // A browser may repeat a request that is lost on a reused connection.
  context.set('connection', 'close');
  if (server.answersAnyPage) context.set(FOR_ANY_PAGE);
  if (context.method === 'OPTIONS') return void (context.status = 204);
  server.launches++;
  const {fault} = server;
  const isAffected = fault && server.affected < (fault.times ?? Infinity);
  server.affected++;
  if (isAffected && fault.kind === 'never') return void (context.respond = false);
  if (isAffected && fault.kind === 'drop') {
    context.respond = false;
    context.req.socket.destroy();
    return;
  }
  if (isAffected && fault.kind === 'slow')
    await new Promise(resolve => setTimeout(resolve, fault.ms));
  if (isAffected && fault.kind === 'answer') {
    context.set(fault.headers ?? {});
    if (fault.retryDateInSeconds) {
      const date = new Date();
      const then = new Date(Number(date) + fault.retryDateInSeconds * 1000);
      context.set({date: date.toUTCString(), 'retry-after': then.toUTCString()});
    }
    // Without an object, Koa sends no JSON.
    context.body = fault.body ?? '';
    context.status = fault.status;
    return;
  }

  const response = await requestBackend(server, '/token', context);
  const answer = await response.json();
  if (isAffected && fault.kind === 'launch') Object.assign(answer.data ?? {}, fault.change);
  if (isAffected && fault.kind === 'half') {
    const body = JSON.stringify(answer);
    context.respond = false;
    context.res.writeHead(200, {'content-type': 'application/json', 'content-length': body.length});
    context.res.write(body.slice(0, body.length / 2), () => context.res.destroy());
    return;
  }
  context.body = answer;
  context.status = response.status;
}

/**
 * Sends a request to the host backend, and returns its response.
 * @param {TestServer} server
 * @param {string} path
 * @param {{req: import('node:http').IncomingMessage}} context
 */
const requestBackend = async ({rooms}, path, {req}) =>
  rooms.fetch(
    new Request(new URL(path, 'http://localhost'), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': String(req.headers['idempotency-key'] ?? ''),
      },
      body: await readText(req),
    }),
  );

/** Returns the URL of a closed port of this machine. */
async function findRefusedUrl() {
  const server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise(resolve => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** @param {AsyncIterable<Buffer>} request */
async function readText(request) {
  let text = '';
  for await (const chunk of request) text += chunk.toString();
  return text;
}
