import assert from 'node:assert/strict';
import {assertRefused, post, type HostTest} from '../host.js';

const roomId = '1_townhall';

/** Tests with a slow, failing or unreachable Kaltura. */
export const upstreamFailureTests: readonly HostTest[] = [
  ...[
    {path: '/unreachable/token', body: {roomId}},
    {path: '/unreachable/rooms', body: {name: 'Nowhere'}},
  ].map(({path, body}): HostTest => ({
    name: `an unreachable Kaltura results in status 502: ${path}`,
    run: async host => assertRefused(await post(host, path, body), 502, 'kaltura-unreachable'),
  })),
  {
    name: 'a dropped connection results in status 502',
    run: async ({simulator, ...host}) => {
      simulator.faults.set('create-room', {kind: 'drop'});
      const answer = await post({simulator, ...host}, '/rooms', {name: 'Lost'});
      assertRefused(answer, 502, 'kaltura-unreachable');
    },
  },
  {
    name: 'an incomplete response of KAF results in status 502',
    run: async host => {
      host.simulator.faults.set('create-room', {kind: 'half-body'});
      const answer = await post(host, '/rooms', {name: 'Half'});
      assert.equal(answer.status, 502, answer.text);
    },
  },
  {
    name: 'a missing response of Kaltura results in status 504 at the deadline',
    run: async host => {
      host.simulator.faults.set('session.start', {kind: 'never'});
      const startedAt = performance.now();
      assertRefused(await post(host, '/hurried/token', {roomId}), 504, 'kaltura-timeout');
      const ms = performance.now() - startedAt;
      assert.ok(ms > 700 && ms < 5000, `took ${ms} ms; the deadline is 800 ms`);
    },
  },
  {
    name: 'a late response of KAF results in status 504 at the deadline',
    run: async host => {
      host.simulator.faults.set('create-room', {kind: 'slow', ms: 20_000});
      assertRefused(await post(host, '/hurried/rooms', {name: 'Slow'}), 504, 'kaltura-timeout');
    },
  },
  {
    name: 'a redirect is not followed, because the request contains a secret',
    run: async host => {
      const {simulator} = host;
      simulator.faults.set('create-room', {kind: 'redirect', to: `${simulator.url}/version`});
      const before = simulator.counts.version;
      assertRefused(await post(host, '/rooms', {name: 'Away'}), 502, 'kaltura-invalid');
      assert.equal(simulator.counts.version, before);
    },
  },
  {
    name: 'an HTML response results in status 502',
    run: async host => {
      host.simulator.faults.set('create-room', {kind: 'html'});
      assertRefused(await post(host, '/rooms', {name: 'Page'}), 502, 'kaltura-invalid');
    },
  },
  {
    name: 'a response above the size limit results in status 502',
    run: async host => {
      const body = {success: true, data: {id: '1_abcd1234'}, filler: 'x'.repeat(3_000_000)};
      host.simulator.faults.set('create-room', {kind: 'json', body});
      assertRefused(await post(host, '/rooms', {name: 'Long'}), 502, 'kaltura-invalid');
    },
  },
  {
    name: 'an endless response is aborted, and its connection is closed',
    run: async host => {
      assertRefused(await post(host, '/endless/rooms', {name: 'Ever'}), 502, 'kaltura-invalid');
      await host.waitForDisconnect();
    },
  },
  {
    name: 'an error code of KAF reaches the page',
    run: async host => {
      const body = {success: false, errorCode: 'invalidConfiguration', error: 'module off'};
      host.simulator.faults.set('create-room', {kind: 'json', body});
      assertRefused(await post(host, '/rooms', {name: 'Off'}), 502, 'invalidConfiguration');
    },
  },
];
