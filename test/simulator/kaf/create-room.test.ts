import assert from 'node:assert/strict';
import {test} from 'node:test';
import {callApi, createRoom, postRoom, start, viewRoom, writeAdminKs, writeKs} from '../calls.js';

test('an admin KS makes a room that its user owns', async t => {
  const simulator = await start(t, {now: () => 1_900_000_000_999});
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

test('a name is all that a room needs, and a session from session.start will do', async t => {
  const simulator = await start(t);
  const {adminSecret: secret, partnerId} = simulator;
  const ks = await callApi(simulator, 'session', 'start', {secret, partnerId, type: 2});
  const {data} = await createRoom(simulator, {ks, name: 'N'.repeat(256)});
  const room = simulator.rooms.at(-1);
  assert.equal(room?.id, data?.id);
  assert.equal(room?.templateRoomEntryId, '1_classic0');
  assert.deepEqual(room?.roomModeratorUserIds, []);
});

const REFUSED = [
  [{ks: undefined}, 'Mandatory parameter "ks" is missing'],
  [{name: undefined}, 'Mandatory parameter "name" is missing'],
  [{name: ' '}, 'Mandatory parameter "name" is missing'],
  [{name: 7}, 'Parameter "name" must be a string'],
  [{name: 'N'.repeat(257)}, 'Parameter "name" must be at most 256 characters long'],
  [{description: 7}, 'Parameter "description" must be a string'],
  [{tags: ['a', 'b']}, 'Parameter "tags" must be a string'],
  [
    {templateRoomEntryId: '1_townhall'},
    'Parameter "templateRoomEntryId" must be the ID of a template of this account',
  ],
  [
    {roomModeratorUserIds: 'jane,joe'},
    'Parameter "roomModeratorUserIds" must be an array of user IDs',
  ],
  [
    {chatModeratorUserIds: ['jane', 7]},
    'Parameter "chatModeratorUserIds" must be an array of user IDs',
  ],
  [{ks: 'nonsense'}, 'The KS is invalid: it was not made for this account'],
] as const;

for (const [body, error] of REFUSED)
  test(`create-room says: ${error} (${JSON.stringify(body).slice(0, 40)})`, async t => {
    const simulator = await start(t);
    const response = await postRoom(simulator, body);
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), {success: false, errorCode: 'invalidRequest', error});
    assert.equal(simulator.rooms.length, 2);
  });

test('a KS of a user, or one that has expired, makes no room', async t => {
  const simulator = await start(t);
  assert.match((await createRoom(simulator, {ks: writeKs(simulator)})).error ?? '', /USER KS/);
  const expired = writeAdminKs(simulator, {expiry: 1});
  assert.match((await createRoom(simulator, {ks: expired})).error ?? '', /has expired/);
  assert.equal(simulator.rooms.length, 2);
});

const BODIES = [
  ['application/json', '{'],
  ['application/json', '[]'],
  ['application/x-www-form-urlencoded', 'name=Retrospective'],
] as const;

for (const [type, body] of BODIES)
  test(`create-room takes a JSON object, not ${body} as ${type}`, async t => {
    const {url} = await start(t);
    const address = `${url}/embeddedrooms/index/create-room`;
    const init = {method: 'POST', headers: {'content-type': type}, body};
    assert.deepEqual(await (await fetch(address, init)).json(), {
      success: false,
      errorCode: 'invalidRequest',
      error: 'The body must be a JSON object, sent as application/json',
    });
  });

test('create-room gives no page on another origin leave to call it', async t => {
  const response = await postRoom(await start(t));
  assert.equal(response.headers.get('access-control-allow-origin'), null);
});

test('the room that was made can be viewed', async t => {
  const simulator = await start(t);
  const {data} = await createRoom(simulator, {tags: 'team, weekly', description: 'What went well'});
  const ks = writeKs(simulator, {privileges: {entryId: data?.id ?? ''}});
  const {status, page} = await viewRoom(simulator, ks);
  assert.equal(status, 200);
  for (const text of ['Retrospective', 'What went well', '<li>team</li>', '<li>weekly</li>'])
    assert.ok(page.includes(text), text);
});
