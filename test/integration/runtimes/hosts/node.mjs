import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {readSession, rooms} from './rooms.js';

const app = new Hono()
  .use((context, next) => {
    context.set('session', readSession(context.req.header('cookie')));
    return next();
  })
  .all('/api/kaltura/*', context => rooms.fetch(context.req.raw, context.var));
serve({fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1'});
