import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {assertIncludes, startTestSimulator, writeAdminKs} from '../calls.js';
import type {Simulator} from '../../../src/simulator/index.js';

/** Posts to the address of multirequests. */
async function post({url}: Simulator, body: object | URLSearchParams): Promise<Response> {
  const isForm = body instanceof URLSearchParams;
  return fetch(`${url}/api_v3/service/multirequest`, {
    method: 'POST',
    ...(!isForm && {headers: {'content-type': 'application/json'}}),
    body: isForm ? body : JSON.stringify(body),
  });
}

const getTownHall = {service: 'baseEntry', action: 'get', entryId: '1_townhall'};

describe('multirequest', () => {
  it('returns a list, with exceptions in it', async t => {
    const simulator = await startTestSimulator(t);
    const ks = writeAdminKs(simulator);
    const unknown = {service: 'media', action: 'list'};
    const response = await post(simulator, {format: 1, ks, 1: getTownHall, 2: unknown});
    const [first, second, ...others] = (await response.json()) as unknown[];
    assertIncludes(first, {id: '1_townhall', objectType: 'KalturaRoomEntry'});
    assertIncludes(second, {code: 'SIMULATOR_REFUSES'});
    assert.deepEqual(others, []);
  });

  it('uses the KS that an earlier call started', async t => {
    const simulator = await startTestSimulator(t);
    const {adminSecret: secret, partnerId} = simulator;
    const started = {service: 'session', action: 'start', secret, partnerId, type: 2};
    const response = await post(simulator, {
      format: 1,
      1: started,
      2: {...getTownHall, ks: '{1:result}'},
    });
    const [, second] = (await response.json()) as unknown[];
    assertIncludes(second, {id: '1_townhall'});
  });

  for (const {name, write} of [
    {name: 'colons', write: (number: number, field: string) => `${number}:${field}`},
    {name: 'brackets', write: (number: number, field: string) => `${number}[${field}]`},
  ])
    it(`reads a form with ${name}, and responds in XML`, async t => {
      const simulator = await startTestSimulator(t);
      const form = new URLSearchParams({ks: writeAdminKs(simulator)});
      for (const [field, value] of Object.entries(getTownHall)) form.set(write(1, field), value);
      form.set(write(2, 'service'), 'session');
      const response = await post(simulator, form);
      assert.match(
        await response.text(),
        /<result><item><id>1_townhall<\/id>.*<\/item><item><error><code>ACTION_NOT_SPECIFIED<.*<\/item><\/result>/,
      );
    });

  it('reads an object in a form', async t => {
    const simulator = await startTestSimulator(t);
    const form = new URLSearchParams({
      ks: writeAdminKs(simulator),
      format: '1',
      '1:service': 'room_room',
      '1:action': 'list',
      '1:filter:idEqual': '1_standup0',
      '1:filter:statusEqual': '7',
    });
    const [list] = (await (await post(simulator, form)).json()) as {totalCount: number}[];
    assert.equal(list?.totalCount, 1);
  });

  for (const entryId of ['{2:result}', '{1:result:objects:0:id}', '{9:result:id}'])
    it(`rejects the placeholder ${entryId}, for which there is no result`, async t => {
      const simulator = await startTestSimulator(t);
      const second = {...getTownHall, entryId};
      const response = await post(simulator, {
        format: 1,
        ks: writeAdminKs(simulator),
        1: getTownHall,
        2: second,
      });
      assertIncludes(((await response.json()) as unknown[])[1], {code: 'SIMULATOR_REFUSES'});
    });

  it('counts each call, and has the fault of one of them', async t => {
    const simulator = await startTestSimulator(t);
    const list = {service: 'room_room', action: 'list'};
    const body = {format: 1, ks: writeAdminKs(simulator), 1: getTownHall, 2: list};
    await post(simulator, body);
    assert.equal(simulator.counts['baseEntry.get'], 1);
    assert.equal(simulator.counts['room.list'], 1);
    simulator.faults.set('room.list', {kind: 'status', status: 503, times: 1});
    assert.equal((await post(simulator, body)).status, 503);
    assert.equal((await post(simulator, body)).status, 200);
  });
});
