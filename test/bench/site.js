// @ts-check
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import {createServer as createSecureServer} from 'node:https';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build} from 'vite';

/** What stands in for a session. */
export const KS = 'djJ8b2YtdGhlLWJlbmNobWFyaw';
export const ROOM_ID = '1_abcd1234';

/** A room that speaks once it has loaded, as the simulator's does. */
const ROOM = `<!doctype html><title>Room</title><script>
  addEventListener('load', () => parent.postMessage({subject: 'lti.frameResize', height: 500}, '*'));
</script>`;

const CDN = new URL('../../dist/cdn/', import.meta.url);

/**
 * @typedef {{what: string, at: number, connection: number}} Asked
 * @typedef {Awaited<ReturnType<typeof startSite>>} Site
 */

/**
 * A host page's site and a KAF, on two origins, of which both write down what they are asked for.
 * @param {Record<string, string>} pages the body of each, by name; `{kaf}` stands for KAF's origin
 * @param {Record<string, string>} [scripts] beside those of `dist/cdn`
 */
export async function startSite(pages, scripts = {}) {
  /** @type {Asked[]} */
  let asked = [];
  let latency = 0;
  let connections = 0;
  /** @param {import('node:http').IncomingMessage} request */
  const note = ({method, url = '/', socket}) => {
    const connection = /** @type {{number?: number}} */ (socket).number ?? 0;
    const what = `${method} ${url.split('/ks/')[0]}`;
    asked.push({what, at: performance.now(), connection});
    return url.split('?')[0] ?? '/';
  };
  // In memory, as those that are given.
  const files = new Map(
    readdirSync(CDN, {recursive: true, encoding: 'utf8'})
      .filter(name => name.endsWith('.js'))
      .map(name => [name, readFileSync(new URL(name, CDN), 'utf8')]),
  );
  const kaf = await listen('127.0.0.1', createSecureServer(certificate()), async request => {
    const path = note(request);
    return path === '/version' ? ['text/plain', 'bench'] : ['text/html', ROOM];
  });
  kaf.server.on('secureConnection', socket => {
    connections++;
    Object.assign(socket, {number: connections});
  });
  const host = await listen('localhost', createServer(), async request => {
    const path = note(request);
    await new Promise(resolve => setTimeout(resolve, latency));
    const script = scripts[path.slice(1)] ?? files.get(path.slice(1));
    if (script !== undefined) return ['text/javascript', script];
    if (path === '/token')
      return ['application/json', JSON.stringify({success: true, data: {ks: KS, kafUrl: kaf.url}})];
    const body = pages[decodeURIComponent(path.slice(1))] ?? '';
    return [
      'text/html',
      `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Page</title>${body.replaceAll('{kaf}', kaf.url)}</html>`,
    ];
  });
  return {
    url: host.url,
    kafUrl: kaf.url,
    /** @param {number} ms added to each answer of the host's from now on */
    delay: ms => void (latency = ms),
    /** What was asked for since the last time. */
    asked() {
      const all = asked;
      asked = [];
      return all;
    },
    /** How many connections KAF has taken. */
    connections: () => connections,
    dropIdle: () => kaf.server.closeIdleConnections(),
    close: () => Promise.all([host.close(), kaf.close()]),
  };
}

/**
 * A module of `dist`, or of a package, and all that it imports or loads later, in one script.
 * @param {string} entry
 */
export async function inOneFile(entry) {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: {script: entry},
        preserveEntrySignatures: 'strict',
        output: {format: 'es', codeSplitting: false},
      },
    },
  });
  const [{output} = {output: []}] = /** @type {{output: {code?: string}[]}[]} */ ([result].flat());
  return output[0]?.code ?? '';
}

/** For this machine's address, and for the moment. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'kaltura-room-bench-'));
  try {
    const files = {key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem')};
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
        ...['-days', '1', '-subj', '/CN=bench', '-addext', 'subjectAltName=IP:127.0.0.1'],
        ...['-keyout', files.key, '-out', files.cert],
      ],
      {stdio: 'ignore'},
    );
    return {key: readFileSync(files.key), cert: readFileSync(files.cert)};
  } finally {
    rmSync(folder, {recursive: true});
  }
}

/**
 * @template {import('node:http').Server | import('node:https').Server} Server
 * @param {string} hostname
 * @param {Server} server
 * @param {(request: import('node:http').IncomingMessage) => Promise<[type: string, body: string]>} answer
 */
async function listen(hostname, server, answer) {
  server.on('request', async (request, response) => {
    const [type, body] = await answer(request);
    response.setHeader('content-type', type).setHeader('cache-control', 'no-store').end(body);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  const scheme = 'key' in server || 'setSecureContext' in server ? 'https' : 'http';
  return {
    server,
    url: `${scheme}://${hostname}:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(resolve));
    },
  };
}
