import assert from 'node:assert/strict';
import {test} from 'node:test';
import {viewRoomUrl} from './lti11-form.js';
import {begin, dataset, initiate, initiation, setup} from './platform.js';

test('an initiation asks the platform who the browser’s user is', async t => {
  const set = await setup(t);
  const {answer, asked, state, nonce} = await begin(set);
  assert.equal(answer.status, 302);
  assert.equal(asked.origin + asked.pathname, set.platform.authorizationUrl.split('?')[0]);
  assert.deepEqual(Object.fromEntries(asked.searchParams), {
    tenant: 'a',
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: 'kaf-12345',
    redirect_uri: `${set.simulator.url}/hosted/index/oauth2-launch`,
    login_hint: 'hint-of-jane',
    lti_message_hint: 'hint-of-the-room',
    state,
    nonce,
  });
  const other = await begin(set, {lti_message_hint: undefined});
  assert.ok(!other.asked.searchParams.has('lti_message_hint'));
  assert.equal(new Set([state, nonce, other.state, other.nonce]).size, 4);
  for (const random of [state, nonce]) assert.match(random, /^[\w-]{32}$/);
  assert.equal(set.simulator.counts['oidc-init'], 2);
});

test('without a storage target, the state is in a cookie that comes back from another site’s page', async t => {
  const {answer, state} = await begin(await setup(t));
  assert.match(
    answer.headers.get('set-cookie') ?? '',
    new RegExp(
      `^lti_state_[\\w-]{32}=${state}; Max-Age=600; Path=/hosted/index/oauth2-launch; HttpOnly; Secure; SameSite=None; Partitioned$`,
    ),
  );
  assert.equal(answer.headers.get('cache-control'), 'no-store');
});

test('with a storage target, a page is to keep the state there, and no cookie is set', async t => {
  const set = await setup(t);
  const {answer, page, state, asked} = await begin(set, {lti_storage_target: '_parent'});
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('set-cookie'), null);
  const {key, fallback, ...data} = dataset(page);
  assert.match(key ?? '', /^lti_state_[\w-]{32}$/);
  assert.deepEqual(data, {
    message: 'lti.put_data',
    target: '_parent',
    origin: new URL(set.platform.authorizationUrl).origin,
    value: state,
    next: asked.href,
  });
  const [path, query = ''] = (fallback ?? '').split('?');
  assert.equal(path, '/hosted/index/oidc-init');
  assert.equal(query, initiation(set).toString());
  const policy = answer.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'; script-src 'self';/);
  assert.match(policy, /form-action 'none'/);
  assert.doesNotMatch(policy, /unsafe/);
  const script = await fetch(
    set.simulator.url + /script type="module" src="([^"]+)"/.exec(page)?.[1],
  );
  assert.match(script.headers.get('content-type') ?? '', /^text\/javascript/);
});

test('a name of a frame that is a script does nothing', async t => {
  const lti_storage_target = '"><script>alert(1)</script>';
  const {page} = await begin(await setup(t), {lti_storage_target});
  assert.equal(page.match(/<script/g)?.length, 1);
});

test('an initiation may be posted, and may leave out what is optional', async t => {
  const set = await setup(t);
  const parameters = initiation(set, {client_id: undefined, lti_deployment_id: undefined});
  const answer = await fetch(`${set.simulator.url}/hosted/index/oidc-init`, {
    method: 'POST',
    body: parameters,
    redirect: 'manual',
  });
  assert.equal(answer.status, 302);
  assert.match(answer.headers.get('location') ?? '', /client_id=kaf-12345/);
});

const REFUSED = [
  [{iss: undefined}, 500, 'The parameter iss is missing.'],
  [{login_hint: ''}, 500, 'The parameter login_hint is missing.'],
  [{target_link_uri: undefined}, 500, 'The parameter target_link_uri is missing.'],
  [{iss: 'https://other.example.com'}, 403, 'No platform is registered for this iss.'],
  [{client_id: 'other'}, 403, 'The client_id is not registered for this iss.'],
  [{client_id: ''}, 403, 'The client_id is not registered for this iss.'],
  [{lti_deployment_id: 'other'}, 403, 'The lti_deployment_id is not registered'],
  [
    {target_link_uri: 'https://evil.example.com/'},
    500,
    'The target_link_uri must be the address of view-room.',
  ],
] as const;

for (const [changes, status, why] of REFUSED)
  test(`an initiation with ${JSON.stringify(changes)} is refused`, async t => {
    const set = await setup(t);
    const answer = await initiate(set, initiation(set, changes));
    const page = await answer.text();
    assert.equal(answer.status, status);
    assert.ok(page.includes(why), page);
    assert.equal(answer.headers.get('set-cookie'), null);
  });

test('a parameter that is there twice is refused', async t => {
  const set = await setup(t);
  const parameters = initiation(set);
  parameters.append('iss', 'https://other.example.com');
  const answer = await initiate(set, parameters);
  assert.match(await answer.text(), /The parameter &quot;iss&quot; is repeated/);
});

test('a platform replaces the one with its issuer and client ID, and no other', async t => {
  const set = await setup(t);
  const {simulator, platform} = set;
  const authorizationUrl = 'https://new.example.com/authorize';
  simulator.registerPlatform({...platform, authorizationUrl});
  simulator.registerPlatform({...platform, clientId: 'kaf-2'});
  assert.equal((await begin(set)).asked.host, 'new.example.com');
  const other = await begin(set, {client_id: 'kaf-2'});
  assert.equal(other.asked.searchParams.get('client_id'), 'kaf-2');
  const answer = await initiate(set, initiation(set, {client_id: undefined}));
  assert.match(await answer.text(), /The client_id is missing, and the iss has several/);
});

for (const changes of [
  {issuer: ''},
  {clientId: ''},
  {deploymentId: ''},
  {jwksUrl: '/jwks'},
  {authorizationUrl: 'javascript:alert(1)'},
])
  test(`no platform has ${JSON.stringify(changes)}`, async t => {
    const {simulator, platform} = await setup(t);
    assert.throws(() => simulator.registerPlatform({...platform, ...changes}), /platform must/);
  });

test('KAF has no keys of its own', async t => {
  const {simulator} = await setup(t);
  const answer = await fetch(`${simulator.url}/hosted/index/lti-advantage-key-set`);
  assert.deepEqual(await answer.json(), {keys: []});
});

test('a login is begun for the address that the caller saw', async t => {
  const set = await setup(t);
  const {simulator} = set;
  const seen = simulator.url.replace('127.0.0.1', 'localhost');
  const target_link_uri = viewRoomUrl(simulator).replace('127.0.0.1', 'localhost');
  const refused = await initiate(set, initiation(set, {target_link_uri}));
  assert.equal(refused.status, 500);
  const parameters = initiation(set, {target_link_uri});
  const url = `${simulator.url}/hosted/index/oidc-init?${parameters}`;
  const {request} = await import('node:http');
  const location = await new Promise((resolve, reject) => {
    const outgoing = request(url, {headers: {host: new URL(seen).host}}, incoming => {
      incoming.resume();
      resolve(incoming.headers.location);
    });
    outgoing.on('error', reject).end();
  });
  assert.match(String(location), /redirect_uri=http%3A%2F%2Flocalhost%3A/);
});
