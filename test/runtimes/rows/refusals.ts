import assert from 'node:assert/strict';
import {Agent} from 'node:http';
import {MOUNT, ask, as, assertRefused, post, type Row} from '../host.js';
import {postRaw} from '../post-raw.js';

const roomId = '1_townhall';
const big = JSON.stringify({roomId, filler: 'x'.repeat(300_000)});

const bodies: [label: string, body: string, type: string, status: number][] = [
  ['what is no JSON', '{"roomId":', 'application/json', 400],
  ['no body', '', 'application/json', 400],
  ['a field that is not listed', JSON.stringify({roomId, userId: 'jane'}), 'application/json', 400],
  ['a room ID that is none', '{"roomId":"1_abc,role:adminRole"}', 'application/json', 400],
  ['plain text', JSON.stringify({roomId}), 'text/plain', 415],
  ['a form', `roomId=${roomId}`, 'application/x-www-form-urlencoded', 415],
  ['a body that is too long', big, 'application/json', 413],
];

/** Bodies that are none. */
const badBodies: readonly Row[] = bodies.map(([label, body, type, status]) => ({
  name: `${label} is answered ${status}`,
  check: async host => {
    const answer = await post(host, '/token', body, {headers: {'content-type': type}});
    assertRefused(answer, status, 'invalidRequest');
  },
}));

/** What is refused before anybody is asked. */
export const refusals: readonly Row[] = [
  ...badBodies,
  {
    name: 'a body in chunks is read',
    check: async host => {
      const {status} = await postRaw(host, '/token', JSON.stringify({roomId}), {chunked: true});
      assert.equal(status, 200);
    },
  },
  {
    name: 'a body in chunks that is too long is answered 413 before it ends',
    check: async host => {
      const answer = await postRaw(host, '/token', 'x'.repeat(70_000), {endless: true});
      assertRefused(answer, 413, 'invalidRequest');
    },
  },
  {
    name: 'a body that was refused breaks nothing off that comes on its connection',
    check: async host => {
      const agent = new Agent({keepAlive: true, maxSockets: 1});
      assertRefused(await postRaw(host, '/token', big, {agent}), 413, 'invalidRequest');
      host.simulator.faults.set('session.start', {kind: 'never'});
      const next = await postRaw(host, '/hurried/token', JSON.stringify({roomId}), {agent});
      assertRefused(next, 504, 'kaltura-timeout');
      agent.destroy();
    },
  },
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method): Row => ({
    name: `${method} is answered 405, and told what to use`,
    check: async host => {
      const answer = await ask(host, '/token', {method});
      assertRefused(answer, 405, 'endpoint-not-found');
      assert.equal(answer.headers.get('allow'), 'POST');
    },
  })),
  {
    name: 'an unknown route is answered 404',
    // By whatever the host answers there: an app within another one has no say in it.
    check: async host => assert.equal((await fetch(`${host.url}${MOUNT}/nothing`)).status, 404),
  },
  {
    name: 'a page of another site is refused',
    check: async host => {
      const headers = {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'};
      const answer = await post(host, '/token', {roomId}, {headers});
      assertRefused(answer, 403, 'origin-not-allowed');
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    },
  },
  {
    name: 'a page of another site is refused where the browser says only its origin',
    check: async host => {
      const headers = {origin: 'https://evil.example'};
      assertRefused(await post(host, '/token', {roomId}, {headers}), 403, 'origin-not-allowed');
    },
  },
  {
    name: "a page of the host's own is served where the browser says only its origin",
    check: async host => {
      const headers = {origin: host.url};
      assert.equal((await post(host, '/token', {roomId}, {headers})).status, 200);
    },
  },
  {
    name: 'a page of a listed origin is served, and may read the answer',
    check: async host => {
      const headers = {'sec-fetch-site': 'cross-site', origin: host.pageOrigin};
      const answer = await post(host, '/token', {roomId}, {headers});
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('access-control-allow-origin'), host.pageOrigin);
      assert.equal(answer.headers.get('access-control-allow-credentials'), 'true');
    },
  },
  {
    name: 'a refusal can be read by a page of a listed origin too',
    check: async host => {
      const headers = {...as('banned'), origin: host.pageOrigin};
      const answer = await post(host, '/token', {roomId}, {headers});
      assertRefused(answer, 403, 'access-denied');
      assert.equal(answer.headers.get('access-control-allow-origin'), host.pageOrigin);
    },
  },
];
