import {timingSafeEqual} from 'node:crypto';
import {Refusal} from '../kaf/refusal.js';
import type {Participant} from '../kaf/view-room.js';
import type {SimulatorContext} from '../simulator-context.js';
import {
  checkRequiredParameters,
  checkRoles,
  parseRoomParameters,
  readParameters,
  type Parameters,
} from './launch-parameters.js';
import {buildSignatureBase, signHmacSha1} from './oauth1.js';

/** Maximum difference to the caller's clock. */
const MAX_CLOCK_SKEW_S = 300;

/** Parameters with a fixed value (LTI 1.1.1, section 3; OAuth 1.0a). */
const FIXED_PARAMETERS = {
  lti_message_type: 'basic-lti-launch-request',
  lti_version: 'LTI-1p0',
  oauth_callback: 'about:blank',
  oauth_signature_method: 'HMAC-SHA1',
} as const;

/** Mandatory parameters. Every module of KAF requires `context_id`. */
const MANDATORY_PARAMETERS = [
  'oauth_consumer_key',
  'oauth_nonce',
  'oauth_timestamp',
  'oauth_signature',
  'resource_link_id',
  'context_id',
  'user_id',
  'roles',
] as const;

/**
 * Authenticates the participant of an LTI 1.1 launch: a form whose consumer key is the partner ID, and
 * whose signature is made with the admin secret.
 * @throws Refusal
 */
export async function authenticateLti11Launch(
  simulator: SimulatorContext,
  request: Request,
): Promise<Participant> {
  const parameters = await readParameters(request);
  for (const [name, value] of Object.entries(FIXED_PARAMETERS))
    if (parameters[name] !== value)
      throw new Refusal(403, `The parameter ${name} must be "${value}".`);
  if ((parameters['oauth_version'] ?? '1.0') !== '1.0')
    throw new Refusal(403, 'The parameter oauth_version must be "1.0" or absent.');
  for (const name of MANDATORY_PARAMETERS)
    if (!parameters[name]) throw new Refusal(403, `The parameter ${name} is missing.`);
  verifySignature(simulator, request, parameters);
  // Only after the signature: otherwise anybody could use up a nonce.
  verifyFreshness(simulator, parameters);

  const {roles = '', user_id: userId = ''} = parameters;
  checkRoles('1.1', roles.split(','));
  checkRequiredParameters(simulator.instance, name => Boolean(parameters[name]));
  return {
    userId,
    name: getFullName(parameters),
    ...parseRoomParameters(parameters, 'custom_'),
    locale: parameters['launch_presentation_locale'],
    returnUrl: parameters['launch_presentation_return_url'],
  };
}

function verifySignature(
  {account}: SimulatorContext,
  request: Request,
  parameters: Parameters,
): void {
  const {oauth_signature: signature = '', ...signed} = parameters;
  if (signed['oauth_consumer_key'] !== String(account.partnerId))
    throw new Refusal(403, 'The oauth_consumer_key must be the partner ID of this account.');
  const base = buildSignatureBase(request.method, request.url, Object.entries(signed));
  const expected = Buffer.from(signHmacSha1(base, account.adminSecret));
  const actual = Buffer.from(signature);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected))
    throw new Refusal(
      403,
      'The oauth_signature is wrong: it has another secret or another address, or the launch was changed.',
    );
}

function verifyFreshness({account, nonces}: SimulatorContext, parameters: Parameters): void {
  const {oauth_timestamp: timestamp = '', oauth_nonce: nonce = ''} = parameters;
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
  const skew = Math.abs(account.now() / 1000 - seconds);
  if (!(skew <= MAX_CLOCK_SKEW_S))
    throw new Refusal(403, 'The oauth_timestamp must be within five minutes of the current time.');
  if (nonces.has(nonce)) throw new Refusal(403, 'The oauth_nonce was used before.');
  // The nonce must outlast its timestamp.
  nonces.set(nonce, true, 1000 * (seconds + MAX_CLOCK_SKEW_S + 1));
}

const getFullName = (parameters: Parameters): string => {
  const {lis_person_name_given: given = '', lis_person_name_family: family = ''} = parameters;
  return parameters['lis_person_name_full'] ?? `${given} ${family}`;
};
