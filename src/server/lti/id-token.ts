import {randomUUID} from 'node:crypto';
import {SignJWT} from 'jose';
import type {Settings} from '../options.js';
import type {RoomAccess} from '../room-access.js';
import type {Lti13} from './lti13-options.js';
import {targetLinkUri} from './lti13-launch.js';
import {toRoomParameters} from './room-parameters.js';
import type {SigningKeys} from './signing-keys.js';

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim';
const ROLE = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

/**
 * The signed token of a launch: a resource link request for the room (LTI 1.3 core, section 5).
 * @param nonce what KAF asked to find in it
 */
export function idToken(
  access: RoomAccess,
  nonce: string,
  {issuer, clientId, deploymentId}: Lti13,
  {key, kid}: SigningKeys,
  {kafUrl, sessionLifetime, now}: Settings,
): Promise<string> {
  const {roomId, userId, firstName, lastName, contextId, roomModerator} = access;
  const seconds = Math.floor(now() / 1000);
  const name = `${firstName} ${lastName}`.trim();
  return new SignJWT({
    nonce,
    ...(name && {name}),
    ...(firstName && {given_name: firstName}),
    ...(lastName && {family_name: lastName}),
    [`${CLAIM}/message_type`]: 'LtiResourceLinkRequest',
    [`${CLAIM}/version`]: '1.3.0',
    [`${CLAIM}/deployment_id`]: deploymentId,
    [`${CLAIM}/target_link_uri`]: targetLinkUri(kafUrl),
    [`${CLAIM}/resource_link`]: {id: roomId},
    [`${CLAIM}/context`]: {id: contextId},
    [`${CLAIM}/roles`]: [`${ROLE}#${roomModerator ? 'Instructor' : 'Learner'}`],
    [`${CLAIM}/launch_presentation`]: {document_target: 'iframe'},
    [`${CLAIM}/custom`]: toRoomParameters(access),
  })
    .setProtectedHeader({alg: 'RS256', kid, typ: 'JWT'})
    .setIssuer(issuer)
    .setSubject(userId)
    .setAudience(clientId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + sessionLifetime)
    .setJti(randomUUID())
    .sign(key);
}
