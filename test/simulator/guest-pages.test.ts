import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request, type IncomingMessage} from 'node:http';
import {describe, it} from 'node:test';
import {decodeKs} from '../../src/server/kaltura/ks.js';
import {startTestSimulator} from './calls.js';

const pageOf = (shareUrl: string, id: string) => shareUrl.replace('{id}', id);

describe('guest pages', () => {
  it('exist for each room, on another origin than KAF', async t => {
    const {url, shareUrl} = await startTestSimulator(t);
    const page = new URL(pageOf(shareUrl, '1_townhall'));
    assert.notEqual(page.origin, url);
    const response = await fetch(page);
    assert.equal(response.status, 200);
    const text = await response.text();
    assert.match(text, /<kaltura-room\s+room-id="1_townhall"/);
    assert.ok(text.includes(`kaf-url="${url}"`));
    assert.ok(response.headers.get('content-security-policy')?.includes(`frame-src ${url}`));
    assert.equal((await fetch(pageOf(shareUrl, 'nothing'))).status, 404);
  });

  it('redirect from KAF’s origin to their own', async t => {
    const {url, shareUrl} = await startTestSimulator(t);
    const {status, headers} = await fetch(`${url}/share/1_townhall`, {redirect: 'manual'});
    assert.deepEqual([status, headers.get('location')], [302, pageOf(shareUrl, '1_townhall')]);
  });

  it('reject a Host header that is no host', async t => {
    const {url} = await startTestSimulator(t);
    const {port} = new URL(url);
    const options = {host: '127.0.0.1', port, path: '/share/1_townhall', setHost: false};
    const outgoing = request({...options, agent: false, headers: {host: 'xn--a'}}).end();
    const [{statusCode}] = (await once(outgoing, 'response')) as [IncomingMessage];
    assert.equal(statusCode, 400);
  });

  it('grant no moderator rights, and create no rooms', async t => {
    const {adminSecret, shareUrl} = await startTestSimulator(t);
    const response = await fetch(new URL('api/token', shareUrl), {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({roomId: '1_townhall', roomModerator: true, chatModerator: true}),
    });
    const {data} = (await response.json()) as {data: {ks: string}};
    const {userId, privileges} = decodeKs(data.ks, adminSecret);
    assert.equal(userId, 'guest');
    assert.deepEqual([privileges['roomModerator'], privileges['chatModerator']], ['0', '0']);
    const made = await fetch(new URL('api/rooms', shareUrl), {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({name: 'Mine'}),
    });
    assert.equal(made.status, 403);
  });

  it('serve their scripts, and no other files', async t => {
    const {shareUrl} = await startTestSimulator(t);
    const status = async (path: string) => (await fetch(new URL(path, shareUrl))).status;
    for (const file of ['room.js', 'languages/de.js'])
      assert.equal(await status(`scripts/${file}`), 200, file);
    for (const path of ['scripts/nothing.js', 'scripts/integrity.json', 'scripts/..%2Findex.js'])
      assert.equal(await status(path), 404, path);
  });
});

describe('guest pages of a strict instance', () => {
  it('launch by its rules', async t => {
    const {url, shareUrl} = await startTestSimulator(t, {
      instance: {
        viewRoomPath: '/rooms/view',
        ksIn: 'query',
        requiredPrivileges: ['email', 'returnUrl', 'userContextualRole'],
        allowedRoles: ['anonymousRole'],
      },
    });
    const response = await fetch(new URL('api/token', shareUrl), {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({roomId: '1_townhall'}),
    });
    const {data} = (await response.json()) as {data: {ks: string; ksPath: string}};
    const page = await fetch(`${url}${data.ksPath}${data.ks}`);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /anonymousRole/);
  });
});
