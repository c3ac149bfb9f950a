import {randomBytes} from 'node:crypto';
import type {LtiLaunch} from '../../contract/schemas.js';
import type {RoomAccess} from '../room-access.js';
import type {LaunchContext} from './launch-context.js';
import {signOAuth1} from './oauth1.js';
import {toRoomParameters} from './room-parameters.js';

/** The LTI 1.1 consumer that signs the form. */
export interface LtiConsumer {
  readonly consumerKey: string;
  readonly sharedSecret: string;
}

/** Maximum age, in seconds, of a form that KAF accepts. */
const MAX_FORM_AGE_S = 300;

/**
 * Creates a launch by LTI 1.1: a signed form for KAF's view-room
 * (https://www.imsglobal.org/specs/ltiv1p1/implementation-guide).
 */
export function createLti11Launch(
  access: RoomAccess,
  {consumerKey, sharedSecret}: LtiConsumer,
  {viewRoomUrl, sessionLifetime, now}: LaunchContext,
): LtiLaunch {
  const seconds = Math.floor(now() / 1000);
  const custom = Object.fromEntries(
    Object.entries(toRoomParameters(access)).map(([name, value]) => [`custom_${name}`, value]),
  );
  const {locale, returnUrl} = access;
  const fields: Record<string, string> = {
    lti_message_type: 'basic-lti-launch-request',
    lti_version: 'LTI-1p0',
    resource_link_id: access.roomId,
    context_id: access.contextId,
    user_id: access.userId,
    roles: access.roomModerator ? 'Instructor' : 'Learner',
    ...toNameFields(access),
    launch_presentation_document_target: 'iframe',
    ...(locale && {launch_presentation_locale: locale}),
    ...(returnUrl && {launch_presentation_return_url: returnUrl}),
    tool_consumer_info_product_family_code: 'kaltura-room',
    ...custom,
    oauth_version: '1.0',
    oauth_callback: 'about:blank',
    oauth_consumer_key: consumerKey,
    oauth_nonce: randomBytes(16).toString('hex'),
    oauth_timestamp: String(seconds),
    oauth_signature_method: 'HMAC-SHA1',
  };
  return {
    auth: 'lti-1.1',
    action: viewRoomUrl,
    fields: {...fields, oauth_signature: signOAuth1(viewRoomUrl, fields, sharedSecret)},
    expiresAt: seconds + Math.min(sessionLifetime, MAX_FORM_AGE_S),
  };
}

/** Leaves out names that are empty. */
function toNameFields({firstName, lastName}: RoomAccess): Record<string, string> {
  const fullName = `${firstName} ${lastName}`.trim();
  return {
    ...(firstName && {lis_person_name_given: firstName}),
    ...(lastName && {lis_person_name_family: lastName}),
    ...(fullName && {lis_person_name_full: fullName}),
  };
}
