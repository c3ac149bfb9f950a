import {getRequestListener} from '@hono/node-server';
import Fastify from 'fastify';
import {rooms} from './rooms.js';
import {readSession} from './session.js';

const app = Fastify();
app.decorateRequest('session', null);
app.addHook('onRequest', async request => {
  request.session = readSession(request.headers.cookie);
});
app.all('/api/kaltura/*', {
  // This hook runs before Fastify reads the body.
  onRequest(request, reply) {
    const listener = getRequestListener(webRequest =>
      rooms.fetch(webRequest, request),
    );
    return listener(request.raw, reply.hijack().raw);
  },
  handler() {},
});
await app.listen({
  port: Number(process.env.PORT ?? 3000),
  host: '127.0.0.1',
});
