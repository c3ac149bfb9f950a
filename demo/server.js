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
import {PLATFORM, authModes} from './auth-modes.js';
import {createBackend} from './backend.js';
import {createDocsRoutes, hasDocs} from './docs.js';
import {createScenarioRoutes} from './scenario-routes.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const LOCAL_HOSTNAMES = ['localhost', '127.0.0.1'];

/**
 * Starts the demo: one server with the host pages and the host backend. Without `account`, it also
 * starts the simulator, on `127.0.0.1` instead of `localhost`: two sites for a browser.
 * @param {Options} options
 * @typedef {{partnerId: number, adminSecret: string, kafUrl: string}} Account
 * @typedef {object} Options
 * @property {number} port
 * @property {number} simulatorPort
 * @property {string} [stateFile] file in which the simulator keeps its rooms
 * @property {Account} [account] a real Kaltura account
 * @property {keyof typeof authModes} [authMode] how the host backend authenticates at the simulator
 * @property {(policy: string) => string} [changePolicy] changes the policy of the pages, for tests
 * @property {import('kaltura-room/simulator').SimulatorOptions['onRefusal']} [onRefusal] gets each
 * refusal of the simulator
 */
export async function startDemo({
  port,
  simulatorPort,
  stateFile,
  account,
  authMode = 'ks',
  changePolicy = policy => policy,
  onRefusal,
}) {
  // The simulator has nothing to protect, so the visitor is a moderator at once.
  const defaultPerson = account ? 'nobody' : 'moderator';
  /** @type {import('kaltura-room/simulator').Simulator | undefined} */
  let simulator;
  /** @type {Parameters<typeof createBackend>[0]} */
  let backendAccount;
  if (account) {
    const {adminSecret, ...rest} = account;
    backendAccount = {...rest, credentials: {adminSecret}};
  } else {
    simulator = await startSimulator({
      port: simulatorPort,
      onRefusal,
      ...(stateFile && {stateFile}),
    });
    backendAccount = await authModes[authMode](simulator);
  }
  const {kafUrl, auth = 'ks'} = backendAccount;
  const headers = pageHeaders({kafUrl, auth, policy: {...STRICT_POLICY, 'img-src': ['data:']}});
  const pages = roomPages({
    kafUrl,
    auth,
    scriptUrl: '/dist/cdn/room.js',
    tokenUrl: '/api/kaltura/token',
  });
  const app = new Hono()
    .use(async (context, next) => {
      // Refuse DNS rebinding: another site can point its host name at this machine.
      const {url} = context.req;
      const hostname = URL.canParse(url) ? new URL(url).hostname : '';
      if (!LOCAL_HOSTNAMES.includes(hostname))
        return context.text(`Host must be ${LOCAL_HOSTNAMES.join(' or ')}`, 421);
      await next();
      // Room pages, LTI 1.3 pages and the documentation set a policy of their own.
      if (context.res.headers.has('Content-Security-Policy')) return;
      context.header('Permissions-Policy', headers['Permissions-Policy']);
      context.header('Content-Security-Policy', changePolicy(headers['Content-Security-Policy']));
    })
    .route('/', createScenarioRoutes(simulator, auth))
    .route('/', createBackend(backendAccount, defaultPerson))
    .get('/join/*', ({req}) => pages.fetch(req.raw))
    .use(
      '/dist/*',
      serveStatic({root: DIST, rewriteRequestPath: path => path.slice('/dist'.length)}),
    )
    .route('/', createDocsRoutes({kafUrl, auth, hasSimulator: Boolean(simulator)}))
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
 * Reads a Kaltura account from environment variables. Returns undefined if none of them is set.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Account | undefined}
 * @throws {Error} that names each missing or malformed variable
 */
export function readAccount(env) {
  const {KALTURA_PARTNER_ID = '', KALTURA_ADMIN_SECRET = '', KAF_URL = ''} = env;
  if (!KALTURA_PARTNER_ID && !KALTURA_ADMIN_SECRET && !KAF_URL) return undefined;
  const errors = [
    {
      name: 'KALTURA_PARTNER_ID',
      value: KALTURA_PARTNER_ID,
      pattern: /^[1-9]\d*$/,
      expected: 'a number',
    },
    {
      name: 'KALTURA_ADMIN_SECRET',
      value: KALTURA_ADMIN_SECRET,
      pattern: /^\S{8,}$/,
      expected: 'the admin secret of the account',
    },
    {
      name: 'KAF_URL',
      value: KAF_URL,
      pattern: /^https:\/\/[\w.-]+(:\d+)?\/?$/,
      expected: 'an origin such as https://12345.kaf.kaltura.com',
    },
  ]
    .filter(({value, pattern}) => !pattern.test(value))
    .map(
      ({name, value, expected}) =>
        `${name} must be ${expected}; got ${value ? 'another value' : 'nothing'}`,
    );
  if (errors.length > 0)
    throw new Error(
      `${errors.join('\n')}\nTo use a real Kaltura account, set all three variables.`,
    );
  return {
    partnerId: Number(KALTURA_PARTNER_ID),
    adminSecret: KALTURA_ADMIN_SECRET,
    kafUrl: KAF_URL,
  };
}

/**
 * Reads how the host backend authenticates at the simulator.
 * @param {NodeJS.ProcessEnv} env
 * @returns {keyof typeof authModes}
 */
function readAuthMode({AUTH = ''}) {
  const authMode = /** @type {keyof typeof authModes} */ (AUTH || 'ks');
  if (!Object.hasOwn(authModes, authMode))
    throw new Error(`AUTH must be ${Object.keys(authModes).join(', ')}; got ${authMode}`);
  return authMode;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.env['PORT'] || 8080);
  const stateFile = fileURLToPath(new URL('../.cache/simulator.json', import.meta.url));
  try {
    if (!(port > 0 && port < 65_535))
      throw new Error(`PORT must be a number from 1 to 65534; got ${process.env['PORT']}`);
    mkdirSync(dirname(stateFile), {recursive: true});
    const account = readAccount(process.env);
    const {url, simulator} = await startDemo({
      port,
      simulatorPort: port + 1,
      stateFile,
      ...(account && {account}),
      authMode: readAuthMode(process.env),
      onRefusal: (status, reason) => console.error(`Rejected (${status}): ${reason}`),
    });
    console.log(`The demo is at ${url}`);
    if (hasDocs()) console.log(`The documentation is at ${url}/docs/`);
    console.log(
      simulator ? `Kaltura is simulated at ${simulator.url}` : `Kaltura is at ${account?.kafUrl}`,
    );
  } catch (error) {
    const {code, message} = /** @type {NodeJS.ErrnoException} */ (error);
    console.error(
      code === 'EADDRINUSE'
        ? `Port ${port} or ${port + 1} is in use. Choose another port, such as PORT=9000 npm start`
        : message,
    );
    process.exitCode = 1;
  }
}
