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
import {serve, startWithPlatform, sign, type Fixture} from './platform.js';

type Launched = Pick<Awaited<ReturnType<typeof launch>>, 'status' | 'page' | 'headers'>;

/** Opens the room to which a launch leads. */
async function enter({simulator}: Fixture, {status, page, headers}: Launched) {
  assert.equal(status, 303, page);
  const room = await fetch(simulator.url + headers.get('location'));
  return {status: room.status, page: await room.text(), headers: room.headers};
}

function assertRejected({status, page}: Launched, reason: string): void {
  assert.equal(status, 403, page);
  assert.match(page, /<h1>Access Denied<\/h1>/);
  assert.ok(page.includes(reason), page);
}

describe('oauth2-launch', () => {
  it('leads to the room of the id_token', async t => {
    const fixture = await startWithPlatform(t);
    const launched = await launch(fixture);
    assert.match(launched.headers.get('set-cookie') ?? '', /^lti_state_[\w-]+=; Max-Age=0;/);
    const {status, page} = await enter(fixture, launched);
    assert.equal(status, 200);
    assert.match(page, /<h1[^>]*>Town hall<\/h1>/);
    assert.match(page, /<p class="name">Zoë O’Neil<\/p>/);
    assert.match(page, /<p class="user-id">jane<\/p>/);
    assert.match(page, /<li>Room moderator<\/li>/);
    assert.doesNotMatch(page, /<li>Chat moderator<\/li>/);
    const {counts} = fixture.simulator;
    assert.deepEqual(
      [counts['oidc-init'], counts['oauth2-launch'], counts['view-room']],
      [1, 1, 1],
    );
  });

  it('accepts each spelling of parameters, and rejects different values', async t => {
    const fixture = await startWithPlatform(t);
    const custom = {entry_id: '1_standup0', chat_moderator: '1'};
    const entered = await enter(
      fixture,
      await launch(fixture, {[`${CLAIM}custom`]: custom, name: 'Jane D'}),
    );
    assert.match(entered.page, /Daily stand-up/);
    assert.match(entered.page, /<li>Chat moderator<\/li>/);
    assert.match(entered.page, /"name">Jane D</);
    const both = {...custom, entryId: '1_townhall'};
    const rejected = await launch(fixture, {[`${CLAIM}custom`]: both});
    assert.equal(rejected.status, 500);
    assert.match(rejected.page, /The parameters entryId and entry_id must have the same value/);
    const unknown = await launch(fixture, {[`${CLAIM}custom`]: {entryId: '1_gone0000'}});
    assert.equal((await enter(fixture, unknown)).status, 404);
    assert.match(
      (await launch(fixture, {[`${CLAIM}custom`]: undefined})).page,
      /The parameter entryId or entry_id is missing/,
    );
  });

  for (const role of ['#Instructor', '/Instructor#TeachingAssistant'])
    it(`accepts the role ${role}`, async t => {
      const fixture = await startWithPlatform(t);
      const roles = ['https://example.com/other', `${MEMBERSHIP}${role}`];
      assert.equal((await launch(fixture, {[`${CLAIM}roles`]: roles})).status, 303);
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
    it(`rejects an id_token with ${JSON.stringify(changes)} (${reason})`, async t => {
      const launched = await launch(await startWithPlatform(t), changes);
      assertRejected(launched, reason.replaceAll('"', '&quot;'));
      assert.ok(!launched.page.includes(launched.id_token.split('.')[1] ?? ''));
    });

  it('rejects an id_token that has expired by the simulator’s clock', async t => {
    let nowMs = Date.now();
    const fixture = await startWithPlatform(t, {now: () => nowMs});
    assert.equal((await launch(fixture)).status, 303);
    nowMs += 120_000;
    assertRejected(await launch(fixture), '&quot;exp&quot; claim timestamp check failed');
  });

  it('accepts a list with one audience, and azp', async t => {
    const fixture = await startWithPlatform(t);
    assert.equal((await launch(fixture, {aud: ['kaf-12345'], azp: 'kaf-12345'})).status, 303);
  });

  it('accepts only signatures by the platform’s RS256 key', async t => {
    const fixture = await startWithPlatform(t);
    assertRejected(
      await launch(fixture, {}, await createKey('one')),
      'signature verification failed',
    );
    assertRejected(await launch(fixture, {}, await createKey('two')), 'no applicable key found');

    const withToken = async (
      make: (payload: Record<string, unknown>) => Promise<string> | string,
    ) => {
      const {state, nonce, cookie} = await beginLogin(fixture);
      return postResponse(
        fixture,
        {state, id_token: await make(createClaims(fixture, nonce))},
        cookie,
      );
    };
    const notAllowed = '&quot;alg&quot; (Algorithm) Header Parameter value not allowed';
    assertRejected(await withToken(payload => new UnsecuredJWT(payload).encode()), notAllowed);
    const publicKey = (await importJWK(fixture.key.publicJwk, 'RS256', {
      extractable: true,
    })) as CryptoKey;
    const secret = new TextEncoder().encode(await exportSPKI(publicKey));
    const hs256 = (payload: Record<string, unknown>) =>
      new SignJWT(payload).setProtectedHeader({alg: 'HS256', kid: 'one'}).sign(secret);
    assertRejected(await withToken(hs256), notAllowed);
    assertRejected(await withToken(() => 'nonsense'), 'The id_token is invalid');
    const tampered = async (payload: Record<string, unknown>) => {
      const [head, , signature] = (await sign(payload, fixture.key)).split('.');
      const body = Buffer.from(JSON.stringify({...payload, sub: 'joe'})).toString('base64url');
      return [head, body, signature].join('.');
    };
    assertRejected(await withToken(tampered), 'signature verification failed');
  });

  it('uses a rotated key at once', async t => {
    const fixture = await startWithPlatform(t);
    assert.equal((await launch(fixture)).status, 303);
    const next = await createKey('two');
    fixture.served.keys = [next.publicJwk];
    assert.equal((await launch(fixture, {}, next)).status, 303);
    assertRejected(await launch(fixture), 'no applicable key found');
  });

  it('rejects a launch if the keys cannot be fetched', async t => {
    const fixture = await startWithPlatform(t);
    const at = (jwksUrl: string) =>
      fixture.simulator.registerPlatform({...fixture.platform, jwksUrl});
    const responses = {
      '/html': [200, '<p>Maintenance</p>', 'the response was not a JWK Set'],
      '/none': [200, '{"keys": {}}', 'the response was not a JWK Set'],
      '/down': [503, '', 'the response had status 503'],
      '/moved': [302, '', 'fetch failed'],
    } as const;
    const url = await serve(t, ({url = ''}, response) => {
      if (!(url in responses)) return;
      const [status, body] = responses[url as keyof typeof responses];
      response.writeHead(status, {location: fixture.platform.jwksUrl}).end(body);
    });
    for (const [path, [, , reason]] of Object.entries(responses)) {
      at(url + path);
      assertRejected(await launch(fixture), reason);
    }
    at(`${url}/never`);
    assertRejected(await launch(fixture), 'no response within 3 seconds');
  });

  it('accepts a state once, and only with the nonce of its login', async t => {
    const fixture = await startWithPlatform(t);
    const {id_token, state, cookie} = await launch(fixture);
    const used = 'The state is unknown: it was used before, or has expired.';
    assertRejected(await postResponse(fixture, {state, id_token}, cookie), used);
    assertRejected(await postResponse(fixture, {state: 'forged', id_token}, cookie), used);
    assertRejected(
      await postResponse(fixture, {id_token}, cookie),
      'The parameter state is missing.',
    );

    const [one, two] = [await beginLogin(fixture), await beginLogin(fixture)];
    const ofTwo = await sign(createClaims(fixture, two.nonce), fixture.key);
    const crossed = {state: one.state, id_token: ofTwo};
    assertRejected(
      await postResponse(fixture, crossed, one.cookie),
      'the claim nonce differs from the value of this login',
    );
    assertRejected(
      await postResponse(fixture, {state: two.state}, two.cookie),
      'The parameter id_token is missing.',
    );
  });

  it('drops a login and a launch after ten minutes', async t => {
    let nowMs = Date.now();
    const fixture = await startWithPlatform(t, {now: () => nowMs});
    const {state, cookie} = await beginLogin(fixture);
    const launched = await launch(fixture);
    nowMs += 600_000;
    assertRejected(
      await postResponse(fixture, {state, id_token: 'x'}, cookie),
      'The state is unknown',
    );
    assertRejected(await enter(fixture, launched), 'This launch was used before, or has expired.');
  });

  it('drops the oldest login if there are too many', async t => {
    const fixture = await startWithPlatform(t);
    const first = await beginLogin(fixture);
    for (let count = 0; count < 1000; count++) await beginLogin(fixture);
    const form = {state: first.state, id_token: 'x'};
    assertRejected(await postResponse(fixture, form, first.cookie), 'The state is unknown');
  });

  it('rejects a browser in which the login did not begin', async t => {
    const fixture = await startWithPlatform(t);
    for (const other of [{cookie: ''}, await beginLogin(fixture)]) {
      const {state, nonce} = await beginLogin(fixture);
      const id_token = await sign(createClaims(fixture, nonce), fixture.key);
      assertRejected(
        await postResponse(fixture, {state, id_token}, other.cookie),
        'The login began in another browser',
      );
    }
  });

  it('opens the room once', async t => {
    const fixture = await startWithPlatform(t);
    const launched = await launch(fixture);
    assert.equal((await enter(fixture, launched)).status, 200);
    assertRejected(await enter(fixture, launched), 'This launch was used before, or has expired.');
  });

  it('requires the state from the browser if a storage target has it', async t => {
    const fixture = await startWithPlatform(t);
    const verified = async () => {
      const {state, nonce, page} = await beginLogin(fixture, {lti_storage_target: 'storage'});
      const {key} = parseDataset(page);
      const id_token = await sign(createClaims(fixture, nonce), fixture.key);
      const {status, page: checking} = await postResponse(fixture, {state, id_token});
      assert.equal(status, 200);
      const {next = '', ...data} = parseDataset(checking);
      assert.deepEqual(data, {
        message: 'lti.get_data',
        target: 'storage',
        origin: new URL(fixture.platform.authorizationUrl).origin,
        key,
        value: '',
        fallback: '',
      });
      assert.match(next, /^\/embeddedrooms\/index\/view-room\/launch\/[\w-]{32}$/);
      assert.ok(!checking.includes(state));
      return {state, next};
    };
    const open = async (next: string, state: string) => {
      const room = await fetch(`${fixture.simulator.url}${next}${state}`);
      return {status: room.status, page: await room.text(), headers: room.headers};
    };
    const {state, next} = await verified();
    assert.match((await open(next, `?state=${state}`)).page, /Town hall/);
    for (const wrong of ['', '?state=', `?state=${state}`]) {
      const other = await verified();
      assertRejected(await open(other.next, wrong), 'The login began in another browser');
      assertRejected(
        await open(other.next, `?state=${other.state}`),
        'This launch was used before',
      );
    }
  });

  it('shows an error of the platform, and ends the login', async t => {
    const fixture = await startWithPlatform(t);
    const {state, cookie} = await beginLogin(fixture);
    const error = {error: 'login_required', error_description: '<b>Who</b> are you?', state};
    const {status, page} = await postResponse(fixture, error, cookie);
    assert.equal(status, 403);
    assert.match(
      page,
      /The platform responded with login_required: &lt;b&gt;Who&lt;\/b&gt; are you\?/,
    );
    assertRejected(
      await postResponse(fixture, {state, id_token: 'x'}, cookie),
      'The state is unknown',
    );
    assertRejected(
      await postResponse(fixture, {error: 'server_error'}),
      'The platform responded with server_error.',
    );
  });

  it('applies faults, like oidc-init', async t => {
    const fixture = await startWithPlatform(t);
    fixture.simulator.faults.set('oauth2-launch', {kind: 'status', status: 502, times: 1});
    assert.equal((await launch(fixture)).status, 502);
    assert.equal((await launch(fixture)).status, 303);
    fixture.simulator.faults.set('oidc-init', {kind: 'access-denied', times: 1});
    await assert.rejects(beginLogin(fixture), /fault of the simulator denies access/);
  });

  it('shows the locale and the return URL', async t => {
    const fixture = await startWithPlatform(t);
    const launched = await launch(fixture, {
      [`${CLAIM}launch_presentation`]: {
        locale: 'fr-CA',
        return_url: 'https://www.example.com/course',
      },
    });
    const {page} = await enter(fixture, launched);
    assert.match(page, /<html lang="fr-CA" dir="ltr">/);
    assert.match(page, /<a id="return" href="https:\/\/www\.example\.com\/course" target="_top">/);
  });
});
