import {randomBytes} from 'node:crypto';
import type {Lti13Launch} from '../../contract/schemas.js';
import {RoomError} from '../../contract/room-error.js';
import type {Settings} from '../options.js';
import type {RoomAccess} from '../room-access.js';
import type {Lti13} from './lti13-options.js';
import {saveLogin} from './login-store.js';

/**
 * A launch by LTI 1.3: KAF's OIDC initiation, which begins the login that
 * {@link authorize} ends (1EdTech security framework 1.0, section 5.1.1). The login hint stands
 * for this person in this room, and says nothing of either.
 * @throws RoomError `internalError` for a person or context that an id_token cannot name (OpenID
 * Connect core, section 2), and where the store fails
 */
export async function createLti13Launch(
  access: RoomAccess,
  {issuer, clientId, deploymentId}: Lti13,
  settings: Settings,
): Promise<Lti13Launch> {
  const {kafUrl, sessionLifetime, now} = settings;
  for (const name of ['userId', 'contextId'] as const)
    if (!/^[\x20-\x7e]{1,255}$/.test(access[name]))
      throw new RoomError(
        'internalError',
        `authorize() granted a ${name} that LTI 1.3 cannot hold: at most 255 ASCII characters`,
      );
  const hint = randomBytes(32).toString('base64url');
  await saveLogin(hint, access, settings);
  const url = new URL('/hosted/index/oidc-init', kafUrl);
  url.search = new URLSearchParams({
    iss: issuer,
    login_hint: hint,
    target_link_uri: targetLinkUri(kafUrl),
    lti_message_hint: access.roomId,
    client_id: clientId,
    lti_deployment_id: deploymentId,
    // The page answers, so that no cookie of a third party is needed (LTI OIDC login with
    // client-side postMessages).
    lti_storage_target: '_parent',
  }).toString();
  return {
    auth: 'lti-1.3',
    url: url.href,
    expiresAt: Math.floor(now() / 1000) + sessionLifetime,
  };
}

/** The room page that every launch is for; which room is in the custom claims. */
export const targetLinkUri = (kafUrl: string): string => `${kafUrl}/embeddedrooms/index/view-room`;
