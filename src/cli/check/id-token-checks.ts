import {createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload} from 'jose';
import {dateOf, type Evidence} from './evidence.js';
import {keysOf} from './jwks-checks.js';
import {lifetime} from './lifetime.js';
import {loginPageOf} from './lti13-login-checks.js';
import {NONCE, beginningOf} from './lti13-requests.js';
import {fail, skip, verdict, type Check, type Verdict} from './verdict.js';

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
/** KAF takes no older one. */
const MAX_AGE_S = 300;
const CLOCK_TOLERANCE_S = 5;

/** Whether the token is one that KAF takes, for this room. */
export const idTokenChecks: readonly Check[] = [
  {
    id: 'lti13-id-token',
    expected: "the id_token verifies by the key set, and answers KAF's request",
    fix: 'Sign it by RS256 with a key of the set and its kid, with the iss, aud (client_id), nonce and deployment_id of this login, an exp a minute from now, and the claims of LTI 1.3 core §5.3.',
    async judge(evidence) {
      const read = await readToken(evidence);
      return 'claims' in read ? judgeClaims(read.claims, evidence) : read;
    },
  },
  {
    id: 'lti13-room',
    expected: 'custom.entryId and custom.entry_id are both the asked room',
    fix: 'Answer both spellings in the custom claim: Kaltura documents the one and the other.',
    async judge(evidence) {
      const read = await readToken(evidence);
      if (!('claims' in read)) return skip('the id_token does not verify');
      const {entryId, entry_id} = (read.claims[`${CLAIM}custom`] ?? {}) as Record<string, unknown>;
      const {roomId} = evidence.plan;
      const isRoom = entryId === roomId && entry_id === roomId;
      return verdict(isRoom, isRoom ? 'this room' : 'another, or one spelling');
    },
  },
];

/** What the token says, or why it does not count. */
async function readToken(evidence: Evidence): Promise<{claims: JWTPayload} | Verdict> {
  const token = loginPageOf(evidence)?.fields['id_token'];
  if (token === undefined) return skip('the login is not answered an id_token');
  // What is private of them is a fault of its own.
  const keys = keysOf(evidence)?.map(({kty, kid, n, e, alg, use}) => ({kty, kid, n, e, alg, use}));
  if (!keys) return skip('there is no key set');
  const {parameters} = beginningOf(evidence.launch) ?? {};
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
        currentDate: new Date(clockOf(evidence)),
      },
    );
    return {claims: payload};
  } catch (error) {
    // Its messages name claims, and never a value.
    return fail(
      error instanceof errors.JOSEError ? error.message : 'no key of the set verifies it',
    );
  }
}

function judgeClaims(claims: JWTPayload, evidence: Evidence): Verdict {
  const end = lifetime(claims.exp ?? 0, clockOf(evidence) / 1000);
  if (end.status === 'fail') return fail(`exp: ${end.got}`);
  const {parameters} = beginningOf(evidence.launch) ?? {};
  const lti = (name: string) => claims[CLAIM + name];
  const idOf = (name: string) => (lti(name) as {id?: unknown} | undefined)?.id;
  const deployment = parameters?.get('lti_deployment_id') ?? lti('deployment_id');
  const right: Readonly<Record<string, boolean>> = {
    nonce: claims['nonce'] === NONCE,
    message_type: lti('message_type') === 'LtiResourceLinkRequest',
    version: lti('version') === '1.3.0',
    deployment_id: Boolean(deployment) && lti('deployment_id') === deployment,
    target_link_uri: lti('target_link_uri') === parameters?.get('target_link_uri'),
    'resource_link.id': Boolean(idOf('resource_link')),
    'context.id': Boolean(idOf('context')),
    roles: Array.isArray(lti('roles')),
  };
  const wrong = Object.keys(right).filter(name => !right[name]);
  return verdict(wrong.length === 0, wrong.length === 0 ? 'it does' : `not ${wrong.join(', ')}`);
}

/** The server's clock when it made the token, in milliseconds: a wrong clock is a fault of its own. */
function clockOf(evidence: Evidence): number {
  const answer = evidence.answer('lti13-login');
  return dateOf(answer) ?? answer?.answered ?? Date.now();
}
