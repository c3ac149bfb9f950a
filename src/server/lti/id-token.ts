import {randomUUID} from 'node:crypto';
import {SignJWT} from 'jose';
import type {RoomAccess} from '../room-access.js';
import type {LaunchContext} from './launch-context.js';
import type {Lti13} from './lti13-options.js';
import {toRoomParameters} from './room-parameters.js';
import type {SigningKeys} from './signing-keys.js';

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim';
/** A tool without leeway refuses a token of a clock that is ahead of its own. */
const BACKDATING_S = 5;
const ROLE = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

/**
 * Creates the signed token of a launch: a resource link request for the room (LTI 1.3 core, section 5).
 * @param nonce from KAF's authentication request
 */
export function createIdToken(
  access: RoomAccess,
  nonce: string,
  {issuer, clientId, deploymentId}: Lti13,
  {key, kid}: SigningKeys,
  {viewRoomUrl, sessionLifetime, now}: LaunchContext,
): Promise<string> {
  const {firstName, lastName, locale, returnUrl} = access;
  const name = `${firstName} ${lastName}`.trim();
  const seconds = Math.floor(now() / 1000);
  return new SignJWT({
    nonce,
    ...(name && {name}),
    ...(firstName && {given_name: firstName}),
    ...(lastName && {family_name: lastName}),
    [`${CLAIM}/message_type`]: 'LtiResourceLinkRequest',
    [`${CLAIM}/version`]: '1.3.0',
    [`${CLAIM}/deployment_id`]: deploymentId,
    [`${CLAIM}/target_link_uri`]: viewRoomUrl,
    [`${CLAIM}/resource_link`]: {id: access.roomId},
    [`${CLAIM}/context`]: {id: access.contextId},
    [`${CLAIM}/roles`]: [`${ROLE}#${access.roomModerator ? 'Instructor' : 'Learner'}`],
    [`${CLAIM}/launch_presentation`]: {
      document_target: 'iframe',
      ...(locale && {locale}),
      ...(returnUrl && {return_url: returnUrl}),
    },
    [`${CLAIM}/custom`]: toRoomParameters(access),
  })
    .setProtectedHeader({alg: 'RS256', kid, typ: 'JWT'})
    .setIssuer(issuer)
    .setSubject(access.userId)
    .setAudience(clientId)
    .setIssuedAt(seconds - BACKDATING_S)
    .setExpirationTime(seconds + sessionLifetime)
    .setJti(randomUUID())
    .sign(key);
}
