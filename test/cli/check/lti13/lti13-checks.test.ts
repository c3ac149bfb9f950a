import assert from 'node:assert/strict';
import {generateKeyPairSync} from 'node:crypto';
import {describe, it} from 'node:test';
import {Hono} from 'hono';
import {secureHeaders} from 'hono/secure-headers';
import {SignJWT, decodeJwt} from 'jose';
import {
  PAGE_ORIGIN,
  createBackend,
  getUnixTime,
  lti13Options,
  useSimulator,
} from '../../support.js';
import {
  changeData,
  changeResponse,
  changeResponseHeaders,
  changeStatus,
  mutateRoute,
  type Backend,
  type Flaw,
  type Mutation,
} from '../mutate-backend.js';
import {expectFailedChecks, expectPass, runCheck, testFlaws} from '../run-check.js';

const simulator = useSimulator();
const generateKey = (modulusLength: number) =>
  generateKeyPairSync('rsa', {modulusLength}).privateKey;
const privateKey = generateKey(2048);
const lti13Backend = (options: {redirectUris?: string[]} = {}): Backend => {
  const jwk = {...privateKey.export({format: 'jwk'}), kid: 'one'};
  return createBackend(simulator(), lti13Options(jwk, options)).fetch;
};

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim';
const TOKEN = /[\w-]+\.[\w-]+\.[\w-]{100,}/;
const JWKS = '/lti/jwks';
const AUTHORIZE = '/lti/authorize';
const OTHER_KAF = ['--kaf-url', 'https://12345.kaf.kaltura.com'];

const INITIATION_FLAWS: readonly Flaw[] = [
  {
    flaw: 'returns another page of KAF',
    failed: ['lti13-url'],
    mutate: changeLaunchUrl(url => (url.pathname = '/hosted/index/oauth2-launch')),
  },
  {
    flaw: 'returns no login_hint',
    failed: ['lti13-parameters'],
    mutate: changeLaunchUrl(url => url.searchParams.delete('login_hint')),
  },
  {
    flaw: 'returns client_id twice',
    failed: ['lti13-parameters'],
    mutate: changeLaunchUrl(url => url.searchParams.append('client_id', 'x')),
  },
  {
    flaw: 'returns an issuer with http',
    failed: ['lti13-issuer', 'lti13-id-token'],
    mutate: changeLaunchUrl(url => url.searchParams.set('iss', 'http://www.example.com')),
  },
  {
    flaw: 'returns a page of the host as the target',
    failed: ['lti13-target', 'lti13-id-token'],
    mutate: changeLaunchUrl(url =>
      url.searchParams.set('target_link_uri', 'https://www.example.com/room'),
    ),
  },
];

/** An invalid key cannot verify the token either. */
const KEY_SET_FLAWS: readonly Flaw[] = [
  {flaw: 'publishes no key set', failed: ['lti13-jwks'], mutate: replaceResponse('no', 404)},
  {
    flaw: 'redirects to its key set',
    failed: ['lti13-jwks'],
    mutate: changeResponse(() => Response.redirect('https://www.example.com/jwks')),
  },
  {flaw: 'publishes HTML', failed: ['lti13-jwks'], mutate: replaceResponse('<p>Hello', 200)},
  {
    flaw: 'sends its key set as text/plain',
    failed: ['lti13-jwks'],
    mutate: changeResponseHeaders(headers => headers.set('content-type', 'text/plain')),
  },
  {
    flaw: 'publishes other JSON',
    failed: ['lti13-jwks'],
    mutate: changeResponse(() => Response.json({success: true})),
  },
  {
    flaw: 'publishes an empty key set',
    failed: ['lti13-jwks', 'lti13-id-token'],
    mutate: changeResponse(() => Response.json({keys: []})),
  },
  {
    flaw: 'publishes its private key',
    failed: ['lti13-jwks-private'],
    mutate: changeKey(() => ({d: privateKey.export({format: 'jwk'}).d})),
  },
  {
    flaw: 'publishes a symmetric key',
    failed: ['lti13-jwks-private'],
    mutate: changeResponse(async response => {
      const {keys} = (await response.json()) as {keys: object[]};
      return Response.json({keys: [...keys, {kty: 'oct', kid: 'two', k: 'c2VjcmV0'}]});
    }),
  },
  {
    flaw: 'publishes a key without kid',
    failed: ['lti13-jwks', 'lti13-id-token'],
    mutate: changeKey(() => ({kid: undefined})),
  },
  {
    flaw: 'publishes a key for another algorithm',
    failed: ['lti13-jwks', 'lti13-id-token'],
    mutate: changeKey(() => ({alg: 'RS512'})),
  },
  {
    flaw: 'publishes a key for encryption',
    failed: ['lti13-jwks', 'lti13-id-token'],
    mutate: changeKey(() => ({use: 'enc'})),
  },
  {
    flaw: 'publishes a key without modulus',
    failed: ['lti13-jwks', 'lti13-id-token'],
    mutate: changeKey(() => ({n: undefined})),
  },
  {
    flaw: 'publishes a key of another type',
    failed: ['lti13-jwks', 'lti13-id-token'],
    mutate: changeKey(() => ({kty: 'EC'})),
  },
  {
    flaw: 'publishes a short key',
    failed: ['lti13-jwks', 'lti13-id-token'],
    mutate: changeKey(() => ({n: generateKey(1024).export({format: 'jwk'}).n})),
  },
  {
    flaw: 'signs with another key than the published key',
    failed: ['lti13-id-token'],
    mutate: changeKey(() => ({n: generateKey(2048).export({format: 'jwk'}).n})),
  },
];

const REDIRECTS_REJECTIONS = changeResponse(response =>
  response.ok ? response : Response.redirect('https://www.example.com/login'),
);

const LOGIN_FLAWS: readonly Flaw[] = [
  {flaw: 'has no login route', failed: ['lti13-login'], mutate: replaceResponse('no', 404)},
  {flaw: 'rejects the login', failed: ['lti13-login'], mutate: replaceResponse('no', 403)},
  {
    flaw: 'returns a page without a form',
    failed: ['lti13-login'],
    mutate: changeHtml(() => '<p>Hello'),
  },
  {
    flaw: 'returns no state',
    failed: ['lti13-login'],
    mutate: changeHtml(html => html.replace('name="state"', '')),
  },
  {
    flaw: 'returns another state',
    failed: ['lti13-login'],
    mutate: changeHtml(html => html.replace('state-of-', '')),
  },
  {
    flaw: 'puts the token into a URL',
    failed: ['lti13-login'],
    mutate: changeHtml(html => html.replace('method="post"', 'method="get"')),
  },
  {
    flaw: 'posts the token to another page',
    failed: ['lti13-login'],
    mutate: changeHtml(html => html.replace('oauth2-launch', 'my-media')),
  },
  {
    flaw: 'blocks the script of the login page',
    failed: ['lti13-login-page'],
    mutate: changePolicy(policy => policy.replace(/script-src [^;]*/, "script-src 'self'")),
  },
  {
    flaw: 'blocks the form of the login page',
    failed: ['lti13-login-page'],
    mutate: changePolicy(policy => policy.replace(/form-action [^;]*/, "form-action 'self'")),
  },
  {
    flaw: 'sends the login page with a sandbox without scripts',
    failed: ['lti13-login-page'],
    mutate: changePolicy(policy => policy.replace('allow-scripts', '')),
  },
  {
    flaw: 'blocks frames of the login page by its policy',
    failed: ['lti13-frame'],
    mutate: changePolicy(policy =>
      policy.replace(/frame-ancestors [^;]*/, "frame-ancestors 'none'"),
    ),
  },
  {
    flaw: 'blocks frames of the login page by X-Frame-Options',
    failed: ['lti13-frame'],
    mutate: changeResponseHeaders(denyFrames),
  },
  {
    flaw: 'blocks frames of its error pages',
    failed: ['lti13-frame'],
    mutate: changeResponseHeaders(denyFrames, status => status >= 400),
  },
  {
    flaw: 'accepts a login_hint twice',
    failed: ['lti13-login-once'],
    mutate: repeatResponses,
  },
  {
    flaw: 'redirects rejected requests',
    failed: ['lti13-login-once', 'lti13-login-unknown', 'lti13-redirect-uri'],
    mutate: REDIRECTS_REJECTIONS,
  },
  {
    flaw: 'fails with 500 for an unknown login_hint',
    failed: ['lti13-login-once', 'lti13-login-unknown'],
    mutate: changeStatus(403, 500),
  },
  {
    flaw: 'returns a page with status 200 for an unknown login_hint',
    failed: ['lti13-login-once', 'lti13-login-unknown'],
    mutate: changeStatus(403, 200),
  },
];

const TOKEN_FLAWS: readonly {token: string; failed: string; claims: object}[] = [
  {token: 'for another request', failed: 'lti13-id-token', claims: {nonce: 'another'}},
  {token: 'of another issuer', failed: 'lti13-id-token', claims: {iss: 'https://other.example'}},
  {token: 'for another tool', failed: 'lti13-id-token', claims: {aud: 'another'}},
  {token: 'without a user', failed: 'lti13-id-token', claims: {sub: undefined}},
  {token: 'that has expired', failed: 'lti13-id-token', claims: {exp: getUnixTime() - 60}},
  {token: 'for a week', failed: 'lti13-id-token', claims: {exp: getUnixTime() + 7 * 86_400}},
  {token: 'that is an hour old', failed: 'lti13-id-token', claims: {iat: getUnixTime() - 3600}},
  {
    token: 'of another deployment',
    failed: 'lti13-id-token',
    claims: {[`${CLAIM}/deployment_id`]: '2'},
  },
  {
    token: 'with another message type',
    failed: 'lti13-id-token',
    claims: {[`${CLAIM}/message_type`]: 'LtiDeepLinkingRequest'},
  },
  {
    token: 'of another version of LTI',
    failed: 'lti13-id-token',
    claims: {[`${CLAIM}/version`]: '1.1'},
  },
  {
    token: 'for another page',
    failed: 'lti13-id-token',
    claims: {[`${CLAIM}/target_link_uri`]: 'https://www.example.com'},
  },
  {
    token: 'without a resource',
    failed: 'lti13-id-token',
    claims: {[`${CLAIM}/resource_link`]: {}},
  },
  {
    token: 'without a context',
    failed: 'lti13-id-token',
    claims: {[`${CLAIM}/context`]: undefined},
  },
  {token: 'without roles', failed: 'lti13-id-token', claims: {[`${CLAIM}/roles`]: undefined}},
  {
    token: 'for another room',
    failed: 'lti13-room',
    claims: {[`${CLAIM}/custom`]: {entryId: '1_standup0', entry_id: '1_standup0'}},
  },
  {
    token: 'with the room in one spelling',
    failed: 'lti13-room',
    claims: {[`${CLAIM}/custom`]: {entryId: '1_townhall'}},
  },
];

describe('checks of LTI 1.3', () => {
  it('pass for a valid backend', async () => {
    const args = ['--kaf-url', simulator().url];
    const {code, failed, skipped} = await runCheck(lti13Backend(), args);
    assert.deepEqual({code, failed}, {code: 0, failed: []});
    assert.deepEqual(skipped, ['launch-kaf-url', 'cors-page']);
  });

  it('fail if KAF is not the pinned origin', () =>
    expectFailedChecks(lti13Backend(), ['lti13-url'], OTHER_KAF));

  testFlaws(INITIATION_FLAWS, mutate => mutate(lti13Backend()));
  testFlaws(KEY_SET_FLAWS, mutate => mutateRoute(JWKS, mutate)(lti13Backend()));
  testFlaws(LOGIN_FLAWS, mutate => mutateRoute(AUTHORIZE, mutate)(lti13Backend()));

  for (const {token, claims, failed} of TOKEN_FLAWS)
    it(`fail for a token ${token}: ${failed}`, () =>
      expectFailedChecks(mutateRoute(AUTHORIZE, changeClaims(claims))(lti13Backend()), [failed]));

  it('fail if the backend posts tokens to a foreign redirect_uri: lti13-redirect-uri', async () => {
    const redirectUris = ['https://evil.example', simulator().url].map(
      origin => `${origin}/hosted/index/oauth2-launch`,
    );
    await expectFailedChecks(lti13Backend({redirectUris}), ['lti13-redirect-uri']);
  });

  it('pass if every page can read the key set', () => {
    const mutate = changeResponseHeaders(headers =>
      headers.set('access-control-allow-origin', '*'),
    );
    return expectPass(mutateRoute(JWKS, mutate)(lti13Backend()));
  });

  it('distinguish a redirect from a rejection', async () => {
    const backend = mutateRoute(AUTHORIZE, REDIRECTS_REJECTIONS)(lti13Backend());
    const {checks} = await runCheck(backend);
    assert.equal(checks.find(({id}) => id === 'lti13-login-unknown')?.got, 'a redirect (302)');
  });

  it('send login requests as a frame does, without the cookie of the user', async () => {
    const requests: Headers[] = [];
    const backend = lti13Backend();
    await runCheck(request => {
      if (request.url.includes(AUTHORIZE)) requests.push(request.headers);
      return backend(request);
    });
    assert.equal(requests.length, 4);
    for (const headers of requests)
      assert.deepEqual(
        {
          cookie: headers.get('cookie'),
          origin: headers.get('origin'),
          site: headers.get('sec-fetch-site'),
          destination: headers.get('sec-fetch-dest'),
        },
        {cookie: null, origin: null, site: 'cross-site', destination: 'iframe'},
      );
  });

  it('print no login_hint', async () => {
    const hints: string[] = [];
    const recordHints = changeData(data => {
      hints.push(new URL(data['url'] as string).searchParams.get('login_hint') ?? '');
      return data;
    });
    const {text} = await runCheck(recordHints(lti13Backend()), OTHER_KAF);
    assert.ok(hints.length >= 2, `${hints.length} hints`);
    for (const hint of hints) assert.ok(hint !== '' && !text.includes(hint));
  });

  it('print no id_token', async () => {
    const tokens: string[] = [];
    const recordTokens = changeResponse(async response => {
      const token = TOKEN.exec(await response.clone().text())?.[0];
      if (token) tokens.push(token);
      return response;
    });
    const mutate: Mutation = backend => recordTokens(changeClaims({nonce: 'another'})(backend));
    const {text} = await runCheck(mutateRoute(AUTHORIZE, mutate)(lti13Backend()));
    assert.equal(tokens.length, 1);
    for (const part of tokens.flatMap(token => token.split('.'))) assert.ok(!text.includes(part));
  });
});

describe('checks of LTI 1.3 behind a framework that replaces headers', () => {
  const addSecureHeaders = (backend: Backend, xFrameOptions: string): Backend =>
    new Hono()
      .use(secureHeaders({xFrameOptions, contentSecurityPolicy: {defaultSrc: ["'self'"]}}))
      .all('*', context => backend(context.req.raw)).fetch;
  const rows = [
    {xFrameOptions: 'DENY', page: 'the same origin', args: [], blocksFrames: true},
    {xFrameOptions: 'SAMEORIGIN', page: 'the same origin', args: [], blocksFrames: false},
    {
      xFrameOptions: 'SAMEORIGIN',
      page: 'another origin',
      args: ['--page-origin', PAGE_ORIGIN],
      blocksFrames: true,
    },
  ];
  for (const {xFrameOptions, page, args, blocksFrames} of rows)
    it(`fail for X-Frame-Options: ${xFrameOptions} and a page of ${page}`, () =>
      expectFailedChecks(
        addSecureHeaders(lti13Backend(), xFrameOptions),
        ['lti13-login-page', ...(blocksFrames ? ['lti13-frame'] : [])],
        args,
      ));
});

describe('checks of LTI 1.3 with routes at other URLs', () => {
  const moveRoutes: Mutation = backend => request => {
    const {pathname} = new URL(request.url);
    if (pathname.startsWith('/api/kaltura/lti')) return new Response('no', {status: 404});
    const url = request.url.replace('/lms/', '/api/kaltura/lti/');
    return backend(new Request(url, request));
  };

  it('fail at the default URLs, and suggest the options', async () => {
    const {failed, text} = await runCheck(moveRoutes(lti13Backend()));
    assert.deepEqual(failed, ['lti13-jwks', 'lti13-login']);
    assert.match(text, /404 at \/api\/kaltura\/lti\/jwks, and no option sets another URL/);
    assert.match(text, /404 at \/api\/kaltura\/lti\/authorize, and no option sets another URL/);
    for (const option of ['--jwks-url', '--authorize-url']) assert.ok(text.includes(option));
  });

  it('pass with --jwks-url and --authorize-url', () =>
    expectPass(moveRoutes(lti13Backend()), [
      '--jwks-url',
      '{origin}/lms/jwks',
      '--authorize-url',
      '{origin}/lms/authorize',
    ]));
});

function changeLaunchUrl(change: (url: URL) => unknown): Mutation {
  return changeData(data => {
    const url = new URL(data['url'] as string);
    change(url);
    return {...data, url: url.href};
  });
}

function replaceResponse(body: string, status: number): Mutation {
  return changeResponse(() => new Response(body, {status}));
}

function changeKey(getMembers: () => object): Mutation {
  return changeResponse(async response => {
    const {keys} = (await response.json()) as {keys: object[]};
    return Response.json({keys: keys.map(key => ({...key, ...getMembers()}))});
  });
}

/** Changes the page with the token. */
function changeHtml(change: (html: string) => string | Promise<string>): Mutation {
  return changeResponse(async response =>
    response.ok ? new Response(await change(await response.text()), response) : response,
  );
}

function changePolicy(change: (policy: string) => string): Mutation {
  return changeResponseHeaders(headers =>
    headers.set('content-security-policy', change(headers.get('content-security-policy') ?? '')),
  );
}

function denyFrames(headers: Headers): void {
  headers.delete('content-security-policy');
  headers.set('x-frame-options', 'DENY');
}

/** Responds to a repeated request as to the first one. */
function repeatResponses(backend: Backend): Backend {
  const responses = new Map<string, Response>();
  return async request => {
    const response = responses.get(request.url) ?? (await backend(request));
    responses.set(request.url, response);
    return response.clone();
  };
}

/** Changes claims of the token, and signs it again. */
function changeClaims(claims: object): Mutation {
  return changeHtml(async html => {
    const token = TOKEN.exec(html)?.[0] ?? '';
    const changed = await new SignJWT({...decodeJwt(token), ...claims})
      .setProtectedHeader({alg: 'RS256', kid: 'one'})
      .sign(privateKey);
    return html.replace(token, changed);
  });
}
