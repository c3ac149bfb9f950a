import assert from 'node:assert/strict';
import {request} from 'node:http';
import {text} from 'node:stream/consumers';
import {test} from 'node:test';
import type {Simulator} from '../../../src/simulator/index.js';
import {createRoom, start} from '../calls.js';
import {launchForm, postForm, signedForm, viewRoomUrl, type Form} from './lti11-form.js';

const launch = (simulator: Simulator, form: Form | URLSearchParams) =>
  postForm(viewRoomUrl(simulator), form);

const HEADINGS = {403: 'Access Denied', 404: 'Application Error', 500: 'Application Error'};

/** Asserts that a launch is refused for this reason, and that its page holds nothing secret. */
async function refused(
  simulator: Simulator,
  form: Form | URLSearchParams,
  [status, why]: readonly [keyof typeof HEADINGS, string],
): Promise<void> {
  const answer = await launch(simulator, form);
  assert.equal(answer.status, status, why);
  assert.ok(answer.page.includes(`<h1>${HEADINGS[status]}</h1>`), why);
  assert.ok(answer.page.includes(why.replaceAll('"', '&quot;')), answer.page);
  const secrets = [simulator.adminSecret, new URLSearchParams(form).get('oauth_signature')];
  for (const secret of secrets) assert.ok(!secret || !answer.page.includes(secret));
}

test('a signed launch shows the room that a KS shows', async t => {
  const simulator = await start(t);
  const form = signedForm(simulator, {
    lis_person_name_given: 'Zoë',
    lis_person_name_family: 'O’Neil + (1*2)',
    custom_roomModerator: '1',
    custom_chatModerator: '0',
  });
  const {status, page, headers} = await launch(simulator, form);
  assert.equal(status, 200);
  assert.match(page, /<h1[^>]*>Town hall<\/h1>/);
  assert.match(page, /<p class="name">Zoë O’Neil \+ \(1\*2\)<\/p>/);
  assert.match(page, /<p class="user-id">jane<\/p>/);
  assert.match(page, /<li>Room moderator<\/li>/);
  assert.doesNotMatch(page, /<li>Chat moderator<\/li>/);
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
  assert.equal(simulator.counts['view-room'], 1);
});

test('the full name is what a person is called by', async t => {
  const simulator = await start(t);
  const names = {lis_person_name_full: 'Jane Doe', lis_person_name_given: 'J'};
  assert.match((await launch(simulator, signedForm(simulator, names))).page, /"name">Jane Doe</);
});

test('who was named when the room was made moderates it by LTI too', async t => {
  const simulator = await start(t);
  const {data} = await createRoom(simulator, {chatModeratorUserIds: ['jane']});
  const {page} = await launch(simulator, signedForm(simulator, {custom_entryId: data?.id}));
  assert.match(page, /<li>Chat moderator<\/li>/);
});

test('either spelling of the room’s parameters will do, and both where they agree', async t => {
  const simulator = await start(t);
  const snake = {custom_entry_id: '1_standup0', custom_room_moderator: '1'};
  for (const changes of [
    {...snake, custom_entryId: undefined},
    {...snake, custom_entryId: '1_standup0', custom_roomModerator: '1'},
  ]) {
    const {page} = await launch(simulator, signedForm(simulator, changes));
    assert.match(page, /Daily stand-up/);
    assert.match(page, /<li>Room moderator<\/li>/);
  }
});

const PARAMETERS = [
  [{lti_message_type: 'LtiResourceLinkRequest'}, 403, 'lti_message_type must be'],
  [{lti_version: undefined}, 403, 'lti_version must be "LTI-1p0"'],
  [{oauth_callback: undefined}, 403, 'oauth_callback must be "about:blank"'],
  [{oauth_signature_method: 'PLAINTEXT'}, 403, 'oauth_signature_method must be "HMAC-SHA1"'],
  [{oauth_version: '2.0'}, 403, 'oauth_version must be "1.0"'],
  [{resource_link_id: ''}, 403, 'resource_link_id is missing'],
  [{context_id: undefined}, 403, 'context_id is missing'],
  [{user_id: undefined}, 403, 'user_id is missing'],
  [{oauth_nonce: ''}, 403, 'oauth_nonce is missing'],
  [{oauth_timestamp: undefined}, 403, 'oauth_timestamp is missing'],
  [{roles: undefined}, 403, 'roles is missing'],
  [
    {roles: 'Student,urn:lti:instrole:ims/lis/Student'},
    403,
    'The roles must include a context role',
  ],
  [{oauth_consumer_key: '99'}, 403, 'oauth_consumer_key must be the partner ID'],
  [{custom_entryId: undefined}, 500, 'The parameter custom_entryId or custom_entry_id is missing.'],
  [{custom_entryId: '1_gone0000'}, 404, 'There is no room with this entry ID.'],
  [
    {custom_entry_id: '1_standup0'},
    500,
    'custom_entryId and custom_entry_id must have the same value',
  ],
  [
    {custom_roomModerator: '0', custom_room_moderator: '1'},
    500,
    'custom_roomModerator and custom_room_moderator must have the same value',
  ],
  [
    {custom_chatModerator: '1', custom_chat_moderator: ''},
    500,
    'custom_chatModerator and custom_chat_moderator must have the same value',
  ],
] as const;

for (const [changes, ...reason] of PARAMETERS)
  test(`a launch with ${JSON.stringify(changes)} is refused`, async t => {
    const simulator = await start(t);
    await refused(simulator, signedForm(simulator, changes), reason);
  });

for (const roles of ['Instructor', 'x, urn:lti:role:ims/lis/Learner/GuestLearner'])
  test(`the roles ${roles} let in, and oauth_version may be left out`, async t => {
    const simulator = await start(t);
    const form = signedForm(simulator, {roles, oauth_version: undefined});
    assert.equal((await launch(simulator, form)).status, 200);
  });

test('a launch that was changed, or signed with another secret or for another address, is refused', async t => {
  const simulator = await start(t);
  const form = signedForm(simulator);
  const wrong = [403, 'The oauth_signature is wrong'] as const;
  await refused(simulator, {...form, custom_roomModerator: '1'}, wrong);
  await refused(simulator, {...form, user_id: 'joe'}, wrong);
  await refused(simulator, signedForm(simulator, {}, {secret: 'other'}), wrong);
  const url = `${simulator.url}/embeddedrooms/index/other`;
  await refused(simulator, signedForm(simulator, {}, {url}), wrong);
  for (const oauth_signature of ['AAAA', `${form['oauth_signature']}=`])
    await refused(simulator, {...form, oauth_signature}, wrong);
  await refused(simulator, {...form, oauth_signature: ''}, [403, 'oauth_signature is missing']);
  assert.equal((await launch(simulator, form)).status, 200);
});

test('what stands in the address is signed too, and there but once', async t => {
  const simulator = await start(t);
  const url = `${viewRoomUrl(simulator)}?custom_roomModerator=1`;
  const {page} = await postForm(url, signedForm(simulator, {}, {url}));
  assert.match(page, /<li>Room moderator<\/li>/);
  const unsigned = await postForm(url, signedForm(simulator));
  assert.match(unsigned.page, /The oauth_signature is wrong/);
  const twice = await postForm(url, signedForm(simulator, {custom_roomModerator: '0'}));
  assert.match(twice.page, /The parameter &quot;custom_roomModerator&quot; is repeated/);
});

test('the address that is signed is the one that the caller saw', async t => {
  const simulator = await start(t);
  const launchAt = async (host: string, signedFor: string) => {
    const url = `http://${signedFor}/embeddedrooms/index/view-room`;
    const body = new URLSearchParams(signedForm(simulator, {}, {url})).toString();
    const headers = {host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8'};
    const outgoing = request(viewRoomUrl(simulator), {method: 'POST', headers}).end(body);
    const incoming = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
      outgoing.on('response', resolve).on('error', reject),
    );
    return text(incoming);
  };
  assert.match(await launchAt('kaf.example.com', 'kaf.example.com'), /Town hall/);
  assert.match(await launchAt('KAF.example.com:80', 'kaf.example.com'), /Town hall/);
  assert.match(await launchAt('kaf.example.com:8080', 'kaf.example.com'), /signature is wrong/);
});

test('a parameter that is there twice is refused', async t => {
  const simulator = await start(t);
  for (const name of ['custom_entryId', 'oauth_nonce', 'anything']) {
    const form = new URLSearchParams(signedForm(simulator, {anything: '1'}));
    form.append(name, form.get(name) ?? '');
    await refused(simulator, form, [500, `The parameter "${name}" is repeated.`]);
  }
});

for (const type of ['application/json', 'multipart/form-data; boundary=x', ''])
  test(`a launch posted as "${type}" is no launch`, async t => {
    const simulator = await start(t);
    const {status, page} = await postForm(viewRoomUrl(simulator), launchForm(simulator), {
      'content-type': type,
    });
    assert.equal(status, 500);
    assert.match(page, /The body must be a form/);
  });

test('a timestamp may be five minutes off, and no more', async t => {
  const nowS = 1_800_000_000;
  const simulator = await start(t, {now: () => nowS * 1000});
  const at = (seconds: number | string) =>
    signedForm(simulator, {oauth_timestamp: String(seconds)});
  for (const seconds of [nowS - 300, nowS + 300])
    assert.equal((await launch(simulator, at(seconds))).status, 200, String(seconds));
  for (const seconds of [nowS - 301, nowS + 301, 'now', '-1', `${nowS}.5`, '1e9'])
    await refused(simulator, at(seconds), [
      403,
      'oauth_timestamp must be within five minutes of the current time',
    ]);
});

test('a nonce is good for one launch, as long as its timestamp passes', async t => {
  let nowMs = 1_800_000_000_000;
  const simulator = await start(t, {now: () => nowMs});
  const nonce = {oauth_nonce: 'once', oauth_timestamp: '1800000300'};
  const form = signedForm(simulator, nonce);
  assert.equal((await launch(simulator, form)).status, 200);
  const used = [403, 'The oauth_nonce was used before.'] as const;
  await refused(simulator, form, used);
  nowMs += 600_000;
  await refused(simulator, form, used);
  nowMs += 1000;
  await refused(simulator, form, [403, 'oauth_timestamp']);
  const again = signedForm(simulator, {oauth_nonce: 'once', oauth_timestamp: '1800000601'});
  assert.equal((await launch(simulator, again)).status, 200);
});

test('nobody without the secret can use up a nonce', async t => {
  const simulator = await start(t);
  const form = signedForm(simulator);
  assert.equal((await launch(simulator, {...form, oauth_signature: 'AAAA'})).status, 403);
  assert.equal((await launch(simulator, form)).status, 200);
});

test('a parameter with the name of something else is a parameter', async t => {
  const simulator = await start(t);
  const hostile = {['__proto__']: '<script>', constructor: 'x', 'a b': '&=+%'};
  assert.equal((await launch(simulator, signedForm(simulator, hostile))).status, 200);
});

test('the page has the locale and the return URL of the launch', async t => {
  const simulator = await start(t);
  const form = signedForm(simulator, {
    launch_presentation_locale: 'fr-CA',
    launch_presentation_return_url: 'https://www.example.com/course',
  });
  const {page} = await launch(simulator, form);
  assert.match(page, /<html lang="fr-CA">/);
  assert.match(page, /<a id="return" href="https:\/\/www\.example\.com\/course" target="_top">/);
});
