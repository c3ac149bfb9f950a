import {getRequestListener} from '@hono/node-server';
import Fastify from 'fastify';
import {Hono} from 'hono';
import {rooms} from './rooms.js';

const listener = getRequestListener(new Hono().route('/api/kaltura', rooms).fetch);
const app = Fastify();
app.all('/api/kaltura/*', {
  // This hook runs before Fastify reads the body.
  onRequest: (request, reply) => listener(request.raw, reply.hijack().raw),
  handler: () => {},
});
await app.listen({port: Number(process.env.PORT), host: '127.0.0.1'});
