import {randomBytes} from 'node:crypto';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {PLATFORM, authModes} from '../../demo/auth-modes.js';
import {createBackend} from '../../demo/backend.js';
import {pageHeaders, type PageOptions} from '../../src/csp/index.js';
import {startSimulator} from '../../src/simulator/index.js';
import {serveFetch} from '../support/serve-fetch.js';

/** A page with both elements, under the headers of `kaltura-room/csp`. */
export interface StrictOptions {
  readonly authMode?: 'ks' | 'lti-1.1' | 'lti-1.3';
  readonly lang?: string;
  /** How the policy allows the script: by a nonce, or by its URL on the page's or another origin. */
  readonly script?: 'nonce' | 'same-origin' | 'other-origin';
  /** Headers in addition to those of `pageHeaders()`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Changes the page's policy. */
  readonly changePolicy?: (policy: string) => string;
}

/**
 * Serves the page, the host backend and the scripts on one origin, and KAF on another. A third origin
 * serves the scripts too.
 */
export async function startSite({
  authMode = 'ks',
  lang = 'en',
  script = 'nonce',
  headers = {},
  changePolicy = policy => policy,
}: StrictOptions) {
  const simulator = await startSimulator();
  const options = await authModes[authMode](simulator);
  const scripts = serveStatic({
    root: 'dist/cdn',
    rewriteRequestPath: path => path.slice('/scripts'.length),
    onFound: (_, context) => context.header('Access-Control-Allow-Origin', '*'),
  });
  const scriptServer = await serveFetch(new Hono().use('/scripts/*', scripts).fetch);
  const app = new Hono()
    .get('/', context => {
      const nonce = randomBytes(16).toString('base64');
      const scriptOrigin = script === 'other-origin' ? scriptServer.url : '';
      const scriptUrl = `${scriptOrigin}/scripts/kaltura-room.js`;
      const page: PageOptions = {
        kafUrl: simulator.url,
        auth: authMode,
        tokenUrl: '/api/kaltura/token',
        ...(script === 'nonce' ? {nonce} : {scriptUrl}),
      };
      for (const [name, value] of Object.entries({...pageHeaders(page), ...headers}))
        context.header(name, name.startsWith('Content') ? changePolicy(value) : value);
      return context.html(
        buildPage({lang, kafUrl: simulator.url, scriptUrl, ...(script === 'nonce' && {nonce})}),
      );
    })
    .get('/style.css', context =>
      context.body('kaltura-room{inline-size:40rem}', 200, {'content-type': 'text/css'}),
    )
    .get('/picture.svg', context =>
      context.body('<svg xmlns="http://www.w3.org/2000/svg"/>', 200, {
        'content-type': 'image/svg+xml',
      }),
    )
    .get('/favicon.ico', context => context.body(null, 204))
    .route('/', createBackend(options, 'moderator'))
    .use('/scripts/*', scripts);
  const site = await serveFetch(app.fetch, {hostname: 'localhost'});
  simulator.registerPlatform({
    ...PLATFORM,
    authorizationUrl: `${site.url}/api/kaltura/lti/authorize`,
    jwksUrl: `${site.url}/api/kaltura/lti/jwks`,
  });
  return {
    url: site.url,
    simulator,
    close: async () => {
      await Promise.all([site.close(), scriptServer.close()]);
      await simulator.close();
    },
  };
}

const buildPage = (page: {lang: string; kafUrl: string; scriptUrl: string; nonce?: string}) =>
  `<!doctype html>
  <html lang="${page.lang}">
    <meta charset="utf-8" />
    <title>Strict</title>
    <link rel="stylesheet" href="/style.css" />
    <script type="module" src="${page.scriptUrl}" ${page.nonce ? `nonce="${page.nonce}"` : ''}></script>
    <kaltura-room-creator create-url="/api/kaltura/rooms" for="room"></kaltura-room-creator>
    <kaltura-room
      id="room" room-id="1_townhall" token-url="/api/kaltura/token" kaf-url="${page.kafUrl}"
      loading="click" room-moderator auto-height
    ></kaltura-room>
  </html>`;
