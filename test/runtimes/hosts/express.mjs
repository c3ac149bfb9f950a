import {getRequestListener} from '@hono/node-server';
import express from 'express';
import {rooms} from './rooms.js';

const app = express();
// Before any body parser: it would read the body away.
app.use('/api/kaltura', getRequestListener(rooms.fetch));
app.use(express.json());
app.listen(Number(process.env.PORT), '127.0.0.1');
