import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {rooms} from './rooms.js';

const app = new Hono();
app.all('/api/kaltura/*', context => rooms.fetch(context.req.raw));

const port = Number(process.env.PORT ?? 3000);
serve({fetch: app.fetch, port, hostname: '127.0.0.1'}, () => {
  console.log(`http://localhost:${port}`);
});
