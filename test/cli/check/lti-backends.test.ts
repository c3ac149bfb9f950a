import assert from 'node:assert/strict';
import {generateKeyPairSync} from 'node:crypto';
import {test} from 'node:test';
import {DEVELOPMENT_ADMIN_SECRET as SECRET} from '../../../src/simulator/index.js';
import {lti13Options, createBackend, useSimulator} from '../support.js';
import {checked, finds} from './finds.js';
import {granting, type Spoil} from './spoil.js';

const simulator = useSimulator();
const privateKey = generateKeyPairSync('rsa', {modulusLength: 2048}).privateKey;
const lti = () => createBackend(simulator(), {auth: 'lti-1.1'}).fetch;
const lti13 = () =>
  createBackend(simulator(), lti13Options(privateKey.export({format: 'jwk'}))).fetch;

for (const [name, backend] of [
  ['LTI 1.1', lti],
  ['LTI 1.3', lti13],
] as const)
  test(`finds nothing wrong with our own backend by ${name}`, async () => {
    const {code, failed, skipped} = await checked(backend(), ['--kaf-url', simulator().url]);
    assert.deepEqual([code, failed], [0, []]);
    assert.deepEqual(skipped, ['launch-kaf-url', 'cors-page']);
  });

test('the secret of LTI 1.1 may be another than the admin secret', async () => {
  const sharedSecret = 'a secret of LTI alone'.replaceAll(' ', '-');
  const consumer = {consumerKey: 'site', sharedSecret};
  const backend = createBackend(simulator(), {auth: 'lti-1.1', lti: consumer}).fetch;
  assert.deepEqual((await checked(backend)).failed, ['lti-signature']);
  const {failed, text} = await checked(backend, [], {KALTURA_LTI_SECRET: sharedSecret});
  assert.deepEqual(failed, []);
  assert.doesNotMatch(text, new RegExp(sharedSecret));
});

test('without the secret, a signature is left open', async () => {
  const {failed, skipped} = await checked(lti(), [], {KALTURA_ADMIN_SECRET: ''});
  assert.deepEqual([failed, skipped.includes('lti-signature')], [[], true]);
});

/** A form that is wrong in one thing. What is changed after signing breaks the signature too. */
const BROKEN_FORMS: Readonly<Record<string, readonly [ids: readonly string[], spoil: Spoil]>> = {
  'posts to plain http': [
    ['lti-action', 'lti-signature'],
    action('http://12345.kaf.kaltura.com/embeddedrooms/index/view-room'),
  ],
  'posts to another page of KAF': [
    ['lti-action', 'lti-signature'],
    granting(data => ({...data, action: `${simulator().url}/hosted/index/my-media`})),
  ],
  'has half a character in a name': [['lti-signature'], fields({tool: '\ud800'})],
  'leaves out the context': [['lti-fields', 'lti-signature'], fields({context_id: undefined})],
  'is of another version of LTI': [
    ['lti-fields', 'lti-signature'],
    fields({lti_version: 'LTI-2p0'}),
  ],
  'is for another room': [
    ['lti-room', 'lti-signature'],
    fields({custom_entryId: '1_standup0', custom_entry_id: '1_standup0'}),
  ],
  'spells the room one way only': [
    ['lti-room', 'lti-signature'],
    fields({custom_entry_id: undefined}),
  ],
  'says two things of the moderator': [
    ['lti-moderators', 'lti-signature'],
    fields({custom_room_moderator: '1'}),
  ],
  'writes a flag as a word': [
    ['lti-moderators', 'lti-signature'],
    fields({custom_chatModerator: 'true', custom_chat_moderator: 'true'}),
  ],
  'is ten minutes old': [
    ['lti-timestamp', 'lti-signature'],
    fields({oauth_timestamp: String(Math.floor(Date.now() / 1000) - 600)}),
  ],
  'is signed with another secret': [
    ['lti-signature'],
    fields({oauth_signature: 'X988F/uiHPVsrJItspI1QHxu648='}),
  ],
  'is not signed': [['lti-fields', 'lti-signature'], fields({oauth_signature: undefined})],
  'holds the secret': [['lti-signature', 'no-secret'], fields({custom_secret: SECRET})],
  'holds what is no text': [['launch-schema'], fields({custom_number: 7})],
};
for (const [name, [ids, spoil]] of Object.entries(BROKEN_FORMS))
  test(`finds a form of LTI 1.1 that ${name}: ${ids.join(', ')}`, () => finds(spoil(lti()), ids));

/** An address that is wrong in one thing. */
const BROKEN_URLS: Readonly<
  Record<string, readonly [ids: readonly string[], change: (url: URL) => unknown]>
> = {
  'begins at another page': [['lti13-url'], url => (url.pathname = '/hosted/index/oauth2-launch')],
  'has no login_hint': [['lti13-parameters'], url => url.searchParams.delete('login_hint')],
  'says client_id twice': [['lti13-parameters'], url => url.searchParams.append('client_id', 'x')],
  'names an issuer by plain http': [
    ['lti13-issuer', 'lti13-id-token'],
    url => url.searchParams.set('iss', 'http://www.example.com'),
  ],
  "ends at the host's own page": [
    ['lti13-target', 'lti13-id-token'],
    url => url.searchParams.set('target_link_uri', 'https://www.example.com/room'),
  ],
};
for (const [name, [ids, change]] of Object.entries(BROKEN_URLS))
  test(`finds an address of LTI 1.3 that ${name}: ${ids.join(', ')}`, async () => {
    const spoil = granting(data => {
      const url = new URL(data['url'] as string);
      change(url);
      return {...data, url: url.href};
    });
    await finds(spoil(lti13()), ids);
  });

test('a KAF that is not the one the page pins is found by LTI too', async () => {
  const pin = ['--kaf-url', 'https://12345.kaf.kaltura.com'];
  await finds(lti(), ['lti-action'], pin);
  await finds(lti13(), ['lti13-url'], pin);
});

test('says no signature and no login_hint, whatever is wrong with them', async () => {
  let said: string[] = [];
  const listening = (backend: ReturnType<typeof lti>) => async (request: Request) => {
    const answer = await backend(request);
    const {data} = (await answer
      .clone()
      .json()
      .catch(() => ({}))) as {data?: {fields?: Record<string, string>; url?: string}};
    said.push(
      data?.fields?.['oauth_signature'] ?? '',
      new URL(data?.url ?? 'x:').searchParams.get('login_hint') ?? '',
    );
    return answer;
  };
  for (const backend of [lti(), lti13()]) {
    said = [];
    const {text} = await checked(listening(backend), [
      '--kaf-url',
      'https://12345.kaf.kaltura.com',
    ]);
    const secrets = said.filter(Boolean);
    assert.ok(secrets.length >= 2, 'launches were answered');
    for (const secret of secrets) assert.ok(!text.includes(secret));
  }
});

function action(url: string): Spoil {
  return granting(data => ({...data, action: url}));
}

function fields(more: Record<string, unknown>): Spoil {
  return granting(data => ({...data, fields: {...(data['fields'] as object), ...more}}));
}
