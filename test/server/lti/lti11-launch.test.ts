import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {KalturaRoomsOptions} from '../../../src/server/index.js';
import {signOAuth1} from '../../../src/server/lti/oauth1.js';
import {NOW, SECRET, createTestBackend} from '../set-up.js';

const roomId = '1_abcd1234';
interface Launch {
  readonly auth: string;
  readonly action: string;
  readonly fields: Record<string, string>;
  readonly expiresAt: number;
}

async function requestLaunch(
  options: Partial<KalturaRoomsOptions> = {},
  body: Record<string, unknown> = {},
): Promise<Launch> {
  const {post} = createTestBackend({auth: 'lti-1.1', ...options});
  const {answer} = await post('/token', {roomId, ...body});
  return answer.data as unknown as Launch;
}

describe('POST /token with auth "lti-1.1"', () => {
  it('responds with a signed form for view-room, with room parameters in camel case and in snake case', async () => {
    const {auth, action, fields, expiresAt} = await requestLaunch(
      {
        authorize: () => ({
          userId: 'jane@example.com',
          firstName: 'Jane',
          lastName: 'Doe',
          roomModerator: true,
        }),
      },
      {roomModerator: true, chatModerator: true},
    );
    assert.equal(auth, 'lti-1.1');
    assert.equal(action, 'https://12345.kaf.kaltura.com/embeddedrooms/index/view-room');
    assert.equal(expiresAt, NOW + 60);
    const {oauth_nonce, oauth_signature, ...others} = fields;
    assert.match(oauth_nonce ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(others, {
      lti_message_type: 'basic-lti-launch-request',
      lti_version: 'LTI-1p0',
      resource_link_id: roomId,
      context_id: roomId,
      user_id: 'jane@example.com',
      roles: 'Instructor',
      lis_person_name_given: 'Jane',
      lis_person_name_family: 'Doe',
      lis_person_name_full: 'Jane Doe',
      launch_presentation_document_target: 'iframe',
      tool_consumer_info_product_family_code: 'kaltura-room',
      custom_entryId: roomId,
      custom_entry_id: roomId,
      custom_roomModerator: '1',
      custom_room_moderator: '1',
      custom_chatModerator: '0',
      custom_chat_moderator: '0',
      oauth_version: '1.0',
      oauth_callback: 'about:blank',
      oauth_consumer_key: '12345',
      oauth_timestamp: String(NOW),
      oauth_signature_method: 'HMAC-SHA1',
    });
    const signed = {...others, oauth_nonce: oauth_nonce ?? ''};
    assert.equal(oauth_signature, signOAuth1(action, signed, SECRET));
  });

  it('gives a guest without roles the role Learner, and leaves out the fields of an empty name', async () => {
    const {fields} = await requestLaunch({authorize: () => ({userId: 'u'})}, {roomModerator: true});
    assert.equal(fields['roles'], 'Learner');
    assert.equal(fields['custom_roomModerator'], '0');
    assert.deepEqual(
      Object.keys(fields).filter(name => name.startsWith('lis_')),
      [],
    );
  });

  it('creates a different nonce for each form', async () => {
    const nonces = await Promise.all(
      Array.from({length: 50}, async () => (await requestLaunch()).fields),
    );
    assert.equal(new Set(nonces.map(fields => fields['oauth_nonce'])).size, 50);
  });

  it('signs with the consumer of the option lti, and uses the contextId of authorize()', async () => {
    const {action, fields} = await requestLaunch({
      lti: {consumerKey: 'moodle', sharedSecret: 'another-secret'},
      credentials: undefined,
      authorize: () => ({userId: 'u', contextId: 'Course 101,\r\n\ud8002026'}),
    });
    const {oauth_signature, ...signed} = fields;
    assert.equal(fields['oauth_consumer_key'], 'moodle');
    assert.equal(fields['context_id'], 'Course 101, 2026');
    assert.equal(oauth_signature, signOAuth1(action, signed, 'another-secret'));
  });

  it('converts a number as contextId to text, and uses the room ID instead of any other value', async () => {
    const contexts: {contextId: unknown; expected: string}[] = [
      {contextId: 42, expected: '42'},
      {contextId: {}, expected: roomId},
      {contextId: null, expected: roomId},
    ];
    for (const {contextId, expected} of contexts) {
      const authorize = () => ({userId: 'u', contextId: contextId as string});
      assert.equal((await requestLaunch({authorize})).fields['context_id'], expected);
    }
  });

  it('expires after five minutes at most, because KAF accepts no older form', async () => {
    assert.equal((await requestLaunch({sessionLifetime: 3600})).expiresAt, NOW + 300);
  });
});
