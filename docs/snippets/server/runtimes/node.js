import {serve} from '@hono/node-server';
import {rooms} from './rooms.js';

serve({
  fetch: request => rooms.fetch(request),
  port: Number(process.env.PORT ?? 3000),
  hostname: '127.0.0.1',
});
