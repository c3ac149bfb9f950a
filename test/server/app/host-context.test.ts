import assert from 'node:assert/strict';
import type {IncomingMessage} from 'node:http';
import {describe, it} from 'node:test';
import {getRequestListener, type HttpBindings} from '@hono/node-server';
import {Hono, type Context} from 'hono';
import {kalturaRooms, type KalturaRoomsOptions} from '../../../src/server/index.js';
import {listen} from '../../support/listen.js';
import {SECRET} from '../set-up.js';

const TOKEN_REQUEST = {
  method: 'POST',
  headers: {'content-type': 'application/json'},
  body: '{"roomId": "1_abcd1234"}',
};

/** Creates a host backend with this `authorize`. */
const createRooms = <HostContext>(authorize: KalturaRoomsOptions<HostContext>['authorize']) =>
  kalturaRooms({
    partnerId: 12345,
    kafUrl: 'https://12345.kaf.kaltura.com',
    credentials: {adminSecret: SECRET},
    logger: {info() {}, error() {}},
    authorize,
  });

describe('the context of authorize()', () => {
  it('is the second argument of rooms.fetch()', async () => {
    const contexts: unknown[] = [];
    const rooms = createRooms((_request, _access, context) => {
      contexts.push(context);
      return null;
    });
    const context = {user: 'jane'};
    const createRequest = () => new Request('http://localhost/token', TOKEN_REQUEST);
    await rooms.fetch(createRequest(), context);
    await rooms.fetch(createRequest());
    assert.equal(contexts[0], context);
    assert.equal(contexts[1], undefined);
  });

  it('can be the context of a Hono app, with its variables', async () => {
    type Env = {Variables: {user: string}};
    const rooms = createRooms((_request, _access, context: Context<Env>) => ({
      userId: context.get('user'),
    }));
    const app = new Hono<Env>()
      .use((context, next) => {
        context.set('user', 'jane');
        return next();
      })
      .all('/api/kaltura/*', context => rooms.fetch(context.req.raw, context));
    const response = await app.request('/api/kaltura/token', TOKEN_REQUEST);
    assert.equal(response.status, 200);
  });

  it('can be the request of Node, with the session that middleware added, as in Express', async () => {
    type SessionRequest = IncomingMessage & {session?: {userId: string}};
    const rooms = createRooms(
      (_request, _access, {session}: SessionRequest) => session && {userId: session.userId},
    );
    const listener = getRequestListener((request, {incoming}) =>
      rooms.fetch(request, incoming as HttpBindings['incoming']),
    );
    const {url, close} = await listen((request: SessionRequest, response) => {
      if (request.headers.cookie === 'session=1') request.session = {userId: 'jane'};
      void listener(request, response);
    });
    try {
      const post = (headers: Record<string, string>) =>
        fetch(`${url}/api/kaltura/token`, {
          ...TOKEN_REQUEST,
          headers: {...TOKEN_REQUEST.headers, ...headers},
        });
      assert.equal((await post({cookie: 'session=1'})).status, 200);
      assert.equal((await post({})).status, 401);
    } finally {
      await close();
    }
  });
});
