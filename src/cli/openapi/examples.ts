import {encodeKs} from '../../server/kaltura/ks.js';

/*
 * Bodies as they appear on the wire. The KS belongs to an invented account and expired long ago. The
 * time and the random bytes are constant, so that every build produces the same file.
 */

const EXPIRES_AT = 1_700_000_060;
const ks = encodeKs(
  {
    partnerId: 12345,
    userId: 'jane@example.com',
    type: 0,
    expiry: EXPIRES_AT,
    privileges: {
      actionslimit: '-1',
      entryId: '1_abcd1234',
      role: 'viewerRole',
      roomModerator: '1',
      chatModerator: '0',
    },
  },
  'an example of a secret',
  Buffer.alloc(16),
);
const KAF = 'https://12345.kaf.kaltura.com';
function buildSuccess(data: object) {
  return {value: {success: true, data}};
}

/** A request of `<kaltura-room>`. */
export const tokenExample = {moderator: {value: {roomId: '1_abcd1234', roomModerator: true}}};

/** A launch of each kind. */
export const launchExamples = {
  ks: buildSuccess({auth: 'ks', ks, kafUrl: KAF, expiresAt: EXPIRES_AT}),
  'lti-1.1': buildSuccess({
    auth: 'lti-1.1',
    action: `${KAF}/embeddedrooms/index/view-room`,
    fields: {
      lti_message_type: 'basic-lti-launch-request',
      lti_version: 'LTI-1p0',
      resource_link_id: '1_abcd1234',
      context_id: 'rooms',
      user_id: 'jane@example.com',
      roles: 'Instructor',
      custom_entryId: '1_abcd1234',
      custom_entry_id: '1_abcd1234',
      custom_roomModerator: '1',
      custom_room_moderator: '1',
      custom_chatModerator: '0',
      custom_chat_moderator: '0',
      oauth_callback: 'about:blank',
      oauth_consumer_key: '12345',
      oauth_nonce: 'b1946ac92492d234',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '1700000000',
      oauth_version: '1.0',
      oauth_signature: '…',
    },
  }),
  'lti-1.3': buildSuccess({
    auth: 'lti-1.3',
    url: `${KAF}/hosted/index/oidc-init?${new URLSearchParams({
      iss: 'https://www.example.com',
      login_hint: '…',
      target_link_uri: `${KAF}/embeddedrooms/index/view-room`,
      client_id: 'kaltura',
    }).toString()}`,
  }),
};

/** A request of `<kaltura-room-creator>`. */
export const createExample = {
  room: {
    value: {
      name: 'Algebra, group 2',
      tags: 'algebra,2026',
      roomModeratorUserIds: ['jane@example.com'],
      chatModeratorUserIds: ['jane@example.com', 'joe@example.com'],
    },
  },
};

/** The response with the new room. */
export const createdExample = {room: buildSuccess({id: '1_abcd1234'})};
