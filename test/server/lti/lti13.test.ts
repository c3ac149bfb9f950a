import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {before, test} from 'node:test';
import {createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, type JWK} from 'jose';
import {memoryStore} from '../../../src/server/store/memory-store.js';
import type {KalturaRoomsOptions} from '../../../src/server/index.js';
import {NOW, setup} from '../set-up.js';

const roomId = '1_abcd1234';
const REDIRECT = 'https://12345.kaf.kaltura.com/hosted/index/oauth2-launch';
const keys: JWK[] = [];
before(async () => {
  for (let i = 0; i < 2; i++) {
    const {privateKey} = await generateKeyPair('RS256', {extractable: true});
    keys.push(await exportJWK(privateKey));
  }
});

function platform(options: Partial<KalturaRoomsOptions> = {}, lti13: object = {}) {
  const {app, post, log} = setup({
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
  const begin = async () => {
    const {json: answer} = await post('/token', {roomId, roomModerator: true});
    const url = new URL(answer.data?.['url'] as string);
    return {data: answer.data, url, hint: url.searchParams.get('login_hint') ?? ''};
  };
  /** KAF's authentication request, with what is changed in it; `undefined` leaves out. */
  const request = (hint: string, changed: Record<string, string | undefined> = {}) => {
    const all = {
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
      ...changed,
    };
    return new URLSearchParams(
      Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
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
  return {app, post, log, begin, request, authorize, jwks};
}

/** What the page's form sends: name to value. */
const formOf = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name, value],
    ),
  ) as Record<string, string>;

test('a launch is KAF’s OIDC initiation, and its hint says nothing of the person', async () => {
  const {data, url, hint} = await platform().begin();
  assert.deepEqual([data?.['auth'], data?.['expiresAt']], ['lti-1.3', NOW + 60]);
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

for (const method of ['GET', 'POST'])
  test(`KAF gets a token that says who is in which room, asked by ${method}`, async () => {
    const {begin, request, authorize, jwks, log} = platform();
    const {hint} = await begin();
    const {response, status, page} = await authorize(request(hint), {method});
    assert.equal(status, 200);
    assert.match(page, new RegExp(`<form method="post" action="${REDIRECT}">`));
    const {id_token = '', state} = formOf(page);
    assert.equal(state, 'state-of-kaf&quot;&gt;&lt;b&gt;');
    const {payload, protectedHeader} = await jwtVerify(id_token, createLocalJWKSet(await jwks()), {
      issuer: 'https://www.example.com',
      audience: 'kaf-client',
      algorithms: ['RS256'],
      currentDate: new Date(NOW * 1000),
    });
    assert.equal(protectedHeader.kid, (await jwks()).keys[0]?.kid);
    const claim = 'https://purl.imsglobal.org/spec/lti/claim';
    const {jti, ...claims} = payload;
    assert.ok(jti);
    assert.deepEqual(claims, {
      iss: 'https://www.example.com',
      aud: 'kaf-client',
      sub: 'jane@example.com',
      iat: NOW,
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

test('the page in between may run its one line, post to KAF, and be framed by our pages', async () => {
  const {begin, request, authorize} = platform({allowedOrigins: ['https://www.example.org']});
  const {page, response} = await authorize(request((await begin()).hint));
  const script = /<script>(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  assert.equal(
    response.headers.get('content-security-policy'),
    "default-src 'none'; base-uri 'none'; frame-ancestors 'self' https://www.example.org; " +
      `sandbox allow-forms allow-scripts; script-src 'sha256-${hash}'; form-action https://12345.kaf.kaltura.com https:`,
  );
  assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
});

const wrong: [string, Record<string, string | undefined>, RegExp][] = [
  ['another client', {client_id: 'evil'}, /client_id/],
  ['a forged redirect_uri', {redirect_uri: 'https://evil.example/'}, /redirect_uri/],
  ['a redirect_uri with more at its end', {redirect_uri: `${REDIRECT}/../x`}, /redirect_uri/],
  ['a redirect_uri with a query', {redirect_uri: `${REDIRECT}?x`}, /redirect_uri/],
  ['no state', {state: undefined}, /state is missing/],
  ['no nonce', {nonce: undefined}, /nonce is missing/],
  ['an empty nonce', {nonce: ''}, /nonce must not be empty/],
  ['a code in place of a token', {response_type: 'code'}, /response_type/],
  ['an answer in the address', {response_mode: 'fragment'}, /response_mode/],
  ['another scope', {scope: 'profile'}, /scope/],
  ['a prompt', {prompt: 'login'}, /prompt/],
  ['a hint that is none', {login_hint: 'jane'}, /login_hint/],
  ['an endless state', {state: 'x'.repeat(3000)}, /state/],
];
for (const [label, changed, reason] of wrong)
  test(`${label} is refused, sends nothing anywhere, and leaves the hint good`, async () => {
    const {begin, request, authorize, log} = platform();
    const {hint} = await begin();
    const {status, page} = await authorize(request(hint, changed));
    assert.equal(status, 400);
    assert.match(page, /<code>invalidRequest<\/code>/);
    assert.doesNotMatch(page, /<form|<script|id_token/);
    assert.match(log(), reason);
    assert.equal((await authorize(request(hint))).status, 200);
  });

test('a parameter that comes twice is refused', async () => {
  const {begin, request, authorize} = platform();
  const {hint} = await begin();
  assert.equal((await authorize(`${request(hint)}&state=another`)).status, 400);
});

test('a hint is good once, so that one who stole it comes too late', async () => {
  const {begin, request, authorize} = platform();
  const {hint} = await begin();
  const answers = await Promise.all([1, 2, 3, 4].map(() => authorize(request(hint))));
  assert.deepEqual(answers.map(({status}) => status).sort(), [200, 403, 403, 403]);
  const {page} = answers.find(({status}) => status === 403) ?? {};
  assert.match(page ?? '', /<code>launch-expired<\/code>/);
});

test('a hint of nobody, of another room or past its time opens nothing', async () => {
  let now = NOW * 1000;
  const {begin, request, authorize} = platform({now: () => now});
  assert.equal((await authorize(request('A'.repeat(43)))).status, 403);
  const other = {lti_message_hint: '1_other123'};
  assert.equal((await authorize(request((await begin()).hint, other))).status, 400);
  const {hint} = await begin();
  now += 60_000;
  assert.equal((await authorize(request(hint))).status, 403);
});

test('what lies in the store of a login opens nothing', async () => {
  const written: string[] = [];
  const inner = memoryStore({now: () => NOW * 1000});
  const setIfAbsent: typeof inner.setIfAbsent = (...parts) => (
    written.push(...parts.map(String)),
    inner.setIfAbsent(...parts)
  );
  const {hint} = await platform({store: {...inner, setIfAbsent}}).begin();
  assert.equal(written.length, 3);
  assert.ok(!written.join().includes(hint));
});

test('what is in the store in place of a login is signed into no token', async () => {
  const inner = memoryStore({now: () => NOW * 1000});
  const setIfAbsent: typeof inner.setIfAbsent = (key, value, seconds) =>
    inner.setIfAbsent(
      key,
      JSON.stringify({...(JSON.parse(value) as object), roomModerator: 1}),
      seconds,
    );
  const {begin, request, authorize, log} = platform({store: {...inner, setIfAbsent}});
  assert.equal((await authorize(request((await begin()).hint))).status, 500);
  assert.match(log(), /login in the store must be a value that this server wrote/);
});

test('what is no JSON in place of a login is told alike, and not quoted', async () => {
  const inner = memoryStore({now: () => NOW * 1000});
  const setIfAbsent: typeof inner.setIfAbsent = (key, _, seconds) =>
    inner.setIfAbsent(key, 'hush', seconds);
  const {begin, request, authorize, log} = platform({store: {...inner, setIfAbsent}});
  assert.equal((await authorize(request((await begin()).hint))).status, 500);
  assert.match(log(), /login in the store must be a value that this server wrote/);
  assert.doesNotMatch(log(), /hush/);
});

for (const grant of [
  {userId: 'j'.repeat(256)},
  {userId: 'jane', contextId: 'c'.repeat(256)},
  {userId: 'jane', contextId: 'Über'},
])
  test(`whom no id_token can name gets no launch, and the log says why: ${JSON.stringify(grant).slice(0, 40)}`, async () => {
    const {app, log} = platform({authorize: () => grant});
    const {status} = await app.request('/token', {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({roomId}),
    });
    assert.equal(status, 500);
    assert.match(log(), /(userId|contextId) of authorize\(\) must be at most 255 ASCII characters/);
  });

test('the page of a launch that failed tells its code to a page around it', async () => {
  const {authorize, request} = platform();
  const {page, response} = await authorize(request('A'.repeat(43)));
  assert.match(page, /<html lang="en" data-error-code="launch-expired">/);
  const policy = response.headers.get('content-security-policy') ?? '';
  assert.match(policy, /; sandbox allow-same-origin;/);
  assert.doesNotMatch(policy, /script-src/);
});

test('processes of one host end each other’s logins', async () => {
  const store = memoryStore({now: () => NOW * 1000});
  const [one, other] = [platform({store}), platform({store})];
  const {hint} = await one.begin();
  assert.equal((await other.authorize(one.request(hint))).status, 200);
  assert.equal((await one.authorize(one.request(hint))).status, 403);
});

test('a HEAD, which must do nothing, leaves the login to the request that follows', async () => {
  const {app, begin, request, authorize} = platform();
  const query = request((await begin()).hint);
  const head = await app.request(`/lti/authorize?${query}`, {method: 'HEAD'});
  assert.equal(head.status, 400);
  assert.equal((await authorize(query)).status, 200);
});

test('the key set has each public key with its name, and nothing private', async () => {
  const named = [{...keys[0], kid: 'first'}, keys[1]];
  const {app} = platform({}, {privateKeys: named});
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

test('after a rotation the new key signs, and the old one is still known', async () => {
  const {begin, request, authorize, jwks} = platform({}, {privateKeys: [keys[1], keys[0]]});
  const {id_token = ''} = formOf((await authorize(request((await begin()).hint))).page);
  const {protectedHeader} = await jwtVerify(id_token, createLocalJWKSet(await platform().jwks()), {
    currentDate: new Date(NOW * 1000),
  });
  assert.equal(protectedHeader.kid, (await jwks()).keys[0]?.kid);
});

test('there are no such routes where people are let in by another way', async () => {
  const {app} = setup();
  for (const path of ['/lti/jwks', '/lti/authorize'])
    assert.equal((await app.request(path)).status, 404);
});
