import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {describe, it} from 'node:test';
import {createLocalJWKSet, jwtVerify, type JWK} from 'jose';
import {memoryStore} from '../../../src/server/store/memory-store.js';
import type {KalturaRoomsOptions} from '../../../src/server/index.js';
import {createPrivateKey} from '../private-key.js';
import {NOW, createTestBackend} from '../set-up.js';

const roomId = '1_abcd1234';
const REDIRECT = 'https://12345.kaf.kaltura.com/hosted/index/oauth2-launch';
const keys = [await createPrivateKey(), await createPrivateKey()];

/** Creates a host backend that is an LTI 1.3 platform. */
function createPlatform(options: Partial<KalturaRoomsOptions> = {}, lti13: object = {}) {
  const {app, post, log} = createTestBackend({
    auth: 'lti-1.3',
    credentials: undefined,
    lti13: {
      issuer: 'https://www.example.com',
      clientId: 'kaf-client',
      deploymentId: 'kaf-1',
      privateKeys: keys,
      ...lti13,
    },
    authorize: () => ({
      userId: 'jane@example.com',
      firstName: 'Jane',
      lastName: 'Doe',
      roomModerator: true,
      contextId: 'Course 101',
    }),
    ...options,
  });
  const startLaunch = async () => {
    const {answer} = await post('/token', {roomId, roomModerator: true});
    const url = new URL(answer.data?.['url'] as string);
    return {data: answer.data, url, hint: url.searchParams.get('login_hint') ?? ''};
  };
  /** Builds the query of KAF's authentication request. `undefined` removes a parameter. */
  const buildQuery = (hint: string, changes: Record<string, string | undefined> = {}) => {
    const parameters = {
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: 'kaf-client',
      redirect_uri: REDIRECT,
      login_hint: hint,
      lti_message_hint: roomId,
      state: 'state-of-kaf"><b>',
      nonce: 'nonce-of-kaf',
      ...changes,
    };
    return new URLSearchParams(
      Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined),
    ).toString();
  };
  const authorize = async (query: string, init: RequestInit = {}) => {
    const path = init.method === 'POST' ? '/lti/authorize' : `/lti/authorize?${query}`;
    const response = await app.request(path, {
      ...(init.method === 'POST' && {body: query}),
      ...init,
      headers: {
        'sec-fetch-site': 'cross-site',
        'sec-fetch-dest': 'iframe',
        ...(init.method === 'POST' && {'content-type': 'application/x-www-form-urlencoded'}),
      },
    });
    return {response, status: response.status, page: await response.text()};
  };
  const jwks = async () => (await app.request('/lti/jwks')).json() as Promise<{keys: JWK[]}>;
  return {app, post, log, startLaunch, buildQuery, authorize, jwks};
}

/** Returns the hidden fields of the form in a page. */
function parseForm(page: string): Record<string, string> {
  const inputs = page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
}

describe('POST /token with auth "lti-1.3"', () => {
  it('responds with the address of the OIDC initiation of KAF, and a hint without personal data', async () => {
    const {data, url, hint} = await createPlatform().startLaunch();
    assert.equal(data?.['auth'], 'lti-1.3');
    assert.equal(data?.['expiresAt'], NOW + 60);
    assert.equal(url.origin + url.pathname, 'https://12345.kaf.kaltura.com/hosted/index/oidc-init');
    const {login_hint, ...others} = Object.fromEntries(url.searchParams);
    assert.match(login_hint ?? '', /^[\w-]{43}$/);
    assert.equal(login_hint, hint);
    assert.deepEqual(others, {
      iss: 'https://www.example.com',
      target_link_uri: 'https://12345.kaf.kaltura.com/embeddedrooms/index/view-room',
      lti_message_hint: roomId,
      client_id: 'kaf-client',
      lti_deployment_id: 'kaf-1',
      lti_storage_target: '_parent',
    });
  });

  it('saves no hint in the store, so that the contents of the store open no room', async () => {
    const written: string[] = [];
    const inner = memoryStore({now: () => NOW * 1000});
    const setIfAbsent: typeof inner.setIfAbsent = (...args) => (
      written.push(...args.map(String)),
      inner.setIfAbsent(...args)
    );
    const {hint} = await createPlatform({store: {...inner, setIfAbsent}}).startLaunch();
    assert.equal(written.length, 3);
    assert.ok(!written.join().includes(hint));
  });

  const invalidGrants = [
    {name: 'a userId of 256 characters', grant: {userId: 'j'.repeat(256)}},
    {name: 'a contextId of 256 characters', grant: {userId: 'jane', contextId: 'c'.repeat(256)}},
    {name: 'a contextId that is not ASCII', grant: {userId: 'jane', contextId: 'Über'}},
  ];
  for (const {name, grant} of invalidGrants)
    it(`responds with 500 and logs the reason if authorize() returns ${name}`, async () => {
      const {app, log} = createPlatform({authorize: () => grant});
      const {status} = await app.request('/token', {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify({roomId}),
      });
      assert.equal(status, 500);
      assert.match(
        log(),
        /(userId|contextId) of authorize\(\) must be at most 255 ASCII characters/,
      );
    });
});

describe('GET and POST /lti/authorize', () => {
  for (const method of ['GET', 'POST'])
    it(`send KAF a token that names the user, the room and the roles after a ${method}`, async () => {
      const {startLaunch, buildQuery, authorize, jwks, log} = createPlatform();
      const {hint} = await startLaunch();
      const {response, status, page} = await authorize(buildQuery(hint), {method});
      assert.equal(status, 200);
      assert.match(page, new RegExp(`<form method="post" action="${REDIRECT}">`));
      const {id_token = '', state} = parseForm(page);
      assert.equal(state, 'state-of-kaf&quot;&gt;&lt;b&gt;');
      const {payload, protectedHeader} = await jwtVerify(
        id_token,
        createLocalJWKSet(await jwks()),
        {
          issuer: 'https://www.example.com',
          audience: 'kaf-client',
          algorithms: ['RS256'],
          currentDate: new Date(NOW * 1000),
        },
      );
      assert.equal(protectedHeader.kid, (await jwks()).keys[0]?.kid);
      const claim = 'https://purl.imsglobal.org/spec/lti/claim';
      const {jti, ...claims} = payload;
      assert.ok(jti);
      assert.deepEqual(claims, {
        iss: 'https://www.example.com',
        aud: 'kaf-client',
        sub: 'jane@example.com',
        iat: NOW - 5,
        exp: NOW + 60,
        nonce: 'nonce-of-kaf',
        name: 'Jane Doe',
        given_name: 'Jane',
        family_name: 'Doe',
        [`${claim}/message_type`]: 'LtiResourceLinkRequest',
        [`${claim}/version`]: '1.3.0',
        [`${claim}/deployment_id`]: 'kaf-1',
        [`${claim}/target_link_uri`]: 'https://12345.kaf.kaltura.com/embeddedrooms/index/view-room',
        [`${claim}/resource_link`]: {id: roomId},
        [`${claim}/context`]: {id: 'Course 101'},
        [`${claim}/roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'],
        [`${claim}/launch_presentation`]: {document_target: 'iframe'},
        [`${claim}/custom`]: {
          entryId: roomId,
          entry_id: roomId,
          roomModerator: '1',
          room_moderator: '1',
          chatModerator: '0',
          chat_moderator: '0',
        },
      });
      assert.equal(response.headers.get('cache-control'), 'no-store');
      assert.doesNotMatch(log(), new RegExp(`${hint}|eyJ`));
    });

  it('send a token that a tool without leeway accepts, although its clock is 4 s late', async () => {
    const {startLaunch, buildQuery, authorize, jwks} = createPlatform();
    const {page} = await authorize(buildQuery((await startLaunch()).hint));
    const {id_token = ''} = parseForm(page);
    const currentDate = new Date((NOW - 4) * 1000);
    const {payload} = await jwtVerify(id_token, createLocalJWKSet(await jwks()), {
      maxTokenAge: 300,
      clockTolerance: 0,
      currentDate,
    });
    assert.equal(payload.exp, NOW + 60);
  });

  it('respond with a page that may run its own script, post to KAF, and be framed by allowed pages', async () => {
    const {startLaunch, buildQuery, authorize} = createPlatform({
      allowedOrigins: ['https://www.example.org'],
    });
    const {page, response} = await authorize(buildQuery((await startLaunch()).hint));
    const script = /<script>(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    const [scriptHash, styleHash] = [script, style].map(text =>
      createHash('sha256').update(text).digest('base64'),
    );
    assert.equal(
      response.headers.get('content-security-policy'),
      "default-src 'none'; base-uri 'none'; frame-ancestors 'self' https://www.example.org; " +
        `sandbox allow-forms allow-scripts; script-src 'sha256-${scriptHash}'; ` +
        `style-src 'sha256-${styleHash}'; form-action https://12345.kaf.kaltura.com https:`,
    );
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
  });

  const rejectedRequests: {
    name: string;
    changes: Record<string, string | undefined>;
    reason: RegExp;
  }[] = [
    {name: 'another client_id', changes: {client_id: 'evil'}, reason: /client_id/},
    {
      name: 'a forged redirect_uri',
      changes: {redirect_uri: 'https://evil.example/'},
      reason: /redirect_uri/,
    },
    {
      name: 'a redirect_uri with a longer path',
      changes: {redirect_uri: `${REDIRECT}/../x`},
      reason: /redirect_uri/,
    },
    {
      name: 'a redirect_uri with a query',
      changes: {redirect_uri: `${REDIRECT}?x`},
      reason: /redirect_uri/,
    },
    {name: 'no state', changes: {state: undefined}, reason: /state is missing/},
    {name: 'no nonce', changes: {nonce: undefined}, reason: /nonce is missing/},
    {name: 'an empty nonce', changes: {nonce: ''}, reason: /nonce must not be empty/},
    {
      name: 'the response_type of a code',
      changes: {response_type: 'code'},
      reason: /response_type/,
    },
    {
      name: 'the response_mode of a fragment',
      changes: {response_mode: 'fragment'},
      reason: /response_mode/,
    },
    {name: 'another scope', changes: {scope: 'profile'}, reason: /scope/},
    {name: 'a prompt for a login', changes: {prompt: 'login'}, reason: /prompt/},
    {name: 'a malformed login_hint', changes: {login_hint: 'jane'}, reason: /login_hint/},
    {name: 'a state that is too long', changes: {state: 'x'.repeat(3000)}, reason: /state/},
  ];
  for (const {name, changes, reason} of rejectedRequests)
    it(`respond with 400 without a token, and keep the hint valid, if the request has ${name}`, async () => {
      const {startLaunch, buildQuery, authorize, log} = createPlatform();
      const {hint} = await startLaunch();
      const {status, page} = await authorize(buildQuery(hint, changes));
      assert.equal(status, 400);
      assert.match(page, /<code>invalidRequest<\/code>/);
      assert.doesNotMatch(page, /<form|<script|id_token/);
      assert.match(log(), reason);
      assert.equal((await authorize(buildQuery(hint))).status, 200);
    });

  it('respond with 400 if the request repeats a parameter', async () => {
    const {startLaunch, buildQuery, authorize} = createPlatform();
    const {hint} = await startLaunch();
    assert.equal((await authorize(`${buildQuery(hint)}&state=another`)).status, 400);
  });

  it('accept a hint once, so that a stolen hint is useless', async () => {
    const {startLaunch, buildQuery, authorize} = createPlatform();
    const {hint} = await startLaunch();
    const responses = await Promise.all([1, 2, 3, 4].map(() => authorize(buildQuery(hint))));
    assert.deepEqual(responses.map(({status}) => status).sort(), [200, 403, 403, 403]);
    const {page} = responses.find(({status}) => status === 403) ?? {};
    assert.match(page ?? '', /<code>launch-expired<\/code>/);
  });

  it('reject a hint that is unknown, for another room, or expired', async () => {
    let now = NOW * 1000;
    const {startLaunch, buildQuery, authorize} = createPlatform({now: () => now});
    assert.equal((await authorize(buildQuery('A'.repeat(43)))).status, 403);
    const otherRoom = {lti_message_hint: '1_other123'};
    assert.equal((await authorize(buildQuery((await startLaunch()).hint, otherRoom))).status, 400);
    const {hint} = await startLaunch();
    now += 60_000;
    assert.equal((await authorize(buildQuery(hint))).status, 403);
  });

  it('sign no token if the store contains an invalid login', async () => {
    const inner = memoryStore({now: () => NOW * 1000});
    const setIfAbsent: typeof inner.setIfAbsent = (key, value, seconds) =>
      inner.setIfAbsent(
        key,
        JSON.stringify({...(JSON.parse(value) as object), roomModerator: 1}),
        seconds,
      );
    const {startLaunch, buildQuery, authorize, log} = createPlatform({
      store: {...inner, setIfAbsent},
    });
    assert.equal((await authorize(buildQuery((await startLaunch()).hint))).status, 500);
    assert.match(log(), /login in the store must be a value that this server wrote/);
  });

  it('sign no token if the store contains malformed JSON, and do not log it', async () => {
    const inner = memoryStore({now: () => NOW * 1000});
    const setIfAbsent: typeof inner.setIfAbsent = (key, _, seconds) =>
      inner.setIfAbsent(key, 'hush', seconds);
    const {startLaunch, buildQuery, authorize, log} = createPlatform({
      store: {...inner, setIfAbsent},
    });
    assert.equal((await authorize(buildQuery((await startLaunch()).hint))).status, 500);
    assert.match(log(), /login in the store must be a value that this server wrote/);
    assert.doesNotMatch(log(), /hush/);
  });

  it('expose the error code of a failed launch to a page around the frame', async () => {
    const {authorize, buildQuery} = createPlatform();
    const {page, response} = await authorize(buildQuery('A'.repeat(43)));
    assert.match(page, /<html lang="en" data-error-code="launch-expired">/);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /; sandbox allow-same-origin;/);
    assert.doesNotMatch(policy, /script-src/);
  });

  it('consume a hint for all processes that share a store', async () => {
    const store = memoryStore({now: () => NOW * 1000});
    const [first, second] = [createPlatform({store}), createPlatform({store})];
    const {hint} = await first.startLaunch();
    assert.equal((await second.authorize(first.buildQuery(hint))).status, 200);
    assert.equal((await first.authorize(first.buildQuery(hint))).status, 403);
  });

  it('do not consume the hint of a HEAD request', async () => {
    const {app, startLaunch, buildQuery, authorize} = createPlatform();
    const query = buildQuery((await startLaunch()).hint);
    const head = await app.request(`/lti/authorize?${query}`, {method: 'HEAD'});
    assert.equal(head.status, 400);
    assert.equal((await authorize(query)).status, 200);
  });
});

describe('GET /lti/jwks', () => {
  it('publishes only the public part of each key, with its kid', async () => {
    const privateKeys = [{...keys[0], kid: 'first'}, keys[1]];
    const {app} = createPlatform({}, {privateKeys});
    const response = await app.request('/lti/jwks', {headers: {'sec-fetch-site': 'cross-site'}});
    assert.equal(response.headers.get('cache-control'), 'public, max-age=300');
    const published = (await response.json()) as {keys: JWK[]};
    assert.deepEqual(
      published.keys.map(key => Object.keys(key).sort()),
      Array(2).fill(['alg', 'e', 'kid', 'kty', 'n', 'use']),
    );
    assert.equal(published.keys[0]?.kid, 'first');
    assert.match(published.keys[1]?.kid ?? '', /^[\w-]{43}$/);
  });

  it('verifies tokens of the new key after a rotation, even in a copy from before the rotation', async () => {
    const {startLaunch, buildQuery, authorize, jwks} = createPlatform(
      {},
      {privateKeys: [keys[1], keys[0]]},
    );
    const earlierKeySet = createLocalJWKSet(await createPlatform().jwks());
    const {hint} = await startLaunch();
    const {page} = await authorize(buildQuery(hint));
    const currentDate = new Date(NOW * 1000);
    const {protectedHeader} = await jwtVerify(parseForm(page)['id_token'] ?? '', earlierKeySet, {
      currentDate,
    });
    assert.equal(protectedHeader.kid, (await jwks()).keys[0]?.kid);
  });
});

describe('LTI routes', () => {
  it('do not exist with another auth', async () => {
    const {app} = createTestBackend();
    for (const path of ['/lti/jwks', '/lti/authorize'])
      assert.equal((await app.request(path)).status, 404);
  });
});
