import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Authorize} from '../../../src/server/index.js';
import {importSnippet} from '../import-snippet.js';
import {
  JANE,
  OMAR,
  ROOM_ID,
  importRooms,
  post,
  useServerSnippets,
  type App,
} from './server-snippets.js';

describe('snippets of docs/server/authorize.md', () => {
  const getSimulator = useServerSnippets();

  describe('authorize()', () => {
    const importAuthorize = async (file: string) =>
      (await importSnippet<{authorize: Authorize}>(`server/${file}`)).authorize;
    const requestOf = (cookie: string) => new Request('http://localhost/', {headers: {cookie}});

    for (const {title, cookie, access, code} of [
      {
        title: 'a room without an invitation',
        cookie: JANE,
        access: {action: 'view-room', roomId: '1_standup0'},
        code: 'access-denied',
      },
      {
        title: 'a new room of a guest',
        cookie: OMAR,
        access: {action: 'create-room', name: 'Mine'},
        code: 'access-denied',
      },
    ] as const)
      it(`rejects ${title}`, async () => {
        const authorize = await importAuthorize('authorize.js');
        await assert.rejects(async () => authorize(requestOf(cookie), access, undefined), {code});
      });

    it('returns null without a session', async () => {
      const access = {action: 'view-room', roomId: ROOM_ID} as const;
      for (const file of ['authorize.js', 'moderators.js', 'templates.js', 'rate-limit.js']) {
        const authorize = await importAuthorize(file);
        assert.equal(await authorize(requestOf(''), access, undefined), null, file);
      }
    });

    it('grants the roles of a moderator to the moderators of the room', async () => {
      const authorize = await importAuthorize('moderators.js');
      const access = {action: 'view-room', roomId: ROOM_ID} as const;
      const jane = await authorize(requestOf(JANE), access, undefined);
      const omar = await authorize(requestOf(OMAR), access, undefined);
      assert.deepEqual([jane?.roomModerator, jane?.chatModerator], [true, true]);
      assert.deepEqual([omar?.roomModerator, omar?.chatModerator], [false, false]);
    });

    it('rejects a template that is not in the list', async () => {
      const authorize = await importAuthorize('templates.js');
      const access = {action: 'create-room', name: 'Mine'} as const;
      assert.ok(
        await authorize(requestOf(JANE), {...access, templateRoomEntryId: '1_webinar0'}, undefined),
      );
      await assert.rejects(
        async () =>
          authorize(requestOf(JANE), {...access, templateRoomEntryId: ROOM_ID}, undefined),
        {code: 'access-denied'},
      );
    });

    it('limits the requests of each user', async () => {
      const authorize = await importAuthorize('rate-limit.js');
      const access = {action: 'create-room', name: 'Mine'} as const;
      for (let count = 0; count < 10; count++)
        assert.ok(await authorize(requestOf(JANE), access, undefined));
      await assert.rejects(
        async () => authorize(requestOf(JANE), access, undefined),
        (error: {code?: string; retryAfter?: number}) =>
          error.code === 'rate-limited' && (error.retryAfter ?? 0) > 3000,
      );
      assert.ok(await authorize(requestOf(OMAR), access, undefined));
    });
  });

  it('the list of rooms has the rooms of the user only', async () => {
    const rooms = await importRooms('rooms.js');
    const {data} = await post(rooms, '/rooms', {name: 'Room of Jane'});
    const {app} = await importSnippet<{app: App}>('server/own-rooms.js');
    const list = async (cookie: string) => {
      const response = await app.request('/api/my-rooms', {headers: {cookie}});
      return {status: response.status, body: (await response.json()) as {id: string}[]};
    };
    assert.ok((await list(JANE)).body.some(({id}) => id === data?.['id']));
    assert.deepEqual(await list(OMAR), {status: 200, body: []});
    assert.equal((await list('')).status, 401);
  });

  it('the list of rooms follows no redirect with an admin KS', async () => {
    const {app} = await importSnippet<{app: App}>('server/own-rooms.js');
    getSimulator().faults.set('room.list', {kind: 'redirect', to: `${getSimulator().url}/version`});
    getSimulator().counts.reset();
    const {status} = await app.request('/api/my-rooms', {headers: {cookie: JANE}});
    assert.equal(status, 500);
    assert.equal(getSimulator().counts['room.list'], 1);
    assert.equal(getSimulator().counts.version, 0);
  });
});
