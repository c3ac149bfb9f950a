import {randomBytes} from 'node:crypto';
import type {Launch} from '../../contract/schemas.js';
import type {Ask} from './exchange.js';
import type {Plan} from './plan.js';

/** What KAF would ask to have back. They stay the same: here nobody is let in by them. */
export const STATE = 'state-of-kaltura-room-check';
export const NONCE = 'nonce-of-kaltura-room-check';

const EVIL = 'https://evil.example/hosted/index/oauth2-launch';

/** Where KAF sends the frame: as named, or where kaltura-room/server has it. */
export const authorizeUrlOf = ({authorizeUrl, tokenUrl}: Plan): URL =>
  authorizeUrl ?? new URL('lti/authorize', tokenUrl);

/** Where KAF reads the public keys: as named, or where kaltura-room/server has them. */
export const jwksUrlOf = ({jwksUrl, tokenUrl}: Plan): URL =>
  jwksUrl ?? new URL('lti/jwks', tokenUrl);

/** The query of a launch by LTI 1.3, and where KAF has the token posted to. */
export function beginningOf(launch: Launch | undefined) {
  if (launch?.auth !== 'lti-1.3' || !URL.canParse(launch.url)) return undefined;
  const {origin, searchParams} = new URL(launch.url);
  return {parameters: searchParams, redirectUri: `${origin}/hosted/index/oauth2-launch`};
}

/** What KAF asks the platform for a launch, in this order: its login can be used once. */
export function lti13Requests(
  plan: Plan,
  launch: Launch | undefined,
): Readonly<Record<string, Ask>> {
  if (launch?.auth !== 'lti-1.3') return {};
  const begun = beginningOf(launch);
  const login = begun && {
    'lti13-login-unknown': authorize(plan, {
      ...begun,
      hint: randomBytes(32).toString('base64url'),
    }),
    'lti13-login': authorize(plan, begun),
    'lti13-login-once': authorize(plan, begun),
  };
  return {
    'lti13-jwks': {url: jwksUrlOf(plan), method: 'GET', headers: [['accept', 'application/json']]},
    ...(begun?.parameters.get('login_hint') && login),
  };
}

/** What nobody but KAF may have: the token of another launch, which it does not use up. */
export function lti13Elsewhere(
  plan: Plan,
  launch: Launch | undefined,
): Readonly<Record<string, Ask>> {
  const begun = beginningOf(launch);
  return begun ? {'lti13-redirect-uri': authorize(plan, {...begun, redirectUri: EVIL})} : {};
}

/** The authentication request, as the frame makes it (1EdTech Security Framework §5.1.1.2). */
function authorize(
  plan: Plan,
  {
    parameters,
    redirectUri,
    hint = parameters.get('login_hint') ?? '',
  }: {parameters: URLSearchParams; redirectUri: string; hint?: string},
): Ask {
  const url = new URL(authorizeUrlOf(plan));
  const message = parameters.get('lti_message_hint');
  const query = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: parameters.get('client_id') ?? '',
    redirect_uri: redirectUri,
    login_hint: hint,
    ...(message !== null && {lti_message_hint: message}),
    state: STATE,
    nonce: NONCE,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return {
    url,
    method: 'GET',
    // Without the person's cookie: in a frame that another site began, browsers send none.
    headers: [
      ['accept', 'text/html'],
      ['sec-fetch-site', 'cross-site'],
      ['sec-fetch-mode', 'navigate'],
      ['sec-fetch-dest', 'iframe'],
    ],
  };
}
