import {Refusal} from '../kaf/refusal.js';
import type {SimulatorContext} from '../simulator-context.js';
import {readParameters, type Parameters} from './launch-parameters.js';
import type {Login} from './logins.js';
import {renderStoragePage} from './storage-page.js';

/** Path to which the platform posts its response: KAF's `redirect_uri`. */
export const LAUNCH_PATH = '/hosted/index/oauth2-launch';
/** Path at which a platform begins a login. */
export const INIT_PATH = '/hosted/index/oidc-init';

const MANDATORY_PARAMETERS = ['iss', 'login_hint', 'target_link_uri'] as const;

/**
 * Handles `oidc-init`: begins a login, and redirects to the platform's authorization URL (1EdTech
 * Security Framework 1.0, section 5.1.1). The browser stores the state in a frame that the platform
 * names (LTI OIDC Login with LTI Client Side postMessages), or else in a cookie.
 * @throws Refusal
 */
export async function beginLogin(
  {platforms, logins, instance}: SimulatorContext,
  request: Request,
): Promise<Response> {
  const parameters = await readParameters(request);
  for (const name of MANDATORY_PARAMETERS)
    if (!parameters[name]) throw new Refusal(500, `The parameter ${name} is missing.`);
  const {iss = '', client_id: clientId, target_link_uri: targetLinkUri = ''} = parameters;
  const platform = platforms.find(iss, clientId);
  const deploymentId = parameters['lti_deployment_id'] ?? platform.deploymentId;
  if (deploymentId !== platform.deploymentId)
    throw new Refusal(403, 'The lti_deployment_id is not registered for this iss and client_id.');
  if (targetLinkUri !== new URL(instance.viewRoomPath, request.url).href)
    throw new Refusal(500, 'The target_link_uri must be the address of view-room.');

  const storageTarget = parameters['lti_storage_target'] || undefined;
  const login = logins.begin({platform, targetLinkUri, storageTarget});
  const next = buildAuthorizationUrl(login, parameters, new URL(LAUNCH_PATH, request.url).href);
  if (storageTarget === undefined)
    return new Response(null, {
      status: 302,
      headers: {
        location: next,
        'set-cookie': formatStateCookie(login, login.state, 600),
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
    });
  return renderStoragePage(login, {
    message: 'lti.put_data',
    next,
    fallback: buildFallbackUrl(parameters),
  });
}

/** Formats a cookie that browsers send from frames of another site, if they allow such cookies. */
export const formatStateCookie = ({id}: Login, value: string, maxAge: number): string =>
  `${cookieName(id)}=${value}; Max-Age=${maxAge}; Path=${LAUNCH_PATH}; HttpOnly; Secure; SameSite=None; Partitioned`;

export const cookieName = (id: string): string => `lti_state_${id}`;

/** Builds the address of the authentication request (section 5.1.1.2). */
function buildAuthorizationUrl(
  {platform, state, nonce}: Login,
  initiation: Parameters,
  redirectUri: string,
): string {
  const url = new URL(platform.authorizationUrl);
  const parameters = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: platform.clientId,
    redirect_uri: redirectUri,
    login_hint: initiation['login_hint'],
    lti_message_hint: initiation['lti_message_hint'],
    state,
    nonce,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/** Builds the same initiation with a cookie. A page in its own tab has no frame that stores the state. */
function buildFallbackUrl(initiation: Parameters): string {
  const query = new URLSearchParams(initiation);
  query.delete('lti_storage_target');
  return `${INIT_PATH}?${query.toString()}`;
}
