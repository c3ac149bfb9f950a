import {timingSafeEqual} from 'node:crypto';
import type {Entrant} from '../kaf/enter-room.js';
import {Refusal} from '../kaf/refusal.js';
import type {Simulation} from '../simulation.js';
import {readFields, type Fields} from './fields.js';
import {hmacSha1, signatureBaseString} from './oauth-signature.js';
import {hasKnownRole} from './roles.js';
import {roomParameters} from './room-parameters.js';

/** How far the caller's clock may be off. */
const CLOCK_SKEW_S = 300;

/** Parameters with the one value that each may have (LTI 1.1.1, section 3; OAuth 1.0a). */
const FIXED = {
  lti_message_type: 'basic-lti-launch-request',
  lti_version: 'LTI-1p0',
  oauth_callback: 'about:blank',
  oauth_signature_method: 'HMAC-SHA1',
} as const;

/** Parameters that must be there; `context_id` because every module of KAF asks for it. */
const MANDATORY = [
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
 * Whom an LTI 1.1 launch lets in: a form, signed with the account's admin secret, whose consumer
 * key is the partner ID.
 * @throws Refusal
 */
export async function readLtiLaunch(simulation: Simulation, request: Request): Promise<Entrant> {
  const fields = await readFields(request);
  for (const [name, value] of Object.entries(FIXED))
    if (fields[name] !== value) throw new Refusal(403, `The parameter ${name} must be "${value}".`);
  if ((fields['oauth_version'] ?? '1.0') !== '1.0')
    throw new Refusal(403, 'The parameter oauth_version must be "1.0", or be left out.');
  for (const name of MANDATORY)
    if (!fields[name]) throw new Refusal(403, `The parameter ${name} is missing.`);
  verifySignature(simulation, request, fields);
  verifyFreshness(simulation, fields);

  const {roles = '', user_id: userId = ''} = fields;
  if (!hasKnownRole('1.1', roles.split(',')))
    throw new Refusal(403, 'KAF knows none of the roles: send a context role, such as Learner.');
  return {userId, name: fullName(fields), ...roomParameters(fields, 'custom_')};
}

function verifySignature({account}: Simulation, request: Request, fields: Fields): void {
  const {oauth_signature: signature = '', ...signed} = fields;
  if (signed['oauth_consumer_key'] !== String(account.partnerId))
    throw new Refusal(403, 'The oauth_consumer_key is not the partner ID of this account.');
  const base = signatureBaseString(request.method, request.url, Object.entries(signed));
  const expected = Buffer.from(hmacSha1(base, account.adminSecret));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refusal(
      403,
      'The oauth_signature is wrong: it was made with another secret or for another address, or the launch was changed on the way.',
    );
}

/** Looked at once the signature holds, so that nobody else can use up a nonce. */
function verifyFreshness({account, nonces}: Simulation, fields: Fields): void {
  const {oauth_timestamp: timestamp = '', oauth_nonce: nonce = ''} = fields;
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
  const skew = Math.abs(account.now() / 1000 - seconds);
  if (!(skew <= CLOCK_SKEW_S))
    throw new Refusal(403, 'The oauth_timestamp is more than five minutes off.');
  if (nonces.has(nonce)) throw new Refusal(403, 'The oauth_nonce was used before.');
  // As long as its timestamp passes, and a moment more.
  nonces.set(nonce, true, 1000 * (seconds + CLOCK_SKEW_S + 1));
}

const fullName = (fields: Fields): string => {
  const {lis_person_name_given: given = '', lis_person_name_family: family = ''} = fields;
  return fields['lis_person_name_full'] ?? `${given} ${family}`;
};
