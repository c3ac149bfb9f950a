import assert from 'node:assert/strict';
import {decodeKs} from '../../../dist/server/index.js';
import {as, assertRefused, post, type Answer, type Host, type Row} from '../host.js';

const roomId = '1_townhall';

/** What the launch's KS says; it must have been signed with the account's secret. */
function read(answer: Answer, {simulator}: Host) {
  assert.equal(answer.status, 200, answer.text);
  const {auth, ks, kafUrl, expiresAt} = answer.data ?? {};
  assert.deepEqual([auth, kafUrl], ['ks', simulator.url]);
  const content = decodeKs(String(ks), simulator.adminSecret);
  assert.equal(content.expiry, expiresAt);
  return content;
}

/** What KAF answers the frame. */
const roomPage = ({simulator}: Host, {data}: Answer) =>
  fetch(`${simulator.url}/embeddedrooms/index/view-room/ks/${String(data?.['ks'])}`);

/** Opening rooms: who gets which launch. */
export const launch: readonly Row[] = [
  {
    name: 'a launch opens the room',
    check: async host => {
      const {simulator} = host;
      const page = await roomPage(host, await post(host, '/token', {roomId, roomModerator: true}));
      assert.equal(page.status, 200);
      const html = await page.text();
      assert.match(html, /Zoë/);
      assert.match(html, /Town hall/);
      assert.equal(simulator.counts.adminKsInBrowser, 0);
    },
  },
  {
    name: 'a launch that session.start makes opens the room',
    check: async host => {
      const {simulator} = host;
      const before = simulator.counts['session.start'];
      const page = await roomPage(host, await post(host, '/session-start/token', {roomId}));
      assert.equal(simulator.counts['session.start'], before + 1);
      assert.equal(page.status, 200);
    },
  },
  {
    name: 'who the person is comes from the request that authorize sees, cookie included',
    check: async host => {
      const {userId, type, privileges} = read(
        await post(host, '/token', {roomId}, {headers: as('kim')}),
        host,
      );
      assert.deepEqual([userId, type, privileges['firstName']], ['kim', 0, 'Zoë']);
      assert.deepEqual([privileges['entryId'], privileges['actionslimit']], [roomId, '-1']);
    },
  },
  {
    name: 'who may moderate does where the page asks for it',
    check: async host => {
      const body = {roomId, roomModerator: true, chatModerator: true};
      const {privileges} = read(await post(host, '/token', body), host);
      assert.deepEqual([privileges['roomModerator'], privileges['chatModerator']], ['1', '0']);
    },
  },
  {
    name: 'who may not moderate does not, whatever the page asks for',
    check: async host => {
      const body = {roomId, roomModerator: true, chatModerator: true};
      const {privileges} = read(await post(host, '/token', body, {headers: as('kim')}), host);
      assert.deepEqual([privileges['roomModerator'], privileges['chatModerator']], ['0', '0']);
    },
  },
  {
    name: 'nobody signed in gets no launch',
    check: async host => {
      const answer = await post(host, '/token', {roomId}, {headers: {cookie: 'theme=dark'}});
      assertRefused(answer, 401, 'sign-in-required');
    },
  },
  {
    name: 'who is denied access gets no launch',
    check: async host =>
      assertRefused(
        await post(host, '/token', {roomId}, {headers: as('banned')}),
        403,
        'access-denied',
      ),
  },
  {
    name: 'an authorize that breaks tells nothing of why',
    check: async host => {
      const answer = await post(host, '/token', {roomId}, {headers: as('broken')});
      assertRefused(answer, 500, 'internalError');
      assert.doesNotMatch(answer.text, /database/);
    },
  },
];
