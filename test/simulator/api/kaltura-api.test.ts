import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {decodeKs} from '../../../src/server/kaltura/ks.js';
import {assertIncludes, callApi, createRoom, startTestSimulator, writeKs} from '../calls.js';

const START = '/api_v3/service/session/action/start';

describe('Kaltura API', () => {
  it('reads parameters from a form, JSON, the query and the path', async t => {
    const {url, adminSecret: secret} = await startTestSimulator(t);
    const json = {'content-type': 'application/json'};
    const body = {secret, partnerId: 12345, userId: 'jane', format: 1};
    const fields = new URLSearchParams({...body, partnerId: '12345', format: '1'});
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);

    const responses = await Promise.all([
      fetch(url + START, {method: 'POST', body: fields}),
      fetch(url + START, {method: 'POST', body: form}),
      fetch(url + START, {method: 'POST', headers: json, body: JSON.stringify(body)}),
      fetch(`${url}${START}/`, {method: 'POST', body: fields}),
      fetch(`${url}${START}?${fields}`),
      fetch(`${url}${START}/format/1?${fields}`),
      fetch(`${url}/api_v3/?service=session&action=start&${fields}`),
      fetch(`${url}/api_v3?service=session&action=start`, {method: 'POST', body: fields}),
      fetch(`${url}/api_v3/index.php?service=Session&action=Start&${fields}`),
    ]);

    for (const response of responses) {
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), 'application/json');
      assert.equal(decodeKs((await response.json()) as string, secret).userId, 'jane');
    }
  });

  it('prefers a parameter in the address to the body', async t => {
    const {url, adminSecret: secret} = await startTestSimulator(t);
    const body = new URLSearchParams({secret, partnerId: '12345', userId: 'body', format: '1'});
    const response = await fetch(`${url}${START}?userId=address`, {method: 'POST', body});
    assert.equal(decodeKs((await response.json()) as string, secret).userId, 'address');
  });

  it('ignores JSON with a charset in its content type, as Kaltura does', async t => {
    const {url, adminSecret: secret} = await startTestSimulator(t);
    const response = await fetch(`${url}${START}?format=1`, {
      method: 'POST',
      headers: {'content-type': 'application/json; charset=utf-8'},
      body: JSON.stringify({secret, partnerId: 12345}),
    });
    assertIncludes(await response.json(), {code: 'MISSING_MANDATORY_PARAMETER'});
  });

  for (const body of ['{', '"text"', 'null', '[1]'])
    it(`reads no parameters from the body ${body}`, async t => {
      const {url} = await startTestSimulator(t);
      const headers = {'content-type': 'application/json'};
      const response = await fetch(`${url}${START}?format=1`, {method: 'POST', headers, body});
      assertIncludes(await response.json(), {code: 'MISSING_MANDATORY_PARAMETER'});
    });

  it('responds in XML by default', async t => {
    const simulator = await startTestSimulator(t);
    const ks = writeKs(simulator, {userId: 'a<b&c', privileges: {}, expiry: 4_000_000_000});
    const response = await fetch(`${simulator.url}/api_v3/service/session/action/get?ks=${ks}`);
    assert.equal(response.headers.get('content-type'), 'text/xml');
    assert.match(
      await response.text(),
      /^<\?xml version="1\.0" encoding="utf-8"\?><xml><result><objectType>KalturaSessionInfo<\/objectType><sessionType>0<\/sessionType><partnerId>12345<\/partnerId><userId>a&lt;b&amp;c<\/userId><expiry>4000000000<\/expiry><privileges><\/privileges><\/result><executionTime>[\d.e-]+<\/executionTime><\/xml>$/,
    );
  });

  it('writes exceptions in XML', async t => {
    const {url} = await startTestSimulator(t);
    const response = await fetch(`${url}${START}?secret=wrong&partnerId=7`);
    assert.equal(response.status, 200);
    assert.match(
      await response.text(),
      /<result><error><code>START_SESSION_ERROR<\/code><message>Error while starting session for partner \[7\]<\/message><objectType>KalturaAPIException<\/objectType><args><item><objectType>KalturaApiExceptionArg<\/objectType><name>PID<\/name><value>7<\/value><\/item><\/args><\/error><\/result>/,
    );
  });

  it('writes texts and empty results in XML', async t => {
    const {url, adminSecret} = await startTestSimulator(t);
    const started = await fetch(`${url}${START}?secret=${adminSecret}&partnerId=12345`);
    const [, ks] = /<result>(djJ8[\w=-]+)<\/result>/.exec(await started.text()) ?? [];
    const ended = await fetch(`${url}/api_v3/service/session/action/end?ks=${ks}`);
    assert.match(await ended.text(), /<result><\/result>/);
  });

  it('allows every origin, in a preflight and in a response', async t => {
    const {url} = await startTestSimulator(t);
    const preflight = await fetch(url + START, {method: 'OPTIONS'});
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    assert.equal(preflight.headers.get('access-control-allow-methods'), 'POST, GET, HEAD, OPTIONS');
    assert.equal(preflight.headers.get('access-control-max-age'), '86400');
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Content-Type/);
    const response = await fetch(url + START);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
  });

  const UNKNOWN = [
    {query: '', code: 'SERVICE_NOT_SPECIFIED'},
    {query: 'service=session', code: 'ACTION_NOT_SPECIFIED'},
    {query: 'service=media&action=list', code: 'SIMULATOR_REFUSES'},
    {query: 'service=session&action=impersonate', code: 'SIMULATOR_REFUSES'},
  ] as const;

  for (const {query, code} of UNKNOWN)
    it(`responds to "${query}" with ${code}`, async t => {
      const {url} = await startTestSimulator(t);
      const response = await fetch(`${url}/api_v3/?${query}&format=1`);
      assert.equal(response.status, 200);
      assertIncludes(await response.json(), {code, objectType: 'KalturaAPIException'});
    });

  it('names the action that only the simulator does not support', async t => {
    const {url} = await startTestSimulator(t);
    const response = await fetch(`${url}/api_v3/?service=media&action=list&format=1`);
    const {message} = (await response.json()) as {message: string};
    assert.match(message, /which Kaltura may accept: the action media\.list$/);
  });
});

describe('onRefusal', () => {
  it('gets each refusal of the API and of create-room, without a secret or a KS', async t => {
    const refusals: [number, string][] = [];
    const simulator = await startTestSimulator(t, {
      onRefusal: (status, reason) => void refusals.push([status, reason]),
    });
    const secret = 'fedcba9876543210fedcba9876543210';
    const ks = writeKs({...simulator, adminSecret: secret});
    await callApi(simulator, 'session', 'start', {secret, partnerId: 12345});
    await callApi(simulator, 'session', 'get', {ks});
    await callApi(simulator, 'room_room', 'get', {ks: writeKs(simulator), roomId: '1_unknown0'});
    await callApi(simulator, 'media', 'list', {ks});
    await createRoom(simulator, {ks});
    await createRoom(simulator, {name: ''});
    assert.deepEqual(refusals, [
      [
        200,
        'session.start answered START_SESSION_ERROR: Error while starting session for partner [12345]',
      ],
      [200, 'session.get answered INVALID_KS: Invalid KS "…", Error "-1,INVALID_STR"'],
      [200, 'room.get answered ENTRY_ID_NOT_FOUND: Entry id "1_unknown0" not found'],
      [
        200,
        'api_v3 answered SIMULATOR_REFUSES: The simulator does not support this request, which Kaltura may accept: the action media.list',
      ],
      [200, 'create-room answered The KS is invalid: it was not made for this account'],
      [200, 'create-room answered Mandatory parameter "name" is missing'],
    ]);
  });

  it('gets a refusal without a KS that took the place of a name', async t => {
    const refusals: [number, string][] = [];
    const simulator = await startTestSimulator(t, {
      onRefusal: (status, reason) => void refusals.push([status, reason]),
    });
    await callApi(simulator, 'session', writeKs(simulator), {});
    assert.deepEqual(refusals, [
      [
        200,
        'api_v3 answered SIMULATOR_REFUSES: The simulator does not support this request, which Kaltura may accept: the action session.[KS]',
      ],
    ]);
  });

  it('gets a refusal in one line, whatever the request contains', async t => {
    const refusals: string[] = [];
    const simulator = await startTestSimulator(t, {
      onRefusal: (_, reason) => void refusals.push(reason),
    });
    await callApi(simulator, 'session\n\u202e', 'list', {});
    const [reason = ''] = refusals;
    assert.match(reason, /the action session \.list$/);
    assert.doesNotMatch(reason, /\p{C}/u);
  });

  it('gets a page that does not exist, without the KS in its path', async t => {
    const refusals: [number, string][] = [];
    const simulator = await startTestSimulator(t, {
      onRefusal: (status, reason) => void refusals.push([status, reason]),
    });
    await fetch(`${simulator.url}/rooms/view/ks/${writeKs(simulator)}`);
    await fetch(`${simulator.url}/favicon.ico`);
    assert.deepEqual(refusals, [[404, 'There is no such page: /rooms/view/ks/[KS]']]);
  });
});
