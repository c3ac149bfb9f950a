import assert from 'node:assert/strict';
import {request} from 'node:http';
import {text} from 'node:stream/consumers';
import {describe, it} from 'node:test';
import type {Simulator} from '../../../src/simulator/index.js';
import {createRoom, startTestSimulator} from '../calls.js';
import {
  createLaunchForm,
  postForm,
  createSignedForm,
  getViewRoomUrl,
  type Form,
} from './lti11-form.js';

const launch = (simulator: Simulator, form: Form | URLSearchParams) =>
  postForm(getViewRoomUrl(simulator), form);

const HEADINGS = {403: 'Access Denied', 404: 'Application Error', 500: 'Application Error'};

/** Asserts that a launch is rejected for this reason, and that its page contains no secret. */
async function assertRejected(
  simulator: Simulator,
  form: Form | URLSearchParams,
  {status = 403, reason}: {status?: keyof typeof HEADINGS; reason: string},
): Promise<void> {
  const response = await launch(simulator, form);
  assert.equal(response.status, status, reason);
  assert.ok(response.page.includes(`<h1>${HEADINGS[status]}</h1>`), reason);
  assert.ok(response.page.includes(reason.replaceAll('"', '&quot;')), response.page);
  const secrets = [simulator.adminSecret, new URLSearchParams(form).get('oauth_signature')];
  for (const secret of secrets) assert.ok(!secret || !response.page.includes(secret));
}

describe('LTI 1.1 launch', () => {
  it('opens the room of a signed form', async t => {
    const simulator = await startTestSimulator(t);
    const form = createSignedForm(simulator, {
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

  it('prefers the full name', async t => {
    const simulator = await startTestSimulator(t);
    const names = {lis_person_name_full: 'Jane Doe', lis_person_name_given: 'J'};
    assert.match(
      (await launch(simulator, createSignedForm(simulator, names))).page,
      /"name">Jane Doe</,
    );
  });

  it('makes a moderator of a user that create-room named', async t => {
    const simulator = await startTestSimulator(t);
    const {data} = await createRoom(simulator, {chatModeratorUserIds: ['jane']});
    const {page} = await launch(simulator, createSignedForm(simulator, {custom_entryId: data?.id}));
    assert.match(page, /<li>Chat moderator<\/li>/);
  });

  it('accepts each spelling of parameters, and both with the same value', async t => {
    const simulator = await startTestSimulator(t);
    const snake = {custom_entry_id: '1_standup0', custom_room_moderator: '1'};
    for (const changes of [
      {...snake, custom_entryId: undefined},
      {...snake, custom_entryId: '1_standup0', custom_roomModerator: '1'},
    ]) {
      const {page} = await launch(simulator, createSignedForm(simulator, changes));
      assert.match(page, /Daily stand-up/);
      assert.match(page, /<li>Room moderator<\/li>/);
    }
  });

  const PARAMETERS = [
    {
      changes: {lti_message_type: 'LtiResourceLinkRequest'},
      status: 403,
      reason: 'lti_message_type must be',
    },
    {changes: {lti_version: undefined}, status: 403, reason: 'lti_version must be "LTI-1p0"'},
    {
      changes: {oauth_callback: undefined},
      status: 403,
      reason: 'oauth_callback must be "about:blank"',
    },
    {
      changes: {oauth_signature_method: 'PLAINTEXT'},
      status: 403,
      reason: 'oauth_signature_method must be "HMAC-SHA1"',
    },
    {changes: {oauth_version: '2.0'}, status: 403, reason: 'oauth_version must be "1.0"'},
    {changes: {resource_link_id: ''}, status: 403, reason: 'resource_link_id is missing'},
    {changes: {context_id: undefined}, status: 403, reason: 'context_id is missing'},
    {changes: {user_id: undefined}, status: 403, reason: 'user_id is missing'},
    {changes: {oauth_nonce: ''}, status: 403, reason: 'oauth_nonce is missing'},
    {changes: {oauth_timestamp: undefined}, status: 403, reason: 'oauth_timestamp is missing'},
    {changes: {roles: undefined}, status: 403, reason: 'roles is missing'},
    {
      changes: {roles: 'Student,urn:lti:instrole:ims/lis/Student'},
      status: 403,
      reason: 'The roles must include a context role',
    },
    {
      changes: {oauth_consumer_key: '99'},
      status: 403,
      reason: 'oauth_consumer_key must be the partner ID',
    },
    {
      changes: {custom_entryId: undefined},
      status: 500,
      reason: 'The parameter custom_entryId or custom_entry_id is missing.',
    },
    {
      changes: {custom_entryId: '1_gone0000'},
      status: 404,
      reason: 'There is no room with this entry ID.',
    },
    {
      changes: {custom_entry_id: '1_standup0'},
      status: 500,
      reason: 'custom_entryId and custom_entry_id must have the same value',
    },
    {
      changes: {custom_roomModerator: '0', custom_room_moderator: '1'},
      status: 500,
      reason: 'custom_roomModerator and custom_room_moderator must have the same value',
    },
    {
      changes: {custom_chatModerator: '1', custom_chat_moderator: ''},
      status: 500,
      reason: 'custom_chatModerator and custom_chat_moderator must have the same value',
    },
  ] as const;

  for (const {changes, status, reason} of PARAMETERS)
    it(`rejects ${JSON.stringify(changes)}: ${reason}`, async t => {
      const simulator = await startTestSimulator(t);
      await assertRejected(simulator, createSignedForm(simulator, changes), {status, reason});
    });

  for (const roles of ['Instructor', 'x, urn:lti:role:ims/lis/Learner/GuestLearner'])
    it(`accepts the roles ${roles}, without oauth_version`, async t => {
      const simulator = await startTestSimulator(t);
      const form = createSignedForm(simulator, {roles, oauth_version: undefined});
      assert.equal((await launch(simulator, form)).status, 200);
    });

  it('rejects a changed launch, another secret and another address', async t => {
    const simulator = await startTestSimulator(t);
    const form = createSignedForm(simulator);
    const wrong = {reason: 'The oauth_signature is wrong'};
    await assertRejected(simulator, {...form, custom_roomModerator: '1'}, wrong);
    await assertRejected(simulator, {...form, user_id: 'joe'}, wrong);
    await assertRejected(simulator, createSignedForm(simulator, {}, {secret: 'other'}), wrong);
    const url = `${simulator.url}/embeddedrooms/index/other`;
    await assertRejected(simulator, createSignedForm(simulator, {}, {url}), wrong);
    for (const oauth_signature of ['AAAA', `${form['oauth_signature']}=`])
      await assertRejected(simulator, {...form, oauth_signature}, wrong);
    await assertRejected(
      simulator,
      {...form, oauth_signature: ''},
      {reason: 'oauth_signature is missing'},
    );
    assert.equal((await launch(simulator, form)).status, 200);
  });

  it('signs the query too, and rejects parameters in both query and form', async t => {
    const simulator = await startTestSimulator(t);
    const url = `${getViewRoomUrl(simulator)}?custom_roomModerator=1`;
    const {page} = await postForm(url, createSignedForm(simulator, {}, {url}));
    assert.match(page, /<li>Room moderator<\/li>/);
    const unsigned = await postForm(url, createSignedForm(simulator));
    assert.match(unsigned.page, /The oauth_signature is wrong/);
    const twice = await postForm(url, createSignedForm(simulator, {custom_roomModerator: '0'}));
    assert.match(twice.page, /The parameter &quot;custom_roomModerator&quot; is repeated/);
  });

  it('verifies the signature for the host that the client used', async t => {
    const simulator = await startTestSimulator(t);
    const launchAt = async (host: string, signedFor: string) => {
      const url = `http://${signedFor}/embeddedrooms/index/view-room`;
      const body = new URLSearchParams(createSignedForm(simulator, {}, {url})).toString();
      const headers = {host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8'};
      const outgoing = request(getViewRoomUrl(simulator), {method: 'POST', headers}).end(body);
      const incoming = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
        outgoing.on('response', resolve).on('error', reject),
      );
      return text(incoming);
    };
    assert.match(await launchAt('kaf.example.com', 'kaf.example.com'), /Town hall/);
    assert.match(await launchAt('KAF.example.com:80', 'kaf.example.com'), /Town hall/);
    assert.match(await launchAt('kaf.example.com:8080', 'kaf.example.com'), /signature is wrong/);
  });

  it('rejects a repeated parameter', async t => {
    const simulator = await startTestSimulator(t);
    for (const name of ['custom_entryId', 'oauth_nonce', 'anything']) {
      const form = new URLSearchParams(createSignedForm(simulator, {anything: '1'}));
      form.append(name, form.get(name) ?? '');
      await assertRejected(simulator, form, {
        status: 500,
        reason: `The parameter "${name}" is repeated.`,
      });
    }
  });

  for (const type of ['application/json', 'multipart/form-data; boundary=x', ''])
    it(`rejects a body of type "${type}"`, async t => {
      const simulator = await startTestSimulator(t);
      const {status, page} = await postForm(
        getViewRoomUrl(simulator),
        createLaunchForm(simulator),
        {
          'content-type': type,
        },
      );
      assert.equal(status, 500);
      assert.match(page, /The body must be a form/);
    });

  it('accepts a timestamp within five minutes', async t => {
    const nowS = 1_800_000_000;
    const simulator = await startTestSimulator(t, {now: () => nowS * 1000});
    const at = (seconds: number | string) =>
      createSignedForm(simulator, {oauth_timestamp: String(seconds)});
    for (const seconds of [nowS - 300, nowS + 300])
      assert.equal((await launch(simulator, at(seconds))).status, 200, String(seconds));
    for (const seconds of [nowS - 301, nowS + 301, 'now', '-1', `${nowS}.5`, '1e9'])
      await assertRejected(simulator, at(seconds), {
        reason: 'oauth_timestamp must be within five minutes of the current time',
      });
  });

  it('accepts a nonce once, for as long as its timestamp is accepted', async t => {
    let nowMs = 1_800_000_000_000;
    const simulator = await startTestSimulator(t, {now: () => nowMs});
    const nonce = {oauth_nonce: 'once', oauth_timestamp: '1800000300'};
    const form = createSignedForm(simulator, nonce);
    assert.equal((await launch(simulator, form)).status, 200);
    const used = {reason: 'The oauth_nonce was used before.'};
    await assertRejected(simulator, form, used);
    nowMs += 600_000;
    await assertRejected(simulator, form, used);
    nowMs += 1000;
    await assertRejected(simulator, form, {reason: 'oauth_timestamp'});
    const again = createSignedForm(simulator, {oauth_nonce: 'once', oauth_timestamp: '1800000601'});
    assert.equal((await launch(simulator, again)).status, 200);
  });

  it('does not use up a nonce without a valid signature', async t => {
    const simulator = await startTestSimulator(t);
    const form = createSignedForm(simulator);
    assert.equal((await launch(simulator, {...form, oauth_signature: 'AAAA'})).status, 403);
    assert.equal((await launch(simulator, form)).status, 200);
  });

  it('accepts parameters with the names of object members', async t => {
    const simulator = await startTestSimulator(t);
    const hostile = {['__proto__']: '<script>', constructor: 'x', 'a b': '&=+%'};
    assert.equal((await launch(simulator, createSignedForm(simulator, hostile))).status, 200);
  });

  it('shows the locale and the return URL', async t => {
    const simulator = await startTestSimulator(t);
    const form = createSignedForm(simulator, {
      launch_presentation_locale: 'fr-CA',
      launch_presentation_return_url: 'https://www.example.com/course',
    });
    const {page} = await launch(simulator, form);
    assert.match(page, /<html lang="fr-CA" dir="ltr">/);
    assert.match(page, /<a id="return" href="https:\/\/www\.example\.com\/course" target="_top">/);
  });
});
