import {Refusal} from '../kaf/refusal.js';
import {VIEW_ROOM} from '../kaf/view-room-path.js';
import type {Simulation} from '../simulation.js';
import {readFields, type Fields} from './fields.js';
import type {Login} from './logins.js';
import {storagePage} from './storage-page.js';

/** Where the platform is to post its answer: KAF's `redirect_uri`. */
export const LAUNCH_PATH = '/hosted/index/oauth2-launch';
/** Where a platform begins a login. */
export const INIT_PATH = '/hosted/index/oidc-init';

const MANDATORY = ['iss', 'login_hint', 'target_link_uri'] as const;

/**
 * `oidc-init`: begins a login and sends the browser on to the platform's authorization URL (1EdTech
 * Security Framework 1.0, section 5.1.1). The browser keeps the state meanwhile: in the frame that
 * the platform names (LTI OIDC Login with LTI Client Side postMessages), else in a cookie.
 * @throws Refusal
 */
export async function beginLogin(
  {platforms, logins}: Simulation,
  request: Request,
): Promise<Response> {
  const fields = await readFields(request);
  for (const name of MANDATORY)
    if (!fields[name]) throw new Refusal(500, `The parameter ${name} is missing.`);
  const {iss = '', client_id: clientId, target_link_uri: targetLinkUri = ''} = fields;
  const platform = platforms.find(iss, clientId);
  const deploymentId = fields['lti_deployment_id'] ?? platform.deploymentId;
  if (deploymentId !== platform.deploymentId)
    throw new Refusal(403, 'The lti_deployment_id is not registered for this iss and client_id.');
  if (targetLinkUri !== new URL(VIEW_ROOM, request.url).href)
    throw new Refusal(500, 'The target_link_uri is not the address of view-room.');

  const storageTarget = fields['lti_storage_target'] || undefined;
  const login = logins.begin({platform, targetLinkUri, storageTarget});
  const next = authorizationUrl(login, fields, new URL(LAUNCH_PATH, request.url).href);
  if (storageTarget === undefined)
    return new Response(null, {
      status: 302,
      headers: {
        location: next,
        'set-cookie': stateCookie(login, login.state, 600),
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      },
    });
  return storagePage(login, {message: 'lti.put_data', next, alone: withoutStorage(fields)});
}

/** A cookie that comes back from within another site's page, where the browser allows any. */
export const stateCookie = ({id}: Login, value: string, seconds: number): string =>
  `${cookieName(id)}=${value}; Max-Age=${seconds}; Path=${LAUNCH_PATH}; HttpOnly; Secure; SameSite=None; Partitioned`;

export const cookieName = (id: string): string => `lti_state_${id}`;

/** The authentication request (section 5.1.1.2). */
function authorizationUrl({platform, state, nonce}: Login, fields: Fields, to: string): string {
  const url = new URL(platform.authorizationUrl);
  const parameters = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: platform.clientId,
    redirect_uri: to,
    login_hint: fields['login_hint'],
    lti_message_hint: fields['lti_message_hint'],
    state,
    nonce,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/** The same initiation for a page in a tab of its own: nobody there to keep data for it. */
function withoutStorage(fields: Fields): string {
  const query = new URLSearchParams(fields);
  query.delete('lti_storage_target');
  return `${INIT_PATH}?${query.toString()}`;
}
