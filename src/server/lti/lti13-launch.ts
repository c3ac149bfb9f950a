import {randomBytes} from 'node:crypto';
import type {Lti13Launch} from '../../contract/schemas.js';
import {RoomError} from '../../contract/room-error.js';
import type {RoomAccess} from '../room-access.js';
import type {LaunchContext} from './launch-context.js';
import {saveLogin} from './login-store.js';
import type {Lti13} from './lti13-options.js';

/**
 * Creates a launch by LTI 1.3: the address of KAF's OIDC initiation, which begins the login that the
 * route `/lti/authorize` completes (1EdTech security framework 1.0, section 5.1.1). The login hint is
 * a random reference to the access.
 * @throws RoomError `internalError` for a user ID or context that an id_token cannot contain (OpenID
 * Connect core, section 2), or if the store fails
 */
export async function createLti13Launch(
  access: RoomAccess,
  {issuer, clientId, deploymentId}: Lti13,
  {kafUrl, viewRoomUrl, sessionLifetime, loginStore, now}: LaunchContext,
): Promise<Lti13Launch> {
  for (const name of ['userId', 'contextId'] as const)
    if (!/^[\x20-\x7e]{1,255}$/.test(access[name]))
      throw new RoomError(
        'internalError',
        `${name} of authorize() must be at most 255 ASCII characters with auth "lti-1.3"`,
      );
  const hint = randomBytes(32).toString('base64url');
  await saveLogin(hint, access, loginStore, sessionLifetime);
  const url = new URL('/hosted/index/oidc-init', kafUrl);
  url.search = new URLSearchParams({
    iss: issuer,
    login_hint: hint,
    target_link_uri: viewRoomUrl,
    lti_message_hint: access.roomId,
    client_id: clientId,
    lti_deployment_id: deploymentId,
    // The page stores the state for KAF, so KAF needs no third-party cookie
    // (https://www.imsglobal.org/spec/lti-cs-oidc/v0p1).
    lti_storage_target: '_parent',
  }).toString();
  return {
    auth: 'lti-1.3',
    url: url.href,
    expiresAt: Math.floor(now() / 1000) + sessionLifetime,
  };
}
