import {Hono} from 'hono';
import {rooms} from './rooms.js';

const app = new Hono().route('/api/kaltura', rooms);
export default {fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1'};
