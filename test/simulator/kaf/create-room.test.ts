import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {
  callApi,
  createRoom,
  postRoom,
  startTestSimulator,
  viewRoom,
  writeAdminKs,
  writeKs,
} from '../calls.js';

describe('create-room', () => {
  it('creates a room of the admin KS’s user', async t => {
    const simulator = await startTestSimulator(t, {now: () => 1_900_000_000_999});
    const made = await createRoom(simulator, {
      ks: writeAdminKs(simulator, {expiry: 1_900_000_060}),
      name: 'Retrospective',
      description: 'What went well',
      tags: 'team,weekly',
      templateRoomEntryId: '1_webinar0',
      roomModeratorUserIds: ['jane'],
      chatModeratorUserIds: ['joe', 'zoë'],
    });
    assert.equal(made.success, true);
    assert.match(made.data?.id ?? '', /^1_[0-9a-z]{8}$/);
    assert.deepEqual(simulator.rooms.at(-1), {
      id: made.data?.id,
      name: 'Retrospective',
      description: 'What went well',
      tags: 'team,weekly',
      templateRoomEntryId: '1_webinar0',
      createdAt: 1_900_000_000,
      ownerId: 'owner',
      roomModeratorUserIds: ['jane'],
      chatModeratorUserIds: ['joe', 'zoë'],
    });
  });

  it('requires only a name and a KS, such as a KS of session.start', async t => {
    const simulator = await startTestSimulator(t);
    const {adminSecret: secret, partnerId} = simulator;
    const ks = await callApi(simulator, 'session', 'start', {secret, partnerId, type: 2});
    const {data} = await createRoom(simulator, {ks, name: 'N'.repeat(256)});
    const room = simulator.rooms.at(-1);
    assert.equal(room?.id, data?.id);
    assert.equal(room?.templateRoomEntryId, '1_classic0');
    assert.deepEqual(room?.roomModeratorUserIds, []);
  });

  const REJECTED = [
    {body: {ks: undefined}, error: 'Mandatory parameter "ks" is missing'},
    {body: {name: undefined}, error: 'Mandatory parameter "name" is missing'},
    {body: {name: ' '}, error: 'Mandatory parameter "name" is missing'},
    {body: {name: 7}, error: 'Parameter "name" must be a string'},
    {body: {name: 'N'.repeat(257)}, error: 'Parameter "name" must be at most 256 characters long'},
    {body: {description: 7}, error: 'Parameter "description" must be a string'},
    {body: {tags: ['a', 'b']}, error: 'Parameter "tags" must be a string'},
    {
      body: {templateRoomEntryId: '1_townhall'},
      error: 'Parameter "templateRoomEntryId" must be the ID of a template of this account',
    },
    {
      body: {roomModeratorUserIds: 'jane,joe'},
      error: 'Parameter "roomModeratorUserIds" must be an array of user IDs',
    },
    {
      body: {chatModeratorUserIds: ['jane', 7]},
      error: 'Parameter "chatModeratorUserIds" must be an array of user IDs',
    },
    {body: {ks: 'nonsense'}, error: 'The KS is invalid: it was not made for this account'},
  ] as const;

  for (const {body, error} of REJECTED)
    it(`rejects ${JSON.stringify(body).slice(0, 40)}: ${error}`, async t => {
      const simulator = await startTestSimulator(t);
      const response = await postRoom(simulator, body);
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), {success: false, errorCode: 'invalidRequest', error});
      assert.equal(simulator.rooms.length, 2);
    });

  it('rejects a USER KS and an expired KS', async t => {
    const simulator = await startTestSimulator(t);
    assert.match((await createRoom(simulator, {ks: writeKs(simulator)})).error ?? '', /USER KS/);
    const expired = writeAdminKs(simulator, {expiry: 1});
    assert.match((await createRoom(simulator, {ks: expired})).error ?? '', /has expired/);
    assert.equal(simulator.rooms.length, 2);
  });

  const BODIES = [
    {type: 'application/json', body: '{'},
    {type: 'application/json', body: '[]'},
    {type: 'application/x-www-form-urlencoded', body: 'name=Retrospective'},
  ] as const;

  for (const {type, body} of BODIES)
    it(`rejects ${body} as ${type}`, async t => {
      const {url} = await startTestSimulator(t);
      const address = `${url}/embeddedrooms/index/create-room`;
      const init = {method: 'POST', headers: {'content-type': type}, body};
      assert.deepEqual(await (await fetch(address, init)).json(), {
        success: false,
        errorCode: 'invalidRequest',
        error: 'The body must be a JSON object, sent as application/json',
      });
    });

  it('allows no other origin', async t => {
    const response = await postRoom(await startTestSimulator(t));
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  });

  it('creates a room that view-room shows', async t => {
    const simulator = await startTestSimulator(t);
    const {data} = await createRoom(simulator, {
      tags: 'team, weekly',
      description: 'What went well',
    });
    const ks = writeKs(simulator, {privileges: {entryId: data?.id ?? ''}});
    const {status, page} = await viewRoom(simulator, ks);
    assert.equal(status, 200);
    for (const text of ['Retrospective', 'What went well', '<li>team</li>', '<li>weekly</li>'])
      assert.ok(page.includes(text), text);
  });
});
