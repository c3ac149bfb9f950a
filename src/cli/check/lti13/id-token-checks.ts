import {createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload} from 'jose';
import {fail, passIf, skip, type Check, type CheckResult} from '../check.js';
import {parseDate, type Evidence} from '../evidence.js';
import {NONCE, parseInitiation} from '../requests/kaf-requests.js';
import {checkExpiry} from '../shared-rules.js';
import {parseKeySet} from './key-set-checks.js';
import {parseLoginPage} from './login-checks.js';

const CLAIM_PREFIX = 'https://purl.imsglobal.org/spec/lti/claim/';
/** Age above which KAF rejects a token. */
const MAX_AGE_S = 300;
const CLOCK_TOLERANCE_S = 5;

/** Checks that KAF accepts the token, for this room. */
export const idTokenChecks: readonly Check[] = [
  {
    id: 'lti13-id-token',
    expected: 'a key of the key set signed the id_token, and its claims match the request of KAF',
    fix: 'Sign it with RS256 and a key of the key set, and set kid. Set iss, aud (client_id), nonce and deployment_id to the values of this login, and exp to a minute from now. Add the claims of LTI 1.3 core §5.3.',
    async evaluate(evidence) {
      const verified = await verifyToken(evidence);
      return 'claims' in verified ? evaluateClaims(verified.claims, evidence) : verified;
    },
  },
  {
    id: 'lti13-room',
    expected: 'custom.entryId and custom.entry_id are both the requested room',
    fix: 'Set both in the claim custom. Kaltura documents both spellings.',
    async evaluate(evidence) {
      const verified = await verifyToken(evidence);
      if (!('claims' in verified)) return skip('the id_token cannot be verified');
      const custom = (verified.claims[`${CLAIM_PREFIX}custom`] ?? {}) as Record<string, unknown>;
      const {roomId} = evidence.plan;
      const isRoom = custom['entryId'] === roomId && custom['entry_id'] === roomId;
      return passIf(isRoom, 'this room', 'another room, or only one of both');
    },
  },
];

/** Returns the claims of the token, or the result of a check if it cannot be verified. */
async function verifyToken(evidence: Evidence): Promise<{claims: JWTPayload} | CheckResult> {
  const token = parseLoginPage(evidence)?.fields['id_token'];
  if (token === undefined) return skip('the login request gets no id_token');
  // Another check covers private members of the keys.
  const keys = parseKeySet(evidence)?.map(({kty, kid, n, e, alg, use}) => {
    return {kty, kid, n, e, alg, use};
  });
  if (!keys) return skip('the backend returned no key set');
  const {parameters} = parseInitiation(evidence.launch) ?? {};
  try {
    const {payload} = await jwtVerify(
      token,
      createLocalJWKSet({keys} as unknown as JSONWebKeySet),
      {
        algorithms: ['RS256'],
        issuer: parameters?.get('iss') ?? '',
        audience: parameters?.get('client_id') ?? '',
        requiredClaims: ['exp', 'iat', 'sub'],
        maxTokenAge: MAX_AGE_S,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(getServerTime(evidence)),
      },
    );
    return {claims: payload};
  } catch (error) {
    // These messages contain the names of claims, but no values.
    return fail(error instanceof errors.JOSEError ? error.message : 'no key fits the token');
  }
}

function evaluateClaims(claims: JWTPayload, evidence: Evidence): CheckResult {
  const expiry = checkExpiry(claims.exp ?? 0, getServerTime(evidence) / 1000);
  if (expiry.status === 'fail') return fail(`exp: ${expiry.got}`);
  const {parameters} = parseInitiation(evidence.launch) ?? {};
  const getClaim = (name: string) => claims[CLAIM_PREFIX + name];
  const hasId = (name: string) => Boolean((getClaim(name) as {id?: unknown} | undefined)?.id);
  const deployment = parameters?.get('lti_deployment_id') ?? getClaim('deployment_id');
  const isValid: Readonly<Record<string, boolean>> = {
    nonce: claims['nonce'] === NONCE,
    message_type: getClaim('message_type') === 'LtiResourceLinkRequest',
    version: getClaim('version') === '1.3.0',
    deployment_id: Boolean(deployment) && getClaim('deployment_id') === deployment,
    target_link_uri: getClaim('target_link_uri') === parameters?.get('target_link_uri'),
    'resource_link.id': hasId('resource_link'),
    'context.id': hasId('context'),
    roles: Array.isArray(getClaim('roles')),
  };
  const invalid = Object.keys(isValid).filter(name => !isValid[name]);
  return passIf(
    invalid.length === 0,
    'a valid token',
    `missing or wrong claims: ${invalid.join(', ')}`,
  );
}

/**
 * Returns the server's clock when it created the token, in milliseconds. Another check covers a
 * wrong clock.
 */
function getServerTime(evidence: Evidence): number {
  const response = evidence.getResponse('lti13-login');
  return parseDate(response) ?? response?.receivedAt ?? Date.now();
}
