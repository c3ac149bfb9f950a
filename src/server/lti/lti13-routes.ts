import {Hono, type Context} from 'hono';
import * as z from 'zod';
import {RoomError} from '../../contract/room-error.js';
import {logAndDescribe} from '../http/error-response.js';
import type {Settings} from '../options.js';
import {idToken} from './id-token.js';
import type {Lti13} from './lti13-options.js';
import {consumeLogin} from './login-store.js';
import {errorPage, formPostPage} from './pages.js';
import {importSigningKeys} from './signing-keys.js';

const opaque = (name: string) =>
  z.string(`${name} is missing`).min(1, `${name} is empty`).max(2048);

/** What KAF asks for: OpenID Connect core, section 3.1.2.1, as the LTI security framework narrows it. */
const AuthenticationRequest = z.object({
  scope: z.string('scope is missing').regex(/(^| )openid( |$)/, 'scope must be openid'),
  response_type: z.literal('id_token', 'response_type must be id_token'),
  response_mode: z.literal('form_post', 'response_mode must be form_post'),
  prompt: z.literal('none', 'prompt must be none').optional(),
  client_id: opaque('client_id'),
  redirect_uri: opaque('redirect_uri'),
  login_hint: z.string('login_hint is missing').regex(/^[\w-]{43}$/, 'login_hint is none of ours'),
  lti_message_hint: opaque('lti_message_hint').optional(),
  state: opaque('state'),
  nonce: opaque('nonce'),
});

const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  // The address holds the login hint.
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * The two routes of an LTI 1.3 platform: `GET|POST /authorize`, where KAF sends the frame to ask
 * who is in it, and `GET /jwks`, where it reads the public keys.
 */
export function lti13Routes(platform: Lti13, settings: Settings): Hono {
  const {kafUrl, logger, allowedOrigins} = settings;
  const redirectUris = platform.redirectUris ?? [`${kafUrl}/hosted/index/oauth2-launch`];
  // At the first request: not every runtime can make keys before one.
  let keys: ReturnType<typeof importSigningKeys> | undefined;
  const allKeys = () => (keys ??= importSigningKeys(platform.privateKeys));

  const respond = (
    context: Context,
    {body, policy}: {body: string; policy: string},
    status: 200 | ReturnType<typeof logAndDescribe>['status'] = 200,
  ) => {
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
      // Hono takes it for a GET: it would use up the hint, and nobody would get the token.
      if (context.req.method === 'HEAD')
        throw new RoomError('invalidRequest', 'expected GET or POST');
      const asked = AuthenticationRequest.safeParse(await parametersOf(context));
      if (!asked.success)
        throw new RoomError('invalidRequest', asked.error.issues[0]?.message ?? 'it is malformed');
      const {client_id, redirect_uri, login_hint, lti_message_hint, state, nonce} = asked.data;
      // Before the hint is used up, and before anything is sent anywhere.
      if (client_id !== platform.clientId)
        throw new RoomError('invalidRequest', 'client_id is not the one of this platform');
      if (!redirectUris.includes(redirect_uri))
        throw new RoomError('invalidRequest', 'redirect_uri is not on the list');
      const access = await consumeLogin(login_hint, settings);
      if (!access) throw new RoomError('launch-expired', 'login_hint is unknown, used or too old');
      if (lti_message_hint !== undefined && lti_message_hint !== access.roomId)
        throw new RoomError('invalidRequest', 'lti_message_hint is for another room');
      const id_token = await idToken(access, nonce, platform, await allKeys(), settings);
      const {roomId, userId} = access;
      logger.info({roomId, userId}, 'kaltura-room: launch by LTI 1.3');
      return respond(context, await formPostPage(redirect_uri, {id_token, state}));
    })
    .get('/jwks', async context => {
      const {jwks} = await allKeys();
      context.header('Cache-Control', 'public, max-age=300');
      return context.json(jwks);
    })
    .onError(async (error, context) => {
      const {status, errorCode} = logAndDescribe(error, context, logger);
      return respond(context, await errorPage(errorCode), status);
    });
}

/** The parameters of a query or a form, each of which may come once. */
async function parametersOf({req}: Context): Promise<Record<string, string>> {
  const text = req.method === 'POST' ? await req.text() : new URL(req.url).search;
  const pairs = [...new URLSearchParams(text)];
  const parameters = Object.fromEntries(pairs);
  if (Object.keys(parameters).length < pairs.length)
    throw new RoomError('invalidRequest', 'a parameter came twice');
  return parameters;
}
