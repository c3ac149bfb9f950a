import {createLocalJWKSet, errors, jwtVerify, type JWTPayload} from 'jose';
import * as z from 'zod';
import type {Entrant} from '../kaf/enter-room.js';
import {Refusal} from '../kaf/refusal.js';
import type {Simulation} from '../simulation.js';
import {fetchKeys} from './fetch-keys.js';
import type {Login} from './logins.js';
import {hasKnownRole} from './roles.js';
import {roomParameters} from './room-parameters.js';

/** How old a token may be, and by how much two clocks may differ. */
const MAX_AGE_S = 300;
const CLOCK_TOLERANCE_S = 5;

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
const text = z.string('expected text').min(1, 'expected text').max(255, 'expected less text');
const name = z.string('expected text').optional();

/** The claims of a resource link launch (LTI 1.3, section 5.3), those of LTI by themselves. */
const Claims = z.object({
  nonce: text,
  sub: text,
  azp: text.optional(),
  given_name: name,
  family_name: name,
  name,
  lti: z.object({
    message_type: z.literal('LtiResourceLinkRequest'),
    version: z.literal('1.3.0'),
    deployment_id: text,
    target_link_uri: text,
    resource_link: z.object({id: text}),
    // Every module of KAF asks for a context.
    context: z.object({id: text}),
    roles: z.array(z.string()),
    custom: z.record(z.string(), z.string('expected text')).default({}),
  }),
});

/**
 * Whom an `id_token` lets in, which must be the answer to this login (1EdTech Security Framework
 * 1.0, section 5.1.3).
 * @throws Refusal
 */
export async function readIdToken(
  simulation: Simulation,
  idToken: string,
  {platform, nonce, targetLinkUri}: Login,
): Promise<Entrant> {
  const payload = await verify(simulation, idToken, platform);
  const {success, data: claims, error} = Claims.safeParse({...payload, lti: ltiClaims(payload)});
  if (!success) {
    const {path = [], message} = error.issues[0] ?? {};
    throw refused(`the claim ${path.join('.')}: ${message}`);
  }
  const {sub, lti, azp = platform.clientId} = claims;
  const bound = [
    ['nonce', claims.nonce, nonce],
    ['azp', azp, platform.clientId],
    ['deployment_id', lti.deployment_id, platform.deploymentId],
    ['target_link_uri', lti.target_link_uri, targetLinkUri],
  ] as const;
  for (const [claim, got, expected] of bound)
    if (got !== expected) throw refused(`the claim ${claim} is not that of this login`);
  if (!hasKnownRole('1.3', lti.roles))
    throw new Refusal(403, 'KAF knows none of the roles: send a context role, such as Learner.');
  const {given_name: given = '', family_name: family = '', name = `${given} ${family}`} = claims;
  return {userId: sub, name, ...roomParameters(lti.custom)};
}

const ltiClaims = (payload: JWTPayload): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(payload)
      .filter(([name]) => name.startsWith(CLAIM))
      .map(([name, value]) => [name.slice(CLAIM.length), value]),
  );

async function verify(
  {account, closing}: Simulation,
  idToken: string,
  {issuer, clientId, jwksUrl}: Login['platform'],
): Promise<JWTPayload> {
  const keys = createLocalJWKSet(await fetchKeys(jwksUrl, closing));
  try {
    const {payload} = await jwtVerify(idToken, keys, {
      algorithms: ['RS256'],
      issuer,
      audience: clientId,
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: MAX_AGE_S,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(account.now()),
    });
    // Another audience would be one that nobody here trusts.
    if ([payload.aud].flat().length !== 1) throw refused('the claim aud names others too');
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw refused(error.message);
    throw error;
  }
}

const refused = (why: string): Refusal => new Refusal(403, `The id_token is refused: ${why}.`);
