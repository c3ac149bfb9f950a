import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {getViewRoomUrl} from './lti11-form.js';
import {beginLogin, parseDataset, initiate, createInitiation, setup} from './platform.js';

describe('oidc-init', () => {
  it('redirects to the authorization URL of the platform', async t => {
    const set = await setup(t);
    const {answer, asked, state, nonce} = await beginLogin(set);
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
    const other = await beginLogin(set, {lti_message_hint: undefined});
    assert.ok(!other.asked.searchParams.has('lti_message_hint'));
    assert.equal(new Set([state, nonce, other.state, other.nonce]).size, 4);
    for (const random of [state, nonce]) assert.match(random, /^[\w-]{32}$/);
    assert.equal(set.simulator.counts['oidc-init'], 2);
  });

  it('stores the state in a cookie that frames of another site can send', async t => {
    const {answer, state} = await beginLogin(await setup(t));
    assert.match(
      answer.headers.get('set-cookie') ?? '',
      new RegExp(
        `^lti_state_[\\w-]{32}=${state}; Max-Age=600; Path=/hosted/index/oauth2-launch; HttpOnly; Secure; SameSite=None; Partitioned$`,
      ),
    );
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  });

  it('stores the state in the storage target, and sets no cookie', async t => {
    const set = await setup(t);
    const {answer, page, state, asked} = await beginLogin(set, {lti_storage_target: '_parent'});
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('set-cookie'), null);
    const {key, fallback, ...data} = parseDataset(page);
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
    assert.equal(query, createInitiation(set).toString());
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'; script-src 'self';/);
    assert.match(policy, /form-action 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    const script = await fetch(
      set.simulator.url + /script type="module" src="([^"]+)"/.exec(page)?.[1],
    );
    assert.match(script.headers.get('content-type') ?? '', /^text\/javascript/);
  });

  it('escapes the name of the storage target', async t => {
    const lti_storage_target = '"><script>alert(1)</script>';
    const {page} = await beginLogin(await setup(t), {lti_storage_target});
    assert.equal(page.match(/<script/g)?.length, 1);
  });

  it('accepts a POST without optional parameters', async t => {
    const set = await setup(t);
    const parameters = createInitiation(set, {client_id: undefined, lti_deployment_id: undefined});
    const answer = await fetch(`${set.simulator.url}/hosted/index/oidc-init`, {
      method: 'POST',
      body: parameters,
      redirect: 'manual',
    });
    assert.equal(answer.status, 302);
    assert.match(answer.headers.get('location') ?? '', /client_id=kaf-12345/);
  });

  const REFUSED = [
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

  for (const {changes, status, reason} of REFUSED)
    it(`refuses ${JSON.stringify(changes)}: ${reason}`, async t => {
      const set = await setup(t);
      const answer = await initiate(set, createInitiation(set, changes));
      const page = await answer.text();
      assert.equal(answer.status, status);
      assert.ok(page.includes(reason), page);
      assert.equal(answer.headers.get('set-cookie'), null);
    });

  it('refuses a repeated parameter', async t => {
    const set = await setup(t);
    const parameters = createInitiation(set);
    parameters.append('iss', 'https://other.example.com');
    const answer = await initiate(set, parameters);
    assert.match(await answer.text(), /The parameter &quot;iss&quot; is repeated/);
  });
});

describe('registerPlatform()', () => {
  it('replaces only a platform with the same issuer and client ID', async t => {
    const set = await setup(t);
    const {simulator, platform} = set;
    const authorizationUrl = 'https://new.example.com/authorize';
    simulator.registerPlatform({...platform, authorizationUrl});
    simulator.registerPlatform({...platform, clientId: 'kaf-2'});
    assert.equal((await beginLogin(set)).asked.host, 'new.example.com');
    const other = await beginLogin(set, {client_id: 'kaf-2'});
    assert.equal(other.asked.searchParams.get('client_id'), 'kaf-2');
    const answer = await initiate(set, createInitiation(set, {client_id: undefined}));
    assert.match(await answer.text(), /The client_id is missing, and the iss has several/);
  });

  for (const changes of [
    {issuer: ''},
    {clientId: ''},
    {deploymentId: ''},
    {jwksUrl: '/jwks'},
    {authorizationUrl: 'javascript:alert(1)'},
  ])
    it(`rejects ${JSON.stringify(changes)}`, async t => {
      const {simulator, platform} = await setup(t);
      assert.throws(() => simulator.registerPlatform({...platform, ...changes}), /platform must/);
    });
});

describe('Hosted module', () => {
  it('publishes an empty key set', async t => {
    const {simulator} = await setup(t);
    const answer = await fetch(`${simulator.url}/hosted/index/lti-advantage-key-set`);
    assert.deepEqual(await answer.json(), {keys: []});
  });

  it('begins a login for the host that the client used', async t => {
    const set = await setup(t);
    const {simulator} = set;
    const seen = simulator.url.replace('127.0.0.1', 'localhost');
    const target_link_uri = getViewRoomUrl(simulator).replace('127.0.0.1', 'localhost');
    const refused = await initiate(set, createInitiation(set, {target_link_uri}));
    assert.equal(refused.status, 500);
    const parameters = createInitiation(set, {target_link_uri});
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
