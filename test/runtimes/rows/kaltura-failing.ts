import assert from 'node:assert/strict';
import {assertRefused, post, type Row} from '../host.js';

const roomId = '1_townhall';

/** Kaltura and KAF that are slow, wrong or away. */
export const kalturaFailing: readonly Row[] = [
  ...(
    [
      ['/unreachable/token', {roomId}],
      ['/unreachable/rooms', {name: 'Nowhere'}],
    ] as const
  ).map(([path, body]): Row => ({
    name: `a Kaltura that is not there is answered 502 at ${path}`,
    check: async host => assertRefused(await post(host, path, body), 502, 'kaltura-unreachable'),
  })),
  {
    name: 'a KAF that drops the connection is answered 502',
    check: async ({simulator, ...host}) => {
      simulator.faults.set('create-room', {kind: 'drop'});
      const answer = await post({simulator, ...host}, '/rooms', {name: 'Lost'});
      assertRefused(answer, 502, 'kaltura-unreachable');
    },
  },
  {
    name: 'half an answer of KAF is answered 502',
    check: async host => {
      host.simulator.faults.set('create-room', {kind: 'half-body'});
      const answer = await post(host, '/rooms', {name: 'Half'});
      assert.equal(answer.status, 502, answer.text);
    },
  },
  {
    name: 'a Kaltura that never answers is given up at the deadline',
    check: async host => {
      host.simulator.faults.set('session.start', {kind: 'never'});
      const since = performance.now();
      assertRefused(await post(host, '/hurried/token', {roomId}), 504, 'kaltura-timeout');
      const ms = performance.now() - since;
      assert.ok(ms > 700 && ms < 5000, `took ${ms} ms; the deadline is 800 ms`);
    },
  },
  {
    name: 'a KAF that is too slow is given up at the deadline',
    check: async host => {
      host.simulator.faults.set('create-room', {kind: 'slow', ms: 20_000});
      assertRefused(await post(host, '/hurried/rooms', {name: 'Slow'}), 504, 'kaltura-timeout');
    },
  },
  {
    name: 'a redirect is not followed with a secret in hand',
    check: async host => {
      const {simulator} = host;
      simulator.faults.set('create-room', {kind: 'redirect', to: `${simulator.url}/version`});
      const before = simulator.counts.version;
      assertRefused(await post(host, '/rooms', {name: 'Away'}), 502, 'kaltura-invalid');
      assert.equal(simulator.counts.version, before);
    },
  },
  {
    name: 'HTML in place of JSON is answered 502',
    check: async host => {
      host.simulator.faults.set('create-room', {kind: 'html'});
      assertRefused(await post(host, '/rooms', {name: 'Page'}), 502, 'kaltura-invalid');
    },
  },
  {
    name: 'an answer that is longer than any honest one is not believed',
    check: async host => {
      const body = {success: true, data: {id: '1_abcd1234'}, filler: 'x'.repeat(3_000_000)};
      host.simulator.faults.set('create-room', {kind: 'json', body});
      assertRefused(await post(host, '/rooms', {name: 'Long'}), 502, 'kaltura-invalid');
    },
  },
  {
    name: 'an answer without an end is cut off, and its connection closed',
    check: async host => {
      assertRefused(await post(host, '/endless/rooms', {name: 'Ever'}), 502, 'kaltura-invalid');
      await host.endlessEnded();
    },
  },
  {
    name: 'an error of KAF comes through',
    check: async host => {
      const body = {success: false, errorCode: 'invalidConfiguration', error: 'module off'};
      host.simulator.faults.set('create-room', {kind: 'json', body});
      assertRefused(await post(host, '/rooms', {name: 'Off'}), 502, 'invalidConfiguration');
    },
  },
];
