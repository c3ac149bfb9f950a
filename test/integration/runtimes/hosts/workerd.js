import {Hono} from 'hono';
import {rooms} from './rooms.js';

export default new Hono().route('/api/kaltura', rooms);
