import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {COOKIE, PAGE_ORIGIN, createBackend, useSimulator} from '../support.js';
import {changeStatus} from './mutate-backend.js';
import {expectPass, runCheck} from './run-check.js';

const simulator = useSimulator();
const CREATE_URL = ['--create-url', '{origin}/api/kaltura/rooms'];

describe('kaltura-room check of a valid backend', () => {
  it('passes for a page of the same origin, and creates no room', async () => {
    const {code, failed, skipped, checks} = await runCheck(
      createBackend(simulator()).fetch,
      CREATE_URL,
    );
    assert.deepEqual({code, failed}, {code: 0, failed: []});
    assert.ok(checks.length > 45, `${checks.length} checks`);
    assert.deepEqual(skipped, [
      'create-signed-out',
      'create-room',
      'create-no-store',
      'create-again',
      'create-key-reused',
      'cors-page',
    ]);
    assert.equal(simulator().counts['create-room'], 0);
  });

  it('passes for a listed page of another origin', async () => {
    const args = [...CREATE_URL, '--page-origin', PAGE_ORIGIN, '--kaf-url', simulator().url];
    const {code, failed, skipped} = await runCheck(createBackend(simulator()).fetch, args);
    assert.deepEqual({code, failed}, {code: 0, failed: []});
    assert.ok(!skipped.includes('cors-page'));
  });

  it('passes for credentials by session.start', async () => {
    const {adminSecret, url} = simulator();
    const credentials = {adminSecret, strategy: 'session.start'} as const;
    await expectPass(createBackend(simulator(), {credentials, apiUrl: url}).fetch);
  });

  it('passes for credentials by app token', async () => {
    const {appTokens, url} = simulator();
    const credentials = {appTokens};
    await expectPass(createBackend(simulator(), {credentials, apiUrl: url}).fetch);
  });

  it('passes if the backend responds with 419 without a signed-in user, as Laravel does', async () => {
    const mutate = changeStatus(401, 419);
    const {failed, checks} = await runCheck(mutate(createBackend(simulator()).fetch), CREATE_URL);
    assert.deepEqual(failed, []);
    assert.equal(checks.find(({id}) => id === 'signed-out')?.got, 'rejected (419)');
  });

  it('skips the checks of the KS content if the secret is missing', async () => {
    const env = {KALTURA_ADMIN_SECRET: '', KALTURA_PARTNER_ID: ''};
    const {code, failed, skipped} = await runCheck(createBackend(simulator()).fetch, [], env);
    assert.deepEqual({code, failed}, {code: 0, failed: []});
    assert.deepEqual(
      skipped.filter(id => id.startsWith('ks-')),
      [
        'ks-partner',
        'ks-secret',
        'ks-type',
        'ks-user',
        'ks-expiry',
        'ks-room',
        'ks-actionslimit',
        'ks-role',
        'ks-privileges',
        'ks-values',
        'ks-moderators',
      ],
    );
  });
});

describe('requests of kaltura-room check', () => {
  /** Returns the headers of the requests that a valid backend gets. */
  const recordRequests = async () => {
    const requests: Record<string, string>[] = [];
    const backend = createBackend(simulator()).fetch;
    await runCheck(request => {
      requests.push(Object.fromEntries(request.headers));
      return backend(request);
    });
    return requests;
  };

  it('begin with the request of a browser, with the headers of the user', async () => {
    const [first = {}] = await recordRequests();
    const {host, origin, cookie, accept, ...headers} = first;
    assert.deepEqual(
      {
        origin,
        cookie,
        accept,
        contentType: headers['content-type'],
        site: headers['sec-fetch-site'],
      },
      {
        origin: `http://${host}`,
        cookie: COOKIE,
        accept: 'application/json',
        contentType: 'application/json',
        site: 'same-origin',
      },
    );
  });

  it('contain one Origin if they come from another site', async () => {
    const requests = await recordRequests();
    assert.deepEqual(
      requests
        .filter(headers => headers['sec-fetch-site'] === 'cross-site')
        .map(({origin}) => origin),
      ['https://evil.example', 'null', 'https://evil.example'],
    );
  });
});
