import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {exportSPKI, importJWK, SignJWT, UnsecuredJWT, type CryptoKey} from 'jose';
import {
  postResponse,
  beginLogin,
  createClaims,
  CLAIM,
  parseDataset,
  launch,
  createKey,
  MEMBERSHIP,
} from './platform.js';
import {serve, setup, sign, type Setup} from './platform.js';

type Launched = Pick<Awaited<ReturnType<typeof launch>>, 'status' | 'page' | 'headers'>;

/** Opens the room to which a launch leads. */
async function enter({simulator}: Setup, {status, page, headers}: Launched) {
  assert.equal(status, 303, page);
  const room = await fetch(simulator.url + headers.get('location'));
  return {status: room.status, page: await room.text(), headers: room.headers};
}

function assertRefused({status, page}: Launched, reason: string): void {
  assert.equal(status, 403, page);
  assert.match(page, /<h1>Access Denied<\/h1>/);
  assert.ok(page.includes(reason), page);
}

describe('oauth2-launch', () => {
  it('leads to the room of the id_token', async t => {
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
    assert.deepEqual(
      [counts['oidc-init'], counts['oauth2-launch'], counts['view-room']],
      [1, 1, 1],
    );
  });

  it('accepts each spelling of parameters, and refuses different values', async t => {
    const set = await setup(t);
    const custom = {entry_id: '1_standup0', chat_moderator: '1'};
    const entered = await enter(
      set,
      await launch(set, {[`${CLAIM}custom`]: custom, name: 'Jane D'}),
    );
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
    it(`accepts the role ${role}`, async t => {
      const set = await setup(t);
      const roles = ['https://example.com/other', `${MEMBERSHIP}${role}`];
      assert.equal((await launch(set, {[`${CLAIM}roles`]: roles})).status, 303);
    });

  const nowS = Math.floor(Date.now() / 1000);
  const CLAIMS = [
    {changes: {aud: 'other'}, reason: 'unexpected "aud" claim value'},
    {
      changes: {aud: ['kaf-12345', 'other'], azp: 'kaf-12345'},
      reason: 'the claim aud must name no other audience',
    },
    {changes: {iss: 'https://other.example.com'}, reason: 'unexpected "iss" claim value'},
    {changes: {exp: nowS - 60}, reason: '"exp" claim timestamp check failed'},
    {changes: {exp: undefined}, reason: 'missing required "exp" claim'},
    {changes: {iat: undefined}, reason: 'missing required "iat" claim'},
    {changes: {iat: nowS - 600}, reason: '"iat" claim timestamp check failed'},
    {changes: {iat: nowS + 600}, reason: '"iat" claim timestamp check failed'},
    {changes: {nbf: nowS + 600}, reason: '"nbf" claim timestamp check failed'},
    {changes: {nonce: 'other'}, reason: 'the claim nonce differs from the value of this login'},
    {changes: {nonce: undefined}, reason: 'the claim nonce: expected text'},
    {changes: {azp: 'other'}, reason: 'the claim azp differs from the value of this login'},
    {changes: {sub: undefined}, reason: 'the claim sub: expected text'},
    {
      changes: {[`${CLAIM}message_type`]: 'LtiDeepLinkingRequest'},
      reason: 'the claim lti.message_type',
    },
    {changes: {[`${CLAIM}version`]: '1.3'}, reason: 'the claim lti.version'},
    {
      changes: {[`${CLAIM}deployment_id`]: 'other'},
      reason: 'the claim deployment_id differs from the value of this login',
    },
    {
      changes: {[`${CLAIM}deployment_id`]: undefined},
      reason: 'the claim lti.deployment_id: expected text',
    },
    {
      changes: {[`${CLAIM}target_link_uri`]: 'https://x.example'},
      reason: 'the claim target_link_uri differs',
    },
    {
      changes: {[`${CLAIM}resource_link`]: {}},
      reason: 'the claim lti.resource_link.id: expected text',
    },
    {changes: {[`${CLAIM}context`]: undefined}, reason: 'the claim lti.context'},
    {changes: {[`${CLAIM}roles`]: undefined}, reason: 'the claim lti.roles'},
    {changes: {[`${CLAIM}roles`]: []}, reason: 'The roles must include a context role'},
    {changes: {[`${CLAIM}roles`]: ['Learner']}, reason: 'The roles must include a context role'},
    {
      changes: {[`${CLAIM}custom`]: {entryId: 7}},
      reason: 'the claim lti.custom.entryId: expected text',
    },
  ] as const;

  for (const {changes, reason} of CLAIMS)
    it(`refuses an id_token with ${JSON.stringify(changes)} (${reason})`, async t => {
      const launched = await launch(await setup(t), changes);
      assertRefused(launched, reason.replaceAll('"', '&quot;'));
      assert.ok(!launched.page.includes(launched.id_token.split('.')[1] ?? ''));
    });

  it('refuses an id_token that has expired by the simulator’s clock', async t => {
    let nowMs = Date.now();
    const set = await setup(t, {now: () => nowMs});
    assert.equal((await launch(set)).status, 303);
    nowMs += 120_000;
    assertRefused(await launch(set), '&quot;exp&quot; claim timestamp check failed');
  });

  it('accepts a list with one audience, and azp', async t => {
    const set = await setup(t);
    assert.equal((await launch(set, {aud: ['kaf-12345'], azp: 'kaf-12345'})).status, 303);
  });

  it('accepts only signatures by the platform’s RS256 key', async t => {
    const set = await setup(t);
    assertRefused(await launch(set, {}, await createKey('one')), 'signature verification failed');
    assertRefused(await launch(set, {}, await createKey('two')), 'no applicable key found');

    const withToken = async (
      make: (payload: Record<string, unknown>) => Promise<string> | string,
    ) => {
      const {state, nonce, cookie} = await beginLogin(set);
      return postResponse(set, {state, id_token: await make(createClaims(set, nonce))}, cookie);
    };
    const notAllowed = '&quot;alg&quot; (Algorithm) Header Parameter value not allowed';
    assertRefused(await withToken(payload => new UnsecuredJWT(payload).encode()), notAllowed);
    const publicKey = (await importJWK(set.key.publicJwk, 'RS256', {
      extractable: true,
    })) as CryptoKey;
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

  it('uses a rotated key at once', async t => {
    const set = await setup(t);
    assert.equal((await launch(set)).status, 303);
    const next = await createKey('two');
    set.served.keys = [next.publicJwk];
    assert.equal((await launch(set, {}, next)).status, 303);
    assertRefused(await launch(set), 'no applicable key found');
  });

  it('refuses a launch if the keys cannot be fetched', async t => {
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
    for (const [path, [, , reason]] of Object.entries(answers)) {
      at(url + path);
      assertRefused(await launch(set), reason);
    }
    at(`${url}/never`);
    assertRefused(await launch(set), 'no response within 3 seconds');
  });

  it('accepts a state once, and only with the nonce of its login', async t => {
    const set = await setup(t);
    const {id_token, state, cookie} = await launch(set);
    const used = 'The state is unknown: it was used before, or has expired.';
    assertRefused(await postResponse(set, {state, id_token}, cookie), used);
    assertRefused(await postResponse(set, {state: 'forged', id_token}, cookie), used);
    assertRefused(await postResponse(set, {id_token}, cookie), 'The parameter state is missing.');

    const [one, two] = [await beginLogin(set), await beginLogin(set)];
    const ofTwo = await sign(createClaims(set, two.nonce), set.key);
    const crossed = {state: one.state, id_token: ofTwo};
    assertRefused(
      await postResponse(set, crossed, one.cookie),
      'the claim nonce differs from the value of this login',
    );
    assertRefused(
      await postResponse(set, {state: two.state}, two.cookie),
      'The parameter id_token is missing.',
    );
  });

  it('drops a login and a launch after ten minutes', async t => {
    let nowMs = Date.now();
    const set = await setup(t, {now: () => nowMs});
    const {state, cookie} = await beginLogin(set);
    const launched = await launch(set);
    nowMs += 600_000;
    assertRefused(await postResponse(set, {state, id_token: 'x'}, cookie), 'The state is unknown');
    assertRefused(await enter(set, launched), 'This launch was used before, or has expired.');
  });

  it('drops the oldest login if there are too many', async t => {
    const set = await setup(t);
    const first = await beginLogin(set);
    for (let count = 0; count < 1000; count++) await beginLogin(set);
    const form = {state: first.state, id_token: 'x'};
    assertRefused(await postResponse(set, form, first.cookie), 'The state is unknown');
  });

  it('refuses a browser in which the login did not begin', async t => {
    const set = await setup(t);
    for (const other of [{cookie: ''}, await beginLogin(set)]) {
      const {state, nonce} = await beginLogin(set);
      const id_token = await sign(createClaims(set, nonce), set.key);
      assertRefused(
        await postResponse(set, {state, id_token}, other.cookie),
        'The login began in another browser',
      );
    }
  });

  it('opens the room once', async t => {
    const set = await setup(t);
    const launched = await launch(set);
    assert.equal((await enter(set, launched)).status, 200);
    assertRefused(await enter(set, launched), 'This launch was used before, or has expired.');
  });

  it('requires the state from the browser if a storage target has it', async t => {
    const set = await setup(t);
    const verified = async () => {
      const {state, nonce, page} = await beginLogin(set, {lti_storage_target: 'storage'});
      const {key} = parseDataset(page);
      const id_token = await sign(createClaims(set, nonce), set.key);
      const {status, page: checking} = await postResponse(set, {state, id_token});
      assert.equal(status, 200);
      const {next = '', ...data} = parseDataset(checking);
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

  it('shows an error of the platform, and ends the login', async t => {
    const set = await setup(t);
    const {state, cookie} = await beginLogin(set);
    const error = {error: 'login_required', error_description: '<b>Who</b> are you?', state};
    const {status, page} = await postResponse(set, error, cookie);
    assert.equal(status, 403);
    assert.match(
      page,
      /The platform responded with login_required: &lt;b&gt;Who&lt;\/b&gt; are you\?/,
    );
    assertRefused(await postResponse(set, {state, id_token: 'x'}, cookie), 'The state is unknown');
    assertRefused(
      await postResponse(set, {error: 'server_error'}),
      'The platform responded with server_error.',
    );
  });

  it('applies faults, like oidc-init', async t => {
    const set = await setup(t);
    set.simulator.faults.set('oauth2-launch', {kind: 'status', status: 502, times: 1});
    assert.equal((await launch(set)).status, 502);
    assert.equal((await launch(set)).status, 303);
    set.simulator.faults.set('oidc-init', {kind: 'access-denied', times: 1});
    await assert.rejects(beginLogin(set), /fault of the simulator denies access/);
  });

  it('shows the locale and the return URL', async t => {
    const set = await setup(t);
    const launched = await launch(set, {
      [`${CLAIM}launch_presentation`]: {
        locale: 'fr-CA',
        return_url: 'https://www.example.com/course',
      },
    });
    const {page} = await enter(set, launched);
    assert.match(page, /<html lang="fr-CA" dir="ltr">/);
    assert.match(page, /<a id="return" href="https:\/\/www\.example\.com\/course" target="_top">/);
  });
});
