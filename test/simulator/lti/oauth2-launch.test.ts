import assert from 'node:assert/strict';
import {test} from 'node:test';
import {exportSPKI, importJWK, SignJWT, UnsecuredJWT, type CryptoKey} from 'jose';
import {answer, begin, claims, CLAIM, dataset, launch, makeKey, MEMBERSHIP} from './platform.js';
import {serve, setup, sign, type Setup} from './platform.js';

type Launched = Pick<Awaited<ReturnType<typeof launch>>, 'status' | 'page' | 'headers'>;

/** Opens the room to which a launch leads. */
async function enter({simulator}: Setup, {status, page, headers}: Launched) {
  assert.equal(status, 303, page);
  const room = await fetch(simulator.url + headers.get('location'));
  return {status: room.status, page: await room.text(), headers: room.headers};
}

function assertRefused({status, page}: Launched, why: string): void {
  assert.equal(status, 403, page);
  assert.match(page, /<h1>Access Denied<\/h1>/);
  assert.ok(page.includes(why), page);
}

test('a verified launch leads to the room that a KS shows', async t => {
  const set = await setup(t);
  const launched = await launch(set);
  assert.match(launched.headers.get('set-cookie') ?? '', /^lti_state_[\w-]+=; Max-Age=0;/);
  const {status, page} = await enter(set, launched);
  assert.equal(status, 200);
  assert.match(page, /<h1[^>]*>Town hall<\/h1>/);
  assert.match(page, /<p class="name">Zoë O’Neil<\/p>/);
  assert.match(page, /<p class="user-id">jane<\/p>/);
  assert.match(page, /<li>Room moderator<\/li>/);
  assert.doesNotMatch(page, /<li>Chat moderator<\/li>/);
  const {counts} = set.simulator;
  assert.deepEqual([counts['oidc-init'], counts['oauth2-launch'], counts['view-room']], [1, 1, 1]);
});

test('the room’s parameters have either spelling, and must not contradict each other', async t => {
  const set = await setup(t);
  const custom = {entry_id: '1_standup0', chat_moderator: '1'};
  const entered = await enter(set, await launch(set, {[`${CLAIM}custom`]: custom, name: 'Jane D'}));
  assert.match(entered.page, /Daily stand-up/);
  assert.match(entered.page, /<li>Chat moderator<\/li>/);
  assert.match(entered.page, /"name">Jane D</);
  const both = {...custom, entryId: '1_townhall'};
  const refused = await launch(set, {[`${CLAIM}custom`]: both});
  assert.equal(refused.status, 500);
  assert.match(refused.page, /The parameters entryId and entry_id must have the same value/);
  const unknown = await launch(set, {[`${CLAIM}custom`]: {entryId: '1_gone0000'}});
  assert.equal((await enter(set, unknown)).status, 404);
  assert.match(
    (await launch(set, {[`${CLAIM}custom`]: undefined})).page,
    /The parameter entryId or entry_id is missing/,
  );
});

for (const role of ['#Instructor', '/Instructor#TeachingAssistant'])
  test(`the role ${role} lets in`, async t => {
    const set = await setup(t);
    const roles = ['https://example.com/other', `${MEMBERSHIP}${role}`];
    assert.equal((await launch(set, {[`${CLAIM}roles`]: roles})).status, 303);
  });

const nowS = Math.floor(Date.now() / 1000);
const CLAIMS = [
  [{aud: 'other'}, 'unexpected "aud" claim value'],
  [{aud: ['kaf-12345', 'other'], azp: 'kaf-12345'}, 'the claim aud must name no other audience'],
  [{iss: 'https://other.example.com'}, 'unexpected "iss" claim value'],
  [{exp: nowS - 60}, '"exp" claim timestamp check failed'],
  [{exp: undefined}, 'missing required "exp" claim'],
  [{iat: undefined}, 'missing required "iat" claim'],
  [{iat: nowS - 600}, '"iat" claim timestamp check failed'],
  [{iat: nowS + 600}, '"iat" claim timestamp check failed'],
  [{nbf: nowS + 600}, '"nbf" claim timestamp check failed'],
  [{nonce: 'other'}, 'the claim nonce differs from the value of this login'],
  [{nonce: undefined}, 'the claim nonce: expected text'],
  [{azp: 'other'}, 'the claim azp differs from the value of this login'],
  [{sub: undefined}, 'the claim sub: expected text'],
  [{[`${CLAIM}message_type`]: 'LtiDeepLinkingRequest'}, 'the claim lti.message_type'],
  [{[`${CLAIM}version`]: '1.3'}, 'the claim lti.version'],
  [
    {[`${CLAIM}deployment_id`]: 'other'},
    'the claim deployment_id differs from the value of this login',
  ],
  [{[`${CLAIM}deployment_id`]: undefined}, 'the claim lti.deployment_id: expected text'],
  [{[`${CLAIM}target_link_uri`]: 'https://x.example'}, 'the claim target_link_uri differs'],
  [{[`${CLAIM}resource_link`]: {}}, 'the claim lti.resource_link.id: expected text'],
  [{[`${CLAIM}context`]: undefined}, 'the claim lti.context'],
  [{[`${CLAIM}roles`]: undefined}, 'the claim lti.roles'],
  [{[`${CLAIM}roles`]: []}, 'The roles must include a context role'],
  [{[`${CLAIM}roles`]: ['Learner']}, 'The roles must include a context role'],
  [{[`${CLAIM}custom`]: {entryId: 7}}, 'the claim lti.custom.entryId: expected text'],
] as const;

for (const [changes, why] of CLAIMS)
  test(`a token with ${JSON.stringify(changes) || 'a claim left out'} (${why}) is refused`, async t => {
    const launched = await launch(await setup(t), changes);
    assertRefused(launched, why.replaceAll('"', '&quot;'));
    assert.ok(!launched.page.includes(launched.id_token.split('.')[1] ?? ''));
  });

test('a token lives and dies by the simulator’s clock', async t => {
  let nowMs = Date.now();
  const set = await setup(t, {now: () => nowMs});
  assert.equal((await launch(set)).status, 303);
  nowMs += 120_000;
  assertRefused(await launch(set), '&quot;exp&quot; claim timestamp check failed');
});

test('one audience may stand in a list, and azp may name it', async t => {
  const set = await setup(t);
  assert.equal((await launch(set, {aud: ['kaf-12345'], azp: 'kaf-12345'})).status, 303);
});

test('only the platform’s own RS256 key signs a token', async t => {
  const set = await setup(t);
  assertRefused(await launch(set, {}, await makeKey('one')), 'signature verification failed');
  assertRefused(await launch(set, {}, await makeKey('two')), 'no applicable key found');

  const withToken = async (
    make: (payload: Record<string, unknown>) => Promise<string> | string,
  ) => {
    const {state, nonce, cookie} = await begin(set);
    return answer(set, {state, id_token: await make(claims(set, nonce))}, cookie);
  };
  const notAllowed = '&quot;alg&quot; (Algorithm) Header Parameter value not allowed';
  assertRefused(await withToken(payload => new UnsecuredJWT(payload).encode()), notAllowed);
  const publicKey = (await importJWK(set.key.publicJwk, 'RS256', {extractable: true})) as CryptoKey;
  const secret = new TextEncoder().encode(await exportSPKI(publicKey));
  const hs256 = (payload: Record<string, unknown>) =>
    new SignJWT(payload).setProtectedHeader({alg: 'HS256', kid: 'one'}).sign(secret);
  assertRefused(await withToken(hs256), notAllowed);
  assertRefused(await withToken(() => 'nonsense'), 'The id_token is invalid');
  const tampered = async (payload: Record<string, unknown>) => {
    const [head, , signature] = (await sign(payload, set.key)).split('.');
    const body = Buffer.from(JSON.stringify({...payload, sub: 'joe'})).toString('base64url');
    return [head, body, signature].join('.');
  };
  assertRefused(await withToken(tampered), 'signature verification failed');
});

test('a key that replaces another one counts at once', async t => {
  const set = await setup(t);
  assert.equal((await launch(set)).status, 303);
  const next = await makeKey('two');
  set.served.keys = [next.publicJwk];
  assert.equal((await launch(set, {}, next)).status, 303);
  assertRefused(await launch(set), 'no applicable key found');
});

test('keys that cannot be had are said to be missing', async t => {
  const set = await setup(t);
  const at = (jwksUrl: string) => set.simulator.registerPlatform({...set.platform, jwksUrl});
  const answers = {
    '/html': [200, '<p>Maintenance</p>', 'the response was not a JWK Set'],
    '/none': [200, '{"keys": {}}', 'the response was not a JWK Set'],
    '/down': [503, '', 'the response had status 503'],
    '/moved': [302, '', 'fetch failed'],
  } as const;
  const url = await serve(t, ({url = ''}, response) => {
    if (!(url in answers)) return;
    const [status, body] = answers[url as keyof typeof answers];
    response.writeHead(status, {location: set.platform.jwksUrl}).end(body);
  });
  for (const [path, [, , why]] of Object.entries(answers)) {
    at(url + path);
    assertRefused(await launch(set), why);
  }
  at(`${url}/never`);
  assertRefused(await launch(set), 'no response within 3 seconds');
});

test('a state is good for one launch, and for the login that made it', async t => {
  const set = await setup(t);
  const {id_token, state, cookie} = await launch(set);
  const used = 'The state is unknown: it was used before, or has expired.';
  assertRefused(await answer(set, {state, id_token}, cookie), used);
  assertRefused(await answer(set, {state: 'forged', id_token}, cookie), used);
  assertRefused(await answer(set, {id_token}, cookie), 'The parameter state is missing.');

  const [one, two] = [await begin(set), await begin(set)];
  const ofTwo = await sign(claims(set, two.nonce), set.key);
  const crossed = {state: one.state, id_token: ofTwo};
  assertRefused(
    await answer(set, crossed, one.cookie),
    'the claim nonce differs from the value of this login',
  );
  assertRefused(
    await answer(set, {state: two.state}, two.cookie),
    'The parameter id_token is missing.',
  );
});

test('a login that takes longer than ten minutes is forgotten, and so is its launch', async t => {
  let nowMs = Date.now();
  const set = await setup(t, {now: () => nowMs});
  const {state, cookie} = await begin(set);
  const launched = await launch(set);
  nowMs += 600_000;
  assertRefused(await answer(set, {state, id_token: 'x'}, cookie), 'The state is unknown');
  assertRefused(await enter(set, launched), 'This launch was used before, or has expired.');
});

test('of very many logins, the oldest is forgotten', async t => {
  const set = await setup(t);
  const first = await begin(set);
  for (let count = 0; count < 1000; count++) await begin(set);
  const form = {state: first.state, id_token: 'x'};
  assertRefused(await answer(set, form, first.cookie), 'The state is unknown');
});

test('another browser than the one that began is refused', async t => {
  const set = await setup(t);
  for (const other of [{cookie: ''}, await begin(set)]) {
    const {state, nonce} = await begin(set);
    const id_token = await sign(claims(set, nonce), set.key);
    assertRefused(
      await answer(set, {state, id_token}, other.cookie),
      'The login began in another browser',
    );
  }
});

test('a launch opens the room once', async t => {
  const set = await setup(t);
  const launched = await launch(set);
  assert.equal((await enter(set, launched)).status, 200);
  assertRefused(await enter(set, launched), 'This launch was used before, or has expired.');
});

test('with a storage target, the browser must show the state that it kept', async t => {
  const set = await setup(t);
  const verified = async () => {
    const {state, nonce, page} = await begin(set, {lti_storage_target: 'storage'});
    const {key} = dataset(page);
    const id_token = await sign(claims(set, nonce), set.key);
    const {status, page: checking} = await answer(set, {state, id_token});
    assert.equal(status, 200);
    const {next = '', ...data} = dataset(checking);
    assert.deepEqual(data, {
      message: 'lti.get_data',
      target: 'storage',
      origin: new URL(set.platform.authorizationUrl).origin,
      key,
      value: '',
      fallback: '',
    });
    assert.match(next, /^\/embeddedrooms\/index\/view-room\/launch\/[\w-]{32}$/);
    assert.ok(!checking.includes(state));
    return {state, next};
  };
  const open = async (next: string, state: string) => {
    const room = await fetch(`${set.simulator.url}${next}${state}`);
    return {status: room.status, page: await room.text(), headers: room.headers};
  };
  const {state, next} = await verified();
  assert.match((await open(next, `?state=${state}`)).page, /Town hall/);
  for (const wrong of ['', '?state=', `?state=${state}`]) {
    const other = await verified();
    assertRefused(await open(other.next, wrong), 'The login began in another browser');
    assertRefused(await open(other.next, `?state=${other.state}`), 'This launch was used before');
  }
});

test('what the platform says went wrong is shown, and ends the login', async t => {
  const set = await setup(t);
  const {state, cookie} = await begin(set);
  const error = {error: 'login_required', error_description: '<b>Who</b> are you?', state};
  const {status, page} = await answer(set, error, cookie);
  assert.equal(status, 403);
  assert.match(
    page,
    /The platform responded with login_required: &lt;b&gt;Who&lt;\/b&gt; are you\?/,
  );
  assertRefused(await answer(set, {state, id_token: 'x'}, cookie), 'The state is unknown');
  assertRefused(
    await answer(set, {error: 'server_error'}),
    'The platform responded with server_error.',
  );
});

test('a fault of a step of LTI 1.3 is met there', async t => {
  const set = await setup(t);
  set.simulator.faults.set('oauth2-launch', {kind: 'status', status: 502, times: 1});
  assert.equal((await launch(set)).status, 502);
  assert.equal((await launch(set)).status, 303);
  set.simulator.faults.set('oidc-init', {kind: 'access-denied', times: 1});
  await assert.rejects(begin(set), /fault of the simulator denies access/);
});

test('the page has the locale and the return URL of the id_token', async t => {
  const set = await setup(t);
  const launched = await launch(set, {
    [`${CLAIM}launch_presentation`]: {
      locale: 'fr-CA',
      return_url: 'https://www.example.com/course',
    },
  });
  const {page} = await enter(set, launched);
  assert.match(page, /<html lang="fr-CA">/);
  assert.match(page, /<a id="return" href="https:\/\/www\.example\.com\/course" target="_top">/);
});
