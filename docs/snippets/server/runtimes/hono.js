import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {rooms} from './rooms.js';
import {readSession} from './session.js';

const app = new Hono();
app.use((context, next) => {
  context.set('session', readSession(context.req.header('cookie')));
  return next();
});
app.all('/api/kaltura/*', context =>
  rooms.fetch(context.req.raw, context.var),
);
serve({
  fetch: app.fetch,
  port: Number(process.env.PORT ?? 3000),
  hostname: '127.0.0.1',
});
