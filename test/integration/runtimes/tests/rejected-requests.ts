import assert from 'node:assert/strict';
import {Agent} from 'node:http';
import {MOUNT, assertRefused, post, request, signInAs, type HostTest} from '../host.js';
import {postRaw} from '../post-raw.js';

const roomId = '1_townhall';
const big = JSON.stringify({roomId, filler: 'x'.repeat(300_000)});

const INVALID_BODIES = [
  {label: 'invalid JSON', body: '{"roomId":', type: 'application/json', status: 400},
  {label: 'an empty body', body: '', type: 'application/json', status: 400},
  {
    label: 'an unknown field',
    body: JSON.stringify({roomId, userId: 'jane'}),
    type: 'application/json',
    status: 400,
  },
  {
    label: 'an invalid room ID',
    body: '{"roomId":"1_abc,role:adminRole"}',
    type: 'application/json',
    status: 400,
  },
  {label: 'plain text', body: JSON.stringify({roomId}), type: 'text/plain', status: 415},
  {
    label: 'a form',
    body: `roomId=${roomId}`,
    type: 'application/x-www-form-urlencoded',
    status: 415,
  },
  {label: 'a body above the size limit', body: big, type: 'application/json', status: 413},
];

const invalidBodies: readonly HostTest[] = INVALID_BODIES.map(({label, body, type, status}) => ({
  name: `${label} results in status ${status}`,
  run: async host => {
    const answer = await post(host, '/token', body, {headers: {'content-type': type}});
    assertRefused(answer, status, 'invalidRequest');
  },
}));

/** Tests of requests that the backend refuses before it calls Kaltura. */
export const rejectedRequestTests: readonly HostTest[] = [
  ...invalidBodies,
  {
    name: 'a chunked body is accepted',
    run: async host => {
      const {status} = await postRaw(host, '/token', JSON.stringify({roomId}), {chunked: true});
      assert.equal(status, 200);
    },
  },
  {
    name: 'a chunked body above the size limit results in status 413 before it ends',
    run: async host => {
      const answer = await postRaw(host, '/token', 'x'.repeat(70_000), {endless: true});
      assertRefused(answer, 413, 'invalidRequest');
    },
  },
  {
    name: 'the connection of a refused body remains usable',
    run: async host => {
      const agent = new Agent({keepAlive: true, maxSockets: 1});
      assertRefused(await postRaw(host, '/token', big, {agent}), 413, 'invalidRequest');
      host.simulator.faults.set('session.start', {kind: 'never'});
      const next = await postRaw(host, '/hurried/token', JSON.stringify({roomId}), {agent});
      assertRefused(next, 504, 'kaltura-timeout');
      agent.destroy();
    },
  },
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method): HostTest => ({
    name: `${method} results in status 405 with an Allow header`,
    run: async host => {
      const answer = await request(host, '/token', {method});
      assertRefused(answer, 405, 'endpoint-not-found');
      assert.equal(answer.headers.get('allow'), 'POST');
    },
  })),
  {
    name: 'an unknown route results in status 404',
    // The host itself answers here, so only the status is fixed.
    run: async host => assert.equal((await fetch(`${host.url}${MOUNT}/nothing`)).status, 404),
  },
  {
    name: 'a cross-site page of an unknown origin is refused',
    run: async host => {
      const headers = {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'};
      const answer = await post(host, '/token', {roomId}, {headers});
      assertRefused(answer, 403, 'origin-not-allowed');
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    },
  },
  {
    name: 'an unknown origin is refused without Sec-Fetch-Site',
    run: async host => {
      const headers = {origin: 'https://evil.example'};
      assertRefused(await post(host, '/token', {roomId}, {headers}), 403, 'origin-not-allowed');
    },
  },
  {
    name: "the host's own origin is accepted without Sec-Fetch-Site",
    run: async host => {
      const headers = {origin: host.url};
      assert.equal((await post(host, '/token', {roomId}, {headers})).status, 200);
    },
  },
  {
    name: 'a page of an allowed origin is accepted, and can read the response',
    run: async host => {
      const headers = {'sec-fetch-site': 'cross-site', origin: host.pageOrigin};
      const answer = await post(host, '/token', {roomId}, {headers});
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('access-control-allow-origin'), host.pageOrigin);
      assert.equal(answer.headers.get('access-control-allow-credentials'), 'true');
    },
  },
  {
    name: 'a page of an allowed origin can read a refusal',
    run: async host => {
      const headers = {...signInAs('banned'), origin: host.pageOrigin};
      const answer = await post(host, '/token', {roomId}, {headers});
      assertRefused(answer, 403, 'access-denied');
      assert.equal(answer.headers.get('access-control-allow-origin'), host.pageOrigin);
    },
  },
];
