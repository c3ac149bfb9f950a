import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {DEVELOPMENT_ADMIN_SECRET as ADMIN_SECRET} from '../../../src/simulator/index.js';
import {COOKIE, PAGE_ORIGIN, createBackend, getUnixTime, useSimulator} from '../support.js';
import {
  acceptGet,
  changeData,
  changeKs,
  changeRequestHeaders,
  changeRequestJson,
  changeResponse,
  changeResponseHeaders,
  changeStatus,
  deleteOrigin,
  encryptKs,
  errorResponse,
  type Flaw,
  type Mutation,
} from './mutate-backend.js';
import {expectFailedChecks, expectPass, runCheck, testFlaws} from './run-check.js';

const simulator = useSimulator();
const validBackend = () => createBackend(simulator()).fetch;
const isOk = (status: number) => status === 200;
const isError = (status: number) => status >= 400;

const KS_FLAWS: readonly Flaw[] = [
  {
    flaw: 'returns an ADMIN KS',
    failed: ['ks-type'],
    mutate: changeKs(ADMIN_SECRET, () => ({type: 2})),
  },
  {
    flaw: 'lets the KS call the API',
    failed: ['ks-actionslimit'],
    mutate: removePrivilege('actionslimit'),
  },
  {
    flaw: 'lets the KS call the API once',
    failed: ['ks-actionslimit'],
    mutate: setPrivileges({actionslimit: '1'}),
  },
  {
    flaw: 'creates the KS for another room',
    failed: ['ks-room'],
    mutate: setPrivileges({entryId: '1_standup0'}),
  },
  {
    flaw: 'creates the KS for several rooms',
    failed: ['ks-room'],
    mutate: setPrivileges({entryId: '1_townhall/1_standup0'}),
  },
  {
    flaw: 'creates the KS without a room',
    failed: ['ks-room'],
    mutate: removePrivilege('entryId'),
  },
  {
    flaw: 'encrypts the KS with another secret',
    failed: ['ks-secret'],
    mutate: changeKs(ADMIN_SECRET, () => ({secret: 'x'.repeat(32)})),
  },
  {
    flaw: 'creates the KS for another account',
    failed: ['ks-partner'],
    mutate: changeKs(ADMIN_SECRET, () => ({partnerId: 54321})),
  },
  {
    flaw: 'returns an expired KS',
    failed: ['ks-expiry'],
    mutate: changeKs(ADMIN_SECRET, () => ({expiry: getUnixTime() - 5})),
  },
  {
    flaw: 'returns a KS for a week',
    failed: ['ks-expiry'],
    mutate: changeKs(ADMIN_SECRET, () => ({expiry: getUnixTime() + 7 * 86_400})),
  },
  {
    flaw: 'returns a KS that does not expire at expiresAt',
    failed: ['ks-expiry'],
    mutate: changeKs(ADMIN_SECRET, () => ({expiry: getUnixTime() + 600})),
  },
  {
    flaw: 'creates the KS without a user',
    failed: ['ks-user'],
    mutate: changeKs(ADMIN_SECRET, () => ({userId: '0'})),
  },
  {
    flaw: 'gives the KS the role of an administrator',
    failed: ['ks-role'],
    mutate: setPrivileges({role: 'unmoderatedAdminRole'}),
  },
  {
    flaw: 'lets the KS view all content',
    failed: ['ks-privileges'],
    mutate: setPrivileges({sview: '1_townhall'}),
  },
  {
    flaw: 'lets the KS edit the room',
    failed: ['ks-privileges'],
    mutate: setPrivileges({edit: '1_townhall'}),
  },
  {
    flaw: 'disables entitlement',
    failed: ['ks-privileges'],
    mutate: setPrivileges({disableentitlement: ''}),
  },
  {
    flaw: 'lets a first name add a privilege to the KS',
    failed: ['ks-values'],
    mutate: setPrivileges({firstName: 'Bob,edit:*'}),
  },
  {
    flaw: 'sets roomModerator to true',
    failed: ['ks-moderators'],
    mutate: setPrivileges({roomModerator: 'true'}),
  },
  {
    flaw: 'truncates the KS',
    failed: ['ks-shape'],
    mutate: changeData(data => ({...data, ks: 'djJ8MTIzNDV8c29tZXRoaW5nIHNob3J0'})),
  },
];

const LAUNCH_FLAWS: readonly Flaw[] = [
  {
    flaw: 'redirects the valid request',
    failed: ['launch-status'],
    mutate: changeResponse(() => Response.redirect('https://other.example/', 307)),
  },
  {
    flaw: 'returns a launch with status 201',
    failed: ['launch-status'],
    mutate: changeStatus(200, 201),
  },
  {
    flaw: 'sends JSON as text/plain',
    failed: ['launch-content-type'],
    mutate: changeResponseHeaders(headers => headers.set('content-type', 'text/plain'), isOk),
  },
  {
    flaw: 'returns a launch without the envelope',
    failed: ['launch-envelope'],
    mutate: changeResponse(async response => {
      if (!isOk(response.status)) return response;
      const {data} = (await response.json()) as {data: object};
      return Response.json(data, response);
    }),
  },
  {
    flaw: 'returns HTML',
    failed: ['launch-envelope'],
    mutate: changeResponse(response =>
      isOk(response.status) ? new Response('<p>Hello', {headers: response.headers}) : response,
    ),
  },
  {
    flaw: 'returns a KS of version 1',
    failed: ['launch-schema'],
    mutate: changeData(data => ({...data, ks: 'NjQ1ZjgxZDliNWVmY2Zm'})),
  },
  {
    flaw: 'lets caches store a launch',
    failed: ['launch-no-store'],
    mutate: changeResponseHeaders(headers => headers.delete('cache-control'), isOk),
  },
  {
    flaw: 'returns a kafUrl with a path',
    failed: ['launch-kaf-url'],
    mutate: changeData(data => ({
      ...data,
      kafUrl: 'https://12345.kaf.kaltura.com/embeddedrooms',
    })),
  },
  {
    flaw: 'returns a kafUrl with http',
    failed: ['launch-kaf-url'],
    mutate: changeData(data => ({...data, kafUrl: 'http://12345.kaf.kaltura.com'})),
  },
  {
    flaw: 'returns expiresAt in milliseconds',
    failed: ['launch-expires-at'],
    mutate: changeData(data => ({...data, expiresAt: Date.now() + 60_000})),
  },
  {
    flaw: 'returns an expiresAt in the past',
    failed: ['launch-expires-at'],
    mutate: changeData(data => ({...data, expiresAt: getUnixTime() - 60})),
  },
  {
    flaw: 'rejects a request for moderator rights with 400',
    failed: ['launch-moderator'],
    mutate: backend => async request =>
      (await request.clone().text()).includes('"roomModerator":true')
        ? errorResponse(400)
        : backend(request),
  },
  {flaw: 'has a clock two minutes ahead', failed: ['clock'], mutate: shiftClock(120)},
  {flaw: 'has a clock two minutes behind', failed: ['clock'], mutate: shiftClock(-120)},
];

const REJECTION_FLAWS: readonly Flaw[] = [
  {
    flaw: 'fails with 500 if a body is not JSON',
    failed: ['body-json'],
    mutate: changeResponse(async (response, request) =>
      (await request.text()) === '{"roomId":' ? errorResponse(500) : response,
    ),
  },
  {
    flaw: 'accepts every type of body',
    failed: ['body-type'],
    mutate: changeRequestHeaders(headers => headers.set('content-type', 'application/json')),
  },
  {
    flaw: 'opens a default room if roomId is missing',
    failed: ['body-room-id'],
    mutate: changeRequestJson(body => ({roomId: '1_townhall', ...body})),
  },
  {
    flaw: 'accepts text after a room ID',
    failed: ['body-room-id-shape'],
    mutate: changeRequestJson(({roomId, ...rest}) => ({
      ...rest,
      ...(typeof roomId === 'string' && {roomId: roomId.split(',')[0]}),
    })),
  },
  {
    flaw: 'accepts unknown fields',
    failed: ['body-field'],
    mutate: changeRequestJson(body => ({...body, userId: undefined})),
  },
  {
    flaw: 'fails with 500 if a body is large',
    failed: ['body-size'],
    mutate: backend => request =>
      Number(request.headers.get('content-length')) > 500_000
        ? errorResponse(500)
        : backend(request),
  },
  {
    flaw: 'returns a launch for GET',
    failed: ['method'],
    mutate: acceptGet({roomId: '1_townhall'}),
  },
  {
    flaw: 'opens rooms without a signed-in user',
    failed: ['signed-out'],
    mutate: changeRequestHeaders(headers => headers.set('cookie', COOKIE)),
  },
  {
    flaw: 'accepts requests from other sites',
    failed: ['cross-site'],
    mutate: changeRequestHeaders(deleteOrigin),
  },
  {
    flaw: 'ignores Origin if Sec-Fetch-Site is missing',
    failed: ['cross-site'],
    mutate: changeRequestHeaders(
      headers => headers.has('sec-fetch-site') || headers.delete('origin'),
    ),
  },
  {
    flaw: 'accepts the origin null',
    failed: ['cross-site'],
    mutate: changeRequestHeaders(
      headers => headers.get('origin') === 'null' && deleteOrigin(headers),
    ),
  },
];

const ERROR_FLAWS: readonly Flaw[] = [
  {
    flaw: 'sends errors with status 200',
    failed: ['errors-status'],
    mutate: changeResponse(
      response => new Response(response.body, {status: 200, headers: response.headers}),
    ),
  },
  {
    flaw: 'responds with 400 if nobody is signed in',
    failed: ['errors-status'],
    mutate: changeStatus(401, 400),
  },
  {
    flaw: 'sends errors in HTML',
    failed: ['errors-envelope'],
    mutate: changeResponse(response =>
      isError(response.status)
        ? new Response('<h1>Error', {status: response.status, headers: response.headers})
        : response,
    ),
  },
  {
    flaw: 'sends unknown error codes',
    failed: ['errors-envelope'],
    mutate: changeResponse(response =>
      isError(response.status)
        ? Response.json({success: false, errorCode: 'NOPE', error: 'no'}, response)
        : response,
    ),
  },
  {
    flaw: 'lets caches store errors',
    failed: ['errors-no-store'],
    mutate: changeResponseHeaders(headers => headers.delete('cache-control'), isError),
  },
];

const CORS_FLAWS: readonly Flaw[] = [
  {
    flaw: 'lets every page read responses',
    failed: ['cors-foreign'],
    mutate: changeResponseHeaders(headers => headers.set('access-control-allow-origin', '*')),
  },
  {
    flaw: 'copies Origin to the CORS headers, with credentials',
    failed: ['cors-foreign'],
    mutate: changeResponseHeaders((headers, request) => {
      const origin = request.headers.get('origin');
      if (origin === null) return;
      headers.set('access-control-allow-origin', origin);
      headers.set('access-control-allow-credentials', 'true');
    }),
  },
  {
    flaw: 'lets the origin null read errors',
    failed: ['cors-foreign'],
    mutate: changeResponseHeaders(
      headers => headers.set('access-control-allow-origin', 'null'),
      isError,
    ),
  },
];

const SECRET_FLAWS: readonly Flaw[] = [
  {
    flaw: 'returns the admin secret',
    failed: ['no-secret'],
    mutate: changeData(data => ({...data, adminSecret: ADMIN_SECRET})),
  },
  {
    flaw: 'returns a field with the name of a secret',
    failed: ['no-secret'],
    mutate: changeData(data => ({...data, client_secret: 'whatever'})),
  },
  {
    flaw: 'quotes the secret in errors',
    failed: ['no-secret'],
    mutate: changeResponse(response =>
      isError(response.status)
        ? Response.json(
            {success: false, errorCode: 'internalError', error: `hmac(${ADMIN_SECRET})`},
            response,
          )
        : response,
    ),
  },
  {
    flaw: 'returns an ADMIN KS in another field',
    failed: ['no-other-ks'],
    mutate: changeData(data => ({...data, adminKs: createAdminKs()})),
  },
  {
    flaw: 'stores an ADMIN KS in a cookie',
    failed: ['no-other-ks'],
    mutate: changeResponseHeaders(headers => headers.set('set-cookie', `ks=${createAdminKs()}`)),
  },
];

const FLAWS_BY_SUBJECT: Readonly<Record<string, readonly Flaw[]>> = {
  'the KS': KS_FLAWS,
  'the launch': LAUNCH_FLAWS,
  rejections: REJECTION_FLAWS,
  errors: ERROR_FLAWS,
  CORS: CORS_FLAWS,
  secrets: SECRET_FLAWS,
};

for (const [subject, flaws] of Object.entries(FLAWS_BY_SUBJECT))
  describe(`checks of ${subject}`, () => {
    testFlaws(flaws, mutate => mutate(validBackend()));
  });

describe('the flaws in this file', () => {
  it('cover every check, except the checks with their own tests', async () => {
    const covered = Object.values(FLAWS_BY_SUBJECT).flatMap(flaws =>
      flaws.flatMap(({failed}) => failed),
    );
    const {checks} = await runCheck(validBackend());
    assert.deepEqual(
      checks.map(({id}) => id).filter(id => !covered.includes(id)),
      ['reachable', 'https', 'cors-page'],
    );
  });
});

describe('cors-page', () => {
  const args = ['--page-origin', PAGE_ORIGIN];

  it('fails if allowedOrigins does not contain the origin, and explains the option', async () => {
    const backend = createBackend(simulator(), {allowedOrigins: ['https://other.example']}).fetch;
    const {failed, skipped, text} = await runCheck(backend, args);
    assert.deepEqual({failed, skipped}, {failed: ['cors-page'], skipped: []});
    assert.match(
      text,
      /the request gets 403, origin-not-allowed: Origin must be that of this server/,
    );
    assert.match(text, /Put the origin on your list \(allowedOrigins/);
  });

  for (const origin of ['http://192.168.1.20:5173', 'capacitor://localhost'])
    it(`passes if the backend lists the exact origin ${origin}`, async () => {
      const backend = createBackend(simulator(), {allowedOrigins: [origin]}).fetch;
      const {failed, skipped} = await runCheck(backend, ['--page-origin', origin]);
      assert.deepEqual({failed, skipped}, {failed: [], skipped: []});
    });

  for (const name of [
    'access-control-allow-origin',
    'access-control-allow-credentials',
    'access-control-allow-headers',
  ])
    it(`fails if the backend does not send ${name}`, () =>
      expectFailedChecks(
        changeResponseHeaders(headers => headers.delete(name))(validBackend()),
        ['cors-page'],
        args,
      ));

  it('fails if the backend allows any header together with cookies', async () => {
    const mutate = changeResponseHeaders(headers => {
      if (headers.has('access-control-allow-headers'))
        headers.set('access-control-allow-headers', '*');
    });
    await expectFailedChecks(mutate(validBackend()), ['cors-page'], args);
  });
});

describe('kaltura-room check', () => {
  it('fails launch-kaf-url if the launch has another KAF than --kaf-url', () =>
    expectFailedChecks(
      validBackend(),
      ['launch-kaf-url'],
      ['--kaf-url', 'https://12345.kaf.kaltura.com'],
    ));

  it('does not mistake a token that contains djJ8, the start of a KS, for a KS', () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.${'djJ8'.repeat(9)}`;
    const mutate = changeResponseHeaders(headers => headers.set('set-cookie', `token=${token}`));
    return expectPass(mutate(validBackend()));
  });

  it('distinguishes a server error from a rejection', async () => {
    const mutate: Mutation = backend => request =>
      Number(request.headers.get('content-length')) > 500_000
        ? errorResponse(500)
        : backend(request);
    const {checks} = await runCheck(mutate(validBackend()));
    assert.equal(checks.find(({id}) => id === 'body-size')?.got, 'a server error (500)');
  });

  it('skips checks of rejections if the backend rejects everything', async () => {
    const {failed, skipped} = await runCheck(() => errorResponse(403));
    assert.deepEqual(failed, ['launch-status']);
    for (const id of ['body-json', 'signed-out', 'cross-site', 'errors-status', 'launch-schema'])
      assert.ok(skipped.includes(id), id);
  });

  it('skips the check of a rejection if the backend responds to it with 429', async () => {
    const mutate: Mutation = backend => request =>
      request.headers.get('origin') === 'https://evil.example'
        ? errorResponse(429)
        : backend(request);
    const {failed, skipped} = await runCheck(mutate(validBackend()));
    assert.deepEqual(failed, []);
    assert.ok(skipped.includes('cross-site'));
  });

  it('compares the clock of the backend even if it rejects every request', async () => {
    const mutate = changeResponseHeaders(headers =>
      headers.set('date', new Date(Date.now() - 120_000).toUTCString()),
    );
    const {failed} = await runCheck(mutate(() => errorResponse(403)));
    assert.deepEqual(failed, ['clock', 'launch-status']);
  });

  const wrongSecrets = [
    {auth: 'ks', id: 'ks-secret', fix: 'First compare KALTURA_ADMIN_SECRET'},
    {auth: 'lti-1.1', id: 'lti-signature', fix: 'First compare KALTURA_LTI_SECRET'},
  ] as const;
  for (const {auth, id, fix} of wrongSecrets)
    it(`suggests comparing the secrets first if ${id} fails`, async () => {
      const env = {KALTURA_ADMIN_SECRET: 'x'.repeat(32), KALTURA_LTI_SECRET: ''};
      const backend = createBackend(simulator(), {auth}).fetch;
      const {failed, checks} = await runCheck(backend, [], env);
      assert.deepEqual(failed, [id]);
      assert.ok(checks.find(check => check.id === id)?.fix.startsWith(fix));
    });
});

function setPrivileges(privileges: Record<string, string>): Mutation {
  return changeKs(ADMIN_SECRET, ks => ({privileges: {...ks.privileges, ...privileges}}));
}

function removePrivilege(name: string): Mutation {
  return changeKs(ADMIN_SECRET, ({privileges}) => {
    const others = Object.entries(privileges).filter(([other]) => other !== name);
    return {privileges: Object.fromEntries(others)};
  });
}

/** Shifts the clock of the HTTP server, and of the KS. */
function shiftClock(seconds: number): Mutation {
  return () => {
    const now = () => Date.now() + seconds * 1000;
    const setDate = changeResponseHeaders(headers =>
      headers.set('date', new Date(now()).toUTCString()),
    );
    return setDate(createBackend(simulator(), {now}).fetch);
  };
}

function createAdminKs(): string {
  const expiry = getUnixTime() + 60;
  const content = {partnerId: 12345, userId: 'admin', type: 2, expiry, privileges: {}};
  return encryptKs(content, ADMIN_SECRET);
}
