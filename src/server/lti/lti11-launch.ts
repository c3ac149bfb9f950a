import {randomBytes} from 'node:crypto';
import type {LtiLaunch} from '../../contract/schemas.js';
import type {Settings} from '../options.js';
import type {RoomAccess} from '../room-access.js';
import {signOAuth1} from './oauth1.js';
import {toRoomParameters} from './room-parameters.js';

/** Who signs: the account itself (partner ID and admin secret), unless the host named another. */
export interface LtiConsumer {
  readonly consumerKey: string;
  readonly sharedSecret: string;
}

/** KAF takes a form that is at most this old. */
const FORM_LIFETIME = 300;

/**
 * A launch by LTI 1.1: a signed form for KAF's view-room
 * (https://www.imsglobal.org/specs/ltiv1p1/implementation-guide).
 */
export function createLti11Launch(
  access: RoomAccess,
  {consumerKey, sharedSecret}: LtiConsumer,
  {kafUrl, sessionLifetime, now}: Settings,
): LtiLaunch {
  const action = `${kafUrl}/embeddedrooms/index/view-room`;
  const seconds = Math.floor(now() / 1000);
  const custom = Object.entries(toRoomParameters(access)).map(([name, value]): [string, string] => [
    `custom_${name}`,
    value,
  ]);
  const fields = {
    lti_message_type: 'basic-lti-launch-request',
    lti_version: 'LTI-1p0',
    resource_link_id: access.roomId,
    context_id: access.contextId,
    user_id: access.userId,
    roles: access.roomModerator ? 'Instructor' : 'Learner',
    ...namesOf(access),
    launch_presentation_document_target: 'iframe',
    tool_consumer_info_product_family_code: 'kaltura-room',
    ...Object.fromEntries(custom),
    oauth_version: '1.0',
    oauth_callback: 'about:blank',
    oauth_consumer_key: consumerKey,
    oauth_nonce: randomBytes(16).toString('hex'),
    oauth_timestamp: String(seconds),
    oauth_signature_method: 'HMAC-SHA1',
  };
  return {
    auth: 'lti-1.1',
    action,
    fields: {...fields, oauth_signature: signOAuth1(action, fields, sharedSecret)},
    expiresAt: seconds + Math.min(sessionLifetime, FORM_LIFETIME),
  };
}

/** Names are left out where there are none. */
function namesOf({firstName, lastName}: RoomAccess): Record<string, string> {
  return {
    ...(firstName && {lis_person_name_given: firstName}),
    ...(lastName && {lis_person_name_family: lastName}),
    ...((firstName || lastName) && {lis_person_name_full: `${firstName} ${lastName}`.trim()}),
  };
}
