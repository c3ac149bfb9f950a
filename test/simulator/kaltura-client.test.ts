import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {createRequire} from 'node:module';
import {describe, it, type TestContext} from 'node:test';
import type {Simulator} from '../../src/simulator/index.js';
import {assertIncludes, createRoom, startTestSimulator, viewRoom} from './calls.js';

/*
 * Runs Kaltura's npm client for Node against the simulator. The client has no types, so this file
 * declares the types that the tests use.
 */

interface Client {
  setKs(ks: string): void;
}
interface Call {
  execute(client: Client): Promise<unknown>;
  completion(callback: (success: boolean, result: unknown) => void): Call;
  add(call: Call): Call;
}
interface Kaltura {
  Configuration: new () => {serviceUrl: string; setLogger(logger: object): void};
  Client: new (configuration: object) => Client;
  objects: Record<'RoomEntry' | 'RoomEntryFilter' | 'FilterPager', new (fields: object) => object>;
  enums: {SessionType: {USER: number; ADMIN: number}};
  services: {
    session: {
      start(
        secret: string,
        userId?: string | null,
        type?: number,
        partnerId?: number,
        expiry?: number | null,
        privileges?: string | null,
      ): Call;
      startWidgetSession(widgetId: string): Call;
      get(session?: string): Call;
      end(): Call;
    };
    appToken: {
      startSession(
        id: string,
        tokenHash: string,
        userId?: string,
        type?: number | null,
        expiry?: number | null,
        sessionPrivileges?: string,
      ): Call;
    };
    room: {
      listAction(filter?: object, pager?: object): Call;
      get(roomId: string): Call;
      update(roomId: string, entry: object): Call;
      deleteAction(roomId: string): Call;
    };
    baseEntry: {get(entryId: string): Call};
    media: {get(entryId: string): Call};
  };
}

const kaltura = createRequire(import.meta.url)('kaltura-client') as Kaltura;
const {session, appToken, room, baseEntry, media} = kaltura.services;
const {USER, ADMIN} = kaltura.enums.SessionType;

async function startWithClient(test: TestContext): Promise<{simulator: Simulator; client: Client}> {
  const simulator = await startTestSimulator(test);
  const configuration = new kaltura.Configuration();
  configuration.serviceUrl = simulator.url;
  // The default logger writes each request to the console, including the secret.
  const silent = () => {};
  configuration.setLogger({log: silent, error: silent, debug: silent});
  return {simulator, client: new kaltura.Client(configuration)};
}

/** Starts a session with the secret, and uses its KS in further calls. */
async function signIn(client: Client, {adminSecret, partnerId}: Simulator): Promise<string> {
  const call = session.start(adminSecret, 'owner', ADMIN, partnerId, 600, 'disableentitlement');
  const ks = (await call.execute(client)) as string;
  client.setKs(ks);
  return ks;
}

describe('Kaltura’s npm client', () => {
  it('starts a session, reads it and ends it', async t => {
    const {simulator, client} = await startWithClient(t);
    const ks = await signIn(client, simulator);
    assertIncludes(await session.get().execute(client), {
      objectType: 'KalturaSessionInfo',
      partnerId: simulator.partnerId,
      sessionType: ADMIN,
      userId: 'owner',
      privileges: 'disableentitlement',
    });
    assert.equal((await createRoom(simulator, {ks})).success, true);
    assert.equal(await session.end().execute(client), null);
    await assert.rejects(session.get().execute(client), {
      code: 'INVALID_KS',
      message: 'Invalid KS "LOGOUT", Error "-1,INVALID_STR"',
      objectType: 'KalturaAPIException',
      args: {KSID: 'LOGOUT', ERR_CODE: '-1', ERR_DESC: 'INVALID_STR'},
    });
  });

  it('opens a room by an app token', async t => {
    const {simulator, client} = await startWithClient(t);
    const widget = session.startWidgetSession(`_${simulator.partnerId}`);
    const {ks} = (await widget.execute(client)) as {ks: string};
    client.setKs(ks);
    const {id, token} = simulator.appTokens.user;
    const hash = createHash('sha256').update(`${ks}${token}`).digest('hex');
    const privileges = 'entryId:1_townhall,chatModerator:1';
    const started = (await appToken
      .startSession(id, hash, 'jane', null, 60, privileges)
      .execute(client)) as {ks: string};
    assertIncludes(started, {objectType: 'KalturaSessionInfo', sessionType: USER, userId: 'jane'});
    assert.match((await viewRoom(simulator, started.ks)).page, /<li>Chat moderator<\/li>/);

    await signIn(client, simulator);
    assertIncludes(await session.get(started.ks).execute(client), {
      userId: 'jane',
      privileges: `sessionid:${id},apptoken:${id},actionslimit:-1,${privileges}`,
    });
  });

  it('parses every kind of exception', async t => {
    const {simulator, client} = await startWithClient(t);
    const {partnerId, appTokens, adminSecret} = simulator;
    const expectError = (call: Call, error: object) =>
      assert.rejects(call.execute(client), {objectType: 'KalturaAPIException', ...error});

    await expectError(session.start('wrong', null, USER, partnerId), {
      code: 'START_SESSION_ERROR',
      message: `Error while starting session for partner [${partnerId}]`,
      args: {PID: String(partnerId)},
    });
    await expectError(session.start(adminSecret, '', 7, partnerId), {code: 'INVALID_ENUM_VALUE'});
    await expectError(session.get(), {code: 'MISSING_KS', args: []});
    await expectError(session.startWidgetSession('_1'), {code: 'INVALID_WIDGET_ID'});
    await expectError(media.get('1_townhall'), {code: 'SIMULATOR_REFUSES'});
    await signIn(client, simulator);
    await expectError(appToken.startSession('1_unknown0', ''), {code: 'APP_TOKEN_ID_NOT_FOUND'});
    await expectError(appToken.startSession(appTokens.user.id, '00'), {
      code: 'INVALID_APP_TOKEN_HASH',
    });
  });

  it('finds the rooms of an owner by name', async t => {
    const {simulator, client} = await startWithClient(t);
    await signIn(client, simulator);
    const first = await createRoom(simulator, {name: 'Stand-up'});
    const second = await createRoom(simulator, {name: 'Stand-up'});
    await createRoom(simulator, {name: 'Another'});
    const filter = new kaltura.objects.RoomEntryFilter({
      nameEqual: 'Stand-up',
      userIdEqual: 'owner',
      statusIn: '7,2',
      orderBy: '+createdAt',
    });
    const pager = new kaltura.objects.FilterPager({pageSize: 1, pageIndex: 2});
    const page = (await room.listAction(filter, pager).execute(client)) as RoomList;
    assert.deepEqual(
      [page.totalCount, page.objects.map(({id}) => id)],
      [2, [second.data?.id]],
      first.data?.id,
    );
  });

  it('reads, changes and deletes a room', async t => {
    const {simulator, client} = await startWithClient(t);
    await signIn(client, simulator);
    const {data: {id = ''} = {}} = await createRoom(simulator, {name: 'Stand-up', tags: 'a'});
    assertIncludes(await room.get(id).execute(client), {id, name: 'Stand-up', tags: 'a'});
    const entry = new kaltura.objects.RoomEntry({name: 'Sit-down'});
    assertIncludes(await room.update(id, entry).execute(client), {name: 'Sit-down', tags: 'a'});
    assertIncludes(await baseEntry.get(id).execute(client), {name: 'Sit-down'});
    assert.equal(await room.deleteAction(id).execute(client), null);
    await assert.rejects(room.get(id).execute(client), {code: 'ENTRY_ID_NOT_FOUND'});
  });

  it('sends several calls in one request, of which one uses the result of another', async t => {
    const {simulator, client} = await startWithClient(t);
    await signIn(client, simulator);
    await createRoom(simulator, {name: 'Stand-up'});
    const filter = new kaltura.objects.RoomEntryFilter({nameEqual: 'Stand-up', statusEqual: 7});
    const results = (await room
      .listAction(filter)
      .add(baseEntry.get('{1:result:objects:0:id}'))
      .add(baseEntry.get('1_unknown0'))
      .execute(client)) as object[];
    assert.equal(results.length, 3);
    assertIncludes(results[0], {totalCount: 1});
    assertIncludes(results[1], {name: 'Stand-up'});
    assertIncludes(results[2], {code: 'ENTRY_ID_NOT_FOUND'});
  });

  interface RoomList {
    readonly totalCount: number;
    readonly objects: readonly {readonly id: string}[];
  }
});
