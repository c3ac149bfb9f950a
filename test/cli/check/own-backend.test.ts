import assert from 'node:assert/strict';
import {test} from 'node:test';
import {COOKIE, PAGE_ORIGIN, createBackend, useSimulator} from '../support.js';
import {checked, finds} from './finds.js';

const simulator = useSimulator();
const create = ['--create-url', '{origin}/api/kaltura/rooms'];

test('finds nothing wrong with our own backend, asked by a page of its own', async () => {
  const {code, failed, skipped, checks} = await checked(createBackend(simulator()).fetch, create);
  assert.deepEqual([code, failed], [0, []]);
  assert.ok(checks.length > 45, `${checks.length} checks`);
  assert.deepEqual(skipped, [
    ...['create-signed-out', 'create-room', 'create-no-store', 'create-again', 'create-key-reused'],
    'cors-page',
  ]);
  assert.equal(simulator().counts['create-room'], 0, 'no room is made unless that is asked for');
});

test('finds nothing wrong with our own backend, asked by a listed page of another origin', async () => {
  const args = [...create, '--page-origin', PAGE_ORIGIN, '--kaf-url', simulator().url];
  const {code, failed, skipped} = await checked(createBackend(simulator()).fetch, args);
  assert.deepEqual([code, failed], [0, []]);
  assert.ok(!skipped.includes('cors-page'));
});

test('finds nothing wrong with our own backend by session.start', async () => {
  const {adminSecret, url} = simulator();
  const credentials = {adminSecret, strategy: 'session.start'} as const;
  await finds(createBackend(simulator(), {credentials, apiUrl: url}).fetch, []);
});

test('finds nothing wrong with our own backend by app token', async () => {
  const {appTokens, url} = simulator();
  await finds(createBackend(simulator(), {credentials: {appTokens}, apiUrl: url}).fetch, []);
});

test('without the secret, what only it can tell is left open', async () => {
  const {code, failed, skipped} = await checked(createBackend(simulator()).fetch, [], {
    KALTURA_ADMIN_SECRET: '',
    KALTURA_PARTNER_ID: '',
  });
  assert.deepEqual([code, failed], [0, []]);
  assert.deepEqual(
    skipped.filter(id => id.startsWith('ks-')),
    [
      ...['ks-partner', 'ks-secret', 'ks-type', 'ks-user', 'ks-expiry', 'ks-room'],
      ...['ks-actionslimit', 'ks-role', 'ks-privileges', 'ks-values', 'ks-moderators'],
    ],
  );
});

test('asks as a browser would: one Origin, one Sec-Fetch-Site, and the headers of the person', async () => {
  const seen: Record<string, string>[] = [];
  const own = createBackend(simulator()).fetch;
  await checked(request => {
    seen.push(Object.fromEntries(request.headers));
    return own(request);
  });
  const [right] = seen;
  const {host, origin, cookie, accept} = right ?? {};
  assert.deepEqual(
    [origin, cookie, accept, right?.['content-type'], right?.['sec-fetch-site']],
    [`http://${host}`, COOKIE, 'application/json', 'application/json', 'same-origin'],
  );
  const foreign = seen.filter(headers => headers['sec-fetch-site'] === 'cross-site');
  assert.deepEqual(
    foreign.map(({origin}) => origin),
    ['https://evil.example', 'null', 'https://evil.example'],
  );
});
