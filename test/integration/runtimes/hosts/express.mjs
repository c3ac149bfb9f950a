import {getRequestListener} from '@hono/node-server';
import express from 'express';
import {rooms} from './rooms.js';

const app = express();
// The backend must precede body parsers, which would consume the body.
app.use('/api/kaltura', getRequestListener(rooms.fetch));
app.use(express.json());
app.listen(Number(process.env.PORT), '127.0.0.1');
