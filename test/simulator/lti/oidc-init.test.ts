import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {getViewRoomUrl} from './lti11-form.js';
import {
  beginLogin,
  parseDataset,
  initiate,
  createInitiation,
  startWithPlatform,
} from './platform.js';

describe('oidc-init', () => {
  it('redirects to the authorization URL of the platform', async t => {
    const fixture = await startWithPlatform(t);
    const {response, authenticationRequest, state, nonce} = await beginLogin(fixture);
    assert.equal(response.status, 302);
    assert.equal(
      authenticationRequest.origin + authenticationRequest.pathname,
      fixture.platform.authorizationUrl.split('?')[0],
    );
    assert.deepEqual(Object.fromEntries(authenticationRequest.searchParams), {
      tenant: 'a',
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: 'kaf-12345',
      redirect_uri: `${fixture.simulator.url}/hosted/index/oauth2-launch`,
      login_hint: 'hint-of-jane',
      lti_message_hint: 'hint-of-the-room',
      state,
      nonce,
    });
    const other = await beginLogin(fixture, {lti_message_hint: undefined});
    assert.ok(!other.authenticationRequest.searchParams.has('lti_message_hint'));
    assert.equal(new Set([state, nonce, other.state, other.nonce]).size, 4);
    for (const random of [state, nonce]) assert.match(random, /^[\w-]{32}$/);
    assert.equal(fixture.simulator.counts['oidc-init'], 2);
  });

  it('stores the state in a cookie that frames of another site can send', async t => {
    const {response, state} = await beginLogin(await startWithPlatform(t));
    assert.match(
      response.headers.get('set-cookie') ?? '',
      new RegExp(
        `^lti_state_[\\w-]{32}=${state}; Max-Age=600; Path=/hosted/index/oauth2-launch; HttpOnly; Secure; SameSite=None; Partitioned$`,
      ),
    );
    assert.equal(response.headers.get('cache-control'), 'no-store');
  });

  it('stores the state in the storage target, and sets no cookie', async t => {
    const fixture = await startWithPlatform(t);
    const {response, page, state, authenticationRequest} = await beginLogin(fixture, {
      lti_storage_target: '_parent',
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('set-cookie'), null);
    const {key, fallback, ...data} = parseDataset(page);
    assert.match(key ?? '', /^lti_state_[\w-]{32}$/);
    assert.deepEqual(data, {
      message: 'lti.put_data',
      target: '_parent',
      origin: new URL(fixture.platform.authorizationUrl).origin,
      value: state,
      next: authenticationRequest.href,
    });
    const [path, query = ''] = (fallback ?? '').split('?');
    assert.equal(path, '/hosted/index/oidc-init');
    assert.equal(query, createInitiation(fixture).toString());
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'; script-src 'self';/);
    assert.match(policy, /form-action 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    const script = await fetch(
      fixture.simulator.url + /script type="module" src="([^"]+)"/.exec(page)?.[1],
    );
    assert.match(script.headers.get('content-type') ?? '', /^text\/javascript/);
  });

  it('escapes the name of the storage target', async t => {
    const lti_storage_target = '"><script>alert(1)</script>';
    const {page} = await beginLogin(await startWithPlatform(t), {lti_storage_target});
    assert.equal(page.match(/<script/g)?.length, 1);
  });

  it('accepts a POST without optional parameters', async t => {
    const fixture = await startWithPlatform(t);
    const parameters = createInitiation(fixture, {
      client_id: undefined,
      lti_deployment_id: undefined,
    });
    const response = await fetch(`${fixture.simulator.url}/hosted/index/oidc-init`, {
      method: 'POST',
      body: parameters,
      redirect: 'manual',
    });
    assert.equal(response.status, 302);
    assert.match(response.headers.get('location') ?? '', /client_id=kaf-12345/);
  });

  const REJECTED = [
    {changes: {iss: undefined}, status: 500, reason: 'The parameter iss is missing.'},
    {changes: {login_hint: ''}, status: 500, reason: 'The parameter login_hint is missing.'},
    {
      changes: {target_link_uri: undefined},
      status: 500,
      reason: 'The parameter target_link_uri is missing.',
    },
    {
      changes: {iss: 'https://other.example.com'},
      status: 403,
      reason: 'No platform is registered for this iss.',
    },
    {
      changes: {client_id: 'other'},
      status: 403,
      reason: 'The client_id is not registered for this iss.',
    },
    {
      changes: {client_id: ''},
      status: 403,
      reason: 'The client_id is not registered for this iss.',
    },
    {
      changes: {lti_deployment_id: 'other'},
      status: 403,
      reason: 'The lti_deployment_id is not registered',
    },
    {
      changes: {target_link_uri: 'https://evil.example.com/'},
      status: 500,
      reason: 'The target_link_uri must be the address of view-room.',
    },
  ] as const;

  for (const {changes, status, reason} of REJECTED)
    it(`rejects ${JSON.stringify(changes)}: ${reason}`, async t => {
      const fixture = await startWithPlatform(t);
      const response = await initiate(fixture, createInitiation(fixture, changes));
      const page = await response.text();
      assert.equal(response.status, status);
      assert.ok(page.includes(reason), page);
      assert.equal(response.headers.get('set-cookie'), null);
    });

  it('rejects a repeated parameter', async t => {
    const fixture = await startWithPlatform(t);
    const parameters = createInitiation(fixture);
    parameters.append('iss', 'https://other.example.com');
    const response = await initiate(fixture, parameters);
    assert.match(await response.text(), /The parameter &quot;iss&quot; is repeated/);
  });
});

describe('registerPlatform()', () => {
  it('replaces only a platform with the same issuer and client ID', async t => {
    const fixture = await startWithPlatform(t);
    const {simulator, platform} = fixture;
    const authorizationUrl = 'https://new.example.com/authorize';
    simulator.registerPlatform({...platform, authorizationUrl});
    simulator.registerPlatform({...platform, clientId: 'kaf-2'});
    assert.equal((await beginLogin(fixture)).authenticationRequest.host, 'new.example.com');
    const other = await beginLogin(fixture, {client_id: 'kaf-2'});
    assert.equal(other.authenticationRequest.searchParams.get('client_id'), 'kaf-2');
    const response = await initiate(fixture, createInitiation(fixture, {client_id: undefined}));
    assert.match(await response.text(), /The client_id is missing, and the iss has several/);
  });

  for (const {changes, message} of [
    {changes: {issuer: ''}, message: /^platform must have an issuer/},
    {changes: {clientId: ''}, message: /^platform must have an issuer/},
    {changes: {deploymentId: ''}, message: /^platform must have an issuer/},
    {changes: {jwksUrl: '/jwks'}, message: /must be absolute .*; got \/jwks$/},
    {
      changes: {authorizationUrl: 'javascript:alert(1)'},
      message: /must be absolute .*; got javascript:alert\(1\)$/,
    },
  ])
    it(`rejects ${JSON.stringify(changes)}`, async t => {
      const {simulator, platform} = await startWithPlatform(t);
      assert.throws(() => simulator.registerPlatform({...platform, ...changes}), {message});
    });
});

describe('Hosted module', () => {
  it('publishes an empty key set', async t => {
    const {simulator} = await startWithPlatform(t);
    const response = await fetch(`${simulator.url}/hosted/index/lti-advantage-key-set`);
    assert.deepEqual(await response.json(), {keys: []});
  });

  it('begins a login for the host that the client used', async t => {
    const fixture = await startWithPlatform(t);
    const {simulator} = fixture;
    const seen = simulator.url.replace('127.0.0.1', 'localhost');
    const target_link_uri = getViewRoomUrl(simulator).replace('127.0.0.1', 'localhost');
    const rejected = await initiate(fixture, createInitiation(fixture, {target_link_uri}));
    assert.equal(rejected.status, 500);
    const parameters = createInitiation(fixture, {target_link_uri});
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
});
