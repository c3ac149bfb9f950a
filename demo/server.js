// @ts-check
import {mkdirSync} from 'node:fs';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {serve} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {STRICT_POLICY, pageHeaders} from 'kaltura-room/csp';
import {roomPages} from 'kaltura-room/server';
import {startSimulator} from 'kaltura-room/simulator';
import {backend} from './backend.js';
import {scenarioRoutes} from './scenario-routes.js';
import {PLATFORM, waysIn} from './ways-in.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DIST = fileURLToPath(new URL('../dist', import.meta.url));

/**
 * Serves the host pages and the host backend on one origin and, unless `account` names a real
 * Kaltura, the simulator on another: `localhost` and `127.0.0.1` are two sites to a browser.
 * @param {Options} options
 * @typedef {{partnerId: number, adminSecret: string, kafUrl: string}} Account
 * @typedef {object} Options
 * @property {number} port
 * @property {number} simulatorPort
 * @property {string} [stateFile] where the simulator keeps its rooms
 * @property {Account} [account] a real Kaltura
 * @property {keyof typeof waysIn} [way] how the simulator lets people in
 * @property {(policy: string) => string} [changePolicy] makes another of the pages' policy, for tests
 */
export async function startDemo({
  port,
  simulatorPort,
  stateFile,
  account,
  way = 'ks',
  changePolicy = policy => policy,
}) {
  // With the simulator there is nothing to lose: one is the moderator from the start.
  const visitor = account ? 'nobody' : 'moderator';
  /** @type {import('kaltura-room/simulator').Simulator | undefined} */
  let simulator;
  /** @type {Parameters<typeof backend>[0]} */
  let options;
  if (account) {
    const {adminSecret, ...others} = account;
    options = {...others, credentials: {adminSecret}};
  } else {
    simulator = await startSimulator({port: simulatorPort, ...(stateFile && {stateFile})});
    options = await waysIn[way](simulator);
  }
  const headers = pageHeaders({
    kafUrl: options.kafUrl,
    auth: options.auth ?? 'ks',
    policy: {...STRICT_POLICY, 'img-src': ['data:']},
  });
  const app = new Hono()
    .use(async (context, next) => {
      // Other sites may point a name of theirs at this machine; they get nothing.
      const {hostname} = new URL(context.req.url);
      if (!['localhost', '127.0.0.1'].includes(hostname)) return context.text('Not here', 421);
      await next();
      // A room's page, and that on the way to KAF by LTI 1.3, have a stricter one of their own.
      if (context.res.headers.has('Content-Security-Policy')) return;
      context.header('Permissions-Policy', headers['Permissions-Policy']);
      context.header('Content-Security-Policy', changePolicy(headers['Content-Security-Policy']));
    })
    .route('/', scenarioRoutes(simulator, options.auth ?? 'ks'))
    .route('/', backend(options, visitor))
    .route(
      '/join',
      roomPages({
        ...{kafUrl: options.kafUrl, auth: options.auth ?? 'ks'},
        ...{scriptUrl: '/dist/cdn/room.js', tokenUrl: '/api/kaltura/token'},
      }),
    )
    .use(
      '/dist/*',
      serveStatic({root: DIST, rewriteRequestPath: path => path.slice('/dist'.length)}),
    )
    .use(serveStatic({root: HERE}));

  const server = await new Promise((resolve, reject) => {
    const listening = serve({fetch: app.fetch, port, hostname: '127.0.0.1'}, () =>
      resolve(listening),
    );
    listening.once('error', reject);
  });
  const url = `http://localhost:${server.address().port}`;
  simulator?.registerPlatform({
    ...PLATFORM,
    authorizationUrl: `${url}/api/kaltura/lti/authorize`,
    jwksUrl: `${url}/api/kaltura/lti/jwks`,
  });
  return {
    url,
    simulator,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await simulator?.close();
    },
  };
}

/**
 * The account that the environment names; undefined where it names none.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Account | undefined}
 * @throws {Error} naming each variable that is missing or malformed
 */
export function accountFrom(env) {
  const {KALTURA_PARTNER_ID = '', KALTURA_ADMIN_SECRET = '', KAF_URL = ''} = env;
  if (!KALTURA_PARTNER_ID && !KALTURA_ADMIN_SECRET && !KAF_URL) return undefined;
  const is = (/** @type {string} */ value) => (value ? ' and is malformed' : ' and is missing');
  const faults = [
    /^[1-9]\d*$/.test(KALTURA_PARTNER_ID) ||
      `KALTURA_PARTNER_ID must be a number${is(KALTURA_PARTNER_ID)}`,
    /^\S{8,}$/.test(KALTURA_ADMIN_SECRET) ||
      `KALTURA_ADMIN_SECRET must be the admin secret${is(KALTURA_ADMIN_SECRET)}`,
    /^https:\/\/[\w.-]+(:\d+)?\/?$/.test(KAF_URL) ||
      `KAF_URL must be an origin such as https://12345.kaf.kaltura.com${is(KAF_URL)}`,
  ].filter(fault => fault !== true);
  if (faults.length) throw new Error(`To use a real Kaltura, set all three: ${faults.join('; ')}.`);
  return {
    partnerId: Number(KALTURA_PARTNER_ID),
    adminSecret: KALTURA_ADMIN_SECRET,
    kafUrl: KAF_URL,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env['PORT'] || 8080);
  const stateFile = fileURLToPath(new URL('../.cache/simulator.json', import.meta.url));
  try {
    if (!(port > 0 && port < 65_535)) throw new Error('PORT must be a number below 65535');
    mkdirSync(dirname(stateFile), {recursive: true});
    const account = accountFrom(process.env);
    const way = process.env['AUTH'] || 'ks';
    if (!Object.hasOwn(waysIn, way))
      throw new Error(`AUTH must be one of ${Object.keys(waysIn).join(', ')}`);
    const {url, simulator} = await startDemo({
      port,
      simulatorPort: port + 1,
      stateFile,
      ...(account && {account}),
      way: /** @type {keyof typeof waysIn} */ (way),
    });
    console.log(`The demo is at ${url}`);
    console.log(
      simulator ? `Kaltura is simulated at ${simulator.url}` : `Kaltura is at ${account?.kafUrl}`,
    );
  } catch (error) {
    const {code, message} = /** @type {NodeJS.ErrnoException} */ (error);
    console.error(
      code === 'EADDRINUSE'
        ? `Port ${port} or ${port + 1} is in use: choose another by PORT, for example PORT=9000 npm start`
        : message,
    );
    process.exitCode = 1;
  }
}
