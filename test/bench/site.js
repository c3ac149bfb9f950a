// @ts-check
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {createServer} from 'node:http';
import {createServer as createSecureServer} from 'node:https';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build} from 'vite';

/** A session for the stand-ins, which verify none. */
export const KS = 'djJ8b2YtdGhlLWJlbmNobWFyaw';
export const ROOM_ID = '1_abcd1234';

/** A room that posts a message to its parent after it has loaded, like the simulator's. */
const ROOM = `<!doctype html><title>Room</title><script>
  addEventListener('load', () => parent.postMessage({subject: 'lti.frameResize', height: 500}, '*'));
</script>`;

const CDN = new URL('../../dist/cdn/', import.meta.url);

/**
 * @typedef {object} LoggedRequest
 * @property {string} url host and path, without the KS
 * @property {string | undefined} destination the `Sec-Fetch-Dest` header: `document`, `iframe`, `script`, …
 * @property {number} at when the server received it, in milliseconds
 * @property {number} connection number of the secure connection; 0 on the page's own server
 *
 * @typedef {Awaited<ReturnType<typeof startSite>>} Site
 */

/**
 * Starts the server of the pages, and over https a stand-in for KAF. Both log their requests.
 * @param {Record<string, string>} pages the body of each page by name; `{kaf}` stands for the URL of KAF
 * @param {object} [options]
 * @param {Record<string, string>} [options.scripts] to serve beside the files of `dist/cdn`
 * @param {string} [options.kafUrl] a URL that the browser maps to the stand-in
 */
export async function startSite(pages, {scripts = {}, kafUrl} = {}) {
  /** @type {LoggedRequest[]} */
  let log = [];
  let latency = 0;
  let connections = 0;
  /** @param {import('node:http').IncomingMessage} request */
  const logRequest = ({url = '/', headers, socket}) => {
    log.push({
      url: `${headers.host}${url.split('/ks/')[0]}`,
      destination: [headers['sec-fetch-dest']].flat()[0],
      at: performance.now(),
      connection: /** @type {{number?: number}} */ (socket).number ?? 0,
    });
    return decodeURIComponent(url.split('?')[0] ?? '/');
  };
  // In memory, so that reading a file costs no page time.
  const files = new Map(
    readdirSync(CDN, {recursive: true, encoding: 'utf8'})
      .filter(name => name.endsWith('.js'))
      .map(name => [name, readFileSync(new URL(name, CDN), 'utf8')]),
  );
  const kaf = await listen('127.0.0.1', createSecureServer(makeCertificate()), async request => {
    const path = logRequest(request);
    return path === '/version' ? ['text/plain', 'bench'] : ['text/html', ROOM];
  });
  kafUrl ??= kaf.url;
  kaf.server.on('secureConnection', socket => {
    connections++;
    Object.assign(socket, {number: connections});
  });
  const host = await listen('localhost', createServer(), async request => {
    const path = logRequest(request);
    await new Promise(resolve => setTimeout(resolve, latency));
    const script = scripts[path.slice(1)] ?? files.get(path.slice(1));
    if (script !== undefined) return ['text/javascript', script];
    if (path === '/token')
      return ['application/json', JSON.stringify({success: true, data: {ks: KS, kafUrl}})];
    const body = pages[path.slice(1)] ?? '';
    return [
      'text/html',
      `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Page</title>${body.replaceAll('{kaf}', kafUrl)}</html>`,
    ];
  });
  return {
    url: host.url,
    kafUrl,
    /** IP address and port of the stand-in, which browsers may map host names to. */
    kafAddress: new URL(kaf.url).host,
    /** @param {number} ms added to every later answer of the page's own server */
    setLatency: ms => void (latency = ms),
    /** Returns the requests since the last call. */
    takeRequests() {
      const requests = log;
      log = [];
      return requests;
    },
    /** Returns how many connections the stand-in has accepted. */
    countConnections: () => connections,
    closeIdleConnections: () => kaf.server.closeIdleConnections(),
    close: () => Promise.all([host.close(), kaf.close()]),
  };
}

/**
 * Bundles a module and all its imports into one minified script.
 * @param {string} code of the module
 */
export async function bundle(code) {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: {script: `data:text/javascript,${encodeURIComponent(code)}`},
        output: {format: 'es', codeSplitting: false},
      },
    },
  });
  const [{output} = {output: []}] = /** @type {{output: {code?: string}[]}[]} */ ([result].flat());
  return output[0]?.code ?? '';
}

/** Makes a self-signed certificate for 127.0.0.1 that is valid for a day. */
function makeCertificate() {
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
