import {createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload} from 'jose';
import * as z from 'zod';
import {Refusal} from '../kaf/refusal.js';
import type {Participant} from '../kaf/view-room.js';
import type {SimulatorContext} from '../simulator-context.js';
import {getClaimPath} from './claim-names.js';
import {checkRequiredParameters, checkRoles, parseRoomParameters} from './launch-parameters.js';
import type {Login} from './logins.js';

/** Maximum age of a token. */
const MAX_AGE_S = 300;
/** Maximum difference between the clocks of KAF and the platform. */
const CLOCK_TOLERANCE_S = 5;
/** Maximum time for the response of a platform with its keys. */
const KEYS_TIMEOUT_MS = 3000;

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
const text = z.string('expected text').min(1, 'expected text').max(255, 'expected less text');
const name = z.string('expected text').optional();

/** Claims of a resource link launch (LTI 1.3, section 5.3). `lti` has LTI's claims, without prefix. */
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
    // Every module of KAF requires a context.
    context: z.object({id: text}),
    roles: z.array(z.string()),
    launch_presentation: z.object({locale: name, return_url: name}).default({}),
    custom: z.record(z.string(), z.string('expected text')).default({}),
  }),
});

const KeySet = z.object({keys: z.array(z.looseObject({kty: z.string()}))});

/**
 * Authenticates the participant of an `id_token`, which must be the platform's response to this login
 * (1EdTech Security Framework 1.0, section 5.1.3).
 * @throws Refusal
 */
export async function authenticateIdToken(
  simulator: SimulatorContext,
  idToken: string,
  {platform, nonce, targetLinkUri}: Login,
): Promise<Participant> {
  const payload = await verifyToken(simulator, idToken, platform);
  const allClaims = {...payload, lti: pickLtiClaims(payload)};
  const {success, data: claims, error} = Claims.safeParse(allClaims);
  if (!success) {
    const {path = [], message} = error.issues[0] ?? {};
    throw createRefusal(`the claim ${path.join('.')}: ${message}`);
  }
  const {sub, lti, azp = platform.clientId} = claims;
  const expectedClaims = [
    ['nonce', claims.nonce, nonce],
    ['azp', azp, platform.clientId],
    ['deployment_id', lti.deployment_id, platform.deploymentId],
    ['target_link_uri', lti.target_link_uri, targetLinkUri],
  ] as const;
  for (const [claim, actual, expected] of expectedClaims)
    if (actual !== expected)
      throw createRefusal(`the claim ${claim} differs from the value of this login`);
  checkRoles('1.3', lti.roles);
  checkRequiredParameters(simulator.instance, parameter =>
    Boolean(getValue(allClaims, getClaimPath(parameter))),
  );
  const {given_name: given = '', family_name: family = '', name = `${given} ${family}`} = claims;
  const {locale, return_url: returnUrl} = lti.launch_presentation;
  return {userId: sub, name, ...parseRoomParameters(lti.custom), locale, returnUrl};
}

const getValue = (claims: object, path: readonly string[] = []): unknown =>
  path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    claims,
  );

const pickLtiClaims = (payload: JWTPayload): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(payload)
      .filter(([name]) => name.startsWith(CLAIM))
      .map(([name, value]) => [name.slice(CLAIM.length), value]),
  );

async function verifyToken(
  {account, closing}: SimulatorContext,
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
    // KAF trusts no other audience (OpenID Connect core, section 3.1.3.7).
    if ([payload.aud].flat().length !== 1)
      throw createRefusal('the claim aud must name no other audience');
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) throw createRefusal(error.message);
    throw error;
  }
}

/**
 * Fetches a platform's public keys. It fetches them for each launch, so that a rotated key works at
 * once.
 * @throws Refusal if the platform does not respond with a JWK Set in time
 */
async function fetchKeys(jwksUrl: string, closing: AbortSignal): Promise<JSONWebKeySet> {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(KEYS_TIMEOUT_MS)]);
  try {
    const response = await fetch(jwksUrl, {signal, redirect: 'error'});
    if (!response.ok) throw new Error(`the response had status ${response.status}`);
    const keySet = KeySet.safeParse(await response.json().catch(() => undefined));
    signal.throwIfAborted();
    if (!keySet.success) throw new Error('the response was not a JWK Set');
    return keySet.data;
  } catch (error) {
    const reason = signal.aborted
      ? `no response within ${KEYS_TIMEOUT_MS / 1000} seconds`
      : String(error);
    throw new Refusal(403, `The platform's keys could not be fetched: ${reason}.`);
  }
}

const createRefusal = (reason: string): Refusal =>
  new Refusal(403, `The id_token is invalid: ${reason}.`);
