// @ts-check
import {readFile} from 'node:fs/promises';
import {createServer as createHttpServer} from 'node:http';
import {createServer} from 'node:net';
import {kalturaRooms} from '../../../dist/server/index.js';
import {startSimulator} from '../../../dist/simulator/index.js';
import {build} from 'vite';

/*
 * Host backends and KAFs that go wrong on demand: `POST /test-server` starts a simulator on an origin of its
 * own and answers `{id, kafUrl, roomId, refusedUrl}`; its body is `{way?: 'lti', language?, script?,
 * cut?}`: launches by LTI 1.1, the page's `lang`, the file beside the script that is missing, and what
 * is cut out of the script; from then on
 *
 * - `POST /test-server/{id}/token` is a token endpoint, with the fault that was set;
 * - `POST /test-server/{id}/rooms` creates a room;
 * - `GET /test-server/{id}/page?{headers}` is a page with a room element, with these headers (JSON);
 * - `GET /test-server/{id}/cdn/{file}` is a file for a script tag;
 * - `POST /test-server/{id}/faults` sets `{token?, kaf?, answersAnyPage?, listens?}`, in place of all before:
 *   the last two have the token endpoint answer pages of other origins, and be at `refusedUrl` too;
 * - `GET /test-server/{id}/counts` says how many `launches` the endpoint and `rooms` KAF were asked for, and
 *   in how many scripts something was cut;
 * - `DELETE /test-server/{id}` ends it.
 */

const ROOM = '1_townhall';

const CDN = new URL('../../../dist/cdn/', import.meta.url);

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
 * @typedef {import('./rows.js').TokenFault} TokenFault
 * @typedef {object} TestServer
 * @property {import('../../../src/simulator/index.js').Simulator} simulator
 * @property {ReturnType<typeof kalturaRooms>} rooms
 * @property {TokenFault | undefined} fault
 * @property {string} language the `lang` of the page
 * @property {string | undefined} script the file beside the script that is missing
 * @property {boolean | undefined} answersAnyPage
 * @property {Cut | undefined} cut
 * @property {number} cuts
 * @property {string} refusedUrl
 * @property {import('node:http').Server | undefined} listening
 * @property {number} met how many requests the fault has met
 * @property {number} launches
 */

/** @typedef {{code: string, to: string}} Cut */

/** @type {Map<string, TestServer>} */
const servers = new Map();
/** So many there were. */
let started = 0;

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
    // Nothing of it is kept: another page, and another attempt, ask again.
    context.set('cache-control', 'no-store');
    context.type = 'js';
    if (file === server.script) context.status = 404;
    else if (server.cut) context.body = await buildReadableScript();
    else context.body = await readFile(new URL(file, CDN), 'utf8');
    if (server.cut) context.body = applyCut(server, String(context.body));
  } else if (what === 'token') await answerToken(context, server);
  else if (what === 'rooms') {
    const answer = await askBackend(server, '/rooms', context);
    context.body = await answer.json();
    context.status = answer.status;
  } else if (what === 'counts')
    context.body = {
      ...{launches: server.launches, cuts: server.cuts},
      rooms: server.simulator.counts['create-room'],
    };
  else if (what === 'faults') {
    const {token, kaf = {}, listens, ...more} = JSON.parse(await readText(context.req));
    Object.assign(server, {fault: token, met: 0, answersAnyPage: undefined, ...more});
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

/** @param {{way?: string, language?: string, script?: string, cut?: Cut}} options */
async function start({way, language = 'en', script, cut}) {
  const simulator = await startSimulator();
  const {partnerId, adminSecret, url} = simulator;
  const rooms = kalturaRooms({
    ...{
      partnerId,
      kafUrl: url,
      credentials: {adminSecret},
      ...(way === 'lti' && {auth: 'lti-1.1'}),
    },
    logger: {info() {}, error: (fields, message) => console.error(message, fields)},
    authorize: () => ({userId: 'gina@example.com', roomModerator: true, createRooms: true}),
  });
  const id = String(++started);
  const server = {
    simulator,
    rooms,
    refusedUrl: await findRefusedUrl(),
    met: 0,
    launches: 0,
    cut,
    cuts: 0,
  };
  const none = {fault: undefined, answersAnyPage: undefined, listening: undefined};
  servers.set(id, {...server, language, script, ...none});
  return {id, kafUrl: url, roomId: ROOM, refusedUrl: server.refusedUrl};
}

/** @type {Promise<string> | undefined} */
let readable;

/** Builds the room's script as `vite.config.ts` does, but not minified: cuts name code as it is written. */
function buildReadableScript() {
  readable ??= build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: {entry: {room: 'src/room/define.ts'}, formats: ['es']},
    },
  }).then(result => {
    const [{output} = {output: []}] = /** @type {{output: {code?: string}[]}[]} */ (
      [result].flat()
    );
    return output[0]?.code ?? '';
  });
  return readable;
}

/**
 * A script without what is to be cut out of it.
 * @param {TestServer} server
 * @param {string} text
 */
function applyCut(server, text) {
  if (!server.cut) return text;
  const rest = text.replace(new RegExp(server.cut.code, 'g'), server.cut.to);
  if (rest !== text) server.cuts++;
  return rest;
}

/** CORS headers that allow any page to read an answer. */
const FOR_ANY_PAGE = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'content-type',
};

/**
 * The token endpoint is at `refusedUrl` too.
 * @param {TestServer} server
 */
async function listen(server) {
  const {port} = new URL(server.refusedUrl);
  server.listening = createHttpServer(async (req, response) => {
    for (const [name, value] of Object.entries(FOR_ANY_PAGE)) response.setHeader(name, value);
    response.setHeader('connection', 'close');
    if (req.method === 'OPTIONS') return void response.end();
    response.end(await (await askBackend(server, '/token', {req})).text());
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
  // A browser may send again what was lost on a connection that had been used before.
  context.set('connection', 'close');
  if (server.answersAnyPage) context.set(FOR_ANY_PAGE);
  if (context.method === 'OPTIONS') return void (context.status = 204);
  server.launches++;
  const {fault} = server;
  const meets = fault && server.met < (fault.times ?? Infinity);
  server.met++;
  if (meets && fault.kind === 'never') return void (context.respond = false);
  if (meets && fault.kind === 'drop') {
    context.respond = false;
    context.req.socket.destroy();
    return;
  }
  if (meets && fault.kind === 'slow') await new Promise(resolve => setTimeout(resolve, fault.ms));
  if (meets && fault.kind === 'answer') {
    context.set(fault.headers ?? {});
    if (fault.dated) {
      const date = new Date();
      const then = new Date(Number(date) + fault.dated * 1000);
      context.set({date: date.toUTCString(), 'retry-after': then.toUTCString()});
    }
    // No object of JSON: a status without one comes without a body too.
    context.body = fault.body ?? '';
    context.status = fault.status;
    return;
  }

  const response = await askBackend(server, '/token', context);
  const answer = await response.json();
  if (meets && fault.kind === 'launch') Object.assign(answer.data ?? {}, fault.change);
  if (meets && fault.kind === 'half') {
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
 * Returns the answer of the host backend.
 * @param {TestServer} server
 * @param {string} path
 * @param {{req: import('node:http').IncomingMessage}} context
 */
const askBackend = async ({rooms}, path, {req}) =>
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

/** The URL of a port of this machine where nothing listens. */
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
