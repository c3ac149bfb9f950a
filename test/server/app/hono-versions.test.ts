import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Hono, type Context} from 'hono';
import {Hono as OldestHono, type Context as OldestContext} from 'hono-oldest';
import {kalturaRooms, roomPages, type Authorize} from '../../../src/server/index.js';
import {SECRET} from '../set-up.js';

/*
 * A host may have another copy of Hono than this package, so none of its types may be in the API. The
 * compiler checks this file too.
 */

type Env = {Variables: {user: string}};

const createRooms = <HostContext>(authorize: Authorize<HostContext>) =>
  kalturaRooms({
    partnerId: 12345,
    kafUrl: 'https://12345.kaf.kaltura.com',
    credentials: {adminSecret: SECRET},
    logger: {info() {}, error() {}},
    authorize,
  });
const pages = roomPages({
  kafUrl: 'https://12345.kaf.kaltura.com',
  scriptUrl: '/kaltura-room/room.js',
  tokenUrl: '/api/kaltura/token',
});

const oldestRooms = createRooms((_request, _access, context: OldestContext<Env>) => ({
  userId: context.get('user'),
}));
const oldest = new OldestHono<Env>()
  .use(async (context, next) => {
    context.set('user', 'jane');
    await next();
  })
  .all('/api/kaltura/*', context => oldestRooms.fetch(context.req.raw, context))
  .get('/join/*', context => pages.fetch(context.req.raw));

const newestRooms = createRooms((_request, _access, context: Context<Env>) => ({
  userId: context.get('user'),
}));
const newest = new Hono<Env>()
  .use(async (context, next) => {
    context.set('user', 'jane');
    await next();
  })
  .all('/api/kaltura/*', context => newestRooms.fetch(context.req.raw, context))
  .get('/join/*', context => pages.fetch(context.req.raw));

describe('kalturaRooms() and roomPages()', () => {
  for (const {version, app} of [
    {version: 'Hono 4.0.0', app: oldest},
    {version: 'the Hono of this package', app: newest},
  ])
    it(`work in an app of ${version}, with its session`, async () => {
      const launch = await app.request('/api/kaltura/token', {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: '{"roomId": "1_abcd1234"}',
      });
      assert.equal(launch.status, 200);
      const page = await app.request('/join/1_abcd1234');
      assert.equal(page.status, 200);
    });
});
