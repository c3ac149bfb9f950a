import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Simulator} from '../../../src/simulator/index.js';
import {createRoom, startTestSimulator, viewRoom, writeAdminKs, writeKs} from '../calls.js';

const ROLES = ['Room moderator', 'Chat moderator', 'Participant'];

/** Returns the roles that the page shows to this user. */
async function readRoles(
  simulator: Simulator,
  userId: string,
  privileges: Record<string, string>,
): Promise<readonly string[]> {
  const {page} = await viewRoom(simulator, writeKs(simulator, {userId, privileges}));
  return ROLES.filter(role => page.includes(`<li>${role}</li>`));
}

describe('view-room', () => {
  it('shows the names of the room and of the user', async t => {
    const simulator = await startTestSimulator(t);
    const privileges = {entryId: '1_standup0', firstName: 'Zoë', lastName: 'O’Neil'};
    const {status, page} = await viewRoom(simulator, writeKs(simulator, {privileges}));
    assert.equal(status, 200);
    assert.match(page, /<h1[^>]*>Daily stand-up<\/h1>/);
    assert.match(page, /<p class="name">Zoë O’Neil<\/p>/);
    assert.match(page, /<p class="user-id">jane<\/p>/);
  });

  it('shows the user ID without a name, and Guest without both', async t => {
    const simulator = await startTestSimulator(t);
    assert.match((await viewRoom(simulator, writeKs(simulator))).page, /"name">jane</);
    for (const userId of ['', '0'])
      assert.match((await viewRoom(simulator, writeKs(simulator, {userId}))).page, /"name">Guest</);
  });

  const BY_KS = [
    {privileges: {}, roles: ['Participant']},
    {privileges: {roomModerator: '0', chatModerator: '0'}, roles: ['Participant']},
    {privileges: {roomModerator: 'true'}, roles: ['Participant']},
    {privileges: {roomModerator: '1'}, roles: ['Room moderator']},
    {privileges: {chatModerator: '1'}, roles: ['Chat moderator']},
    {
      privileges: {roomModerator: '1', chatModerator: '1'},
      roles: ['Room moderator', 'Chat moderator'],
    },
  ] as const;

  for (const {privileges, roles} of BY_KS)
    it(`shows ${roles.join(' and ')} for the privileges ${JSON.stringify(privileges)}`, async t => {
      const simulator = await startTestSimulator(t);
      assert.deepEqual(
        await readRoles(simulator, 'jane', {entryId: '1_townhall', ...privileges}),
        roles,
      );
    });

  it('makes moderators of the owner and of users that create-room named', async t => {
    const simulator = await startTestSimulator(t);
    const {data} = await createRoom(simulator, {
      roomModeratorUserIds: ['jane'],
      chatModeratorUserIds: ['joe'],
    });
    const entryId = data?.id ?? '';
    assert.deepEqual(await readRoles(simulator, 'owner', {entryId}), ROLES.slice(0, 2));
    assert.deepEqual(await readRoles(simulator, 'jane', {entryId}), ['Room moderator']);
    assert.deepEqual(await readRoles(simulator, 'joe', {entryId}), ['Chat moderator']);
    assert.deepEqual(await readRoles(simulator, 'jan', {entryId}), ['Participant']);
  });

  it('makes no moderator of an anonymous user by their ID', async t => {
    const simulator = await startTestSimulator(t);
    const ks = writeAdminKs(simulator, {userId: '0'});
    const {data} = await createRoom(simulator, {ks, roomModeratorUserIds: ['0']});
    assert.deepEqual(await readRoles(simulator, '', {entryId: '1_townhall'}), ['Participant']);
    assert.deepEqual(await readRoles(simulator, '0', {entryId: data?.id ?? ''}), ['Participant']);
  });

  it('denies access to a missing, changed, expired or ADMIN KS', async t => {
    const simulator = await startTestSimulator(t);
    const changed = writeKs(simulator).replace(/.{8}(=*)$/, 'AAAAAAAA$1');
    const denied = [
      {ks: '', reason: 'There is no KS.'},
      {ks: 'nonsense', reason: 'The KS is invalid'},
      {ks: changed, reason: 'The KS is invalid'},
      {ks: writeKs({...simulator, adminSecret: 'other'}), reason: 'The KS is invalid'},
      {ks: writeKs(simulator, {expiry: 1}), reason: 'The KS has expired.'},
      {
        ks: writeAdminKs(simulator, {privileges: {entryId: '1_townhall'}}),
        reason: 'This is an ADMIN KS.',
      },
    ] as const;
    for (const {ks, reason} of denied) {
      const response = await fetch(
        `${simulator.url}/embeddedrooms/index/view-room${ks && `/ks/${ks}`}`,
      );
      const page = await response.text();
      assert.equal(response.status, 403, reason);
      assert.match(page, /<h1>Access Denied<\/h1>/);
      assert.ok(page.includes(reason), reason);
    }
    assert.equal(simulator.counts['view-room'], denied.length);
    assert.equal(simulator.counts.adminKsInBrowser, 1);
  });

  it('rejects a KS when it has expired by the simulator’s clock', async t => {
    let nowMs = 1_000_000;
    const simulator = await startTestSimulator(t, {now: () => nowMs});
    const ks = writeKs(simulator, {expiry: 1060});
    assert.equal((await viewRoom(simulator, ks)).status, 200);
    nowMs += 60_000;
    assert.equal((await viewRoom(simulator, ks)).status, 403);
  });

  it('responds with an application error to a missing or unknown room', async t => {
    const simulator = await startTestSimulator(t);
    const open = (privileges: Record<string, string>) =>
      viewRoom(simulator, writeKs(simulator, {privileges}));
    const none = await open({});
    assert.equal(none.status, 500);
    assert.match(none.page, /<h1>Application Error<\/h1>/);
    const unknown = await open({entryId: '1_gone0000'});
    assert.equal(unknown.status, 404);
    assert.match(unknown.page, /<h1>Application Error<\/h1>/);
  });

  it('escapes names that contain a script', async t => {
    const simulator = await startTestSimulator(t);
    const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
    const tags = `${hostile},x`;
    const {data} = await createRoom(simulator, {name: hostile, description: hostile, tags});
    const privileges = {entryId: data?.id ?? '', firstName: hostile, lastName: hostile};
    const {page} = await viewRoom(simulator, writeKs(simulator, {userId: hostile, privileges}));
    assert.deepEqual(page.match(/<script[^>]*>/g), [
      '<script type="module" src="/embeddedrooms/room-client.js">',
    ]);
    assert.doesNotMatch(page, /<img|onerror='/);
    assert.equal(page.split('&lt;script&gt;alert(1)&lt;/script&gt;').length - 1, 7);
  });

  it('sends a page without the KS, that loads nothing else and may be framed', async t => {
    const simulator = await startTestSimulator(t);
    const ks = writeKs(simulator);
    const {page, headers} = await viewRoom(simulator, ks);
    const policy = headers.get('content-security-policy') ?? '';
    assert.ok(!page.includes(ks.slice(0, 40)));
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/);
    assert.doesNotMatch(policy, /unsafe|frame-ancestors/);
    assert.equal(headers.get('x-frame-options'), null);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  it('serves all files that the page loads', async t => {
    const simulator = await startTestSimulator(t);
    const {page} = await viewRoom(simulator, writeKs(simulator));
    const paths = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(match => match[1]);
    assert.deepEqual(paths, ['/embeddedrooms/room.css', '/embeddedrooms/room-client.js']);
    for (const path of [...paths, '/embeddedrooms/room-devices.js']) {
      const response = await fetch(simulator.url + path);
      assert.equal(response.status, 200, path);
      assert.match(response.headers.get('content-type') ?? '', /^text\/(css|javascript)/);
    }
  });

  for (const {locale, lang, dir} of [
    {locale: 'de', lang: 'de', dir: 'ltr'},
    {locale: 'pt-br', lang: 'pt-BR', dir: 'ltr'},
    {locale: 'he', lang: 'he', dir: 'rtl'},
    {locale: 'not a language', lang: 'en', dir: 'ltr'},
    {locale: '"><script>', lang: 'en', dir: 'ltr'},
    {locale: undefined, lang: 'en', dir: 'ltr'},
  ])
    it(`sets lang="${lang}" and dir="${dir}" for the locale ${locale}`, async t => {
      const simulator = await startTestSimulator(t);
      const privileges = {entryId: '1_townhall', ...(locale && {locale})};
      const {page} = await viewRoom(simulator, writeKs(simulator, {privileges}));
      assert.deepEqual(/<html lang="([^"]*)" dir="([^"]*)">/.exec(page)?.slice(1), [lang, dir]);
    });

  const RETURN_LINK = /<a id="return" href="([^"]*)" target="_top">Return<\/a>/;

  for (const {returnUrl, href} of [
    {
      returnUrl: 'https%3A%2F%2Fwww.example.com%2Froom%3Fa%3D1',
      href: 'https://www.example.com/room?a=1',
    },
    {returnUrl: 'http%3A%2F%2Flocalhost%3A3000%2F', href: 'http://localhost:3000/'},
    {returnUrl: 'javascript%3Aalert(1)', href: undefined},
    {returnUrl: '/relative', href: undefined},
    {returnUrl: '%', href: undefined},
    {returnUrl: undefined, href: undefined},
  ])
    it(`${href ? `links to ${href}` : 'has no link'} for the returnUrl ${returnUrl}`, async t => {
      const simulator = await startTestSimulator(t);
      const privileges = {entryId: '1_townhall', ...(returnUrl && {returnUrl})};
      const {status, page} = await viewRoom(simulator, writeKs(simulator, {privileges}));
      assert.equal(status, 200);
      assert.equal(RETURN_LINK.exec(page)?.[1], href);
    });
});
