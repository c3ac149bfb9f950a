import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DEVELOPMENT_ADMIN_SECRET as SECRET} from '../../../src/simulator/index.js';
import {COOKIE, PAGE_ORIGIN, createBackend, useSimulator} from '../support.js';
import {checked, finds} from './finds.js';
import {
  answering,
  answeringWith,
  asking,
  askingFor,
  askingWith,
  granting,
  sealed,
  writing,
  type Spoil,
} from './spoil.js';

const simulator = useSimulator();
const own = () => createBackend(simulator()).fetch;
const isError = (status: number) => status >= 400;
const FOREIGN = ['origin', 'sec-fetch-site'];
const isForeign = (headers: Headers) => headers.get('origin') !== null;
const now = () => Math.floor(Date.now() / 1000);

/** A backend that is wrong in one thing, and the one check that says so. */
const BROKEN: Readonly<Record<string, readonly [id: string, spoil: Spoil]>> = {
  // The KS
  'answers an admin KS': ['ks-type', writing(SECRET, () => ({type: 2}))],
  'lets the KS call the API': ['ks-actionslimit', without('actionslimit')],
  'limits the KS to one call in place of none': [
    'ks-actionslimit',
    privileges({actionslimit: '1'}),
  ],
  'writes the KS for another room': ['ks-room', privileges({entryId: '1_standup0'})],
  'writes the KS for several rooms': ['ks-room', privileges({entryId: '1_townhall/1_standup0'})],
  'writes the KS for no room': ['ks-room', without('entryId')],
  'signs with another secret': ['ks-secret', writing(SECRET, () => ({secret: 'x'.repeat(32)}))],
  'is of another account': ['ks-partner', writing(SECRET, () => ({partnerId: 54321}))],
  'writes a KS that is over': ['ks-expiry', writing(SECRET, () => ({expiry: now() - 5}))],
  'writes a KS for a week': ['ks-expiry', writing(SECRET, () => ({expiry: now() + 7 * 86_400}))],
  'says another end than the KS': ['ks-expiry', writing(SECRET, () => ({expiry: now() + 600}))],
  'names nobody': ['ks-user', writing(SECRET, () => ({userId: '0'}))],
  "gives an administrator's role": ['ks-role', privileges({role: 'unmoderatedAdminRole'})],
  'lets the KS see everything': ['ks-privileges', privileges({sview: '1_townhall'})],
  'lets the KS edit': ['ks-privileges', privileges({edit: '1_townhall'})],
  'switches entitlement off': ['ks-privileges', privileges({disableentitlement: ''})],
  'lets a name write a privilege': ['ks-values', privileges({firstName: 'Bob,edit:*'})],
  'writes a flag as a word': ['ks-moderators', privileges({roomModerator: 'true'})],
  'cuts the KS': [
    'ks-shape',
    granting(data => ({...data, ks: 'djJ8MTIzNDV8c29tZXRoaW5nIHNob3J0'})),
  ],
  // The launch
  redirects: ['launch-status', answering(() => Response.redirect('https://other.example/', 307))],
  'answers a launch by 201': ['launch-status', restatused(200, 201)],
  'calls its JSON text': ['launch-content-type', answeringWith(typed('text/plain'), ok)],
  'wears no envelope': ['launch-envelope', answering(unwrapped)],
  'answers a page of HTML': [
    'launch-envelope',
    answering(answer =>
      ok(answer.status) ? new Response('<p>Hello', {headers: answer.headers}) : answer,
    ),
  ],
  'answers a KS of version 1': [
    'launch-schema',
    granting(data => ({...data, ks: 'NjQ1ZjgxZDliNWVmY2Zm'})),
  ],
  'lets a launch be kept': [
    'launch-no-store',
    answeringWith(headers => headers.delete('cache-control'), ok),
  ],
  'answers kafUrl with a path': [
    'launch-kaf-url',
    granting(data => ({...data, kafUrl: 'https://12345.kaf.kaltura.com/embeddedrooms'})),
  ],
  'answers kafUrl by plain http': [
    'launch-kaf-url',
    granting(data => ({...data, kafUrl: 'http://12345.kaf.kaltura.com'})),
  ],
  'answers milliseconds': [
    'launch-expires-at',
    granting(data => ({...data, expiresAt: Date.now() + 60_000})),
  ],
  'answers an end that is past': [
    'launch-expires-at',
    granting(data => ({...data, expiresAt: now() - 60})),
  ],
  'refuses who asks to moderate': [
    'launch-moderator',
    right => async request =>
      (await request.clone().text()).includes('"roomModerator":true')
        ? failure(400)
        : right(request),
  ],
  'is two minutes ahead': ['clock', ticking(120)],
  'is two minutes behind': ['clock', ticking(-120)],
  // What must be refused
  'fails on a body that is no JSON': [
    'body-json',
    answering((answer, request) => brokenJson(request, answer)),
  ],
  'takes any type of body': [
    'body-type',
    askingWith(headers => headers.set('content-type', 'application/json')),
  ],
  'opens some room where none is named': [
    'body-room-id',
    askingFor(body => ({roomId: '1_townhall', ...body})),
  ],
  'takes the start of a room ID': [
    'body-room-id-shape',
    askingFor(({roomId, ...rest}) => ({
      ...rest,
      ...(typeof roomId === 'string' && {roomId: roomId.split(',')[0]}),
    })),
  ],
  'takes any field': ['body-field', askingFor(body => ({...body, userId: undefined}))],
  'fails on a large body': [
    'body-size',
    right => request =>
      Number(request.headers.get('content-length')) > 500_000 ? failure(500) : right(request),
  ],
  'answers GET': [
    'method',
    asking((_, body) =>
      body
        ? {}
        : {
            method: 'POST',
            body: '{"roomId":"1_townhall"}',
            headers: new Headers({cookie: COOKIE, 'content-type': 'application/json'}),
          },
    ),
  ],
  'lets everybody in': ['signed-out', askingWith(headers => headers.set('cookie', COOKIE))],
  'lets pages of other sites ask': [
    'cross-site',
    askingWith(headers => FOREIGN.forEach(name => headers.delete(name))),
  ],
  'looks at Sec-Fetch-Site alone': [
    'cross-site',
    askingWith(headers => headers.has('sec-fetch-site') || headers.delete('origin')),
  ],
  'believes the origin null': [
    'cross-site',
    askingWith(
      headers => headers.get('origin') === 'null' && FOREIGN.forEach(name => headers.delete(name)),
    ),
  ],
  // How it is refused
  'answers errors by 200': [
    'errors-status',
    answering(answer => new Response(answer.body, {status: 200, headers: answer.headers})),
  ],
  'says 400 where nobody is signed in': ['errors-status', restatused(401, 400)],
  'answers errors in HTML': [
    'errors-envelope',
    answering(answer =>
      isError(answer.status)
        ? new Response('<h1>Error', {status: answer.status, headers: answer.headers})
        : answer,
    ),
  ],
  'makes up codes': [
    'errors-envelope',
    answering(async answer =>
      isError(answer.status)
        ? Response.json({success: false, errorCode: 'NOPE', error: 'no'}, answer)
        : answer,
    ),
  ],
  'lets errors be kept': [
    'errors-no-store',
    answeringWith(headers => headers.delete('cache-control'), isError),
  ],
  // Who may read
  'lets every page read': [
    'cors-foreign',
    answeringWith(headers => headers.set('access-control-allow-origin', '*')),
  ],
  'lets whoever asks read, with cookies': [
    'cors-foreign',
    answeringWith((headers, request) => {
      if (!isForeign(request.headers)) return;
      headers.set('access-control-allow-origin', request.headers.get('origin') ?? '');
      headers.set('access-control-allow-credentials', 'true');
    }),
  ],
  'lets the origin null read': [
    'cors-foreign',
    answeringWith(headers => headers.set('access-control-allow-origin', 'null'), isError),
  ],
  // Secrets
  'answers the secret': ['no-secret', granting(data => ({...data, adminSecret: SECRET}))],
  'answers a secret of another name': [
    'no-secret',
    granting(data => ({...data, client_secret: 'whatever'})),
  ],
  'quotes the secret in an error': [
    'no-secret',
    answering(answer =>
      isError(answer.status)
        ? Response.json(
            {success: false, errorCode: 'internalError', error: `hmac(${SECRET})`},
            answer,
          )
        : answer,
    ),
  ],
  'answers an admin KS beside the other': [
    'no-other-ks',
    granting(data => ({...data, adminKs: adminKs()})),
  ],
  'keeps an admin KS in a cookie': [
    'no-other-ks',
    answeringWith(headers => headers.set('set-cookie', `ks=${adminKs()}`)),
  ],
};

for (const [name, [id, spoil]] of Object.entries(BROKEN))
  test(`finds a backend that ${name}: ${id}`, () => finds(spoil(own()), [id]));

test('there is a broken backend for each check', async () => {
  const found = new Set(Object.values(BROKEN).map(([id]) => id));
  const {checks} = await checked(own());
  const never = checks.map(({id}) => id).filter(id => !found.has(id));
  // No answer at all, plain http and pages of other origins have tests of their own.
  assert.deepEqual(never, ['reachable', 'https', 'cors-page']);
});

test('finds a backend that does not know the page', async () => {
  const stranger = createBackend(simulator(), {allowedOrigins: ['https://other.example']}).fetch;
  const deaf = answeringWith(headers => headers.delete('access-control-allow-origin'))(own());
  const careless = answeringWith(headers => headers.delete('access-control-allow-credentials'))(
    own(),
  );
  const short = answeringWith(headers => headers.delete('access-control-allow-headers'))(own());
  const wild = answeringWith(headers => {
    if (headers.has('access-control-allow-headers'))
      headers.set('access-control-allow-headers', '*');
  })(own());
  const page = ['--page-origin', PAGE_ORIGIN];
  const {failed, skipped, text} = await checked(stranger, page);
  assert.deepEqual([failed, skipped], [['cors-page'], []]);
  assert.match(text, /the request gets 403, origin-not-allowed: a page of another site/);
  assert.match(text, /Put the origin on your list \(allowedOrigins/);
  for (const backend of [deaf, careless, short, wild]) await finds(backend, ['cors-page'], page);
});

test('finds a KAF that is not the one the page pins', () =>
  finds(own(), ['launch-kaf-url'], ['--kaf-url', 'https://12345.kaf.kaltura.com']));

test('four letters of a KS in another token are none', () => {
  const token = `eyJhbGciOiJSUzI1NiJ9.${'djJ8'.repeat(9)}`;
  return finds(answeringWith(headers => headers.set('set-cookie', `token=${token}`))(own()), []);
});

test('tells a failure of the server from a refusal', async () => {
  const {checks} = await checked((BROKEN['fails on a large body'] ?? assert.fail())[1](own()));
  const {got} = checks.find(({id}) => id === 'body-size') ?? {};
  assert.equal(got, 'a server error (500)');
});

test('a backend that refuses everything has proved nothing by it', async () => {
  const {failed, skipped} = await checked(() => failure(403));
  assert.deepEqual(failed, ['launch-status']);
  for (const id of ['body-json', 'signed-out', 'cross-site', 'errors-status', 'launch-schema'])
    assert.ok(skipped.includes(id), id);
});

test('a secret in the environment that is not the one of the server is the first to be looked at', async () => {
  const other = {KALTURA_ADMIN_SECRET: 'x'.repeat(32), KALTURA_LTI_SECRET: ''};
  for (const [auth, id, name] of [
    ['ks', 'ks-secret', 'KALTURA_ADMIN_SECRET'],
    ['lti-1.1', 'lti-signature', 'KALTURA_LTI_SECRET'],
  ] as const) {
    const {failed, checks} = await checked(createBackend(simulator(), {auth}).fetch, [], other);
    assert.deepEqual(failed, [id]);
    const {fix = ''} = checks.find(one => one.id === id) ?? {};
    assert.ok(fix.startsWith(`First compare ${name}`), fix);
  }
});

test('tells the time by a refusal too', async () => {
  const late = answeringWith(headers =>
    headers.set('date', new Date(Date.now() - 120_000).toUTCString()),
  );
  const {failed} = await checked(late(() => failure(403)));
  assert.deepEqual(failed, ['clock', 'launch-status']);
});

test('a backend that says "too many" is not said to have refused', async () => {
  const limited: Spoil = right => request =>
    request.headers.get('origin') === 'https://evil.example' ? failure(429) : right(request);
  const {failed, skipped} = await checked(limited(own()));
  assert.deepEqual(failed, []);
  assert.ok(skipped.includes('cross-site'));
});

function ok(status: number): boolean {
  return status === 200;
}

function failure(status: number): Response {
  const body = {success: false, errorCode: 'internalError', error: 'no'};
  return Response.json(body, {status, headers: {'cache-control': 'no-store'}});
}

function privileges(more: Record<string, string>): Spoil {
  return writing(SECRET, ks => ({privileges: {...ks.privileges, ...more}}));
}

function without(name: string): Spoil {
  return writing(SECRET, ({privileges}) => {
    const rest = Object.entries(privileges).filter(([other]) => other !== name);
    return {privileges: Object.fromEntries(rest)};
  });
}

function restatused(from: number, to: number): Spoil {
  return answering(answer =>
    answer.status === from
      ? new Response(answer.body, {status: to, headers: answer.headers})
      : answer,
  );
}

function typed(type: string) {
  return (headers: Headers) => headers.set('content-type', type);
}

async function unwrapped(answer: Response): Promise<Response> {
  if (!ok(answer.status)) return answer;
  const {data} = (await answer.json()) as {data: object};
  return Response.json(data, answer);
}

async function brokenJson(request: Request, answer: Response): Promise<Response> {
  return (await request.text()) === '{"roomId":' ? failure(500) : answer;
}

/** A host whose clock is so many seconds off: its HTTP server's, and the KS's. */
function ticking(seconds: number): Spoil {
  return () => {
    const clock = () => Date.now() + seconds * 1000;
    const date = (headers: Headers) => headers.set('date', new Date(clock()).toUTCString());
    return answeringWith(date)(createBackend(simulator(), {now: clock}).fetch);
  };
}

function adminKs(): string {
  const content = {partnerId: 12345, userId: 'admin', type: 2, expiry: now() + 60, privileges: {}};
  return sealed(content, SECRET);
}
