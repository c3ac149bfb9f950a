import {Hono, type Context} from 'hono';
import * as z from 'zod';
import {RoomError} from '../../contract/room-error.js';
import {logAndDescribe, type FailureStatus} from '../http/error-response.js';
import type {Logger} from '../logger.js';
import {createIdToken} from './id-token.js';
import type {LaunchContext} from './launch-context.js';
import {consumeLogin} from './login-store.js';
import type {Lti13} from './lti13-options.js';
import {errorPage, formPostPage, type FramePage} from './pages.js';
import {importSigningKeys} from './signing-keys.js';

const opaque = (name: string) =>
  z.string(`${name} is missing`).min(1, `${name} must not be empty`).max(2048);

/** KAF's authentication request (OpenID Connect core, section 3.1.2.1; 1EdTech security framework 1.0). */
const AuthenticationRequest = z.object({
  scope: z.string('scope is missing').regex(/(^| )openid( |$)/, 'scope must be openid'),
  response_type: z.literal('id_token', 'response_type must be id_token'),
  response_mode: z.literal('form_post', 'response_mode must be form_post'),
  prompt: z.literal('none', 'prompt must be none').optional(),
  client_id: opaque('client_id'),
  redirect_uri: opaque('redirect_uri'),
  login_hint: z
    .string('login_hint is missing')
    .regex(/^[\w-]{43}$/, 'login_hint must be from this server'),
  lti_message_hint: opaque('lti_message_hint').optional(),
  state: opaque('state'),
  nonce: opaque('nonce'),
});

const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  // The address contains the login hint.
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Options of {@link lti13Routes} besides the platform. */
export interface Lti13RouteOptions extends LaunchContext {
  readonly allowedOrigins: readonly string[];
  readonly logger: Logger;
}

/**
 * Returns the two routes of an LTI 1.3 platform. KAF sends the frame to `GET|POST /authorize` to ask
 * who the guest is, and reads the public keys from `GET /jwks`.
 */
export function lti13Routes(platform: Lti13, options: Lti13RouteOptions): Hono {
  const {kafUrl, loginStore, logger, allowedOrigins} = options;
  const redirectUris = platform.redirectUris ?? [`${kafUrl}/hosted/index/oauth2-launch`];
  // Keys are imported at the first request, because some runtimes cannot do it earlier.
  let keys: ReturnType<typeof importSigningKeys> | undefined;
  const getKeys = () => (keys ??= importSigningKeys(platform.privateKeys));

  const respond = (context: Context, {body, policy}: FramePage, status: 200 | FailureStatus) => {
    const ancestors = ["'self'", ...allowedOrigins].join(' ');
    context.header(
      'Content-Security-Policy',
      `default-src 'none'; base-uri 'none'; frame-ancestors ${ancestors}; ${policy}`,
    );
    for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value);
    return context.body(body, status);
  };

  return new Hono()
    .on(['GET', 'POST'], '/authorize', async context => {
      // Hono routes HEAD to the GET handler, which would consume the hint without an answer.
      if (context.req.method === 'HEAD')
        throw new RoomError('invalidRequest', 'method must be GET or POST; got HEAD');
      const request = parseAuthenticationRequest(await readParameters(context));
      // These checks come before the hint is consumed and before any data is sent.
      if (request.client_id !== platform.clientId)
        throw new RoomError('invalidRequest', 'client_id must be lti13.clientId');
      if (!redirectUris.includes(request.redirect_uri))
        throw new RoomError('invalidRequest', 'redirect_uri must be in lti13.redirectUris');
      const access = await consumeLogin(request.login_hint, loginStore);
      if (!access) throw new RoomError('launch-expired', 'login_hint is unknown, used or too old');
      const {roomId, userId} = access;
      if (request.lti_message_hint !== undefined && request.lti_message_hint !== roomId)
        throw new RoomError('invalidRequest', 'lti_message_hint must name the room of login_hint');
      const {nonce, state, redirect_uri} = request;
      const id_token = await createIdToken(access, nonce, platform, await getKeys(), options);
      logger.info({roomId, userId}, 'kaltura-room: launch by LTI 1.3');
      return respond(context, await formPostPage(redirect_uri, {id_token, state}), 200);
    })
    .get('/jwks', async context => {
      const {jwks} = await getKeys();
      context.header('Cache-Control', 'public, max-age=300');
      return context.json(jwks);
    })
    .onError(async (error, context) => {
      const {status, errorCode} = logAndDescribe(error, context, logger);
      return respond(context, await errorPage(errorCode), status);
    });
}

function parseAuthenticationRequest(
  parameters: Record<string, string>,
): z.output<typeof AuthenticationRequest> {
  const parsed = AuthenticationRequest.safeParse(parameters);
  if (parsed.success) return parsed.data;
  throw new RoomError('invalidRequest', parsed.error.issues[0]?.message ?? 'request is malformed');
}

/** Reads the parameters of a query or a form. Each name may come once. */
async function readParameters({req}: Context): Promise<Record<string, string>> {
  const text = req.method === 'POST' ? await req.text() : new URL(req.url).search;
  const pairs = [...new URLSearchParams(text)];
  const parameters = Object.fromEntries(pairs);
  if (Object.keys(parameters).length < pairs.length)
    throw new RoomError('invalidRequest', 'each parameter must come once');
  return parameters;
}
