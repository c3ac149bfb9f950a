import assert from 'node:assert/strict';
import {decodeKs} from '../../../../dist/server/index.js';
import {assertRefused, post, signInAs, type Answer, type Host, type HostTest} from '../host.js';

const roomId = '1_townhall';
const SERVERS_WITH_SESSIONS = ['Hono', 'Express', 'Fastify'];

/** Decodes the KS of a launch, and checks the launch. */
function decodeLaunch(answer: Answer, {simulator}: Host) {
  assert.equal(answer.status, 200, answer.text);
  const {auth, ks, kafUrl, expiresAt} = answer.data ?? {};
  assert.deepEqual([auth, kafUrl], ['ks', simulator.url]);
  const content = decodeKs(String(ks), simulator.adminSecret);
  assert.equal(content.expiry, expiresAt);
  return content;
}

/** Requests the room page of a launch, as the frame does. */
const fetchRoomPage = ({simulator}: Host, {data}: Answer) =>
  fetch(`${simulator.url}/embeddedrooms/index/view-room/ks/${String(data?.['ks'])}`);

/** Tests of the token endpoint. */
export const launchTests: readonly HostTest[] = [
  {
    name: 'a launch opens the room',
    run: async host => {
      const {simulator} = host;
      const page = await fetchRoomPage(
        host,
        await post(host, '/token', {roomId, roomModerator: true}),
      );
      assert.equal(page.status, 200);
      const html = await page.text();
      assert.match(html, /Zoë/);
      assert.match(html, /Town hall/);
      assert.equal(simulator.counts.adminKsInBrowser, 0);
    },
  },
  {
    name: 'a launch by session.start opens the room',
    run: async host => {
      const {simulator} = host;
      const before = simulator.counts['session.start'];
      const page = await fetchRoomPage(host, await post(host, '/session-start/token', {roomId}));
      assert.equal(simulator.counts['session.start'], before + 1);
      assert.equal(page.status, 200);
    },
  },
  {
    name: 'the guest is determined by the cookie of the request',
    run: async host => {
      const {userId, type, privileges} = decodeLaunch(
        await post(host, '/token', {roomId}, {headers: signInAs('kim')}),
        host,
      );
      assert.deepEqual([userId, type, privileges['firstName']], ['kim', 0, 'Zoë']);
      assert.deepEqual([privileges['entryId'], privileges['actionslimit']], [roomId, '-1']);
    },
  },
  {
    name: 'the guest is determined by the session of the host',
    servers: SERVERS_WITH_SESSIONS,
    run: async host => {
      const headers = {cookie: 'session=jane; host-session=session-of-omar'};
      const {userId} = decodeLaunch(await post(host, '/token', {roomId}, {headers}), host);
      assert.equal(userId, 'omar');
    },
  },
  {
    name: 'a guest with permission becomes a moderator if the page requests it',
    run: async host => {
      const body = {roomId, roomModerator: true, chatModerator: true};
      const {privileges} = decodeLaunch(await post(host, '/token', body), host);
      assert.deepEqual([privileges['roomModerator'], privileges['chatModerator']], ['1', '0']);
    },
  },
  {
    name: 'a guest without permission does not become a moderator',
    run: async host => {
      const body = {roomId, roomModerator: true, chatModerator: true};
      const {privileges} = decodeLaunch(
        await post(host, '/token', body, {headers: signInAs('kim')}),
        host,
      );
      assert.deepEqual([privileges['roomModerator'], privileges['chatModerator']], ['0', '0']);
    },
  },
  {
    name: 'a guest who is not signed in gets no launch',
    run: async host => {
      const answer = await post(host, '/token', {roomId}, {headers: {cookie: 'theme=dark'}});
      assertRefused(answer, 401, 'sign-in-required');
    },
  },
  {
    name: 'a guest without access gets no launch',
    run: async host =>
      assertRefused(
        await post(host, '/token', {roomId}, {headers: signInAs('banned')}),
        403,
        'access-denied',
      ),
  },
  {
    name: 'an exception in authorize() does not reach the page',
    run: async host => {
      const answer = await post(host, '/token', {roomId}, {headers: signInAs('broken')});
      assertRefused(answer, 500, 'internalError');
      assert.doesNotMatch(answer.text, /database/);
    },
  },
];
