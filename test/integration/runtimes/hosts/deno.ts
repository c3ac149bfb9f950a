import {Hono} from 'hono';
import {rooms} from './rooms.js';

const app = new Hono().route('/api/kaltura', rooms);
Deno.serve({port: Number(Deno.env.get('PORT')), hostname: '127.0.0.1'}, app.fetch);
