import assert from 'node:assert/strict';
import {test} from 'node:test';
import {signOAuth1} from '../../../src/server/lti/oauth1.js';
import {NOW, SECRET, setup} from '../set-up.js';

const roomId = '1_abcd1234';
interface Launch {
  readonly auth: string;
  readonly action: string;
  readonly fields: Record<string, string>;
  readonly expiresAt: number;
}
const launch = async (
  options: Parameters<typeof setup>[0] = {},
  body: Record<string, unknown> = {},
): Promise<Launch> => {
  const {post} = setup({auth: 'lti-1.1', ...options});
  const {json: answer} = await post('/token', {roomId, ...body});
  return answer.data as unknown as Launch;
};

test('answers a signed form for view-room, with the room in both spellings', async () => {
  const {auth, action, fields, expiresAt} = await launch(
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
  assert.deepEqual(
    [auth, action],
    ['lti-1.1', 'https://12345.kaf.kaltura.com/embeddedrooms/index/view-room'],
  );
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

test('who may not moderate is a learner, and a person without a name has none', async () => {
  const {fields} = await launch({authorize: () => ({userId: 'u'})}, {roomModerator: true});
  assert.equal(fields['roles'], 'Learner');
  assert.equal(fields['custom_roomModerator'], '0');
  assert.deepEqual(
    Object.keys(fields).filter(name => name.startsWith('lis_')),
    [],
  );
});

test('no two forms have the same nonce', async () => {
  const nonces = await Promise.all(Array.from({length: 50}, async () => (await launch()).fields));
  assert.equal(new Set(nonces.map(fields => fields['oauth_nonce'])).size, 50);
});

test('another consumer signs where the host names one, and the context is the host’s', async () => {
  const {action, fields} = await launch({
    lti: {consumerKey: 'moodle', sharedSecret: 'another-secret'},
    credentials: undefined,
    authorize: () => ({userId: 'u', contextId: 'Course 101,\r\n\ud8002026'}),
  });
  const {oauth_signature, ...signed} = fields;
  assert.equal(fields['oauth_consumer_key'], 'moodle');
  assert.equal(fields['context_id'], 'Course 101, 2026');
  assert.equal(oauth_signature, signOAuth1(action, signed, 'another-secret'));
});

test('a course that is a number is a context all the same, and what is neither is none', async () => {
  for (const [contextId, expected] of [
    [42, '42'],
    [{}, roomId],
    [null, roomId],
  ] as [unknown, string][]) {
    const authorize = () => ({userId: 'u', contextId: contextId as string});
    assert.equal((await launch({authorize})).fields['context_id'], expected);
  }
});

test('a form is good for KAF’s five minutes at most', async () => {
  assert.equal((await launch({sessionLifetime: 3600})).expiresAt, NOW + 300);
});
