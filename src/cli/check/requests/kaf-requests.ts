import {randomBytes} from 'node:crypto';
import type {Launch} from '../../../contract/schemas.js';
import type {CheckPlan} from '../check-plan.js';
import type {HttpRequest} from './http.js';

/* Requests that KAF sends, or makes a frame send, for a launch by LTI 1.3. */

/** Values of KAF that the backend must return. They are constant, because no session depends on them. */
export const STATE = 'state-of-kaltura-room-check';
export const NONCE = 'nonce-of-kaltura-room-check';

const FOREIGN_REDIRECT_URI = 'https://evil.example/hosted/index/oauth2-launch';

/** Parameters of a launch, with the address at KAF that must get the token. */
export interface Initiation {
  readonly parameters: URLSearchParams;
  readonly redirectUri: string;
}

/** Returns the login route: `--authorize-url`, or the route of `kaltura-room/server`. */
export function getAuthorizeUrl({authorizeUrl, tokenUrl}: CheckPlan): URL {
  return authorizeUrl ?? new URL('lti/authorize', tokenUrl);
}

/** Returns the URL of the key set: `--jwks-url`, or the route of `kaltura-room/server`. */
export function getJwksUrl({jwksUrl, tokenUrl}: CheckPlan): URL {
  return jwksUrl ?? new URL('lti/jwks', tokenUrl);
}

/** Parses the URL of a launch by LTI 1.3; returns undefined for other launches. */
export function parseInitiation(launch: Launch | undefined): Initiation | undefined {
  if (launch?.auth !== 'lti-1.3' || !URL.canParse(launch.url)) return undefined;
  const {origin, searchParams} = new URL(launch.url);
  return {parameters: searchParams, redirectUri: `${origin}/hosted/index/oauth2-launch`};
}

/**
 * Builds the requests of KAF for a launch, in the order to send them. A login hint works once, so
 * the request with an unknown hint comes first, and the repeated request last.
 */
export function buildLoginRequests(
  plan: CheckPlan,
  launch: Launch | undefined,
): Readonly<Record<string, HttpRequest>> {
  if (launch?.auth !== 'lti-1.3') return {};
  const initiation = parseInitiation(launch);
  const hint = initiation?.parameters.get('login_hint');
  return {
    'lti13-jwks': {url: getJwksUrl(plan), method: 'GET', headers: [['accept', 'application/json']]},
    ...(initiation &&
      hint && {
        'lti13-login-unknown': buildAuthenticationRequest(
          plan,
          initiation,
          randomBytes(32).toString('base64url'),
        ),
        'lti13-login': buildAuthenticationRequest(plan, initiation, hint),
        'lti13-login-once': buildAuthenticationRequest(plan, initiation, hint),
      }),
  };
}

/** Builds a request for the token of another launch, with a `redirect_uri` of a foreign site. */
export function buildForeignRedirectRequest(
  plan: CheckPlan,
  launch: Launch | undefined,
): Readonly<Record<string, HttpRequest>> {
  const initiation = parseInitiation(launch);
  if (!initiation) return {};
  const foreign = {...initiation, redirectUri: FOREIGN_REDIRECT_URI};
  const hint = initiation.parameters.get('login_hint') ?? '';
  return {'lti13-redirect-uri': buildAuthenticationRequest(plan, foreign, hint)};
}

/** Builds an authentication request (1EdTech Security Framework §5.1.1.2). */
function buildAuthenticationRequest(
  plan: CheckPlan,
  {parameters, redirectUri}: Initiation,
  loginHint: string,
): HttpRequest {
  const url = new URL(getAuthorizeUrl(plan));
  const messageHint = parameters.get('lti_message_hint');
  const query = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: parameters.get('client_id') ?? '',
    redirect_uri: redirectUri,
    login_hint: loginHint,
    ...(messageHint !== null && {lti_message_hint: messageHint}),
    state: STATE,
    nonce: NONCE,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return {
    url,
    method: 'GET',
    // Browsers send no cookie in a frame that another site navigates.
    headers: [
      ['accept', 'text/html'],
      ['sec-fetch-site', 'cross-site'],
      ['sec-fetch-mode', 'navigate'],
      ['sec-fetch-dest', 'iframe'],
    ],
  };
}
