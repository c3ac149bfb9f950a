import assert from 'node:assert/strict';
import {generateKeyPairSync} from 'node:crypto';
import {test} from 'node:test';
import {Hono} from 'hono';
import {secureHeaders} from 'hono/secure-headers';
import {SignJWT, decodeJwt} from 'jose';
import {PAGE_ORIGIN, lti13Options, createBackend, useSimulator} from '../support.js';
import {checked, finds} from './finds.js';
import {answering, answeringWith, type Backend, type Spoil} from './spoil.js';

const simulator = useSimulator();
const keyOf = (modulusLength: number) => generateKeyPairSync('rsa', {modulusLength}).privateKey;
const privateKey = keyOf(2048);
const own = (more: {redirectUris?: string[]} = {}): Backend =>
  createBackend(
    simulator(),
    lti13Options({...privateKey.export({format: 'jwk'}), kid: 'one'}, more),
  ).fetch;

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim';
const JWKS = '/lti/jwks';
const AUTHORIZE = '/lti/authorize';

/** A key set that is wrong in one thing. A token by a key that is not right does not verify. */
const BROKEN_KEYS: Readonly<Record<string, readonly [ids: readonly string[], spoil: Spoil]>> = {
  'publishes no key set': [['lti13-jwks'], answering(() => new Response('no', {status: 404}))],
  'redirects to its key set': [
    ['lti13-jwks'],
    answering(() => Response.redirect('https://www.example.com/jwks')),
  ],
  'publishes a page': [['lti13-jwks'], answering(() => new Response('<p>Hello'))],
  'calls its key set text': [['lti13-jwks'], type('text/plain')],
  'publishes other JSON': [['lti13-jwks'], answering(() => Response.json({success: true}))],
  'publishes no key': [
    ['lti13-jwks', 'lti13-id-token'],
    answering(() => Response.json({keys: []})),
  ],
  'publishes its private key': [
    ['lti13-jwks-private'],
    key(() => ({d: privateKey.export({format: 'jwk'}).d})),
  ],
  'publishes another private key': [
    ['lti13-jwks-private'],
    answering(async answer => {
      const {keys} = (await answer.json()) as {keys: object[]};
      return Response.json({keys: [...keys, {kty: 'oct', kid: 'two', k: 'c2VjcmV0'}]});
    }),
  ],
  'names no kid': [['lti13-jwks', 'lti13-id-token'], key(() => ({kid: undefined}))],
  'names another algorithm': [['lti13-jwks', 'lti13-id-token'], key(() => ({alg: 'RS512'}))],
  'publishes a key for encryption': [['lti13-jwks', 'lti13-id-token'], key(() => ({use: 'enc'}))],
  'publishes a key without modulus': [
    ['lti13-jwks', 'lti13-id-token'],
    key(() => ({n: undefined})),
  ],
  'publishes a key of another kind': [['lti13-jwks', 'lti13-id-token'], key(() => ({kty: 'EC'}))],
  'publishes a short key': [
    ['lti13-jwks', 'lti13-id-token'],
    key(() => ({n: keyOf(1024).export({format: 'jwk'}).n})),
  ],
  'publishes another key than it signs with': [
    ['lti13-id-token'],
    key(() => ({n: keyOf(2048).export({format: 'jwk'}).n})),
  ],
};
for (const [name, [ids, spoil]] of Object.entries(BROKEN_KEYS))
  test(`finds a platform that ${name}: ${ids.join(', ')}`, () =>
    finds(only(JWKS, spoil)(own()), ids));

/** A login that is wrong in one thing. */
const BROKEN_LOGINS: Readonly<Record<string, readonly [ids: readonly string[], spoil: Spoil]>> = {
  'has no login': [['lti13-login'], answering(() => new Response('no', {status: 404}))],
  'refuses the login': [['lti13-login'], answering(() => new Response('no', {status: 403}))],
  'answers a page without a form': [['lti13-login'], html(() => '<p>Hello')],
  'forgets the state': [['lti13-login'], html(text => text.replace('name="state"', ''))],
  'answers another state': [['lti13-login'], html(text => text.replace('state-of-', ''))],
  'puts the token into an address': [
    ['lti13-login'],
    html(text => text.replace('method="post"', 'method="get"')),
  ],
  'posts the token to another page': [
    ['lti13-login'],
    html(text => text.replace('oauth2-launch', 'my-media')),
  ],
  'lets its script not run': [
    ['lti13-login-page'],
    policy(text => text.replace(/script-src [^;]*/, "script-src 'self'")),
  ],
  'lets its form go nowhere': [
    ['lti13-login-page'],
    policy(text => text.replace(/form-action [^;]*/, "form-action 'self'")),
  ],
  'has its page in a sandbox without scripts': [
    ['lti13-login-page'],
    policy(text => text.replace('allow-scripts', '')),
  ],
  'lets no page frame it': [
    ['lti13-frame'],
    policy(text => text.replace(/frame-ancestors [^;]*/, "frame-ancestors 'none'")),
  ],
  'has X-Frame-Options in place of a policy': [
    ['lti13-frame'],
    answeringWith(headers => {
      headers.delete('content-security-policy');
      headers.set('x-frame-options', 'DENY');
    }),
  ],
  'lets no page frame its refusal': [
    ['lti13-frame'],
    answeringWith(
      headers => {
        headers.delete('content-security-policy');
        headers.set('x-frame-options', 'DENY');
      },
      status => status >= 400,
    ),
  ],
  'lets a login be used twice': [['lti13-login-once'], again()],
  'redirects what it refuses': [
    ['lti13-login-once', 'lti13-login-unknown', 'lti13-redirect-uri'],
    answering(answer => (answer.ok ? answer : Response.redirect('https://www.example.com/login'))),
  ],
  'fails on a login of nobody': [['lti13-login-once', 'lti13-login-unknown'], restatused(403, 500)],
  'answers a page to a login of nobody': [
    ['lti13-login-once', 'lti13-login-unknown'],
    restatused(403, 200),
  ],
};
for (const [name, [ids, spoil]] of Object.entries(BROKEN_LOGINS))
  test(`finds a platform that ${name}: ${ids.join(', ')}`, () =>
    finds(only(AUTHORIZE, spoil)(own()), ids));

/** A token that is wrong in one thing, and right in its signature. */
const BROKEN_TOKENS: Readonly<Record<string, readonly [id: string, claims: object]>> = {
  'for another request': ['lti13-id-token', {nonce: 'another'}],
  'of another issuer': ['lti13-id-token', {iss: 'https://other.example'}],
  'for another tool': ['lti13-id-token', {aud: 'another'}],
  'of nobody': ['lti13-id-token', {sub: undefined}],
  'that has ended': ['lti13-id-token', {exp: Math.floor(Date.now() / 1000) - 60}],
  'for a week': ['lti13-id-token', {exp: Math.floor(Date.now() / 1000) + 7 * 86_400}],
  'made long ago': ['lti13-id-token', {iat: Math.floor(Date.now() / 1000) - 3600}],
  'of another deployment': ['lti13-id-token', {[`${CLAIM}/deployment_id`]: '2'}],
  'of another message': ['lti13-id-token', {[`${CLAIM}/message_type`]: 'LtiDeepLinkingRequest'}],
  'of another version': ['lti13-id-token', {[`${CLAIM}/version`]: '1.1'}],
  'for another page': ['lti13-id-token', {[`${CLAIM}/target_link_uri`]: 'https://www.example.com'}],
  'without a resource': ['lti13-id-token', {[`${CLAIM}/resource_link`]: {}}],
  'without a context': ['lti13-id-token', {[`${CLAIM}/context`]: undefined}],
  'without roles': ['lti13-id-token', {[`${CLAIM}/roles`]: undefined}],
  'for another room': [
    'lti13-room',
    {[`${CLAIM}/custom`]: {entryId: '1_standup0', entry_id: '1_standup0'}},
  ],
  'that spells the room one way only': [
    'lti13-room',
    {[`${CLAIM}/custom`]: {entryId: '1_townhall'}},
  ],
};
for (const [name, [id, claims]] of Object.entries(BROKEN_TOKENS))
  test(`finds a token ${name}: ${id}`, () => finds(only(AUTHORIZE, signing(claims))(own()), [id]));

test('finds a platform that posts the token wherever it is asked to: lti13-redirect-uri', async () => {
  const redirectUris = ['https://evil.example', simulator().url].map(
    origin => `${origin}/hosted/index/oauth2-launch`,
  );
  await finds(own({redirectUris}), ['lti13-redirect-uri']);
});

test('finds a framework that replaces the headers of the login', async () => {
  const behind = (backend: Backend, xFrameOptions: string) =>
    new Hono()
      .use(secureHeaders({xFrameOptions, contentSecurityPolicy: {defaultSrc: ["'self'"]}}))
      .all('*', context => backend(context.req.raw)).fetch;
  await finds(behind(own(), 'DENY'), ['lti13-login-page', 'lti13-frame']);
  await finds(behind(own(), 'SAMEORIGIN'), ['lti13-login-page']);
  const page = ['--page-origin', PAGE_ORIGIN];
  await finds(behind(own(), 'SAMEORIGIN'), ['lti13-login-page', 'lti13-frame'], page);
});

test('a platform of other addresses is asked there, and told of the options where it is not', async () => {
  const moved: Spoil = right => request => {
    const {pathname} = new URL(request.url);
    if (pathname.startsWith('/api/kaltura/lti')) return new Response('no', {status: 404});
    const url = request.url.replace('/lms/', '/api/kaltura/lti/');
    return right(new Request(url, request));
  };
  const {failed, text} = await checked(moved(own()));
  assert.deepEqual(failed, ['lti13-jwks', 'lti13-login']);
  assert.match(text, /404 at \/api\/kaltura\/lti\/jwks, and no option sets another URL/);
  assert.match(text, /404 at \/api\/kaltura\/lti\/authorize, and no option sets another URL/);
  for (const option of ['--jwks-url', '--authorize-url']) assert.ok(text.includes(option));
  const jwks = ['--jwks-url', '{origin}/lms/jwks'];
  await finds(moved(own()), [], [...jwks, '--authorize-url', '{origin}/lms/authorize']);
});

test('tells a redirect from an answer', async () => {
  const {checks} = await checked(
    only(AUTHORIZE, BROKEN_LOGINS['redirects what it refuses']?.[1] ?? assert.fail())(own()),
  );
  assert.equal(checks.find(({id}) => id === 'lti13-login-unknown')?.got, 'a redirect (302)');
});

test('every page may read public keys', () =>
  finds(
    only(
      JWKS,
      answeringWith(headers => headers.set('access-control-allow-origin', '*')),
    )(own()),
    [],
  ));

test('asks as the frame would: without the cookie of the person, as a page of another site', async () => {
  const seen: Headers[] = [];
  const right = own();
  await checked(request => {
    if (request.url.includes(AUTHORIZE)) seen.push(request.headers);
    return right(request);
  });
  assert.equal(seen.length, 4);
  for (const headers of seen)
    assert.deepEqual(
      ['cookie', 'origin', 'sec-fetch-site', 'sec-fetch-dest'].map(name => headers.get(name)),
      [null, null, 'cross-site', 'iframe'],
    );
});

test('says no id_token, whatever is wrong with it', async () => {
  const tokens: string[] = [];
  const listening = answering(async answer => {
    const token = /[\w-]+\.[\w-]+\.[\w-]{100,}/.exec(await answer.clone().text())?.[0];
    if (token) tokens.push(token);
    return answer;
  });
  const broken = only(AUTHORIZE, right => listening(signing({nonce: 'another'})(right)));
  const {text} = await checked(broken(own()));
  assert.equal(tokens.length, 1);
  for (const part of tokens.flatMap(token => token.split('.'))) assert.ok(!text.includes(part));
});

function only(path: string, spoil: Spoil): Spoil {
  return right => {
    const spoilt = spoil(right);
    return request => (request.url.includes(path) ? spoilt(request) : right(request));
  };
}

function key(change: () => object): Spoil {
  return answering(async answer => {
    const {keys} = (await answer.json()) as {keys: object[]};
    return Response.json({keys: keys.map(one => ({...one, ...change()}))});
  });
}

function type(text: string): Spoil {
  return answeringWith(headers => headers.set('content-type', text));
}

/** Changes the page that carries the token. */
function html(change: (text: string) => string | Promise<string>): Spoil {
  return answering(async answer =>
    answer.ok ? new Response(await change(await answer.text()), answer) : answer,
  );
}

function policy(change: (text: string) => string): Spoil {
  return answeringWith(headers =>
    headers.set('content-security-policy', change(headers.get('content-security-policy') ?? '')),
  );
}

function restatused(from: number, to: number): Spoil {
  return answering(answer =>
    answer.status === from ? new Response(answer.body, {status: to}) : answer,
  );
}

/** Answers to a login what it answered before. */
function again(): Spoil {
  return right => {
    const answers = new Map<string, Response>();
    return async request => {
      const answer = answers.get(request.url) ?? (await right(request));
      answers.set(request.url, answer);
      return answer.clone();
    };
  };
}

function signing(claims: object): Spoil {
  return html(async text => {
    const token = /[\w-]+\.[\w-]+\.[\w-]{100,}/.exec(text)?.[0] ?? '';
    const changed = await new SignJWT({...decodeJwt(token), ...claims})
      .setProtectedHeader({alg: 'RS256', kid: 'one'})
      .sign(privateKey);
    return text.replace(token, changed);
  });
}
